import { Button, Callout, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useRef, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { call } from '../../client/call.ts';
import { PasswordUser } from '../../parts/password-user.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { useCountdown, waitOf } from './passphrase-field.tsx';

interface Props {
  readonly vault: Input<'vault.open'>['vault'];
  readonly name: string;
  readonly folder: string | null;
  /** Why it can only be read, where that is known beforehand. */
  readonly readOnly?: string | null;
  /** Set when this computer's key store can open it: what it is known by. */
  readonly onDevice: string | null;
  readonly onForgotten: () => void;
}

/** Asks for the passphrase. After several wrong ones the core makes each further try wait, and the button counts down. */
export function UnlockForm({ vault, name, folder, readOnly, onDevice, onForgotten }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [left, wait] = useCountdown();
  const input = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await call('vault.open', { vault, passphrase });
      setBusy(false);
      setPassphrase('');
    } catch (error) {
      setBusy(false); // with what follows, so that whoever reads the message can try again at once
      setProblem(messageOf(error).replace(/ (The next attempt is possible|Try again) in \d+ s\./, ''));
      wait(waitOf(error));
      setPassphrase('');
      input.current?.focus();
    }
  };

  const openOnDevice = async (ref: string): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      await call('vault.openOnDevice', { ref });
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };

  return (
    <form className="rt-column" onSubmit={submit}>
      <div>
        <h2 className="rt-vault-title">Open “{name}”</h2>
        {folder && <p className="rt-muted rt-mono rt-break">{folder}</p>}
      </div>
      {readOnly && (
        <Callout compact icon="lock">
          It can only be read: {readOnly}.
        </Callout>
      )}
      <PasswordUser />
      <Field label="Passphrase" error={problem || undefined}>
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            inputRef={input}
            autoFocus
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        )}
      </Field>
      <div className="rt-row rt-row-wrap">
        <Button
          type="submit"
          intent="primary"
          icon="unlock"
          text={left > 0 ? `Try again in ${left} s` : 'Open'}
          loading={busy}
          disabled={passphrase === '' || left > 0}
        />
        {onDevice !== null && (
          <Button
            icon="desktop"
            text="Open without the passphrase"
            loading={busy}
            onClick={() => void openOnDevice(onDevice)}
          />
        )}
        <Button variant="minimal" text="Use the recovery code" onClick={onForgotten} />
      </div>
      <span className="rt-visually-hidden" role="status">
        {problem}
      </span>
    </form>
  );
}
