import { Button, Callout, Checkbox } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { call } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { fraction, useRunningJobs } from '../../state/jobs.ts';
import { messageOf, showError, showToast } from '../../ui/toaster.ts';
import { PassphraseField } from './passphrase-field.tsx';

interface Renewing {
  /** Shows the recovery code that replaces the old one. */
  readonly onRenewed: (code: string) => void;
}

/** A new passphrase alone wraps the same key anew; the store is written again only when that is asked for. */
export function ChangePassphrase({ onRenewed }: Renewing) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [rekeys, setRekeys] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      if (rekeys) await rekey({ passphrase: current, next: next.first }, onRenewed);
      else {
        await call('vault.changePassphrase', { current, next: next.first });
        showToast({ message: 'The passphrase is changed. The recovery code stays as it is.', intent: 'success' });
      }
      setNext(NO_PASSPHRASE);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setCurrent('');
    setBusy(false);
  };
  return (
    <section aria-label="Passphrase">
      <form className="rt-column" onSubmit={submit}>
        <PassphraseField label="Current passphrase" problem={problem} value={current} onChange={setCurrent} />
        <NewPassphraseFields value={next} onChange={setNext} label="New passphrase" />
        <Checkbox
          checked={rekeys}
          disabled={busy}
          onChange={() => setRekeys(!rekeys)}
          label="Also re-encrypt the vault with a new key"
        />
        <p className="rt-muted">
          {rekeys
            ? 'Whoever has an old copy of the vault and the old passphrase can no longer open this store with the key in that copy. You get a new recovery code.'
            : 'The key of the store stays the same: whoever has an old copy of the vault and the old passphrase can take it from there. Re-encrypt if the old passphrase may be known to someone else.'}
        </p>
        <div className="rt-row">
          <Button type="submit" text="Change it" loading={busy} disabled={current === '' || !isUsable(next)} />
          {busy && rekeys && <Progress />}
        </div>
      </form>
    </section>
  );
}

async function rekey(input: Input<'vault.rekey'>, onRenewed: Renewing['onRenewed']): Promise<void> {
  const { recoveryCode, deviceKey } = await call('vault.rekey', input);
  showToast({ message: 'The vault is re-encrypted with a new key.', intent: 'success' });
  if (deviceKey === 'removed')
    showToast({
      message: 'Unlocking on this computer without the passphrase was switched off. Switch it on again if you want it.',
      intent: 'warning',
    });
  onRenewed(recoveryCode);
}

/** The store under a new data key, with the passphrase it has. */
export function Rekey({ onRenewed }: Renewing) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await rekey({ passphrase }, onRenewed);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPassphrase('');
    setBusy(false);
  };
  return (
    <section aria-label="Encryption key">
      <form className="rt-column" onSubmit={submit}>
        <p>
          Re-encrypts the whole vault with a new random key. Old copies of <code>vault.json</code>, an old passphrase
          and the old recovery code then no longer open this store.
        </p>
        <Callout compact icon="info-sign">
          Backups and copies made before keep the old key: they open with the passphrase or recovery code of their time
          and hold what the vault held then. Delete those that must not be opened any more.
        </Callout>
        <p className="rt-muted">
          The vault can be read meanwhile, but not changed. It takes about as long as a backup, and room on the disk for
          a second copy of the vault until it has ended. Stopping it, or a loss of power, leaves the vault as it was.
          You get a new recovery code.
        </p>
        <PassphraseField label="Passphrase" problem={problem} value={passphrase} onChange={setPassphrase} />
        <div className="rt-row">
          <Button type="submit" text="Re-encrypt the vault" loading={busy} disabled={passphrase === ''} />
          {busy && <Progress />}
        </div>
      </form>
    </section>
  );
}

function Progress() {
  const job = useRunningJobs().find(({ command }) => command === 'vault.rekey');
  if (!job) return null;
  const part = fraction(job);
  return (
    <>
      <span className="rt-grow rt-muted" role="status">
        {job.label}
        {part !== null && part < 1 && ` (${Math.floor(100 * part)} %)`}
      </span>
      <Button text="Stop" onClick={() => call('job.cancel', { jobId: job.id }).catch(showError)} />
    </>
  );
}

export function RenewCode({ onRenewed }: Renewing) {
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
        <p className="rt-muted">The old code stops working.</p>
        <PassphraseField label="Passphrase" problem={problem} value={passphrase} onChange={setPassphrase} />
        <div>
          <Button type="submit" text="Make a new code" loading={busy} disabled={passphrase === ''} />
        </div>
      </form>
    </section>
  );
}
