import { Button, Callout } from '@blueprintjs/core';
import { useState } from 'react';
import type { BackupPlan } from '../../../shared/contract/vault.ts';
import { runJob } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { formatBytes } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { BackupDialog } from './backup-dialog.tsx';
import { usePickFolder } from './folder-picker.tsx';

/** Copies of the vault, encrypted as it is: how many are kept, where, and one now. */
export function Backups() {
  const { data } = useRead('vault.backups', {});
  const save = useWrite('vault.setBackups');
  const [busy, setBusy] = useState(false);
  const [inside, setInside] = useState<BackupPlan['backups'][number] | null>(null);
  const { pick, dialog } = usePickFolder('parent');
  const backUp = async (): Promise<void> => {
    setBusy(true);
    try {
      const { bytes } = await runJob('vault.backup', {});
      showToast({ message: `Backed up: ${formatBytes(bytes)}.`, intent: 'success' });
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  const choose = async (): Promise<void> => {
    const picked = await pick();
    if (picked) save.mutate({ folder: picked.ticket }, { onError: showError });
  };
  if (!data) return null;
  return (
    <section className="rt-column" aria-label="Backups">
      <p className="rt-muted">
        The vault copies itself, encrypted as it is, when it is opened. A copy can be looked into and restored to a new
        place, with the passphrase of its time.
      </p>
      {data.problem && (
        <Callout compact intent="warning" icon="warning-sign">
          {data.problem}
        </Callout>
      )}
      <Field label="Copies kept" help="The oldest goes first; 0 makes none by itself.">
        {(id, describedBy) => (
          <input
            key={data.keep}
            id={id}
            aria-describedby={describedBy}
            className="bp6-input rt-short"
            type="number"
            min={0}
            max={100}
            defaultValue={data.keep}
            onBlur={(event) => {
              const keep = event.target.valueAsNumber;
              if (Number.isInteger(keep) && keep >= 0 && keep <= 100 && keep !== data.keep)
                save.mutate({ keep }, { onError: showError });
              else event.target.value = String(data.keep);
            }}
          />
        )}
      </Field>
      <div className="rt-row">
        <span className="rt-mono rt-break rt-grow">{data.folder}</span>
        <Button size="small" text="Choose a folder" onClick={() => void choose().catch(showError)} />
        <Button
          size="small"
          variant="minimal"
          text="Beside the vault"
          onClick={() => save.mutate({ folder: null }, { onError: showError })}
        />
      </div>
      <div>
        <Button icon="duplicate" text="Back up now" loading={busy} onClick={backUp} />
      </div>
      <ul className="rt-list rt-panel rt-vault-backups" aria-label="Copies">
        {data.backups.map((backup) => (
          <li key={backup.name} className="rt-line">
            <Time at={backup.madeAt} />
            <span className="rt-grow rt-cut rt-muted" title={backup.name}>
              {backup.name}
            </span>
            <span className="rt-nowrap">{formatBytes(backup.bytes)}</span>
            <Button
              size="small"
              variant="minimal"
              text="Look inside"
              aria-label={`Look inside the backup of ${backup.madeAt}`}
              onClick={() => setInside(backup)}
            />
          </li>
        ))}
        {data.backups.length === 0 && <li className="rt-line rt-muted">None yet.</li>}
      </ul>
      {dialog}
      {inside && <BackupDialog backup={inside} onClose={() => setInside(null)} />}
    </section>
  );
}
