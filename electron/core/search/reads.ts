import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { findMatch } from './match.ts';
import { candidates, textOf } from './store.ts';

export interface Holding {
  readonly exhibitId: ExhibitId;
  readonly caseId: CaseId;
}

/** Exhibits of all cases in whose text or cells a value stands by itself: `192.0.2.1` is not found in `192.0.2.11`. */
export function exhibitsHolding(db: ReadDb, value: string): Holding[] {
  const found = new Map<string, Holding>();
  for (const doc of candidates(db, value, undefined))
    if (doc.kind === 'exhibit' && !found.has(doc.subjectId) && standsAlone(textOf(db, doc), value))
      found.set(doc.subjectId, { exhibitId: doc.subjectId as ExhibitId, caseId: doc.caseId });
  return [...found.values()];
}

/** Letters, digits or a part of a number before it; the same, or a further part of a name or number, after it. */
const BEFORE = /[\p{L}\p{N}@_-]$|\p{N}\.$/u;
const AFTER = /^(?:[\p{L}\p{N}@_]|\.[\p{L}\p{N}])/u;
function standsAlone(text: string, value: string): boolean {
  for (let rest = text, last = ''; ; ) {
    const match = findMatch(rest, value);
    if (!match) return false;
    const [start, end] = match;
    const before = (last + rest.slice(0, start)).slice(-2);
    if (!BEFORE.test(before) && !AFTER.test(rest.slice(end, end + 3))) return true;
    last = rest.slice(Math.max(0, end - 2), end);
    rest = rest.slice(end);
  }
}
