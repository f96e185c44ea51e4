import { Button, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Ticket } from '../../../shared/contract/values.ts';
import { call, host } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { hold, release } from '../../state/session.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';

interface Props {
  /** The default folder; for display. */
  readonly folder: string;
  readonly onCreated: (recoveryCode: string) => void;
  readonly onCancel: (() => void) | null;
}

export function CreateForm({ folder, onCreated, onCancel }: Props) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Ticket | null>(null);
  const [investigator, setInvestigator] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const { pickFolder } = host();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    hold(); // the vault will be open at once, but the recovery code comes first
    try {
      const { recoveryCode } = await call('vault.create', {
        name: name.trim(),
        passphrase: passphrase.first,
        ...(chosen ? { folder: chosen } : {}),
        ...(investigator.trim() ? { investigator: investigator.trim() } : {}),
      });
      setPassphrase(NO_PASSPHRASE);
      onCreated(recoveryCode);
    } catch (error) {
      release();
      setProblem(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <form className="rt-column" onSubmit={submit}>
      <h2 className="rt-vault-title">New vault</h2>
      <Field label="Name" help="The name of its folder. It is visible on the disk, so name no case in it.">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            autoFocus
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Location" help={chosen ? undefined : <span className="rt-mono rt-break">{folder}</span>}>
        {(id) => (
          <div className="rt-row" id={id}>
            <span className="rt-grow">{chosen ? 'The folder you chose' : 'Default folder'}</span>
            {pickFolder && (
              <Button
                size="small"
                text="Choose a folder"
                icon="folder-open"
                onClick={() => pickFolder().then((ticket) => ticket && setChosen(ticket), showError)}
              />
            )}
          </div>
        )}
      </Field>
      <Field label="Your name" help="Written beside everything you do in the custody log. It can be changed later.">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            value={investigator}
            autoComplete="off"
            maxLength={500}
            onChange={(event) => setInvestigator(event.target.value)}
          />
        )}
      </Field>
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
      {problem && (
        <p className="rt-danger" role="alert">
          {problem}
        </p>
      )}
      <div className="rt-row">
        <Button
          type="submit"
          intent="primary"
          text="Create the vault"
          loading={busy}
          disabled={name.trim() === '' || !isUsable(passphrase)}
        />
        {onCancel && <Button text="Back" onClick={onCancel} disabled={busy} />}
      </div>
    </form>
  );
}
