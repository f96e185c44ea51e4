import { Button, HTMLSelect } from '@blueprintjs/core';
import { useState } from 'react';
import type { BoardItem } from '../../../shared/contract/board.ts';
import { type Entity, EntityType, LONGEST_LABEL } from '../../../shared/contract/entities.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { OwnTypeDialog } from '../../parts/own-type-dialog.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import { typeOptions, useOwnKinds } from '../../state/entity-kinds.ts';
import { openEntityPage } from '../../state/entity-page.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { RowsBehind } from './rows-behind.tsx';
import { relabel, type Step } from './steps.ts';
import type { Board } from './use-board.ts';

const NEW_TYPE = 'new';

export function TypeSelect({
  id,
  value,
  onChange,
  label,
}: {
  id?: string;
  /** Null where several values are meant that differ. */
  value: EntityType | null;
  onChange: (type: EntityType) => void;
  /** Where no visible label names it. */
  label?: string;
}) {
  useOwnKinds();
  const [adding, setAdding] = useState(false);
  const options = [...typeOptions(), { value: NEW_TYPE, label: 'New type …' }];
  return (
    <>
      <HTMLSelect
        {...(id ? { id } : {})}
        aria-label={label}
        options={value === null ? [{ value: '', label: 'different types' }, ...options] : options}
        value={value ?? ''}
        onChange={({ currentTarget: { value: chosen } }) => {
          if (chosen === NEW_TYPE) setAdding(true);
          else if (chosen) onChange(EntityType.parse(chosen));
        }}
      />
      {adding && <OwnTypeDialog onClose={() => setAdding(false)} onMade={onChange} />}
    </>
  );
}

interface Props {
  readonly entity: Entity;
  readonly item: BoardItem | undefined;
  readonly onStep: (step: Step) => void;
  readonly text: Board['text'];
  readonly remove: Action;
}

export function EntityForm({ entity, item, onStep, text, remove }: Props) {
  const { id } = entity;
  const problem = typedProblem(entity.type, entity.label);
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
            {...text(`${id} label`, (label) => relabel(item, id, label))}
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
      <RowsBehind caseId={entity.caseId} rows={entity.rows} />
      <Field label="Note">
        {(field) => (
          <SavedText
            id={field}
            value={entity.note}
            {...text(`${id} note`, (note) => ({ step: 'Edit a note', ops: [{ op: 'entity.update', id, note }] }))}
          />
        )}
      </Field>
      <Button
        icon="id-number"
        variant="minimal"
        alignText="start"
        text="What is known of it"
        onClick={() => openEntityPage({ type: entity.type, label: entity.label })}
      />
      <ActionButton action={remove} text={remove.label} variant="minimal" intent="danger" alignText="start" />
    </div>
  );
}
