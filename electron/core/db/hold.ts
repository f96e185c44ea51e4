import { isSqliteError, toFault } from './conditions.ts';
import { Database } from './native.ts';

/**
 * Holds `file` exclusively until the returned function is called or the process ends, however it ends:
 * the lock is SQLite's own on an empty database, so no stale lock file can be left behind.
 * @returns null when another process has it.
 */
export function holdExclusively(file: string): (() => void) | null {
  const native = new Database(file, { timeout: 0 });
  try {
    native.pragma('locking_mode = EXCLUSIVE');
    native.exec('BEGIN EXCLUSIVE');
    return () => native.close();
  } catch (error) {
    native.close();
    if (isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')) return null;
    throw toFault(error);
  }
}

/** Whether another process holds `file`, where nothing can be written: a reader meets its lock too. */
export function isHeldExclusively(file: string): boolean {
  const native = new Database(file, { readonly: true, timeout: 0 });
  try {
    native.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')) return true;
    throw toFault(error);
  } finally {
    native.close();
  }
}
