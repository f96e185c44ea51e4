import { Button } from '@blueprintjs/core';
import type { BoardItem } from '../../../shared/contract/board.ts';
import { type Entity, LONGEST_LABEL } from '../../../shared/contract/entities.ts';
import { checksumProblem } from '../../../shared/domain/identifiers.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { Field } from '../../ui/field.tsx';
import { SavedLine, SavedText } from './saved-field.tsx';
import { relabel, type Step } from './steps.ts';
import { TypeSelect } from './type-select.tsx';

interface Props {
  readonly entity: Entity;
  readonly item: BoardItem | undefined;
  readonly onStep: (step: Step) => void;
  readonly onRemove: () => void;
}

export function EntityForm({ entity, item, onStep, onRemove }: Props) {
  const { id } = entity;
  const problem = checksumProblem(entity.label);
  return (
    <div className="rt-column">
      <Field label="Label" help={problem ?? 'The identifier itself, kept as it is typed.'}>
        {(field, note) => (
          <SavedLine
            id={field}
            required
            maxLength={LONGEST_LABEL}
            value={entity.label}
            describedBy={note}
            onSave={(label) => onStep(relabel(item, id, label))}
          />
        )}
      </Field>
      <Field label="Type">
        {(field) => (
          <TypeSelect
            id={field}
            value={entity.type}
            onChange={(type) => onStep({ step: 'Change a type', ops: [{ op: 'entity.update', id, type }] })}
          />
        )}
      </Field>
      <Field label="Seen in">
        {(field) => (
          <ExhibitPicker
            id={field}
            caseId={entity.caseId}
            value={entity.exhibits}
            onChange={(exhibits) =>
              onStep({ step: 'Change where it was seen', ops: [{ op: 'entity.update', id, exhibits }] })
            }
          />
        )}
      </Field>
      <Field label="Note">
        {(field) => (
          <SavedText
            id={field}
            value={entity.note}
            onSave={(note) => onStep({ step: 'Edit a note', ops: [{ op: 'entity.update', id, note }] })}
          />
        )}
      </Field>
      <Button
        icon="trash"
        variant="minimal"
        intent="danger"
        text="Remove from the case…"
        alignText="start"
        onClick={onRemove}
      />
    </div>
  );
}
