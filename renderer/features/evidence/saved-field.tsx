import { InputGroup, TextArea } from '@blueprintjs/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onSave: (value: string) => void;
  readonly rows?: number;
  readonly maxLength: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

/** A text that is saved when it is left, and put back by Escape. */
export function SavedField({ label, value, onSave, rows, maxLength, required = false, disabled = false }: Props) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const leave = (): void => {
    if (draft === value) return;
    if (required && draft.trim() === '') setDraft(value);
    else onSave(draft);
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') {
      setDraft(value);
      event.stopPropagation();
    } else if (event.key === 'Enter' && (!rows || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.blur();
    }
  };
  return (
    <Field label={label}>
      {(id) =>
        rows ? (
          <TextArea
            id={id}
            fill
            rows={rows}
            maxLength={maxLength}
            disabled={disabled}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={leave}
            onKeyDown={press}
          />
        ) : (
          <InputGroup
            id={id}
            fill
            maxLength={maxLength}
            disabled={disabled}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={leave}
            onKeyDown={press}
          />
        )
      }
    </Field>
  );
}
