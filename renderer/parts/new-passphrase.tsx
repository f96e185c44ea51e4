import { Button, InputGroup } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/commands.ts';
import { call } from '../client/call.ts';
import { Field } from '../ui/saved-field.tsx';
import { PasswordUser } from './password-user.tsx';

const SHORTEST = 12;
const WORDS = ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'];
const PAUSE_MS = 200;

type Strength = Output<'vault.strength'>;

/** Asked of the core, and deliberately outside the query cache: a passphrase must not stay anywhere. */
function useStrength(passphrase: string): Strength | null {
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    if (passphrase === '') return setStrength(null);
    let current = true;
    const timer = setTimeout(() => {
      call('vault.strength', { passphrase: passphrase.slice(0, 1024) }).then(
        (answer) => current && setStrength(answer),
        () => {}, // the meter is advice; the core checks the passphrase itself
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return strength;
}

export interface NewPassphrase {
  readonly first: string;
  readonly second: string;
}
export const NO_PASSPHRASE: NewPassphrase = { first: '', second: '' };
export const isUsable = ({ first, second }: NewPassphrase): boolean =>
  [...first].length >= SHORTEST && first === second;

interface Props {
  readonly value: NewPassphrase;
  readonly onChange: (value: NewPassphrase) => void;
  readonly label?: string;
}

/** A new passphrase, typed twice, with an estimate of how long it would withstand. No rules but its length. */
export function NewPassphraseFields({ value, onChange, label = 'Passphrase' }: Props) {
  const [shown, setShown] = useState(false);
  const strength = useStrength(value.first);
  const type = shown ? 'text' : 'password';
  const length = [...value.first].length;
  const differ = value.second !== '' && value.first !== value.second;
  return (
    <>
      <PasswordUser />
      <Field label={label} help={<StrengthMeter strength={value.first === '' ? null : strength} length={length} />}>
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            type={type}
            autoComplete="new-password"
            value={value.first}
            onChange={(event) => onChange({ ...value, first: event.target.value })}
            rightElement={
              <Button
                variant="minimal"
                icon={shown ? 'eye-off' : 'eye-open'}
                aria-label={shown ? 'Hide the passphrase' : 'Show the passphrase'}
                onClick={() => setShown(!shown)}
              />
            }
          />
        )}
      </Field>
      <Field label={`${label}, once more`} error={differ ? 'The two entries differ.' : undefined}>
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            type={type}
            autoComplete="new-password"
            value={value.second}
            onChange={(event) => onChange({ ...value, second: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function StrengthMeter({ strength, length }: { strength: Strength | null; length: number }) {
  const score = strength ? strength.score : -1;
  return (
    <span className="rt-strength">
      <span className="rt-strength-bars" aria-hidden="true">
        {WORDS.map((word, index) => (
          <span key={word} data-on={index <= score} data-score={score} />
        ))}
      </span>
      <span role="status">
        {strength === null && `${SHORTEST} characters or more. Several unrelated words are easy to remember.`}
        {strength && !strength.longEnough && `${length} of ${SHORTEST} characters. ${strength.advice}`}
        {strength?.longEnough &&
          `${WORDS[strength.score]}. Estimated time for an attacker who has the file: ${strength.guesses}. ${strength.advice}`}
      </span>
    </span>
  );
}
