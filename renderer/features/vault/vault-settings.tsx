import { Button, Dialog, DialogBody, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useEffect, useState } from 'react';
import { readStatus, useSession } from '../../app/session.ts';
import { call } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { Field } from '../../ui/field.tsx';
import { messageOf, showError, showToast } from '../../ui/toaster.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from './new-passphrase.tsx';
import { RecoveryCode } from './recovery-code.tsx';

/** Who works here, when the vault locks itself, and its two keys. */
export function VaultSettings({ onClose }: { onClose: () => void }) {
  const { vault } = useSession();
  const [code, setCode] = useState<string | null>(null);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Vault “${vault?.name ?? ''}”`}
      className="rt-settings"
      isCloseButtonShown={code === null}
      canEscapeKeyClose={code === null}
      canOutsideClickClose={false}
    >
      <DialogBody>
        {code !== null ? (
          <RecoveryCode code={code} onStored={() => setCode(null)} />
        ) : (
          <div className="rt-column">
            <Profile />
            <ChangePassphrase />
            <RenewCode onRenewed={setCode} />
          </div>
        )}
      </DialogBody>
    </Dialog>
  );
}

function Profile() {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  const [investigator, setInvestigator] = useState('');
  const [idleMinutes, setIdleMinutes] = useState(10);
  useEffect(() => {
    if (!data) return;
    setInvestigator(data.investigator);
    setIdleMinutes(data.idleMinutes);
  }, [data]);
  const valid = Number.isInteger(idleMinutes) && idleMinutes >= 1 && idleMinutes <= 240;
  const changed = data && (investigator !== data.investigator || idleMinutes !== data.idleMinutes);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(
      { investigator, idleMinutes },
      {
        onError: showError,
        onSuccess: () => {
          void readStatus();
          showToast({ message: 'Saved.' });
        },
      },
    );
  };
  return (
    <section aria-label="Profile">
      <form className="rt-column" onSubmit={submit}>
        <Field label="Investigator" help="Written beside everything you do from now on in the custody log.">
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              value={investigator}
              maxLength={500}
              onChange={(event) => setInvestigator(event.target.value)}
            />
          )}
        </Field>
        <Field label="Lock after minutes without activity" help="1 to 240.">
          {(id, describedBy) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className="bp6-input"
              type="number"
              min={1}
              max={240}
              value={Number.isNaN(idleMinutes) ? '' : idleMinutes}
              onChange={(event) => setIdleMinutes(event.target.valueAsNumber)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" text="Save" disabled={!changed || !valid} loading={save.isPending} />
        </div>
      </form>
    </section>
  );
}

function ChangePassphrase() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await call('vault.changePassphrase', { current, next: next.first });
      setNext(NO_PASSPHRASE);
      showToast({ message: 'The passphrase is changed. The recovery code stays as it is.', intent: 'success' });
    } catch (error) {
      setProblem(messageOf(error));
    }
    setCurrent('');
    setBusy(false);
  };
  return (
    <section aria-label="Passphrase">
      <form className="rt-column" onSubmit={submit}>
        <h3>Change the passphrase</h3>
        <Field label="Current passphrase" error={problem || undefined}>
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              type="password"
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
        <NewPassphraseFields value={next} onChange={setNext} label="New passphrase" />
        <div>
          <Button type="submit" text="Change it" loading={busy} disabled={current === '' || !isUsable(next)} />
        </div>
      </form>
    </section>
  );
}

function RenewCode({ onRenewed }: { onRenewed: (code: string) => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      onRenewed((await call('vault.renewRecoveryCode', { passphrase })).recoveryCode);
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
    setPassphrase('');
  };
  return (
    <section aria-label="Recovery code">
      <form className="rt-column" onSubmit={submit}>
        <h3>Make a new recovery code</h3>
        <p className="rt-muted">The old code stops working.</p>
        <Field label="Passphrase" error={problem || undefined}>
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              type="password"
              autoComplete="current-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" text="Make a new code" loading={busy} disabled={passphrase === ''} />
        </div>
      </form>
    </section>
  );
}
