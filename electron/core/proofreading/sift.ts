import type { Remark } from '../../../shared/contract/proofreading.ts';
import type { RawRemark } from './process.ts';

export interface Paragraph {
  readonly text: string;
  /** Where it begins in the whole text, in UTF-16 units. */
  readonly at: number;
}

/** Each line and each cell of a table by itself: grammar does not reach over them. */
export const paragraphsOf = (text: string): Paragraph[] =>
  [...text.matchAll(/[^\n\t]+/g)].flatMap(({ 0: line, index }) =>
    /\p{L}/u.test(line) ? [{ text: line, at: index }] : [],
  );

const SPELLING: ReadonlySet<string> = new Set(['Spelling', 'Typo', 'BoundaryError', 'Eggcorn', 'Malapropism']);
const STYLE: ReadonlySet<string> = new Set([
  ...['Enhancement', 'Formatting', 'Readability', 'Redundancy', 'Regionalism', 'Style', 'WordChoice'],
]);
const kindOf = (kind: string): Remark['kind'] =>
  SPELLING.has(kind) ? 'spelling' : STYLE.has(kind) ? 'style' : 'grammar';

/** Somebody else's words. */
const QUOTED = /“[^”]*”|"[^"]*"|«[^»]*»/g;
/** What no dictionary has: accounts, addresses, labels, hashes, file names, and names in mixed letters. */
const IDENTIFIER = /[\p{N}_@\\/=]|\p{L}[.:]\p{L}|\p{Ll}\p{Lu}/u;

/**
 * The remarks that are worth a person's look, at their places in the whole text. Left out: those on quoted words, within an
 * identifier, on spaces alone, and on the spelling of names: a capital within a sentence, or a word that `known` has.
 */
export function sift(
  paragraphs: readonly Paragraph[],
  raw: readonly RawRemark[],
  known: { has(word: string): boolean },
): Remark[] {
  return raw.flatMap(({ paragraph, from, to, kind, why, instead }): Remark[] => {
    const of = paragraphs[paragraph];
    if (!of) return [];
    const points = [...of.text];
    const start = points.slice(0, from).join('').length;
    const words = points.slice(from, to).join('');
    const end = start + words.length;
    if (words.trim() === '') return [];
    if ([...of.text.matchAll(QUOTED)].some(({ 0: quote, index }) => start < index + quote.length && end > index))
      return [];
    if (IDENTIFIER.test(tokenAround(of.text, start, end))) return [];
    const named = kindOf(kind);
    if (named === 'spelling' && isName(of.text, start, words, known)) return [];
    return [{ at: of.at + start, length: words.length, kind: named, why: asSentence(why), instead: [...instead] }];
  });
}

/** The run without spaces that holds the whole place; nothing where the place spans several words. */
function tokenAround(text: string, start: number, end: number): string {
  if (/\s/.test(text.slice(start, end))) return '';
  const before = /\S*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^\S*/.exec(text.slice(end))?.[0] ?? '';
  return `${before}${text.slice(start, end)}${after}`.replace(/^[("'“‘[]+|[)"'”’\].,;:!?]+$/g, '');
}

function isName(text: string, start: number, words: string, known: { has(word: string): boolean }): boolean {
  if (known.has(words.toLowerCase())) return true;
  const opens = /(?:^|[.!?:]\s+)["'“(]*$/.test(text.slice(0, start));
  return /^\p{Lu}/u.test(words) && !opens;
}

/** Harper quotes with backticks, as code. */
const asSentence = (why: string): string => {
  const words = why.replace(/`([^`]*)`/g, '“$1”').trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
};
