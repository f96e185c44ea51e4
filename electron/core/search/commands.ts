import type { SearchHit } from '../../../shared/contract/search.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import type { Sql } from '../db/sql.ts';
import { notIndexed } from './index-text.ts';
import { findMatch } from './match.ts';
import { candidates, partlyIndexed, textOf } from './store.ts';

/** How a person names a thing of each kind, as it is called now; null when it is gone. Given by the areas that hold them. */
export type Namings = Readonly<
  Record<SearchHit['kind'], (db: ReadDb, id: string) => { readonly label: string; readonly title: string } | null>
>;

/**
 * @param texts id and `case_id` of every exhibit that has a text to be found
 * @param readable the content of an exhibit as a person reads it, where its bytes are the program's own form
 */
export const searchHandlers = (
  namings: Namings,
  texts: Sql,
  readable: (db: ReadDb, id: string, content: string) => string,
): Handlers<'search'> => ({
  'search.find': ({ db }, { caseId, text, limit }) => {
    const labels = (ids: readonly string[]) => ids.map((id) => namings.exhibit(db, id)?.label ?? '').toSorted();
    const unsearched = () => ({
      partlyIndexed: labels(partlyIndexed(db, caseId, texts)),
      notIndexed: labels(notIndexed(db, caseId, texts)),
    });
    const hits: SearchHit[] = [];
    const seen = new Set<string>();
    for (const doc of candidates(db, text, caseId)) {
      const place = `${doc.subjectId} ${doc.field}`; // a long text is one place, however many of its pieces match
      if (seen.has(place)) continue;
      const stored = textOf(db, doc);
      const whole = doc.field === 'content' ? readable(db, doc.subjectId, stored) : stored;
      const found = findMatch(whole, text);
      if (!found) continue;
      if (hits.length === limit) return { hits, more: true, ...unsearched() };
      seen.add(place);
      const { kind, caseId: hitCase, subjectId, field } = doc;
      const { label, title } = namings[kind](db, subjectId) ?? { label: '', title: '' };
      hits.push({ kind, id: subjectId, caseId: hitCase, label, title, field, ...snippetAround(whole, found) });
    }
    return { hits, more: false, ...unsearched() };
  },
});

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
