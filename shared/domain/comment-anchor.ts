import type { CommentAnchor } from '../contract/findings.ts';

const AROUND = 32; // UTF-16 units kept on each side
/** Units of the surroundings that must still agree where the words alone do not tell the place. */
const ENOUGH = 6;
/** Words of this length that stand in a text once are taken to be the same ones whatever is around them. */
const TELLING = 24;

/** @param at where the words begin, in UTF-16 units */
export const anchorAt = (text: string, at: number, length: number): CommentAnchor => ({
  quote: text.slice(at, at + length),
  at,
  before: wellFormed(text.slice(Math.max(0, at - AROUND), at)),
  after: wellFormed(text.slice(at + length, at + length + AROUND)),
});
/** A cut may go through a character. */
const wellFormed = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');

/**
 * Where the words of a comment stand in a text that has changed since: of several places the one whose surroundings agree
 * most, then the nearest. Null when they are gone, or when nothing tells that those that are left are the same ones.
 */
export function placeOf(
  text: string,
  { quote, at, before, after }: CommentAnchor,
): { at: number; length: number } | null {
  const places: { at: number; agrees: number }[] = [];
  for (let found = text.indexOf(quote); found >= 0; found = text.indexOf(quote, found + 1))
    places.push({
      at: found,
      agrees:
        agreeing([...before].toReversed(), [...text.slice(Math.max(0, found - AROUND), found)].toReversed()) +
        agreeing([...after], [...text.slice(found + quote.length, found + quote.length + AROUND)]),
    });
  const [best] = places.toSorted((a, b) => b.agrees - a.agrees || Math.abs(a.at - at) - Math.abs(b.at - at));
  if (!best) return null;
  const alone = places.length === 1 && quote.length >= TELLING;
  const known = best.agrees >= Math.min(ENOUGH, before.length + after.length);
  return alone || known ? { at: best.at, length: quote.length } : null;
}

function agreeing(a: readonly string[], b: readonly string[]): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same;
}
