import { FREQUENT, isLatin, type Language, lettersOf } from './alphabets.ts';
import { dosDecoder, isDosPage } from './dos-code-pages.ts';

/** An encoding that a text may be in, and how well its letters and words fit. */
export interface LegacyGuess {
  /** WHATWG label. */
  readonly encoding: string;
  /** About 1 for a text that fits well, below 0 for one that does not. */
  readonly score: number;
}

const WEST: readonly Language[] = [
  'french',
  'german',
  'spanish',
  'portuguese',
  'italian',
  'catalan',
  'dutch',
  'swedish',
  'danish',
  'icelandic',
  'estonian',
];
const CENTRAL: readonly Language[] = ['polish', 'czech', 'hungarian', 'romanian', 'croatian', 'german'];
const CYRILLIC: readonly Language[] = ['russian', 'ukrainian', 'bulgarian', 'serbian', 'belarusian'];
const BALTIC: readonly Language[] = ['lithuanian', 'latvian', 'estonian'];

/** Code pages of one byte a character; of those that fit alike the first is taken. */
const CODE_PAGES: readonly (readonly [string, readonly Language[]])[] = [
  ['windows-1252', WEST],
  ['windows-1250', CENTRAL],
  ['windows-1251', CYRILLIC],
  ['windows-1253', ['greek']],
  ['windows-1254', ['turkish']],
  ['windows-1255', ['hebrew']],
  ['windows-1256', ['arabic', 'persian']],
  ['windows-1257', BALTIC],
  ['windows-1258', ['vietnamese']],
  ['windows-874', ['thai']],
  ['koi8-r', ['russian']],
  ['koi8-u', ['ukrainian', 'russian']],
  ['iso-8859-2', CENTRAL],
  ['iso-8859-5', CYRILLIC],
  ['iso-8859-6', ['arabic']],
  ['iso-8859-7', ['greek']],
  ['iso-8859-8', ['hebrew']],
  ['iso-8859-13', BALTIC],
  ['iso-8859-4', BALTIC],
  ['iso-8859-15', WEST],
  ['iso-8859-16', ['romanian']],
  ['ibm866', ['russian', 'ukrainian', 'belarusian']],
  ['macintosh', WEST],
  ['x-mac-cyrillic', ['russian', 'ukrainian']],
  ['ibm850', WEST],
  ['ibm437', WEST],
];

/** Encodings of two bytes a character, where the frequent ones lie in them, and what text in them is made of. */
interface Wide {
  readonly encoding: string;
  readonly language: string;
  /** Worth of a character by its first and second byte, from -1 to 1. */
  worth(lead: number, trail: number): number;
}

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

const WIDE: readonly Wide[] = [
  {
    encoding: 'gb18030',
    language: 'simplified',
    worth: (lead, trail) => {
      if (trail < 0xa1 || lead < 0xa1) return -0.6;
      if (within(lead, 0xa1, 0xa3)) return 0.6;
      return within(lead, 0xb0, 0xd7) ? 0.45 : -0.3;
    },
  },
  {
    encoding: 'big5',
    language: 'traditional',
    worth: (lead) => {
      if (within(lead, 0xa1, 0xa3)) return 0.6;
      return within(lead, 0xa4, 0xc6) ? 0.45 : -0.4;
    },
  },
  {
    encoding: 'shift_jis',
    language: 'japanese',
    worth: (lead, trail) => {
      if (lead === 0x82 || lead === 0x83) return 1;
      if (lead === 0x81) return 0.6;
      return within(lead, 0x88, 0x97) && trail >= 0x40 ? 0.45 : -0.3;
    },
  },
  {
    encoding: 'euc-jp',
    language: 'japanese',
    worth: (lead) => {
      if (lead === 0xa4 || lead === 0xa5) return 1;
      if (lead === 0xa1) return 0.6;
      return within(lead, 0xb0, 0xcf) ? 0.45 : -0.4;
    },
  },
  {
    encoding: 'euc-kr',
    language: 'korean',
    worth: (lead, trail) => (trail >= 0xa1 && within(lead, 0xb0, 0xc8) ? 0.5 : -0.4),
  },
];

const CLOSE = 0.005;

/** The encodings that bytes may be in, the best first. @param bytes lines that hold bytes beyond ASCII */
export function legacyGuesses(bytes: Uint8Array): LegacyGuess[] {
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high++;
  if (high === 0) return [{ encoding: 'windows-1252', score: 0 }];
  const guesses = [
    ...CODE_PAGES.map(([encoding, languages]) => ({
      encoding,
      score: codePageScore(bytes, encoding, languages, high),
    })),
    ...WIDE.map((wide) => ({ encoding: wide.encoding, score: wideScore(bytes, wide) })),
  ];
  const best = Math.max(...guesses.map(({ score }) => score));
  const first = guesses.find(({ score }) => score >= best - CLOSE);
  return guesses.sort((a, b) => Number(b === first) - Number(a === first) || b.score - a.score);
}

const WORD = /[\p{L}\p{M}\p{N}\u0080-\uffff'’-]*[\u0080-\uffff][\p{L}\p{M}\p{N}\u0080-\uffff'’-]*/gu;
const NOT_A_LETTER = 1;
const FOREIGN = 0.7;
const CONTROL = 5;

/** As much for the one language that fits all words best as for the one that fits each word: names come from everywhere. */
function codePageScore(bytes: Uint8Array, encoding: string, languages: readonly Language[], high: number): number {
  const words = new Map<string, number>();
  const decoder = isDosPage(encoding) ? dosDecoder(encoding) : new TextDecoder(encoding);
  for (const word of decoder.decode(bytes).match(WORD) ?? []) words.set(word, (words.get(word) ?? 0) + 1);
  const latin = isLatin(languages[0] as Language);
  const known = languages.map(lettersOf);
  const sums = languages.map(() => 0);
  let shape = 0;
  let each = 0;
  for (const [word, count] of words) {
    shape += count * wordShape(word, latin);
    let most = -Infinity;
    for (const [language, worths] of known.entries()) {
      let worth = 0;
      for (let at = 0; at < word.length; at++)
        if (word.charCodeAt(at) >= 0x80 && traitsOf(word.charCodeAt(at)) & LETTER)
          worth += worths.get(word[at] as string) ?? -FOREIGN;
      sums[language] = (sums[language] ?? 0) + count * worth;
      most = Math.max(most, worth);
    }
    each += count * most;
  }
  const prior = PRIORS.find(([form]) => form.test(encoding))?.[1] ?? 0;
  return ((Math.max(...sums) + each) / 2 + shape + prior * WEIGHT) / (high + WEIGHT);
}

/** Statistics on a few bytes say little: what most files are in weighs as much as so many of them. */
const WEIGHT = 3;
const PRIORS: readonly (readonly [RegExp, number])[] = [
  [/^windows-1252$/, 0.6],
  [/^(?:windows|koi8)/, 0.3],
  [/^ibm(?:437|850)$/, -0.6], // only where its words are sure
];

const [LETTER, SMALL, CAPITAL, LATIN, MARK, PLAIN, SIGN, FREE] = [1, 2, 4, 8, 16, 32, 64, 128];
const TRAITS: readonly (readonly [trait: number, of: RegExp])[] = [
  [LETTER, /[\p{L}\p{M}]/u],
  [SMALL, /\p{Ll}/u],
  [CAPITAL, /\p{Lu}/u],
  [LATIN, /\p{Script=Latin}/u],
  [MARK, /\p{M}/u],
  [PLAIN, /[a-zA-Z]/],
  [SIGN, /[€£°§«»“”„‘’‚–—…•™©®½№¡¿\u00a0´×²³·]/],
  [FREE, /[’“”„«»‘‚–—…\u00a0¡¿]/], // stands beside a letter as it does anywhere
];
const KNOWN = 256;
const traits = new Uint16Array(0x1_0000);

/** What a UTF-16 code unit is; a code page has no character of two. Asked millions of times of the same few hundred. */
function traitsOf(unit: number): number {
  const known = traits[unit] as number;
  if (known !== 0) return known;
  const character = String.fromCharCode(unit);
  return (traits[unit] = TRAITS.reduce((sum, [trait, of]) => sum | (of.test(character) ? trait : 0), KNOWN));
}

/** What speaks against a word, whatever its language: signs and controls among letters, capitals inside, mixed scripts. */
function wordShape(word: string, latin: boolean): number {
  let points = 0;
  let run = 0;
  const of = (at: number): number => (at >= 0 && at < word.length ? traitsOf(word.charCodeAt(at)) : 0);
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    const is = traitsOf(unit);
    run = unit >= 0x80 && is & LETTER ? run + 1 : 0;
    if (unit < 0x80) continue;
    const [before, after] = [of(at - 1), of(at + 1)];
    if (unit < 0xa0 || unit === 0xfffd) points -= CONTROL;
    else if (!(is & LETTER)) {
      const inside = (before & after & LETTER) !== 0;
      points += inside && unit !== APOSTROPHE ? -NOT_A_LETTER * 1.5 : is & SIGN ? 0.1 : -NOT_A_LETTER / 2;
      if (!inside && !(is & FREE) && (before | after) & LETTER) points -= NOT_A_LETTER;
    } else {
      if (is & CAPITAL && before & SMALL) points -= NOT_A_LETTER;
      else if (is & SMALL && before & CAPITAL && of(at - 2) & SMALL) points -= NOT_A_LETTER;
      if (!latin && (before | after) & PLAIN) points -= NOT_A_LETTER;
      if (latin && run > 2) points -= NOT_A_LETTER / 2;
      if (latin !== (is & LATIN) > 0 && !(is & MARK)) points -= NOT_A_LETTER / 2;
    }
  }
  return points;
}
const APOSTROPHE = 0x2019;

const frequent = new Map<string, ReadonlySet<string>>();
function frequentOf(language: string): ReadonlySet<string> {
  let known = frequent.get(language);
  if (!known) frequent.set(language, (known = new Set(FREQUENT[language] ?? '')));
  return known;
}

const TOP = 0.8;

/** Believed only where every byte decodes; then worth what its characters are, and how many of them are frequent ones. */
function wideScore(bytes: Uint8Array, { encoding, language, worth }: Wide): number {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
  let [sum, count] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] as number;
    if (lead < 0x80) continue;
    count++;
    if (encoding === 'shift_jis' && within(lead, 0xa1, 0xdf)) sum -= 0.6;
    else sum += worth(lead, bytes[++at] as number);
  }
  let [top, all, besideLatin] = [0, 0, 0];
  const common = frequentOf(language);
  for (const [at, character] of [...text].entries()) {
    if (character < '\u0080') continue;
    all++;
    if (language === 'japanese' ? /[\u3040-\u30ff]/.test(character) : common.has(character)) top++;
    if (/[a-z]/.test(text[at - 1] ?? '') || /[a-z]/.test(text[at + 1] ?? '')) besideLatin++;
  }
  return sum / count + (TOP * top) / all - besideLatin / all;
}
