import anyAscii from 'any-ascii';
import { doubleMetaphone } from 'double-metaphone';
import { distance } from 'fastest-levenshtein';

/**
 * Why two names may be names of one, or nothing. What it gives are questions to a person: a name is never proof. Every word of the shorter
 * name must have its counterpart, words in another order are said to be so, and one word in common is not enough.
 */
export interface NameLikeness {
  /** In words, the telling ones first: "transliteration", "other order of words". */
  readonly reasons: readonly string[];
  /** 0 to 1; a rank within a list, not a probability. */
  readonly rank: number;
}

/** A name as it is compared. */
export interface ComparedName {
  readonly text: string;
  /** Of its letters. */
  readonly scripts: readonly string[];
  /** In Latin letters without marks, lower case. */
  readonly words: readonly string[];
}

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Han',
  'Hangul',
  'Hiragana',
  'Katakana',
];
const OF_SCRIPT = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
/** Scripts whose letters leave vowels unsaid. */
const UNVOWELLED = new Set(['Arabic', 'Hebrew', 'Devanagari']);

export function comparedName(text: string): ComparedName {
  const composed = text.normalize('NFC');
  const scripts = OF_SCRIPT.filter(([, letters]) => letters.test(composed)).map(([script]) => script);
  // Han characters come as syllables with a capital each: WangXiaoMing.
  const spaced = scripts.includes('Han') ? anyAscii(composed).replace(/(?<=[a-z])(?=[A-Z])/g, ' ') : anyAscii(composed);
  const words = spaced
    .toLowerCase()
    .replace(/['’`.]/g, (sign) => (sign === '.' ? ' ' : ''))
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return { text: composed, scripts, words };
}

/** Consonants as they are heard, for what is written without vowels: "Muhammad" and "mhmd" are both "mhmd". */
export const skeleton = (word: string): string =>
  word
    .replace(/(?:kh|ch|q|ck|c|x)/g, 'k')
    .replace(
      /(?:sh|sch|th|dh|gh|ph|bh)/g,
      (pair) => ({ sh: 's', sch: 's', th: 't', dh: 'd', gh: 'g', ph: 'f', bh: 'b' })[pair] ?? pair,
    )
    .replace(/[zj]/g, (letter) => (letter === 'z' ? 's' : 'g'))
    .replace(/v/g, 'b')
    .replace(/p/g, 'f')
    .replace(/[aeiouyw]/g, '')
    .replace(/(?<=.)h$/g, '')
    .replace(/(.)\1+/g, '$1');

/** Keys that two names share if they may be alike: what has none in common need not be compared. */
export const likenessKeys = ({ words }: ComparedName): string[] => [
  ...new Set([
    ...words
      .filter(({ length }) => length > 2)
      .flatMap((word) => [`s${skeleton(word)}`, ...doubleMetaphone(word).map((code) => `m${code}`)]),
    `j${[...words.join('')].sort().join('')}`,
  ]),
];

type Match = 'equal' | 'initial' | 'sound' | 'spelling' | 'consonants';
const WORTH: Readonly<Record<Match, number>> = { equal: 1, sound: 0.85, spelling: 0.8, consonants: 0.8, initial: 0.6 };

function matchOf(one: string, other: string, unvowelled: boolean): Match | null {
  if (one === other) return 'equal';
  const shorter = Math.min(one.length, other.length);
  if (shorter === 1) return one[0] === other[0] ? 'initial' : null;
  if (unvowelled) return skeleton(one) !== '' && skeleton(one) === skeleton(other) ? 'consonants' : null;
  // Maria and Mario, Ivan and Ivana: an end that tells who it is.
  const ends = [one, other].map((word) => word.replace(/(?:a|o)$/, ''));
  if (ends[0] === ends[1] || `${one}a` === other || `${other}a` === one) return null;
  if (shorter >= 3 && startAlike(one, other)) {
    const codes = new Set(doubleMetaphone(one).filter((code) => code.length > 1));
    if (doubleMetaphone(other).some((code) => codes.has(code)) && distance(one, other) <= Math.ceil(shorter / 2))
      return 'sound';
  }
  const most = Math.min(4, Math.ceil(shorter * 0.2)); // logic-v1's guard
  return shorter >= 5 && one[0] === other[0] && distance(one, other) <= most ? 'spelling' : null;
}

/** Whether two words may stand for each other, in any scripts. */
export const wordsMatch = (one: string, other: string): boolean =>
  matchOf(one, other, false) !== null || matchOf(one, other, true) !== null;

/** Letters that stand for one sound at the start of a name. */
const STARTS = ['ck', 'fp', 'gj', 'ij', 'iy', 'jy', 'sz', 'vw'];
const startAlike = ([one = '']: string, [other = '']: string): boolean =>
  one === other || STARTS.includes([one, other].sort().join(''));

/** @returns null where nothing but chance speaks for it */
export function nameLikeness(a: ComparedName, b: ComparedName): NameLikeness | null {
  const [one, other] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (one.words.length === 0 || one.text.toLowerCase() === other.text.toLowerCase()) return null;
  const foreign = one.scripts.join() !== other.scripts.join();
  const script = foreign
    ? [`transliteration (${[one, other].map((each) => each.scripts.join(' and ')).join(' and ')})`]
    : [];
  const unvowelled = foreign && [...one.scripts, ...other.scripts].some((each) => UNVOWELLED.has(each));
  const joined = one.words.join('');
  if (joined === other.words.join('')) {
    if (foreign) return { reasons: script, rank: 0.95 };
    const marks = one.words.join(' ') === other.words.join(' ') ? 'marks or punctuation' : 'words joined or parted';
    return one.words.length + other.words.length > 2 || joined.length > 4 ? { reasons: [marks], rank: 0.95 } : null;
  }
  if (other.words.length <= 4 && orders(one.words).some((words) => words.join('') === other.words.join('')))
    return { reasons: [...script, 'other order of words'], rank: 0.9 };
  return wordByWord(one, other, script, unvowelled);
}

function wordByWord(
  one: ComparedName,
  other: ComparedName,
  script: string[],
  unvowelled: boolean,
): NameLikeness | null {
  const more = other.words.length - one.words.length;
  if (one.words.length < 2 || more > 1) {
    const alone =
      one.words.length === 1 && more === 0
        ? matchOf(one.words[0] as string, other.words[0] as string, unvowelled)
        : null;
    const long = Math.min(one.words[0]?.length ?? 0, other.words[0]?.length ?? 0) >= 7;
    return alone && alone !== 'initial' && (script.length > 0 || long)
      ? { reasons: [...script, WORDS[alone]], rank: 0.6 }
      : null;
  }
  const pairs: { match: Match; from: number; to: number; letters: number }[] = [];
  const taken = new Set<number>();
  for (const [from, word] of one.words.entries()) {
    const fitting = other.words
      .map((candidate, to) => ({
        match: taken.has(to) ? null : matchOf(word, candidate, unvowelled),
        from,
        to,
        letters: Math.min(word.length, candidate.length),
      }))
      .filter((each): each is (typeof pairs)[number] => each.match !== null)
      .toSorted((x, y) => WORTH[y.match] - WORTH[x.match] || Math.abs(x.to - from) - Math.abs(y.to - from));
    const [best] = fitting;
    if (!best) return null;
    taken.add(best.to);
    pairs.push(best);
  }
  const full = pairs.filter(({ match, letters }) => match !== 'initial' && letters > 2);
  const certain = pairs.filter(({ match }) => match === 'equal' || match === 'consonants');
  if (full.length === 0 || (more > 0 && certain.length < 2)) return null;
  if (unvowelled && pairs.reduce((sum, { from }) => sum + skeleton(one.words[from] as string).length, 0) < 4)
    return null;
  const isOrdered = pairs.every(({ to }, at) => at === 0 || to > (pairs[at - 1]?.to ?? 0));
  if (!isOrdered && certain.length === 0) return null;
  const kinds = [...new Set(pairs.map(({ match }) => match))].filter((match) => match !== 'equal');
  const reasons = [
    ...script,
    ...kinds.map((kind) => WORDS[kind]),
    ...(isOrdered ? [] : ['other order of words']),
    ...(more > 0 ? ['one word more'] : []),
  ];
  if (reasons.length === 0) return null;
  const rank =
    (pairs.reduce((sum, { match }) => sum + WORTH[match], 0) / pairs.length) *
    (isOrdered ? 1 : 0.95) *
    (more > 0 ? 0.85 : 1);
  return { reasons, rank };
}
const WORDS: Readonly<Record<Match, string>> = {
  equal: 'the same word',
  initial: 'initials',
  sound: 'sounds alike',
  spelling: 'few letters differ',
  consonants: 'the same consonants',
};

function orders(words: readonly string[]): string[][] {
  if (words.length < 2) return [[...words]];
  return words.flatMap((word, at) => orders(words.toSpliced(at, 1)).map((rest) => [word, ...rest]));
}
