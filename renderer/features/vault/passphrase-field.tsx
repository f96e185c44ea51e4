import { InputGroup } from '@blueprintjs/core';
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly label: string;
  readonly problem?: string | undefined;
  readonly autoComplete?: 'current-password' | 'off';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A passphrase that exists already; a new one is asked for by `NewPassphraseFields`. */
export function PassphraseField({ label, problem, autoComplete = 'current-password', value, onChange }: Props) {
  return (
    <Field label={label} error={problem || undefined}>
      {(id, describedBy) => (
        <InputGroup
          id={id}
          aria-describedby={describedBy}
          type="password"
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
