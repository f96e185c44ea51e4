import './vault.css';
import { Button, Callout, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { Mark } from '../../app/mark.tsx';
import { ThemeButton } from '../../app/theme-button.tsx';
import { host } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { release, useSession } from '../../state/session.ts';
import { showError } from '../../ui/toaster.ts';
import { CreateForm } from './create-form.tsx';
import { RecentVaults } from './recent-vaults.tsx';
import { RecoverForm } from './recover-form.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { UnlockForm } from './unlock-form.tsx';

interface Chosen {
  readonly vault: Input<'vault.open'>['vault'];
  readonly name: string;
  readonly folder: string | null;
}
type Step = { step: 'open' | 'create' | 'recover' } | { step: 'code'; code: string };

/** Everything before a vault is open: what a vault is, opening, creating, recovering. */
export function VaultScreen() {
  const { lockedWhy } = useSession();
  const { data, error } = useRead('vault.list', {});
  const forget = useWrite('vault.forget');
  const [picked, setPicked] = useState<Chosen | null>(null);
  const [wanted, setStep] = useState<Step>({ step: 'open' });
  const { pickFolder } = host();

  const recent = data?.vaults ?? [];
  const first = recent.find(({ present }) => present);
  const chosen = picked ?? (first ? { vault: { ref: first.ref }, name: first.name, folder: first.folder } : null);
  const step: Step = wanted.step === 'code' || chosen ? wanted : { step: 'create' };
  const ref = chosen && 'ref' in chosen.vault ? chosen.vault.ref : null;

  const pick = async (): Promise<void> => {
    const ticket = await pickFolder?.();
    if (!ticket) return;
    setPicked({ vault: { ticket }, name: 'the chosen folder', folder: null });
    setStep({ step: 'open' });
  };
  return (
    <div className="rt-vault">
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
              {pickFolder && (
                <Button icon="folder-open" text="Open another" onClick={() => void pick().catch(showError)} />
              )}
            </div>
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
              key={ref ?? 'picked'}
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
