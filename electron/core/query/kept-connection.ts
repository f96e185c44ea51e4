import type { CaseId } from '../../../shared/contract/values.ts';
import { openReadOnly } from '../db/native.ts';
import { ownLikeIsEnough } from './functions/letters.ts';
import { addFunctions, loadFunctions } from './functions/registry.ts';
import type { Native } from './guard.ts';
import { forgetFound } from './once-found.ts';

/** The store that statements run on; told before any. The key stays for as long as the process does, which ends on lock. */
export interface StoreAccess {
  readonly file: string;
  readonly key: Uint8Array;
}
let store: StoreAccess | null = null;
/** A connection to another store is not kept: a case has the same id in a copy of its vault. */
export function enterStore(access: StoreAccess): null {
  kept?.native.close();
  kept = null;
  forgetFound();
  store = access;
  return null;
}

interface Kept {
  readonly native: Native;
  readonly caseId: CaseId;
  /** A function that was given to a connection cannot be taken back from it. */
  readonly ownLike: boolean;
}
let kept: Kept | null = null;

/**
 * Pages of the store that stay decrypted between statements, in KiB. Measured over 1,000,000 rows: with SQLite's own 2 MiB, one
 * statement after another over the same table takes 1.0 to 1.3 times what it takes with all its pages at hand.
 */
const CACHE_KIB = 128 * 1024;

/**
 * Gives `work` a read transaction on the store. The connection is kept for the next statement over the same case, which saves
 * opening it, reading the schema and adding the functions. What `work` makes lies in `temp` and is dropped with it, the next
 * statement begins its own transaction, and a connection whose work failed, or on which anything is left, is closed.
 */
export async function onConnection<T>(
  caseId: CaseId,
  statement: string,
  work: (native: Native) => Promise<T>,
): Promise<T> {
  const { native, ...of } = taken(caseId, ownLikeIsEnough(statement));
  let done = false;
  try {
    native.exec('BEGIN'); // what is checked is what runs, whatever is imported meanwhile
    await loadFunctions(statement);
    const made = await work(native);
    done = cleared(native);
    return made;
  } finally {
    if (done && !kept) kept = { native, ...of };
    else native.close();
  }
}

/** The connection that was kept, if it is of this case; nobody else has it until it is given back. */
function taken(caseId: CaseId, ownLike: boolean): Kept {
  const last = kept;
  kept = null;
  if (last?.caseId === caseId && last.ownLike === ownLike) return last;
  last?.native.close();
  if (!store) throw new Error('no store was entered');
  const native = openReadOnly(store.file, store.key);
  native.pragma(`cache_size = -${CACHE_KIB}`);
  addFunctions(native, ownLike);
  return { native, caseId, ownLike };
}

/** Ends the transaction with nothing left of it. @returns whether the connection can be kept */
function cleared(native: Native): boolean {
  try {
    const made = native.prepare(`SELECT type, name FROM temp.sqlite_schema WHERE type IN ('view', 'table')`);
    for (const { type, name } of made.all() as { type: string; name: string }[])
      native.exec(`DROP ${type} temp."${name.replaceAll('"', '""')}"`);
    native.exec('COMMIT');
    return native.prepare('SELECT 1 FROM temp.sqlite_schema').get() === undefined;
  } catch {
    return false;
  }
}
