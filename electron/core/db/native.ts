import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { Fault } from '../../../shared/contract/errors.ts';

/**
 * The only module that imports the SQLite add-on. Its main entry asks `process.report` which C library there is, which ends
 * a process of Electron; Electron for Linux is built for glibc alone, so the entry for that is named.
 */
const entry =
  process.versions['electron'] && process.platform === 'linux'
    ? `better-sqlite3/linux-${process.arch}`
    : 'better-sqlite3';
export const Database = createRequire(import.meta.url)(entry) as typeof Sqlite;
export type Native = Sqlite.Database;
export type Statement = Sqlite.Statement;

export const CIPHER = 'aegis-256';
/** `raw:` and the key in hex, as bytes: the cipher takes it as it is, and a text could not be overwritten. */
export function rawKey(key: Uint8Array): Buffer {
  const digits = Buffer.from('0123456789abcdef');
  const raw = Buffer.alloc(4 + 2 * key.length);
  raw.write('raw:');
  for (const [at, byte] of key.entries()) {
    raw[4 + 2 * at] = digits[byte >> 4] as number;
    raw[5 + 2 * at] = digits[byte & 15] as number;
  }
  return raw;
}

export function unlock(native: Native, key: Uint8Array): void {
  native.pragma(`cipher = 'aegis'`);
  native.pragma(`aegis_algorithm = '${CIPHER}'`);
  // The data key is random: deriving another from it (the cipher's own Argon2id, 0.13 to 0.19 s an opening) adds nothing.
  const raw = rawKey(key);
  try {
    native.key(raw);
  } finally {
    raw.fill(0);
  }
}

export function settle(native: Native): void {
  native.pragma('temp_store = MEMORY'); // spill files would not be encrypted
  native.pragma('trusted_schema = OFF');
  native.pragma('foreign_keys = ON');
  native.pragma('recursive_triggers = ON'); // so that REPLACE meets the triggers that refuse deletes
  native.pragma('cell_size_check = ON');
}

/** SQLite takes a file of nothing for a new database, whatever the key; nothing is written to it before this. */
export function refuseEmpty(native: Native): void {
  if (native.prepare('SELECT 1 FROM sqlite_schema').get() === undefined)
    throw new Fault('damaged', 'store.db is empty: what it held is gone. Restore the vault folder from a backup.');
}

/** A read-only native connection for the query process, which needs EXPLAIN, functions and raw statements. */
export function openReadOnly(file: string, key: Uint8Array): Native {
  const native = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  unlock(native, key);
  settle(native);
  return native;
}
