import { Button, Checkbox } from '@blueprintjs/core';
import { useState } from 'react';
import { copyText } from '../../client/clipboard.ts';
import { showToast } from '../../ui/toaster.ts';

/** The recovery code, on screen once. The way on opens when the user says it is stored. */
export function RecoveryCode({ code, onStored }: { code: string; onStored: () => void }) {
  const [stored, setStored] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await copyText(code);
      showToast({ message: 'The code is on the clipboard. Store it, then copy something else.' });
    } catch {
      showToast({ message: 'The clipboard cannot be reached. Write the code down or print it.', intent: 'warning' });
    }
  };
  return (
    <section className="rt-column" aria-label="Recovery code">
      <h2 className="rt-vault-title">Your recovery code</h2>
      <p>
        It opens the vault if the passphrase is lost, and there is no other way in. It is shown this once and stored
        nowhere: print it or write it down, and keep it apart from this machine.
      </p>
      <p className="rt-vault-code rt-vault-print" data-testid="recovery-code">
        {code}
      </p>
      <div className="rt-row">
        <Button icon="duplicate" text="Copy" onClick={copy} />
        <Button icon="print" text="Print" onClick={() => window.print()} />
      </div>
      <Checkbox checked={stored} onChange={() => setStored(!stored)} label="I have stored it" />
      <div>
        <Button intent="primary" text="Continue" disabled={!stored} onClick={onStored} />
      </div>
    </section>
  );
}
