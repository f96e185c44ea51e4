import { Fault } from '../../../../shared/contract/errors.ts';
import { option, type Scalars, text, type Value } from './value.ts';

const MOST_CELLS = 25_000_000; // of the table that two texts are compared by: 5,000 characters each

function points(name: string, one: Value, other: Value): readonly [string[], string[]] {
  const found: [string[], string[]] = [[...text(name, one).normalize('NFC')], [...text(name, other).normalize('NFC')]];
  if (found[0].length * found[1].length > MOST_CELLS)
    throw new Fault('sql-limit', `${name}: the texts are too long to compare (more than 5,000 characters each).`);
  return found;
}

/** V. I. Levenshtein, 1966; Wagner and Fischer's table, a row at a time, 1974. In code points of composed text (NFC). */
function levenshtein(given: Value, wanted: Value): Value {
  if (given === null || wanted === null) return null;
  let [one, other] = points('levenshtein', given, wanted);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let cut = 0;
  while (cut < Math.min(one.length, other.length) - start && one.at(-1 - cut) === other.at(-1 - cut)) cut++;
  one = one.slice(start, one.length - cut);
  other = other.slice(start, other.length - cut);
  if (one.length === 0 || other.length === 0) return BigInt(one.length + other.length);
  const row = Uint16Array.from({ length: other.length + 1 }, (_, at) => at);
  if (other.length > 65_000) throw new Fault('sql-limit', 'levenshtein: the texts are too long to compare.');
  for (const [at, letter] of one.entries()) {
    let diagonal = at;
    row[0] = at + 1;
    for (let across = 1; across <= other.length; across++) {
      const above = row[across] as number;
      const swapped = diagonal + (letter === other[across - 1] ? 0 : 1);
      row[across] = Math.min(above + 1, (row[across - 1] as number) + 1, swapped);
      diagonal = above;
    }
  }
  return BigInt(row[other.length] as number);
}

/**
 * W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990:
 * up to four common first letters, 0.1 each, without a threshold. Upper and lower case differ.
 */
function jaroWinkler(given: Value, wanted: Value): Value {
  if (given === null || wanted === null) return null;
  const [one, other] = points('jaro_winkler', given, wanted);
  if (one.length === 0 && other.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  const matched: string[] = [];
  for (const [at, letter] of one.entries()) {
    const end = Math.min(other.length - 1, at + reach);
    for (let across = Math.max(0, at - reach); across <= end; across++) {
      if (taken[across] === 1 || other[across] !== letter) continue;
      taken[across] = 1;
      matched.push(letter);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const across = other.filter((_, at) => taken[at] === 1);
  const moved = matched.filter((letter, at) => letter !== across[at]).length / 2;
  const same = matched.length;
  const jaro = (same / one.length + same / other.length + (same - moved) / same) / 3;
  let first = 0;
  while (first < 4 && first < Math.min(one.length, other.length) && one[first] === other[first]) first++;
  return jaro + first * 0.1 * (1 - jaro);
}

/** Letters with a stroke and ligatures, which Unicode does not take apart. */
const STROKED: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŧ: 't',
  Ŧ: 'T',
  ŋ: 'n',
  Ŋ: 'N',
};
const STROKES = new RegExp(`[${Object.keys(STROKED).join('')}]`, 'gu');
/** Marks of Latin, Greek and Cyrillic letters; the vowels of other scripts are marks too, and stay. */
const MARKS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]*)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]/gu;

const plainLetters = (given: string): string =>
  given
    .normalize('NFD')
    .replaceAll(MARKS, '')
    .normalize('NFC')
    .replaceAll(STROKES, (letter) => STROKED[letter] ?? letter);

const one =
  (name: string, run: (given: string) => Value) =>
  (value: Value): Value =>
    value === null ? null : run(text(name, value));

let ascii: ((given: string) => string) | null = null;
const loadAscii = async (): Promise<void> => {
  ascii ??= (await import('any-ascii')).default;
};
let metaphone: ((given: string) => [string, string]) | null = null;
const loadMetaphone = async (): Promise<void> => {
  metaphone ??= (await import('double-metaphone')).doubleMetaphone;
  await loadAscii();
};
const toAscii = (given: string): string => (ascii ? ascii(given.normalize('NFC')) : given);

/** L. Philips, "The Double Metaphone Search Algorithm", C/C++ Users Journal, 2000: the first code of each word. */
function phonetic(given: string): Value {
  const words = toAscii(given)
    .split(/[^A-Za-z]+/)
    .filter((word) => word !== '');
  const codes = words.map((word) => metaphone?.(word)[0] ?? '').filter((code) => code !== '');
  return codes.length === 0 ? null : codes.join(' ');
}

/** Key collision of OpenRefine: https://openrefine.org/docs/technical-reference/clustering-in-depth */
const words = (given: string): string[] =>
  toAscii(given)
    .trim()
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\p{C}]/gu, (sign) => (/\s/.test(sign) ? ' ' : ''))
    .split(/\s+/)
    .filter((word) => word !== '');

const fingerprint = (given: string): Value => {
  const found = [...new Set(words(given))].sort();
  return found.length === 0 ? null : found.join(' ');
};

function ngrams(given: Value, size: Value): Value {
  if (given === null || size === null) return null;
  const length = option('ngram_fingerprint', 'the size', size, 1, 10);
  const joined = words(text('ngram_fingerprint', given)).join('');
  if (joined === '') return null;
  if (joined.length <= length) return joined;
  const found = new Set<string>();
  for (let at = 0; at + length <= joined.length; at++) found.add(joined.slice(at, at + length));
  return [...found].sort().join('');
}

export const likenessFunctions = {
  levenshtein: { runs: [levenshtein] },
  jaro_winkler: { runs: [jaroWinkler] },
  unaccent: { runs: [one('unaccent', plainLetters)] },
  transliterate: { runs: [one('transliterate', toAscii)], ready: loadAscii },
  phonetic: { runs: [one('phonetic', phonetic)], ready: loadMetaphone },
  fingerprint: { runs: [one('fingerprint', fingerprint)], ready: loadAscii },
  ngram_fingerprint: { runs: [ngrams], ready: loadAscii },
} satisfies Scalars;
