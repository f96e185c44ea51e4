import { Button, Callout, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { BackupPlan } from '../../../shared/contract/vault.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { sessionNow } from '../../state/session.ts';
import { formatUtc, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';
import { type PickedFolder, usePickFolder } from './folder-picker.tsx';
import { PassphraseField } from './passphrase-field.tsx';

interface Props {
  readonly backup: BackupPlan['backups'][number];
  readonly onClose: () => void;
}

/** What a backup holds, read under the passphrase of its time, and a vault made of it in another folder. */
export function BackupDialog({ backup, onClose }: Props) {
  const [found, setFound] = useState<Output<'vault.inspectBackup'> | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Backup of ${formatUtc(backup.madeAt)} UTC`}
      className="rt-settings"
      canOutsideClickClose={!busy}
    >
      <DialogBody>
        {found ? (
          <div className="rt-column">
            <Content found={found} />
            <Restore name={backup.name} busy={busy} onBusy={setBusy} />
          </div>
        ) : (
          <Look name={backup.name} onFound={setFound} />
        )}
      </DialogBody>
      <DialogFooter actions={<Button text="Close" onClick={onClose} disabled={busy} />} />
    </Dialog>
  );
}

function Look({ name, onFound }: { name: string; onFound: (found: Output<'vault.inspectBackup'>) => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      onFound(await call('vault.inspectBackup', { backup: { name }, passphrase }));
    } catch (error) {
      setProblem(messageOf(error));
      setPassphrase('');
      setBusy(false);
    }
  };
  return (
    <form className="rt-column" onSubmit={submit}>
      <p className="rt-muted">
        A backup opens with the passphrase that the vault had when it was made. Every page of it is read, which takes a
        while for a large vault; nothing in it is changed.
      </p>
      <PassphraseField
        label="Passphrase at that time"
        autoComplete="off"
        problem={problem}
        value={passphrase}
        onChange={setPassphrase}
      />
      <div>
        <Button type="submit" intent="primary" text="Look inside" loading={busy} disabled={passphrase === ''} />
      </div>
    </form>
  );
}

function Content({ found: { cases, lastAt, head, problems } }: { found: Output<'vault.inspectBackup'> }) {
  return (
    <>
      {problems.length > 0 && (
        <Callout intent="danger" icon="warning-sign" title="This backup has damaged pages">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Callout>
      )}
      <p>
        Last custody entry: {head.seq}
        {lastAt && ` of ${formatUtc(lastAt)} UTC`}. {plural(cases.length, 'case')}
        {problems.length === 0 && '; every page is sound'}.
      </p>
      <ul className="rt-list rt-panel rt-backups" aria-label="Cases in this backup">
        {cases.map(({ number, title, exhibits, findings }) => (
          <li key={number} className="rt-line">
            <span className="rt-mono">{caseLabel(number)}</span>
            <span className="rt-grow rt-cut" title={title}>
              {title}
            </span>
            <span className="rt-muted rt-nowrap">
              {plural(exhibits, 'exhibit')}, {plural(findings, 'finding')}
            </span>
          </li>
        ))}
        {cases.length === 0 && <li className="rt-line rt-muted">No case.</li>}
      </ul>
    </>
  );
}

function Restore({ name, busy, onBusy }: { name: string; busy: boolean; onBusy: (busy: boolean) => void }) {
  const { data } = useRead('vault.list', {});
  const { pick, dialog } = usePickFolder('parent');
  const [as, setAs] = useState(`${sessionNow().vault?.name ?? 'vault'} restored`);
  const [folder, setFolder] = useState<PickedFolder | null>(null);
  const [problem, setProblem] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    onBusy(true);
    setProblem('');
    try {
      const { ref } = await call('vault.restoreBackup', {
        backup: { name },
        ...(folder ? { folder: folder.ticket } : {}),
        name: as,
      });
      const { vaults } = await call('vault.list', {});
      setMade(vaults.find((vault) => vault.ref === ref)?.folder ?? '');
    } catch (error) {
      setProblem(messageOf(error));
    }
    onBusy(false);
  };
  if (made !== null)
    return (
      <Callout intent="success" title={`Restored as “${as}”`}>
        <p className="rt-mono rt-break">{made}</p>
        <p>
          To open it, lock this vault and choose it in the list of vaults. Its passphrase is the one of the backup. Its
          first opening says that it is older than what this computer saw last; that is expected.
        </p>
      </Callout>
    );
  return (
    <>
      {dialog}
      <form className="rt-column" onSubmit={submit} aria-label="Restore to a new place">
        <h3>Restore to a new place</h3>
        <p className="rt-muted">Makes a vault of this backup. The open vault and the backup stay as they are.</p>
        <Field label="Name" error={problem || undefined}>
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              autoComplete="off"
              value={as}
              onChange={(event) => setAs(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Location"
          help={<span className="rt-mono rt-break">{folder ? folder.check.folder : data?.folder}</span>}
        >
          {(id) => (
            <div className="rt-row" id={id}>
              <span className="rt-grow">{folder ? 'Chosen folder' : 'Default folder'}</span>
              <Button
                size="small"
                text="Choose a folder"
                icon="folder-open"
                onClick={() => pick().then((picked) => picked && setFolder(picked), showError)}
              />
            </div>
          )}
        </Field>
        <div>
          <Button type="submit" intent="primary" text="Restore" loading={busy} disabled={as.trim() === ''} />
        </div>
      </form>
    </>
  );
}
