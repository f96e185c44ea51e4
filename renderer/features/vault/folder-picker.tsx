import { Button, Dialog, DialogBody, DialogFooter, Icon, InputGroup, Spinner } from '@blueprintjs/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { FolderPage, HostFolders } from '../../../shared/contract/folders.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import type { FolderCheck } from '../../../shared/contract/vault.ts';
import { call, host } from '../../client/call.ts';
import { formatCount } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

/** What a folder is chosen for: a vault to open, or the folder that something is put into. */
type Purpose = 'vault' | 'parent';
export interface PickedFolder {
  readonly ticket: Ticket;
  readonly check: FolderCheck;
}
const checked = async (ticket: Ticket, as: Purpose): Promise<PickedFolder> => ({
  ticket,
  check: await call('vault.checkFolder', { folder: ticket, as }),
});

/**
 * Lets the user pick a folder: in the system's dialog where the host has it, else from the host's list.
 * @returns `pick`, which resolves to null when it was dismissed and throws what is wrong with the folder, and the dialog to render
 */
export function usePickFolder(as: Purpose): { pick: () => Promise<PickedFolder | null>; dialog: ReactNode } {
  const [asking, setAsking] = useState<((picked: PickedFolder | null) => void) | null>(null);
  const { folders } = host();
  const pick = async (): Promise<PickedFolder | null> => {
    if (typeof folders !== 'function') return new Promise((resolve) => setAsking(() => resolve));
    const ticket = await folders();
    return ticket && checked(ticket, as);
  };
  const end = (picked: PickedFolder | null): void => {
    asking?.(picked);
    setAsking(null);
  };
  const dialog =
    asking && typeof folders !== 'function' ? <FolderPicker folders={folders} as={as} onEnd={end} /> : null;
  return { pick, dialog };
}

interface Props {
  readonly folders: HostFolders;
  readonly as: Purpose;
  readonly onEnd: (picked: PickedFolder | null) => void;
}

/** The top folders, or what is in it where there is one alone. */
async function firstPage(folders: HostFolders): Promise<FolderPage> {
  const top = await folders.list(null);
  const [only, ...more] = top.folders;
  return only && more.length === 0 ? folders.list(only.ref) : top;
}

/** The host's list of folders. A folder opens by a click; a vault is selected by one. */
export function FolderPicker({ folders, as, onEnd }: Props) {
  const [page, setPage] = useState<FolderPage | null>(null);
  const [selected, setSelected] = useState<FolderPage['folders'][number] | null>(null);
  const [making, setMaking] = useState(false);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState('');

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem('');
    await work().catch((error: unknown) => setProblem(messageOf(error)));
    setBusy(false);
  };
  const show = (get: () => Promise<FolderPage>) =>
    run(async () => {
      const next = await get();
      setPage(next);
      setSelected(null);
      setMaking(false);
    });
  const enter = (ref: string | null) => void show(() => folders.list(ref));
  useEffect(() => {
    firstPage(folders)
      .then(setPage, (error: unknown) => setProblem(messageOf(error)))
      .finally(() => setBusy(false));
  }, [folders]);

  const here = page?.trail.at(-1) ?? null;
  const chosen = as === 'vault' ? selected : here;
  const choose = (ref: string) => void run(async () => onEnd(await checked(await folders.choose(ref), as)));

  return (
    <Dialog
      isOpen
      onClose={() => onEnd(null)}
      title={as === 'vault' ? 'Open a vault' : 'Choose a folder'}
      canOutsideClickClose={false}
    >
      <DialogBody className="rt-vault-picker">
        <nav className="rt-vault-trail" aria-label="Location">
          <Button size="small" variant="minimal" icon="desktop" text="Locations" onClick={() => enter(null)} />
          {page?.trail.map(({ ref, name }) => (
            <span key={ref} className="rt-vault-trail">
              <Icon icon="chevron-right" size={12} />
              <Button
                size="small"
                variant="minimal"
                text={name}
                aria-current={ref === here?.ref ? 'location' : undefined}
                onClick={() => enter(ref)}
              />
            </span>
          ))}
        </nav>
        {page === null ? (
          <div className="rt-panel rt-vault-folders">{busy && <Spinner size={24} />}</div>
        ) : (
          <ul className="rt-list rt-panel rt-vault-folders" aria-label="Folders" aria-busy={busy}>
            {page.folders.map((folder) => (
              <li key={folder.ref}>
                <button
                  type="button"
                  className="rt-line rt-vault-folder"
                  disabled={busy || (folder.vault && as === 'parent')}
                  aria-pressed={folder.vault && as === 'vault' ? folder.ref === selected?.ref : undefined}
                  onClick={() => (folder.vault ? setSelected(folder) : enter(folder.ref))}
                  onDoubleClick={() => folder.vault && choose(folder.ref)}
                >
                  <Icon icon={folder.vault ? 'shield' : 'folder-close'} />
                  <span className="rt-grow rt-cut" title={folder.name}>
                    {folder.vault ? folder.name.replace(/\.redthread$/, '') : folder.name}
                  </span>
                  {folder.vault ? <span className="rt-muted">Vault</span> : <Icon icon="chevron-right" size={12} />}
                </button>
              </li>
            ))}
            {page.folders.length === 0 && (
              <li className="rt-line rt-muted">
                No folders here.
                {as === 'vault' && ' A vault in any other folder is opened with: npm start -- --vault DIR'}
              </li>
            )}
            {page.left > 0 && (
              <li className="rt-line rt-muted">
                {formatCount(page.left)} more are not listed. Move the vault up a level.
              </li>
            )}
          </ul>
        )}
        {making && here && <NewFolder onMake={(name) => show(() => folders.make(here.ref, name))} />}
        {problem && (
          <p className="rt-danger" role="alert">
            {problem}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={() => onEnd(null)} />
            <Button
              intent="primary"
              text={as === 'vault' ? 'Choose this vault' : 'Choose this folder'}
              disabled={!chosen || busy}
              onClick={() => chosen && choose(chosen.ref)}
            />
          </>
        }
      >
        {as === 'parent' && here && !making && (
          <Button icon="folder-new" variant="minimal" text="New folder" onClick={() => setMaking(true)} />
        )}
      </DialogFooter>
    </Dialog>
  );
}

function NewFolder({ onMake }: { onMake: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onMake(name.trim());
  };
  return (
    <form className="rt-row" onSubmit={submit}>
      <InputGroup
        className="rt-grow"
        autoFocus
        aria-label="Name of the new folder"
        placeholder="Name of the new folder"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" text="Create folder" disabled={name.trim() === ''} />
    </form>
  );
}
