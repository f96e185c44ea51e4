import type { SearchHit } from '../../../shared/contract/search.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { findMatch } from './match.ts';
import { candidates, partlyIndexed, textOf } from './store.ts';

/** How a person names a thing of each kind, as it is called now; null when it is gone. Given by the areas that hold them. */
export type Namings = Readonly<
  Record<SearchHit['kind'], (db: ReadDb, id: string) => { readonly label: string; readonly title: string } | null>
>;

export const searchHandlers = (namings: Namings): Handlers<'search'> => ({
  'search.find': ({ db }, { caseId, text, limit }) => {
    const hits: SearchHit[] = [];
    const seen = new Set<string>();
    for (const doc of candidates(db, text, caseId)) {
      const place = `${doc.subjectId} ${doc.field}`; // a long text is one place, however many of its pieces match
      if (seen.has(place)) continue;
      const whole = textOf(db, doc);
      const found = findMatch(whole, text);
      if (!found) continue;
      if (hits.length === limit) return { hits, more: true, partlyIndexed: partly(db, caseId, namings) };
      seen.add(place);
      const { kind, caseId: hitCase, subjectId, field } = doc;
      const { label, title } = namings[kind](db, subjectId) ?? { label: '', title: '' };
      hits.push({ kind, id: subjectId, caseId: hitCase, label, title, field, ...snippetAround(whole, found) });
    }
    return { hits, more: false, partlyIndexed: partly(db, caseId, namings) };
  },
});

const partly = (db: ReadDb, caseId: CaseId | undefined, namings: Namings): string[] =>
  partlyIndexed(db, caseId)
    .map((id) => namings.exhibit(db, id)?.label ?? '')
    .toSorted();

const BEFORE = 40;
const AFTER = 120;

/** A piece of the text around a match, on one line, and where the match is in it. */
function snippetAround(
  text: string,
  [start, end]: readonly [number, number],
): { snippet: string; match: [number, number] } {
  const from = start <= BEFORE ? 0 : boundary(text, start - BEFORE);
  const to = end + AFTER >= text.length ? text.length : boundary(text, end + AFTER);
  const opening = from > 0 ? '…' : '';
  const snippet = opening + text.slice(from, to) + (to < text.length ? '…' : '');
  const shift = opening.length - from;
  // One character for one, so that the offsets stay right.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: line ends and the like are what is replaced
  return { snippet: snippet.replace(/[\x00-\x1f\x7f]/g, ' '), match: [start + shift, end + shift] };
}

/** The same place, or one before it where that lies within a surrogate pair. */
function boundary(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
