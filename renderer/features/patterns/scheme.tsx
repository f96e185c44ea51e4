import { Button, Tag } from '@blueprintjs/core';
import { useState } from 'react';
import type { ListedTypology } from '../../../shared/contract/typologies.ts';
import { ROLES } from '../../../shared/domain/patterns/roles.ts';
import { templateById } from '../../../shared/domain/patterns/templates.ts';
import { call, host } from '../../client/call.ts';
import { useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

interface Props {
  readonly of: ListedTypology;
  readonly onPattern: (id: string) => void;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onRemoved: () => void;
}

/** A typology as it reads, with what can be done with it. */
export function Scheme({ of: { typology: of, saved }, onPattern, onEdit, onCopy, onRemoved }: Props) {
  const { caseId, go } = useNavigation();
  const [removing, setRemoving] = useState(false);
  const add = useWrite('checklist.add');
  const remove = useWrite('typology.remove');
  const list = (items: readonly string[]) =>
    items.length === 0 ? (
      <p className="rt-muted rt-panel-note">None is named.</p>
    ) : (
      <ul className="rt-patterns-bullets">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  const exportIt = async (): Promise<void> => {
    const { ticket, name } = await call('typology.export', { id: of.id });
    if ((await host().save(ticket, name)) !== 'cancelled')
      showToast({ message: `The typology was exported to ${name}.`, intent: 'success' });
  };
  const toChecklist = (): void =>
    add.mutate(
      { caseId, of: { typology: of.id } },
      {
        onError: showError,
        onSuccess: () =>
          showToast({
            message: `Questions and steps of ${of.name} are on the checklist of the case.`,
            intent: 'success',
            action: { text: 'Show checklist', onClick: () => go({ screen: 'overview' }) },
          }),
      },
    );
  return (
    <article className="rt-patterns-article" aria-label={of.name}>
      <header>
        <h2>{of.name}</h2>
        <p className="rt-muted">{of.summary}</p>
      </header>
      <div className="rt-row rt-patterns-acts">
        <Changes>
          <Button
            intent="primary"
            icon="form"
            text="Add to the checklist"
            loading={add.isPending}
            onClick={toChecklist}
          />
          {saved && <Button icon="edit" text="Edit" onClick={onEdit} />}
          <Button icon="duplicate" text="Copy and edit" onClick={onCopy} />
          <Button icon="export" text="Export" onClick={() => void exportIt().catch(showError)} />
          {saved && <Button icon="trash" text="Remove" onClick={() => setRemoving(true)} />}
        </Changes>
        <span className="rt-muted">
          {saved ? (
            <>
              Saved in this vault <Time at={saved.at} />
              {saved.by !== '' && ` by ${saved.by}`}
            </>
          ) : (
            'Comes with the program; a copy of it can be changed.'
          )}
        </span>
      </div>
      <div className="rt-patterns-columns">
        <Panel title="Signals">{list(of.signals)}</Panel>
        <Panel title="Questions to ask">{list(of.questions)}</Panel>
        <Panel title="What else it could be">{list(of.alternatives)}</Panel>
        <Panel title="Patterns and statements that look for it">
          <ul className="rt-list">
            {of.patterns.map((id) => (
              <li key={id}>
                <Button
                  variant="minimal"
                  endIcon="chevron-right"
                  text={templateById(id)?.name ?? id}
                  onClick={() => onPattern(id)}
                />
              </li>
            ))}
            {of.statements.map(({ title, sql }) => (
              <li key={title}>
                <Button
                  variant="minimal"
                  icon="code"
                  endIcon="chevron-right"
                  text={title}
                  title={sql}
                  onClick={() => go({ screen: 'data', sql })}
                />
              </li>
            ))}
            {of.patterns.length + of.statements.length === 0 && (
              <li className="rt-muted rt-panel-note">None is named.</li>
            )}
          </ul>
        </Panel>
        <Panel title="Columns needed">
          <p className="rt-patterns-tags">
            {of.columns.map((role) => (
              <Tag key={role} minimal>
                {ROLES[role].word}
              </Tag>
            ))}
            {of.columns.length === 0 && <span className="rt-muted">None is named.</span>}
          </p>
        </Panel>
        <Panel title="MITRE F3 techniques">
          <p className="rt-patterns-tags">
            {of.techniques.map((id) => (
              <Tag key={id} minimal className="rt-mono">
                {id}
              </Tag>
            ))}
            {of.techniques.length === 0 && <span className="rt-muted">None is named for this scheme.</span>}
          </p>
          {of.source !== '' && <p className="rt-muted rt-panel-note">{of.source}</p>}
        </Panel>
      </div>
      {removing && (
        <ConfirmDialog
          title="Remove the typology"
          confirm="Remove"
          intent="danger"
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await remove.mutateAsync({ id: of.id });
            onRemoved();
          }}
        >
          <p>
            <b className="rt-break">{of.name}</b> is removed from this vault. Checklists that were made from it stay as
            they are. This cannot be undone; an export keeps a copy.
          </p>
        </ConfirmDialog>
      )}
    </article>
  );
}
