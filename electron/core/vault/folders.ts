import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FolderCheck } from '../../../shared/contract/vault.ts';
import type { Handler } from '../context.ts';
import { diskFault } from '../files/disk.ts';
import { mustNotBeHeld, noticesOf, readOnlyBecause } from './location.ts';
import { vaultName, vaultsIn } from './settings.ts';
import { readVaultFile } from './vault-file.ts';

/** Whether a folder can be what it was chosen for, before a passphrase is typed for it. */
export const folderHandlers: { readonly 'vault.checkFolder': Handler<'vault.checkFolder'> } = {
  'vault.checkFolder': ({ core }, { folder, as }): FolderCheck => {
    const { path } = core.tickets.takeFolder(folder);
    mustBeFolder(path);
    if (as === 'vault') {
      if (!existsSync(join(path, 'vault.json'))) throw noVault(path);
      readVaultFile(path, core.keyCost);
      mustNotBeHeld(path, core.now());
      return { name: vaultName(path), folder: dirname(path), readOnly: readOnlyBecause(path), notices: [] };
    }
    if (existsSync(join(path, 'vault.json')))
      throw new Fault('conflict', `"${basename(path)}" is a vault itself. Choose the folder that it lies in.`);
    const readOnly = readOnlyBecause(path);
    if (readOnly !== null)
      throw new Fault('read-only', `Nothing can be written in "${nameOf(path)}": ${readOnly}. Choose another folder.`);
    return { name: nameOf(path), folder: path, readOnly, notices: noticesOf(path) };
  },
};

/** @throws Fault `not-found`, `disk` when it may not be looked into, `bad-request` when it is a file */
function mustBeFolder(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw new Fault('bad-request', `"${basename(path)}" is not a folder.`);
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof Fault ? error : diskFault(error, nameOf(path));
  }
}

const MOST_NAMED = 5;

/** Whoever chose the folder around a vault is told what lies in it. */
function noVault(path: string): Fault {
  const inside = vaultsIn(path).map(vaultName);
  const named = inside.slice(0, MOST_NAMED).map((name) => `"${name}"`);
  const more = inside.length > MOST_NAMED ? ` and ${inside.length - MOST_NAMED} more` : '';
  return new Fault(
    'not-found',
    `"${nameOf(path)}" is not a vault: it has no vault.json. ${
      inside.length === 0
        ? 'Choose a folder named like NAME.redthread.'
        : `It holds ${inside.length === 1 ? 'the vault' : 'the vaults'} ${named.join(', ')}${more}; choose ${inside.length === 1 ? 'that folder' : 'one of those folders'}.`
    }`,
  );
}

/** The root of a disk has no name of its own. */
const nameOf = (path: string): string => basename(path) || path;
