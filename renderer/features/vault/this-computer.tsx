import { Button, Callout } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { useRead, useWrite } from '../../client/hooks.ts';
import { messageOf, showError } from '../../ui/toaster.ts';
import { PassphraseField } from './passphrase-field.tsx';

/** Unlocking through the operating system's key store: off unless it is asked for, and where there is one. */
export function ThisComputer() {
  const { data } = useRead('vault.deviceKey', {});
  const set = useWrite('vault.setDeviceKey');
  const remove = useWrite('vault.removeDeviceKey');
  const [passphrase, setPassphrase] = useState('');
  if (!data) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    set.mutate({ passphrase });
    setPassphrase('');
  };
  return (
    <section className="rt-column" aria-label="This computer">
      <p className="rt-muted">
        The vault can be opened on this computer without its passphrase: a random secret goes into the operating
        system’s key store (Keychain, Windows’ data protection, GNOME Keyring or KWallet). Whoever can use your account
        on this computer can then open the vault. A copy of the vault elsewhere stays as safe as its passphrase. One
        computer at a time.
      </p>
      {data.on ? (
        <div className="rt-row">
          <span className="rt-grow">Switched on for this computer.</span>
          <Button
            text="Switch it off"
            loading={remove.isPending}
            onClick={() => remove.mutate({}, { onError: showError })}
          />
        </div>
      ) : data.problem ? (
        <Callout compact icon="info-sign">
          {data.problem}
        </Callout>
      ) : (
        <form className="rt-column" onSubmit={submit}>
          <PassphraseField
            label="Passphrase"
            problem={set.error ? messageOf(set.error) : undefined}
            autoComplete="off"
            value={passphrase}
            onChange={setPassphrase}
          />
          <div>
            <Button
              type="submit"
              text="Unlock on this computer without the passphrase"
              loading={set.isPending}
              disabled={passphrase === ''}
            />
          </div>
        </form>
      )}
    </section>
  );
}
