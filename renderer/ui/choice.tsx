import { HTMLSelect } from '@blueprintjs/core';
import { Field } from './saved-field.tsx';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (V | { readonly value: V; readonly label: string })[];
  readonly onChange: (value: V) => void;
}

/** One of some values, with its label. */
export function Choice<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <Field label={label}>
      {(id) => (
        <HTMLSelect
          id={id}
          fill
          value={value}
          options={[...options]}
          onChange={(event) => onChange(event.currentTarget.value as V)}
        />
      )}
    </Field>
  );
}
