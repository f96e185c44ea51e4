import { constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskFault } from '../files/disk.ts';

/** Before a store is brought to a newer version: a copy as it was, beside the vault. @returns its folder */
export function copyBeforeMigration(dir: string, version: number, at: Date): string {
  const copy = `${dir.replace(/\.redthread$/, '')} before version ${version} ${at.toISOString().replace(/[-:]/g, '')}.redthread`;
  try {
    mkdirSync(copy, { mode: 0o700 });
    // The WAL may hold the latest writes; a vault that was closed has none.
    for (const file of ['vault.json', 'store.db', 'store.db-wal']) {
      if (existsSync(join(dir, file))) copyFileSync(join(dir, file), join(copy, file), constants.COPYFILE_FICLONE);
    }
    return copy;
  } catch (error) {
    throw diskFault(error, copy);
  }
}
