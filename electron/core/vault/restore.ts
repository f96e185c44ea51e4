import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Core, Handler } from '../context.ts';
import { copyFlushed, replaceFile } from '../files/disk.ts';
import { opened } from '../transaction.ts';
import { copiesIn, lookInto, planOf, startPart } from './backups.ts';
import { asJob, bind, tryKey } from './entering.ts';
import { unwrapKey } from './keys.ts';
import { refOf } from './settings.ts';
import { readVaultBytes, readVaultFile } from './vault-file.ts';

/** Looking into a copy of a vault, and making a vault of it in a new place; neither needs a vault to be open. */
export const restoreHandlers: { readonly [N in 'vault.inspectBackup' | 'vault.restoreBackup']: Handler<N> } = {
  'vault.inspectBackup': async ({ core }, { backup, passphrase }) => {
    const dir = folderOfBackup(core, backup);
    const file = readVaultFile(dir, core.keyCost);
    const key = await tryKey(dir, 'The passphrase is not the one that this backup was made under.', () =>
      unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
    );
    try {
      const { cases, lastAt, head, problems } = await lookInto(core.startProcess, { dir, key });
      return { cases: [...cases], lastAt, head, problems: [...problems] };
    } finally {
      key.fill(0);
    }
  },
  'vault.restoreBackup': async ({ core }, { backup, folder, name }) => {
    const from = folderOfBackup(core, backup);
    const parent = folder ? core.tickets.takeFolder(folder).path : core.settings.vaultsFolder;
    const to = join(parent, `${name}.redthread`);
    if (lstatSync(to, { throwIfNoEntry: false }))
      throw new Fault(
        'conflict',
        `There is already something named "${name}.redthread" there. Choose another name or folder.`,
      );
    const { id } = readVaultFile(from, core.keyCost); // a copy for which that fails would not open either
    await asJob(core, 'vault.restoreBackup', 'Restoring a backup', async ({ signal, progress }) => {
      const onBytes = (done: number) => progress(done, null, 'bytes');
      const part = startPart(id, parent, `${name}.redthread`);
      try {
        replaceFile(join(part.path, 'vault.json'), readVaultBytes(from));
        // A copy that was opened as a vault and then interrupted has its last writes there.
        for (const file of ['store.db', 'store.db-wal', 'store.db.rekeyed'])
          if (existsSync(join(from, file))) await copyFlushed(join(from, file), join(part.path, file), signal, onBytes);
        part.finish();
      } catch (error) {
        throw part.fail(error);
      }
    });
    core.settings.keep(to);
    return { ref: refOf(to) };
  },
};

/** @throws Fault `not-found`, `conflict` for the vault that is open */
function folderOfBackup(core: Core, backup: Parsed<'vault.inspectBackup'>['backup']): string {
  if ('ticket' in backup) {
    const { path } = core.tickets.takeFolder(backup.ticket);
    if (path === core.session?.dir) throw new Fault('conflict', 'That is the vault that is open, not a backup of it.');
    return path;
  }
  const session = opened(core);
  const { folder } = planOf(core, session);
  if (!copiesIn(folder, session.id).some(({ name }) => name === backup.name))
    throw new Fault('not-found', 'That backup is not in the folder of backups any more.');
  return join(folder, backup.name);
}
