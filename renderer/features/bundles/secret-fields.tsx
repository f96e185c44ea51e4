import { Button, InputGroup } from '@blueprintjs/core';
import { useRef } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { readIdentity } from '../../../shared/domain/age-keys.ts';
import { PasswordUser } from '../../parts/password-user.tsx';
import { Field } from '../../ui/saved-field.tsx';

export interface Secret {
  readonly passphrase: string;
  /** As typed, or the whole text of a key file. */
  readonly identity: string;
}
export const NO_SECRET: Secret = { passphrase: '', identity: '' };

export const isWhole = (kind: 'passphrase' | 'keys', { passphrase, identity }: Secret): boolean =>
  kind === 'passphrase' ? passphrase !== '' : readIdentity(identity) !== null;
export const secretOf = (
  kind: 'passphrase' | 'keys',
  { passphrase, identity }: Secret,
): Input<'bundle.import'>['with'] =>
  kind === 'passphrase' ? { passphrase } : { identity: readIdentity(identity) ?? '' };

interface Props {
  readonly kind: 'passphrase' | 'keys';
  readonly value: Secret;
  readonly onChange: (value: Secret) => void;
}

/** What opens the bundle: the one of the two that its header asks for. */
export function SecretFields({ kind, value, onChange }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  if (kind === 'passphrase')
    return (
      <>
        <PasswordUser />
        <Field label="Passphrase of the bundle" help="The passphrase the sender gave you, not that of this vault.">
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              type="password"
              autoComplete="off"
              autoFocus
              value={value.passphrase}
              onChange={(event) => onChange({ ...value, passphrase: event.target.value })}
            />
          )}
        </Field>
      </>
    );
  const wrong = value.identity.trim() !== '' && readIdentity(value.identity) === null;
  return (
    <Field
      label="Your secret key"
      help="The file that age-keygen made, or its line that begins with AGE-SECRET-KEY-1. It is used for this import and stored nowhere."
      error={wrong ? 'This is not a complete secret key (AGE-SECRET-KEY-1…).' : undefined}
    >
      {(id, describedBy) => (
        <div className="rt-row">
          <PasswordUser />
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            className="rt-grow"
            type="password"
            autoComplete="off"
            autoFocus
            value={value.identity}
            onChange={(event) => onChange({ ...value, identity: event.target.value })}
          />
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label="Key file"
            onChange={(event) => {
              const file = event.target.files?.[0];
              void file
                ?.slice(0, 20_000)
                .text()
                .then((identity) => onChange({ ...value, identity }));
              event.target.value = '';
            }}
          />
          <Button icon="key" text="From a file" onClick={() => chooser.current?.click()} />
        </div>
      )}
    </Field>
  );
}
