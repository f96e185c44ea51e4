import { Button, DialogFooter, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { Field } from './saved-field.tsx';

interface Labelled {
  readonly label: string;
  readonly help?: ReactNode;
  readonly className?: string;
  readonly disabled?: boolean;
}

interface ChoiceProps<V extends string> extends Labelled {
  readonly value: V;
  readonly options: readonly (V | { readonly value: V; readonly label: string })[];
  readonly onChange: (value: V) => void;
}

/** One of some values, with its label. */
export function Choice<V extends string>({ value, options, onChange, disabled = false, ...field }: ChoiceProps<V>) {
  return (
    <Field {...field}>
      {(id, describedBy) => (
        <HTMLSelect
          id={id}
          aria-describedby={describedBy}
          fill
          disabled={disabled}
          value={value}
          options={[...options]}
          onChange={(event) => onChange(event.currentTarget.value as V)}
        />
      )}
    </Field>
  );
}

interface LineProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

/** A line of text of a form, as long as a title may be, with its label. */
export function Line({ label, help, className = '', onChange, placeholder = '', ...input }: LineProps) {
  return (
    <Field label={label} help={help} className={className}>
      {(id, describedBy) => (
        <InputGroup
          {...input}
          id={id}
          aria-describedby={describedBy}
          maxLength={500}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface FooterProps {
  /** The verb on the button: "Save". */
  readonly submit: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onClose: () => void;
}

/** The foot of a form in a dialog: the way back, and the way on. */
export function FormFooter({ submit, busy, disabled, onClose }: FooterProps) {
  return (
    <DialogFooter
      actions={
        <>
          <Button text="Cancel" onClick={onClose} />
          <Button type="submit" intent="primary" text={submit} loading={busy} disabled={disabled} />
        </>
      }
    />
  );
}
