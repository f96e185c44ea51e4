import { Button } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { call } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { PassphraseField } from './passphrase-field.tsx';

/** A new passphrase rewraps the key; the store is not written again. */
export function ChangePassphrase() {
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
        <PassphraseField label="Current passphrase" problem={problem} value={current} onChange={setCurrent} />
        <NewPassphraseFields value={next} onChange={setNext} label="New passphrase" />
        <div>
          <Button type="submit" text="Change it" loading={busy} disabled={current === '' || !isUsable(next)} />
        </div>
      </form>
    </section>
  );
}

export function RenewCode({ onRenewed }: { onRenewed: (code: string) => void }) {
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
