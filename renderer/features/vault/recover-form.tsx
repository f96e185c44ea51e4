import { Button, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { call } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { Field } from '../../ui/field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { useCountdown, waitOf } from './use-wait.ts';

interface Props {
  readonly vault: Input<'vault.recover'>['vault'];
  readonly name: string;
  readonly onBack: () => void;
}

/** Opens a vault with its recovery code and gives it a new passphrase. */
export function RecoverForm({ vault, name, onBack }: Props) {
  const [recoveryCode, setCode] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [left, wait] = useCountdown();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await call('vault.recover', { vault, recoveryCode, passphrase: passphrase.first });
    } catch (error) {
      setProblem(messageOf(error));
      wait(waitOf(error));
    }
    setBusy(false);
  };
  return (
    <form className="rt-column" onSubmit={submit}>
      <h2 className="rt-vault-title">Recover “{name}”</h2>
      <Field
        label="Recovery code"
        help="Forty characters, shown when the vault was created. Dashes, spaces and case do not matter."
        error={problem || undefined}
      >
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            className="rt-vault-code-input"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={recoveryCode}
            maxLength={200}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} label="New passphrase" />
      <div className="rt-row">
        <Button
          type="submit"
          intent="primary"
          text={left > 0 ? `Try again in ${left} s` : 'Recover and open'}
          loading={busy}
          disabled={recoveryCode.trim() === '' || !isUsable(passphrase) || left > 0}
        />
        <Button text="Back" onClick={onBack} disabled={busy} />
      </div>
    </form>
  );
}
