/**
 * How well a text answers what was typed: every word typed must begin a word of it, or at least stand in it.
 * @returns 0 when it does not; higher is better
 */
export function rank(query: string, text: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const target = text.toLowerCase();
  if (words.length === 0) return 1;
  let score = target.startsWith(words.join(' ')) ? 2 : 0;
  for (const word of words) {
    if (!target.includes(word)) return 0;
    score += startsWord(target, word) ? 2 : 1;
  }
  return score / words.length;
}

function startsWord(target: string, word: string): boolean {
  for (let at = target.indexOf(word); at >= 0; at = target.indexOf(word, at + 1))
    if (at === 0 || /[\s\p{P}]/u.test(target[at - 1] ?? '')) return true;
  return false;
}

/** The best answers first; equals keep their order. */
export function ranked<T>(items: readonly T[], query: string, textOf: (item: T) => string, most: number): T[] {
  return items
    .map((item) => ({ item, score: rank(query, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}
