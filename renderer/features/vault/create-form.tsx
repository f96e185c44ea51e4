import { Button, Callout, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { call } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { hold, release } from '../../state/session.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { type PickedFolder, usePickFolder } from './folder-picker.tsx';

interface Props {
  /** The default folder; for display. */
  readonly folder: string;
  readonly onCreated: (recoveryCode: string) => void;
  readonly onCancel: (() => void) | null;
}

export function CreateForm({ folder, onCreated, onCancel }: Props) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<PickedFolder | null>(null);
  const [investigator, setInvestigator] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [locationProblem, setLocationProblem] = useState('');
  const { pick, dialog } = usePickFolder('parent');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    hold(); // the vault will be open at once, but the recovery code comes first
    try {
      const { recoveryCode } = await call('vault.create', {
        name: name.trim(),
        passphrase: passphrase.first,
        ...(chosen ? { folder: chosen.ticket } : {}),
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

  const choose = async (): Promise<void> => {
    setLocationProblem('');
    try {
      const picked = await pick();
      if (picked) setChosen(picked);
    } catch (error) {
      setLocationProblem(messageOf(error));
    }
  };

  return (
    <>
      {dialog}
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
        <Field
          label="Location"
          help={<span className="rt-mono rt-break">{chosen ? chosen.check.folder : folder}</span>}
          error={locationProblem || undefined}
        >
          {(id) => (
            <div className="rt-row" id={id}>
              <span className="rt-grow rt-nowrap">{chosen ? 'Chosen folder' : 'Default folder'}</span>
              {chosen && (
                <Button size="small" variant="minimal" text="Use the default" onClick={() => setChosen(null)} />
              )}
              <Button size="small" text="Choose a folder" icon="folder-open" onClick={() => void choose()} />
            </div>
          )}
        </Field>
        {chosen?.check.notices.map((notice) => (
          <Callout key={notice} compact intent="warning" icon="warning-sign">
            {notice}
          </Callout>
        ))}
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
    </>
  );
}
