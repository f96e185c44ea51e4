import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { Hit } from '../../../shared/domain/extract.ts';
import type { ReadDb } from '../db/open.ts';
import { findMatch } from './match.ts';
import { candidates, type Doc, parted, textOf } from './store.ts';

export interface Holding {
  readonly exhibitId: ExhibitId;
  readonly caseId: CaseId;
}

/**
 * Exhibits of all cases in whose text or cells a value stands by itself: `192.0.2.1` is not found in `192.0.2.11`. A number of an
 * account, a card or a telephone is found with and without blanks, and a telephone's with 00 or nothing for its +; a domain also
 * behind the @ of an address; what has dots also where these are bracketed.
 * @param isAsked exhibits whose text is read at all
 */
export function exhibitsHolding(
  db: ReadDb,
  { type, label }: Pick<Hit, 'type' | 'label'>,
  isAsked: (id: ExhibitId) => boolean,
): Holding[] {
  const found = new Map<string, Holding>();
  const look = (docs: Iterable<Doc>, holds: (text: string) => boolean): void => {
    for (const doc of docs) {
      const id = doc.subjectId as ExhibitId;
      if (doc.kind === 'exhibit' && !found.has(id) && isAsked(id) && holds(textOf(db, doc)))
        found.set(id, { exhibitId: id, caseId: doc.caseId });
    }
  };
  const marks = label.replace(/[^\p{L}\p{N}]/gu, '');
  if (PARTED.has(type) && marks.length >= FEWEST_PARTED) {
    const gaps = [...marks].map((each, at) => `${at === 0 ? '' : GAP}${each}`).join('');
    const form = new RegExp(`${type === 'phone' ? '(?:\\+|00)?' : ''}${gaps}`, 'giu');
    look(parted(db, marks), (text) =>
      [...text.matchAll(form)].some(({ index, 0: { length } }) => isApart(text, index, index + length)),
    );
    return [...found.values()];
  }
  const writings = DOTTED.has(type)
    ? [label, ...['[.]', '(.)', '[dot]'].map((dot) => label.replace(/^http/i, 'hxxp').replaceAll('.', dot))]
    : [label];
  for (const writing of [...new Set(writings)])
    look(candidates(db, writing, undefined), (text) => standsAlone(text, writing, type === 'domain'));
  return [...found.values()];
}
const PARTED: ReadonlySet<string> = new Set(['bank', 'card', 'phone']);
const DOTTED: ReadonlySet<string> = new Set(['domain', 'email', 'ip', 'url']);
const FEWEST_PARTED = 8;
/** Between two marks of a number; the 0 in brackets is the one that is dialled at home. */
const GAP = '(?:[ .\u00a0/()-]{0,3}|[ \u00a0]?\\(0\\)[ \u00a0]?)';

/** Letters, digits or a part of a number before it; the same, or a further part of a name or number, after it. */
const BEFORE = /[\p{L}\p{N}@_-]$|\p{N}\.$/u;
const AFTER = /^(?:[\p{L}\p{N}@_]|\.[\p{L}\p{N}])/u;
const isApart = (text: string, start: number, end: number): boolean =>
  !BEFORE.test(text.slice(Math.max(0, start - 2), start)) && !AFTER.test(text.slice(end, end + 3));
/** @param isHost also behind the @ of an address */
function standsAlone(text: string, value: string, isHost: boolean): boolean {
  for (let rest = text, last = ''; ; ) {
    const match = findMatch(rest, value);
    if (!match) return false;
    const [start, end] = match;
    const ahead = (last + rest.slice(0, start)).slice(-2);
    const before = isHost && ahead.endsWith('@') ? '' : ahead;
    if (!BEFORE.test(before) && !AFTER.test(rest.slice(end, end + 3))) return true;
    last = rest.slice(Math.max(0, end - 2), end);
    rest = rest.slice(end);
  }
}
