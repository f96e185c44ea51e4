import type { SearchHit } from '../../../shared/contract/search.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
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

/**
 * Finding a text within another regardless of case, in any script, with offsets into the original. Folding keeps
 * the length of each character (a fold that would change it is not made), so that offsets need no translation.
 */
function fold(text: string): string {
  let folded = '';
  for (const character of text) {
    const upper = character.toUpperCase();
    const lower = (upper.length === character.length ? upper : character).toLowerCase();
    folded += lower.length === character.length ? lower : character;
  }
  return folded;
}

/** Fast where it can be: a text of plain ASCII folds in one step, and most texts are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the whole of ASCII
const foldFast = (text: string): string => (/^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : fold(text));

/** Start and end in UTF-16 units of an occurrence, composed or decomposed as either may be; null where there is none. */
function findMatch(text: string, wanted: string): readonly [number, number] | null {
  const at = foldFast(text).indexOf(foldFast(wanted));
  if (at >= 0) return [at, at + wanted.length];
  const composed = composedWithPlaces(text);
  const sought = foldFast(wanted.normalize('NFC'));
  const start = foldFast(composed.text).indexOf(sought);
  return start < 0 ? null : [composed.placeOf(start), composed.placeOf(start + sought.length)];
}

/** What composes to one character (Unicode Standard Annex 15): a letter with its marks, or the letters of a Hangul syllable. */
const CLUSTER =
  /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]?|\P{M}?\p{M}+|[\u2126\u212a\u212b\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;

/** The text in composed form, and where in the original each of its places lies: at the end of what holds it, if within. */
function composedWithPlaces(text: string): { readonly text: string; readonly placeOf: (at: number) => number } {
  if (text.normalize('NFC') === text) return { text, placeOf: (at) => at };
  let composed = '';
  let taken = 0;
  /** Ends of what changed its length, in the composed text and in the original. */
  const ends: (readonly [composed: number, original: number])[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    composed += text.slice(taken, index) + cluster.normalize('NFC');
    taken = index + cluster.length;
    if (composed.length !== taken) ends.push([composed.length, taken]);
  }
  composed += text.slice(taken);
  const placeOf = (at: number): number => {
    const last = ends.findLast(([end]) => end <= at);
    return last ? last[1] + at - last[0] : at;
  };
  return { text: composed, placeOf };
}

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
