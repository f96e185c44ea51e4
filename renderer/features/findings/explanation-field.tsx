import { Button } from '@blueprintjs/core';
import { type Ref, useMemo, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { useRead } from '../../client/hooks.ts';
import { ReferenceCard } from '../../parts/reference/reference-card.tsx';
import { useNavigation } from '../../state/navigation.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { TextEditor, type TextHandle } from './text-editor.tsx';
import { mentionsOf } from './text-mentions.ts';

interface Props {
  readonly finding: Finding;
  readonly value: Pick<Finding, 'explanation' | 'format'>;
  readonly readOnly: boolean;
  readonly exhibits: readonly Exhibit[] | undefined;
  readonly onChange: (value: Pick<Finding, 'explanation' | 'format'>) => void;
  readonly onFocus: () => void;
  readonly ref: Ref<TextHandle>;
}

const NONE: never[] = [];

/** Why a finding is claimed, with what stands behind the reference that the cursor is in. */
export function ExplanationField({ finding, value, readOnly, exhibits, onChange, onFocus, ref }: Props) {
  const { caseId, id } = finding;
  const { go } = useNavigation();
  const { data: findings = NONE } = useRead('finding.list', { caseId });
  const { data: entities = NONE } = useRead('entity.list', { caseId });
  const { data: snapshots = NONE } = useRead('snapshot.list', { caseId });
  const [label, setLabel] = useState<string | null>(null);
  const mentions = useMemo(
    () =>
      mentionsOf({
        ...{ exhibits: exhibits ?? NONE, entities, snapshots },
        findings: findings.filter((each) => each.id !== id),
      }),
    [exhibits, findings, entities, snapshots, id],
  );
  const known = useMemo(() => new Set(exhibits?.map((exhibit) => exhibit.label)), [exhibits]);
  const exhibit = exhibits?.find((each) => each.label === label);
  const other = findings.find((each) => findingLabel(each.number) === label && each.id !== id);
  return (
    <Field
      label="Explanation"
      help="What the exhibits show; @ names one, or a row, entity, snapshot or finding. What begins with “Assessment:” or stands under a heading “Assessment” is printed as judgement, a paragraph with “Against:” as evidence against the claim"
    >
      {(fieldId, describedBy) => (
        <>
          <TextEditor
            ref={ref}
            id={fieldId}
            describedBy={describedBy}
            text={value.explanation}
            format={value.format}
            readOnly={readOnly}
            mentions={mentions}
            knows={(each) => exhibits === undefined || known.has(each)}
            onChange={({ text, format }) => onChange({ explanation: text, format })}
            onFocus={onFocus}
            onReference={setLabel}
          />
          {exhibit && <ReferenceCard exhibit={exhibit} />}
          {other && (
            <p className="rt-finding-text-other">
              <strong>{findingLabel(other.number)}</strong> {other.claim}{' '}
              <Button
                size="small"
                text={`Open ${findingLabel(other.number)}`}
                onClick={() => go({ screen: 'findings', focus: other.id })}
              />
            </p>
          )}
        </>
      )}
    </Field>
  );
}
