import './findings-screen.css';
import { Button, Dialog, DialogBody, Icon, InputGroup, Spinner, Tag } from '@blueprintjs/core';
import { type DragEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { DeletedFinding, Finding } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { confidenceText, likelihoodText } from '../../../shared/domain/likelihood.ts';
import { REVIEW_STATES, stateOf } from '../../../shared/domain/reviews.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { FINDINGS } from './actions.ts';
import { FindingEditor } from './finding-editor.tsx';
import { JudgementPanel } from './judgement-panel.tsx';

interface Props {
  readonly findings: readonly Finding[];
  readonly selected: Finding['id'] | undefined;
  readonly onSelect: (finding: Finding) => void;
  readonly onMove: (finding: Finding, position: number) => void;
}

/** The findings in the order they are printed. A drag, or Alt with an arrow key, moves one. */
export function FindingList({ findings, selected, onSelect, onMove }: Props) {
  const [dragged, setDragged] = useState<Finding | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, at: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const finding = findings[at];
    const next = findings[at + step];
    if (step === 0 || !finding || !next) return;
    event.preventDefault();
    if (event.altKey) return onMove(finding, at + step);
    onSelect(next);
    event.currentTarget.closest('ol')?.querySelectorAll('button')[at + step]?.focus();
  };
  const drop = (event: DragEvent, at: number): void => {
    event.preventDefault();
    if (dragged && findings[at] !== dragged) onMove(dragged, at);
    setDragged(null);
    setOver(null);
  };
  return (
    <ol className="rt-finding-list" aria-label="Findings in the order they are printed">
      {findings.map((finding, at) => (
        <li
          key={finding.id}
          draggable
          data-over={over === at && dragged !== finding}
          onDragStart={() => setDragged(finding)}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(at);
          }}
          onDrop={(event) => drop(event, at)}
        >
          <Icon icon="drag-handle-vertical" className="rt-finding-grip" aria-hidden="true" />
          <button
            type="button"
            aria-current={finding.id === selected}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onClick={() => onSelect(finding)}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            <span className="rt-finding-line">
              <strong>{findingLabel(finding.number)}</strong>
              {finding.basis === 'assessment' ? (
                <Tag minimal intent="warning">
                  assessment
                </Tag>
              ) : (
                <Tag minimal>{plural(finding.cited.length, 'exhibit')}</Tag>
              )}
            </span>
            <span className="rt-finding-claim">{finding.claim}</span>
            <span className="rt-muted">
              {likelihoodText(finding.likelihood)} · {confidenceText(finding.confidence)}
            </span>
            {(finding.review.length > 0 || finding.openComments > 0) && (
              <span className="rt-muted">
                {REVIEW_STATES[stateOf(finding.review)]}
                {finding.openComments > 0 && ` · ${plural(finding.openComments, 'open comment')}`}
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  );
}

const NONE: never[] = [];

/** What the case claims, in the order it is printed. */
export function FindingsScreen() {
  const { caseId, place } = useNavigation();
  const { data, error } = useRead('finding.list', { caseId });
  const findings = data ?? NONE;
  const { mutateAsync: move } = useWrite('finding.move');
  const create = useWrite('finding.create');
  const remove = useWrite('finding.remove');
  const { mutateAsync: restore } = useWrite('finding.restore');
  const { data: deleted = NONE } = useRead('finding.deleted', { caseId });
  const [chosen, choose] = useState<string | undefined>(place.focus);
  const [asked, setAsked] = useState<'create' | 'remove' | 'restore' | 'versions' | 'comment' | null>(null);
  const [claim, setClaim] = useState('');
  const [weighing, setWeighing] = useState(false);
  useEffect(() => {
    if (place.words?.field === 'judgement') setWeighing(true);
    else if (place.focus) {
      choose(place.focus);
      setWeighing(false);
    }
  }, [place]);
  const shown = findings.find((finding) => finding.id === chosen) ?? findings[0];

  const shift = (step: number) => () => {
    const at = findings.findIndex((finding) => finding.id === shown?.id) + step;
    if (shown && at >= 0 && at < findings.length) move({ findingId: shown.id, position: at }).catch(showError);
  };
  const when = shown !== undefined;
  const actions = useActions(FINDINGS, {
    new: () => setAsked('create'),
    up: { when, perform: shift(-1) },
    down: { when, perform: shift(1) },
    versions: { when, perform: () => setAsked('versions') },
    comment: { when: when && stateOf(shown.review) !== 'final', perform: () => setAsked('comment') },
    remove: { when: when && stateOf(shown.review) !== 'final', perform: () => setAsked('remove') },
    judgement: () => setWeighing(!weighing),
    restore: { when: deleted.length > 0, perform: () => setAsked('restore') },
  });

  const bringBack = (findingId: Finding['id']): void =>
    void restore({ findingId }).then(({ id }) => choose(id), showError);
  const deletedButton = deleted.length > 0 && (
    <ActionButton
      action={actions.restore}
      variant="minimal"
      size="small"
      text={`${plural(deleted.length, 'deleted finding')}`}
    />
  );

  const button = <ActionButton action={actions.new} intent="primary" size="small" text="New finding" />;
  return (
    <Screen
      title="Findings"
      actions={
        <>
          {deletedButton}
          <ActionButton
            action={actions.judgement}
            size="small"
            active={weighing}
            text={weighing ? 'Show findings' : 'Judgement'}
          />
          {findings.length > 0 && button}
        </>
      }
    >
      {weighing && (
        <div className="rt-finding-pane">
          <JudgementPanel caseId={caseId} />
        </div>
      )}
      {!data && !error && <Spinner className="rt-waiting" />}
      {error && (
        <EmptyState icon="issue" title="The findings cannot be shown">
          {error.message}
        </EmptyState>
      )}
      {!weighing && data?.length === 0 && (
        <EmptyState icon="lightbulb" title="No finding yet" action={button}>
          A finding is a claim, how likely it is, and the exhibits it rests on. The report opens with the findings.
        </EmptyState>
      )}
      {!weighing && shown && (
        <div className="rt-finding-screen">
          <FindingList
            findings={findings}
            selected={shown.id}
            onSelect={(finding) => choose(finding.id)}
            onMove={(finding, position) => {
              choose(finding.id);
              move({ findingId: finding.id, position }).catch(showError);
            }}
          />
          <div className="rt-finding-pane">
            <FindingEditor
              key={shown.id}
              finding={shown}
              actions={actions}
              asked={asked === 'versions' || asked === 'comment' ? asked : null}
              onAsked={setAsked}
              shown={place.focus === shown.id ? place.words : undefined}
            />
          </div>
        </div>
      )}
      {asked === 'create' && (
        <ConfirmDialog
          title="New finding"
          confirm="Add"
          disabled={claim.trim() === ''}
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            const made = await create.mutateAsync({ caseId, claim: claim.trim() });
            setClaim('');
            choose(made.id);
          }}
        >
          <Field label="Claim" help="One sentence that can be true or false">
            {(id, describedBy) => (
              <InputGroup
                id={id}
                aria-describedby={describedBy}
                autoFocus
                maxLength={500}
                value={claim}
                onValueChange={setClaim}
                placeholder="The four accounts are run by one person"
              />
            )}
          </Field>
        </ConfirmDialog>
      )}
      {asked === 'remove' && shown && (
        <ConfirmDialog
          title={`Delete ${findingLabel(shown.number)}?`}
          confirm="Delete"
          intent="danger"
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            const { id, number } = shown;
            await remove.mutateAsync({ findingId: id });
            showToast({
              message: `${findingLabel(number)} was deleted.`,
              action: { text: 'Undo', icon: 'undo', onClick: () => bringBack(id) },
            });
          }}
        >
          <p className="rt-break">{shown.claim}</p>
          <p className="rt-muted">
            It can be restored, whole and under its number, from the list of deleted findings. The custody log records
            the deletion; the exhibits behind it stay.
          </p>
        </ConfirmDialog>
      )}
      {asked === 'restore' && (
        <DeletedFindings deleted={deleted} onRestore={bringBack} onClose={() => setAsked(null)} />
      )}
    </Screen>
  );
}

interface DeletedProps {
  readonly deleted: readonly DeletedFinding[];
  readonly onRestore: (id: DeletedFinding['id']) => void;
  readonly onClose: () => void;
}
function DeletedFindings({ deleted, onRestore, onClose }: DeletedProps) {
  return (
    <Dialog isOpen onClose={onClose} title="Deleted findings">
      <DialogBody>
        {deleted.length === 0 ? (
          <p className="rt-muted">There is none any more.</p>
        ) : (
          <ul className="rt-finding-deleted">
            {deleted.map(({ id, number, claim, deletedAt }) => (
              <li key={id}>
                <div className="rt-grow">
                  <strong>{findingLabel(number)}</strong> <span className="rt-break">{claim}</span>
                  <div className="rt-muted">
                    deleted <Time at={deletedAt} />
                  </div>
                </div>
                <Button icon="undo" text="Restore" onClick={() => onRestore(id)} />
              </li>
            ))}
          </ul>
        )}
      </DialogBody>
    </Dialog>
  );
}
