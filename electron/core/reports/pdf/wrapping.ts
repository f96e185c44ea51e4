/**
 * Where a line may end. The layout engine cuts between the pieces returned here; between two pieces that touch it
 * would insert a hyphen, an empty piece between them makes it a break without one.
 */
export type Breaks = (word: string | null) => string[];

const LONG = 24;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('th', { granularity: 'word' });
/** Scripts written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const SOUTH_EAST = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const NEVER_FIRST = /^[\p{Pe}\p{Pf}、。，．：；！？・ー々]/u;

/** Running text: between words; inside what is too long for any line, and inside scripts without spaces. */
export const prose: Breaks = (word) => {
  if (!word) return [];
  if (word.startsWith(' ')) return [...word];
  if (SOUTH_EAST.test(word)) return apart([...words.segment(word)].map(({ segment }) => segment));
  return word.length > LONG || UNSPACED.test(word) ? anywhere(word) : [word];
};

/** Identifiers, hashes, addresses, URLs, amounts: after any character. */
export const anywhere: Breaks = (word) => {
  if (!word) return [];
  if (word.startsWith(' ')) return [...word];
  return apart(/^[\x21-\x7e]*$/.test(word) ? [...word] : [...graphemes.segment(word)].map(({ segment }) => segment));
};

/** Never: for what is known to fit. */
export const nowhere: Breaks = (word) => (word ? (word.startsWith(' ') ? [...word] : [word]) : []);

/** A line never ends in a hyphen of the text: a reader that joins lines again would take it for one of the layout's. */
function apart(pieces: readonly string[]): string[] {
  const result: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before !== undefined && /[-\u2010]$/.test(before)) result[result.length - 1] += piece;
    else if (before !== undefined && NEVER_FIRST.test(piece)) result[result.length - 1] += piece;
    else if (before === undefined) result.push(piece);
    else result.push('', piece);
  }
  return result;
}
