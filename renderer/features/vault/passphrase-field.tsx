import { InputGroup } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { CallError } from '../../client/call.ts';
import { PasswordUser } from '../../parts/password-user.tsx';
import { Field } from '../../ui/saved-field.tsx';

/** The seconds a failure asks to wait before the next attempt; 0 when it asks for none. */
export function waitOf(error: unknown): number {
  if (!(error instanceof CallError) || (error.code !== 'wait' && error.code !== 'wrong-passphrase')) return 0;
  return Number(/in (\d+) s/.exec(error.message)?.[1] ?? 0);
}

/** Counts down whole seconds to 0. */
export function useCountdown(): readonly [left: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [left]);
  const start = (seconds: number): void => {
    setNow(performance.now());
    setUntil(performance.now() + seconds * 1000);
  };
  return [left, start];
}

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
    <>
      <PasswordUser />
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
    </>
  );
}
