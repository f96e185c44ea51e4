import { Button, Callout, Checkbox, Dialog, DialogBody, Switch, Tab, Tabs } from '@blueprintjs/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { LANGUAGE_NAMES, OcrLanguage } from '../../../shared/contract/ocr.ts';
import { readOnlyWords } from '../../../shared/domain/read-only.ts';
import { call } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { SignerName } from '../../parts/signer-name.tsx';
import { fraction, useRunningJobs } from '../../state/jobs.ts';
import { useSession } from '../../state/session.ts';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { messageOf, showError, showToast } from '../../ui/toaster.ts';
import { Backups } from './backups.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { Profile } from './profile.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { SavedProfiles } from './saved-profiles.tsx';
import { Writing } from './writing.tsx';

/** Whose bundles came in so far. */
export function Signers() {
  const { data } = useRead('bundle.signers', {});
  const others = data?.filter(({ own }) => !own);
  return (
    <section className="rt-column" aria-label="Known signers">
      <p className="rt-muted">
        Keys that signed the bundles imported into this vault. The names are your own and prove nothing.
      </p>
      {others?.length === 0 && <p className="rt-muted">None yet.</p>}
      {others?.map((signer) => (
        <div key={signer.fingerprint} className="rt-vault-signer">
          <SignerName signer={signer} />
          <p className="rt-muted">
            {plural(signer.bundles, 'bundle')}, the last <Time at={signer.lastSeenAt} />
          </p>
        </div>
      ))}
    </section>
  );
}

interface Renewing {
  /** Shows the recovery code that replaces the old one. */
  readonly onRenewed: (code: string) => void;
}

/** What the forms share that ask for the vault's passphrase: it is cleared after each try, and a refusal stands beside it. */
function useTyped(attempt: (passphrase: string) => Promise<void>) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    await attempt(passphrase).catch((error: unknown) => setProblem(messageOf(error)));
    setPassphrase('');
    setBusy(false);
  };
  return { busy, submit, blank: passphrase === '', field: { problem, value: passphrase, onChange: setPassphrase } };
}

/** A new passphrase alone wraps the same key anew; the store is written again only when that is asked for. */
export function ChangePassphrase({ onRenewed }: Renewing) {
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [rekeys, setRekeys] = useState(false);
  const { busy, submit, blank, field } = useTyped(async (current) => {
    if (rekeys) await rekey({ passphrase: current, next: next.first }, onRenewed);
    else {
      await call('vault.changePassphrase', { current, next: next.first });
      showToast({ message: 'The passphrase is changed. The recovery code stays as it is.', intent: 'success' });
    }
    setNext(NO_PASSPHRASE);
  });
  return (
    <section aria-label="Passphrase">
      <form className="rt-column" onSubmit={submit}>
        <PassphraseField label="Current passphrase" {...field} />
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
          <Button type="submit" text="Change it" loading={busy} disabled={blank || !isUsable(next)} />
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
  const { busy, submit, blank, field } = useTyped((passphrase) => rekey({ passphrase }, onRenewed));
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
        <PassphraseField label="Passphrase" {...field} />
        <div className="rt-row">
          <Button type="submit" text="Re-encrypt the vault" loading={busy} disabled={blank} />
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
  const { busy, submit, blank, field } = useTyped(async (passphrase) =>
    onRenewed((await call('vault.renewRecoveryCode', { passphrase })).recoveryCode),
  );
  return (
    <section aria-label="Recovery code">
      <form className="rt-column" onSubmit={submit}>
        <p className="rt-muted">The old code stops working.</p>
        <PassphraseField label="Passphrase" {...field} />
        <div>
          <Button type="submit" text="Make a new code" loading={busy} disabled={blank} />
        </div>
      </form>
    </section>
  );
}

/** Whether the text of pictures is read by itself, and in what languages. */
export function Reading() {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  if (!data) return null;
  const { readPictures, readLanguages } = data;
  const change = (next: Input<'vault.setProfile'>): void => save.mutate(next, { onError: showError });
  const toggle = (code: OcrLanguage): void => {
    const next = readLanguages.includes(code)
      ? readLanguages.filter((known) => known !== code)
      : [...readLanguages, code];
    change({ readLanguages: next });
  };
  return (
    <section className="rt-column" aria-label="Text in pictures">
      <Switch
        label="Read the text of pictures"
        checked={readPictures}
        disabled={save.isPending}
        onChange={() => change({ readPictures: !readPictures })}
      />
      <p className="rt-muted">
        When a case is opened and after each import, in the background and on this machine alone. What was read can be
        searched; it may hold mistakes, and the picture is what counts.
      </p>
      <fieldset className="rt-vault-languages">
        <legend>Languages</legend>
        {OcrLanguage.options.map((code) => (
          <Checkbox
            key={code}
            label={LANGUAGE_NAMES[code]}
            checked={readLanguages.includes(code)}
            disabled={save.isPending || (readLanguages.length === 1 && readLanguages.includes(code))}
            onChange={() => toggle(code)}
          />
        ))}
      </fieldset>
      <p className="rt-muted">
        Each further language makes reading slower. Pictures read before stay as they are; “Run OCR again” beside a
        picture reads it in the languages chosen here. Other scripts are not read.
      </p>
    </section>
  );
}

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

/** Who works here, when the vault locks itself, how pictures are read, its two keys, and its copies. */
export function VaultSettings({ onClose }: { onClose: () => void }) {
  const { vault } = useSession();
  const [code, setCode] = useState<string | null>(null);
  const why = vault?.readOnly ?? null;
  /** Settings lie in the vault: where it cannot be written to, the reason stands in their place. */
  const writable = (panel: ReactElement): ReactElement =>
    why === null ? (
      panel
    ) : (
      <Callout compact icon="lock">
        {readOnlyWords(why)} To change its settings, copy the whole vault folder to a disk that can be written to, and
        open the copy.
      </Callout>
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Vault “${vault?.name ?? ''}”`}
      className="rt-vault-settings"
      isCloseButtonShown={code === null}
      canEscapeKeyClose={code === null}
      canOutsideClickClose={false}
    >
      <DialogBody>
        {code !== null ? (
          <RecoveryCode code={code} onStored={() => setCode(null)} />
        ) : (
          <Tabs id="vault" renderActiveTabPanelOnly>
            <Tab id="profile" title="Profile" panel={writable(<Profile />)} />
            <Tab id="pictures" title="Pictures" panel={writable(<Reading />)} />
            <Tab id="writing" title="Writing" panel={writable(<Writing />)} />
            <Tab id="passphrase" title="Passphrase" panel={writable(<ChangePassphrase onRenewed={setCode} />)} />
            <Tab id="rekey" title="Key" panel={writable(<Rekey onRenewed={setCode} />)} />
            <Tab id="code" title="Recovery code" panel={writable(<RenewCode onRenewed={setCode} />)} />
            <Tab id="computer" title="This computer" panel={writable(<ThisComputer />)} />
            <Tab id="profiles" title="Export profiles" panel={writable(<SavedProfiles />)} />
            <Tab id="signers" title="Known signers" panel={writable(<Signers />)} />
            <Tab id="backups" title="Backups" panel={writable(<Backups />)} />
          </Tabs>
        )}
      </DialogBody>
    </Dialog>
  );
}
