import { Fault } from '../../../shared/contract/errors.ts';

const CONDITIONS: readonly (readonly [prefix: string, code: Fault['code'], message: string])[] = [
  [
    'SQLITE_NOTADB',
    'damaged',
    'store.db is not a store of this vault, or was altered. Restore the vault folder from a backup.',
  ],
  [
    'SQLITE_CORRUPT',
    'damaged',
    'store.db is damaged. Restore the vault folder from a backup; `verify` names what is affected.',
  ],
  ['SQLITE_FULL', 'disk', 'The disk is full. Nothing of this step was stored; free some space and repeat it.'],
  ['SQLITE_READONLY', 'disk', 'The vault is on a read-only disk or its files may not be written.'],
  ['SQLITE_IOERR', 'disk', 'The disk that holds the vault failed or went away. Nothing of this step was stored.'],
  ['SQLITE_CANTOPEN', 'disk', 'store.db cannot be opened: it is missing, or its folder may not be read.'],
  ['SQLITE_BUSY', 'in-use', 'The store is busy. Try again in a moment.'],
];

/** An error of the add-on, which names its class so; its module is imported by one of ours alone. */
export const isSqliteError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && error.name === 'SqliteError' && 'code' in error && typeof error.code === 'string';

/** A failure of SQLite that a person can do something about becomes a fault that says what; another stays as it is. */
export function toFault(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  const known = CONDITIONS.find(([prefix]) => error.code.startsWith(prefix));
  return known ? new Fault(known[1], known[2]) : error;
}

/** @throws Fault where SQLite failed in a way that is known */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFault(error);
  }
}
