import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { eachEntry } from './store.ts';

/** The entries of one case alone, those of the vault not among them, up to entry `last`, oldest first. */
export function* entriesUpTo(db: ReadDb, caseId: CaseId, last: number): IterableIterator<CustodyEntry> {
  for (const entry of eachEntry(db, { caseId })) {
    if (entry.seq > last) return;
    if (entry.caseId === caseId) yield entry;
  }
}
