import { Button, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useEffect, useState } from 'react';
import { call, host } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { readStatus } from '../../state/session.ts';
import { Hash } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

/** Who works with this vault, and when it locks itself. */
export function Profile() {
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
    <section className="rt-column" aria-label="Profile">
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
        <Field label="Lock after minutes without activity" help={`1 to 240. ${ELSE_LOCKED_BY}`}>
          {(id, describedBy) => (
            <input
              id={id}
              aria-describedby={describedBy}
              className="bp6-input rt-short"
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
      <Identity />
    </section>
  );
}

/** Linux tells Electron of no screen lock, and a page hears of none anywhere. */
const ELSE_LOCKED_BY =
  globalThis.window?.redthread && !/linux/i.test(navigator.platform)
    ? 'Sleep and a locked screen lock the vault too; running jobs end.'
    : 'Sleep locks the vault too; a locked screen does not, so choose a short time. Running jobs end with a lock.';

async function saveKey(): Promise<void> {
  try {
    const { ticket, name } = await call('vault.exportIdentity', {});
    await host().save(ticket, name);
  } catch (error) {
    showError(error);
  }
}

/** What its reports and bundles are signed with, for comparing by telephone. */
function Identity() {
  const { data } = useRead('vault.identity', {});
  if (!data) return null;
  return (
    <div>
      <h3>Signing identity of this vault</h3>
      <p className="rt-muted">Fingerprint of its Ed25519 key. Read it out to whoever checks a signature.</p>
      <Hash value={data.fingerprint} name="The fingerprint" />
      <div>
        <Button size="small" icon="download" text="Save the public key" onClick={() => void saveKey()} />
      </div>
    </div>
  );
}
