import './vault.css';
import { Button, Callout, Icon, InputGroup, Spinner } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import type { VaultListing } from '../../../shared/contract/vault.ts';
import { call } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { Mark, ThemeButton } from '../../parts/mark.tsx';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { release, useSession } from '../../state/session.ts';
import { Time } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';
import { CreateForm } from './create-form.tsx';
import { usePickFolder } from './folder-picker.tsx';
import { useCountdown, waitOf } from './passphrase-field.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { UnlockForm } from './unlock-form.tsx';

interface RecoverFormProps {
  readonly vault: Input<'vault.recover'>['vault'];
  readonly name: string;
  readonly onBack: () => void;
}

/** Opens a vault with its recovery code and gives it a new passphrase. */
export function RecoverForm({ vault, name, onBack }: RecoverFormProps) {
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

interface Props {
  readonly vaults: readonly VaultListing[];
  readonly chosen: string | null;
  readonly onChoose: (vault: VaultListing) => void;
  readonly onForget: (vault: VaultListing) => void;
}

/** Vaults this computer has opened, and those in the default folder; known by their folder only. */
export function RecentVaults({ vaults, chosen, onChoose, onForget }: Props) {
  return (
    <ul className="rt-vault-list" aria-label="Vaults">
      {vaults.map((vault) => (
        <li key={vault.ref} className="rt-row">
          <button
            type="button"
            className="rt-vault-item rt-grow"
            aria-pressed={vault.ref === chosen}
            disabled={!vault.present}
            onClick={() => onChoose(vault)}
          >
            <Icon icon={vault.present ? 'shield' : 'disable'} />
            <span className="rt-grow">
              <strong className="rt-cut">{vault.name}</strong>
              <span className="rt-muted rt-cut" title={vault.folder}>
                {vault.present ? vault.folder : `Not found in ${vault.folder}`}
              </span>
              <span className="rt-muted">
                {vault.lastOpenedAt ? (
                  <>
                    Opened <Time at={vault.lastOpenedAt} />
                  </>
                ) : (
                  'Not opened on this computer yet'
                )}
              </span>
            </span>
          </button>
          <Button
            variant="minimal"
            size="small"
            icon="cross"
            aria-label={`Take ${vault.name} off this list`}
            title="Take it off this list; the vault itself stays where it is"
            onClick={() => onForget(vault)}
          />
        </li>
      ))}
    </ul>
  );
}

interface Chosen {
  readonly vault: Input<'vault.open'>['vault'];
  readonly name: string;
  readonly folder: string | null;
  /** Why it can only be read, where that is known beforehand. */
  readonly readOnly?: string | null;
}
type Step = { step: 'open' | 'create' | 'recover' } | { step: 'code'; code: string };

/** Everything before a vault is open: what a vault is, opening, creating, recovering. */
export function VaultScreen() {
  const { lockedWhy, lastVault } = useSession();
  const { data, error } = useRead('vault.list', {});
  const forget = useWrite('vault.forget');
  const [picked, setPicked] = useState<Chosen | null>(null);
  const [wanted, setStep] = useState<Step>({ step: 'open' });
  const [problem, setProblem] = useState('');
  const { pick, dialog } = usePickFolder('vault');

  const recent = data?.vaults ?? [];
  const first =
    recent.find(({ present, ref }) => present && ref === lastVault) ?? recent.find(({ present }) => present);
  const chosen = picked ?? (first ? { vault: { ref: first.ref }, name: first.name, folder: first.folder } : null);
  const step: Step = wanted.step === 'code' || chosen ? wanted : { step: 'create' };
  const ref = chosen && 'ref' in chosen.vault ? chosen.vault.ref : null;

  const openAnother = async (): Promise<void> => {
    setProblem('');
    try {
      const found = await pick();
      if (!found) return;
      const { name, folder, readOnly } = found.check;
      setPicked({ vault: { ticket: found.ticket }, name, folder, readOnly });
      setStep({ step: 'open' });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div className="rt-vault">
      {dialog}
      <div className="rt-vault-corner">
        <ThemeButton />
      </div>
      <main className="rt-vault-card">
        <section className="rt-vault-side" aria-label="About">
          <div className="rt-row">
            <Mark size={28} />
            <h1>Redthread</h1>
          </div>
          <p>
            A vault is one encrypted folder on this machine that holds all your cases and their evidence. Only the
            passphrase, or the recovery code made with it, opens it; nothing in it is ever sent anywhere.
          </p>
          {lockedWhy === 'idle' && (
            <Callout icon="lock" compact>
              Locked because nobody was active for a while. Everything was saved.
            </Callout>
          )}
          {recent.length > 0 && step.step !== 'code' && (
            <RecentVaults
              vaults={recent}
              chosen={step.step === 'create' ? null : ref}
              onChoose={({ ref: vault, name, folder }) => {
                setProblem('');
                setPicked({ vault: { ref: vault }, name, folder });
                setStep({ step: 'open' });
              }}
              onForget={({ ref: vault }) => {
                setPicked(null);
                forget.mutate({ ref: vault }, { onError: showError });
              }}
            />
          )}
          {step.step !== 'code' && (
            <div className="rt-row rt-row-wrap">
              {step.step !== 'create' && (
                <Button icon="plus" text="New vault" onClick={() => setStep({ step: 'create' })} />
              )}
              <Button icon="folder-open" text="Open another" onClick={() => void openAnother()} />
            </div>
          )}
          {problem && (
            <Callout compact intent="danger" icon="issue" role="alert">
              {problem}
            </Callout>
          )}
        </section>
        <div className="rt-vault-main">
          {error && (
            <p className="rt-danger" role="alert">
              {error.message}
            </p>
          )}
          {!data && !error && <Spinner />}
          {data && step.step === 'create' && (
            <CreateForm
              folder={data.folder}
              onCreated={(code) => setStep({ step: 'code', code })}
              onCancel={chosen ? () => setStep({ step: 'open' }) : null}
            />
          )}
          {step.step === 'open' && chosen && (
            <UnlockForm
              key={ref ?? ('ticket' in chosen.vault ? chosen.vault.ticket : '')}
              {...chosen}
              onDevice={recent.find((each) => each.ref === ref)?.onDevice ? ref : null}
              onForgotten={() => setStep({ step: 'recover' })}
            />
          )}
          {step.step === 'recover' && chosen && (
            <RecoverForm vault={chosen.vault} name={chosen.name} onBack={() => setStep({ step: 'open' })} />
          )}
          {step.step === 'code' && <RecoveryCode code={step.code} onStored={release} />}
        </div>
      </main>
    </div>
  );
}
