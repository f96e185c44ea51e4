/*
 * When two texts are the same for whoever redacts: letters' case, marks over letters, what nobody sees, and the kind of a
 * dash, quote or blank do not count, nor do a web address's or an analyst's ways to write a sign. `Jose` is `José`: to
 * remove one too many is the safer side. Methods: Unicode NFKD, full case folding, UAX #44 (default-ignorable code points),
 * and of UTS #39 the letters of Cyrillic and Greek that look like Latin ones.
 */

/** A text with the place that each UTF-16 unit of it has in the original. */
export interface Folded {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Signs as web addresses, HTML, analysts and a print without their font write them; else a letter with its marks. */
const UNITS =
  /(?:%[0-9a-f]{2})+|⟨\s{0,2}U\+[0-9a-f\s]{4,10}⟩|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|quot|apos|nbsp|shy);|[[({]\s{0,2}(?:at|@|dot|\.|:)\s{0,2}[\])}]|\bhxxp|\P{M}\p{M}*|\p{M}+/giu;
const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", nbsp: ' ', shy: '' };
const QUOTES = /[\p{Pi}\p{Pf}"'`´„‚ʹʺʻʼʽˈ′″‵＇＂]/gu;
const DASHES = /[\p{Pd}\u2212\u2043]/gu;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu;
/** Marks that a word is read without: accents, Hebrew points, Arabic vowels. Vowels of Indic scripts are none. */
const MARKS = /[\p{Script=Inherited}\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/gu;
const ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŧ: 't', ς: 'σ' },
    ...{
      а: 'a',
      е: 'e',
      о: 'o',
      р: 'p',
      с: 'c',
      у: 'y',
      х: 'x',
      і: 'i',
      ј: 'j',
      ѕ: 's',
      к: 'k',
      м: 'm',
      т: 't',
      в: 'b',
    },
    ...{ н: 'h', α: 'a', ε: 'e', ι: 'i', κ: 'k', ο: 'o', ρ: 'p', τ: 't', υ: 'y', χ: 'x', ν: 'v' },
    ...{ ک: 'ك', ی: 'ي', ى: 'ي', '٫': '.', '٬': ',' },
  }),
);

/** Of digits of any script; each script's ten stand in a row. */
function digit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

const decoded = (unit: string): string | null => {
  if (unit.startsWith('%'))
    try {
      return decodeURIComponent(unit);
    } catch {
      return null;
    }
  const unknown = /^⟨U\+([0-9a-f]+)⟩$/i.exec(unit.replace(/\s/g, ''))?.[1]; // its parts may be of several fonts
  if (unknown !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(unknown, 16), 0x10_ffff));
  const [, code = '', named = ''] = /^&(?:#(x?[0-9a-f]+)|([a-z]+));$/i.exec(unit) ?? [];
  if (named !== '') return NAMED[named.toLowerCase()] ?? null;
  if (code === '') return null;
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : null;
};

/** What a unit says, as it would be written plainly. */
const plainUnit = (unit: string): string => {
  if (unit.length < 2) return unit;
  if (/^hxxp$/i.test(unit)) return 'http';
  const inner = /^[[({]\s*(at|@|dot|\.|:)\s*[\])}]$/i.exec(unit)?.[1]?.toLowerCase();
  if (inner !== undefined) return inner === 'at' ? '@' : inner === 'dot' ? '.' : inner;
  return decoded(unit) ?? unit;
};

const plainly = (text: string): string =>
  text
    .replace(UNSEEN, '')
    .replace(QUOTES, "'")
    .replace(DASHES, '-')
    .replace(/(?!\s)\p{Cc}/gu, '')
    .replace(/[^\S\n]/gu, ' ');

function foldedUnit(unit: string): string {
  const bare = plainly(plainUnit(unit)).normalize('NFKD').replace(MARKS, '');
  const cased = bare.toUpperCase().toLowerCase().normalize('NFKD').replace(MARKS, '');
  return plainly(cased)
    .replace(/(?![0-9])\p{Nd}/gu, digit)
    .replace(/[^\0-\x7f]/gu, (sign) => ALIKE.get(sign) ?? sign);
}

/** Units come again and again; those of a long text are few. */
function remembered(of: (unit: string) => string): (unit: string) => string {
  const known = new Map<string, string>();
  return (unit) => {
    let found = known.get(unit);
    if (found === undefined) {
      found = of(unit);
      if (known.size < 20_000) known.set(unit, found);
    }
    return found;
  };
}
const foldedOnce = remembered(foldedUnit);
const composedOnce = remembered((unit) => plainly(plainUnit(unit)).normalize('NFKC'));

function unitwise(text: string, of: (unit: string) => string): Folded {
  const from: number[] = [];
  const to: number[] = [];
  let made = '';
  for (const match of text.matchAll(UNITS)) {
    const [unit] = match;
    // What looked like an encoded sign and is none is read letter by letter.
    const parts = unit.length > 2 && unit.startsWith('%') && decoded(unit) === null ? [...unit] : [unit];
    let at = match.index;
    for (const part of parts) {
      const said = of(part);
      for (let unitAt = 0; unitAt < said.length; unitAt++) {
        from.push(at);
        to.push(at + part.length);
      }
      made += said;
      at += part.length;
    }
  }
  return { text: made, from, to };
}

/** As it is compared: no case, no marks over letters, nothing unseen; one sign for all dashes, all quotes and all blanks. */
export const folded = (text: string): Folded => {
  if (!PLAIN.test(text)) return unitwise(text, foldedOnce);
  const from = Array.from({ length: text.length }, (_, at) => at);
  return { text: text.toLowerCase().replace(/["`]/g, "'"), from, to: from.map((at) => at + 1) };
};
/** Of signs each of which stands for itself. */
const PLAIN = /^(?![\s\S]*hxxp)[ -$'*-Z\\^-z|}~\n]*$/i;
/** With case and marks, but each letter in one composed form, and the same signs: what a pattern is held against. */
export const composed = (text: string): Folded => unitwise(text, composedOnce);

/** What stands between two letters of a compact text. */
export const GAP = { none: 0, line: 1, blank: 2, sign: 3 } as const;
/** A folded text by its letters, digits and symbols alone, with what parts each from the one before. */
export interface Compact extends Folded {
  readonly gaps: readonly number[];
}
const SEPARATES = /[\s\p{P}\p{Sk}+|=<>]/u;
const separates = remembered((sign) => (SEPARATES.test(sign) ? 'y' : ''));

export function compact({ text, from, to }: Folded): Compact {
  const [made, starts, ends, gaps] = [[] as string[], [] as number[], [] as number[], [] as number[]];
  let gap: number = GAP.none;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (separates(sign) !== '') {
      gap = Math.max(gap, sign === '\n' ? GAP.line : sign === ' ' ? GAP.blank : GAP.sign);
      continue;
    }
    made.push(sign);
    starts.push(from[at] as number);
    ends.push(to[at] as number);
    gaps.push(gap);
    gap = GAP.none;
  }
  return { text: made.join(''), from: starts, to: ends, gaps };
}
