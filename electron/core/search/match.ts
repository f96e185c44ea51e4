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
export function findMatch(text: string, wanted: string): readonly [number, number] | null {
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
