import { Button, HTMLSelect } from '@blueprintjs/core';
import type { Entity } from '../../../shared/contract/entities.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { EntityPage } from '../../../shared/contract/pages.ts';
import type { CaseId, FindingId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { Changes, Field, SavedText } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

/** What was written down of an entity, where it is read. */
export function Note({ caseId, entity: { id, note } }: { caseId: CaseId; entity: Entity }) {
  return (
    <Field label="Note">
      {(field) => (
        <SavedText
          key={id}
          id={field}
          rows={2}
          value={note}
          maxLength={20_000}
          onSave={(text) => call('entity.update', { caseId, entities: [{ id, note: text }] })}
        />
      )}
    </Field>
  );
}

interface Props {
  readonly page: EntityPage;
  readonly go: (place: Place) => void;
}

/** A value in a finding, with the exhibits that show it: a new one, or one that is there. */
export function AddToFinding({ page, go }: Props) {
  const { caseId } = useNavigation();
  const { data: findings = [] } = useRead('finding.list', { caseId });
  const shown = page.exhibits.filter(({ removed }) => !removed);
  const open = ({ id }: { id: FindingId }): void => go({ screen: 'findings', focus: id });
  const add = (finding: Finding): void =>
    void call('finding.update', {
      findingId: finding.id,
      exhibits: [...new Set([...finding.exhibits, ...shown.map(({ id }) => id)])],
      ...(names(finding, page.label)
        ? {}
        : { explanation: [finding.explanation.trimEnd(), mention(page, shown)].filter(Boolean).join('\n\n') }),
    }).then(open, showError);
  return (
    <Changes>
      <div className="rt-row">
        <Button
          size="small"
          icon="endorsed"
          text="Add to a new finding"
          onClick={() =>
            void call('finding.create', {
              caseId,
              claim: page.label,
              exhibits: shown.map(({ id }) => id),
            }).then(open, showError)
          }
        />
        {findings.length > 0 && (
          <HTMLSelect
            aria-label="Add to a finding"
            className="rt-entity-page-finding"
            value=""
            options={[
              { value: '', label: 'Add to a finding…' },
              ...findings.map(({ id, number, claim }) => ({ value: id, label: `${findingLabel(number)} ${claim}` })),
            ]}
            onChange={(event) => {
              const finding = findings.find(({ id }) => id === event.currentTarget.value);
              if (finding) add(finding);
            }}
          />
        )}
      </div>
    </Changes>
  );
}

const names = ({ claim, explanation }: Finding, label: string): boolean =>
  `${claim}\n${explanation}`.toLowerCase().includes(label.toLowerCase());
/** "u-1003 (E-0001, E-0004)." */
const mention = ({ label }: EntityPage, shown: EntityPage['exhibits']): string =>
  `${label}${shown.length > 0 ? ` (${shown.map((each) => each.label).join(', ')})` : ''}.`;
