import type { ExhibitId } from '../../../../shared/contract/values.ts';
import type { Cover } from '../../../../shared/domain/redactions.ts';
import { type Digits, digitsIn, digitsOf, LEAST_DIGITS, numberIn, numbersIn } from './same-number.ts';
import { type Compact, compact, composed, type Folded, folded, GAP } from './same-text.ts';

/** What must be nowhere in a print: values in any writing, and patterns. It stays in the vault. */
export interface Secrets {
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly patterns: readonly { readonly pattern: RegExp; readonly label: string }[];
  /** Pictures of which a region is redacted, as they are without that. */
  readonly pictures?: readonly { readonly sha256: string; readonly label: string }[];
  /** Those regions, of which no other picture may show what can be read in them. */
  readonly covered?: readonly (Cover & { readonly exhibitId: ExhibitId })[];
}

/** Where a text holds a secret, in UTF-16 units. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

interface Sought {
  readonly label: string;
  readonly text: string;
  /** Whether the value has something between a letter and the one before. */
  readonly gaps: readonly boolean[];
  /** Digits alone: what parts them is a part of the value, 192.0.2.10 being no 192.0.21.0. */
  readonly strict: boolean;
  /** Signs around the value that are a part of it. */
  readonly lead: string;
  readonly trail: string;
}
/** From so many letters on, two texts are not alike by chance. */
const TELLING = 8;
const PREFIX = 3;
/** Digits of a number that is sought by its value: 10.00 is not each 10 of a report. */
const FEWEST = 4;

/** Sought by their letters: by their beginning the lengths there are, and by all of them the values. */
class Index {
  readonly #lengths = new Map<string, number[]>();
  readonly #values = new Map<string, Sought[]>();

  add(sought: Sought): void {
    const { text } = sought;
    const others = this.#values.get(text);
    if (others) return void others.push(sought);
    this.#values.set(text, [sought]);
    const key = text.slice(0, PREFIX);
    const lengths = this.#lengths.get(key) ?? [];
    if (!lengths.includes(text.length)) this.#lengths.set(key, [...lengths, text.length]);
  }
  *at(text: string, at: number): IterableIterator<Sought> {
    for (let size = 1; size <= PREFIX; size++)
      for (const length of this.#lengths.get(text.slice(at, at + size)) ?? [])
        if ((length < PREFIX ? length === size : size === PREFIX) && at + length <= text.length)
          yield* this.#values.get(text.slice(at, at + length)) ?? [];
  }
}

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= '0' && sign <= '9';

/** Whether letters that are the same from `at` on are the value, by what parts them and by what stands around them. */
function holds({ text, gaps }: Compact, at: number, sought: Sought, wide: boolean): boolean {
  const { length } = sought.text;
  const end = at + length;
  const opens = at === 0 || gaps[at] !== GAP.none || !isWord(text[at - 1]);
  const closes = end === text.length || gaps[end] !== GAP.none || !isWord(text[end]);
  let [blanks, signs, fewer] = [false, false, false];
  for (let inner = 1; inner < length; inner++) {
    const gap = gaps[at + inner] ?? GAP.none;
    if (gap === GAP.none) fewer ||= sought.gaps[inner] === true;
    else if (!sought.gaps[inner] && !(wide && gap === GAP.line && length >= 4)) {
      if (gap === GAP.sign) signs = true;
      else blanks = true;
    }
  }
  if (sought.strict) {
    // A short number is no part of a longer one.
    const apart =
      (length >= 6 && !sought.gaps.includes(true)) ||
      ((opens || !isDigit(text[at - 1])) && (closes || !isDigit(text[end])));
    return apart && !blanks && !signs && !fewer;
  }
  if (length < PREFIX && !(opens && closes)) return false;
  if (!blanks && !signs) return true;
  if (wide && length >= TELLING) return true;
  return opens && closes && (!signs || length >= TELLING);
}

function soughtOf(value: string, label: string): Sought {
  const whole = folded(value);
  const { text, gaps } = compact(whole);
  const plain = whole.text.trim();
  return {
    ...{ label, text, gaps: gaps.map((gap) => gap !== GAP.none), strict: /^\d+$/.test(text) },
    lead: /^[^\p{L}\p{N}\s]*/u.exec(plain)?.[0] ?? '',
    trail: /[^\p{L}\p{N}\s]*$/u.exec(plain)?.[0] ?? '',
  };
}

interface Numbered extends Digits {
  readonly label: string;
}

/**
 * Finds where a text holds a secret in any writing.
 * @param wide also where a line that a print breaks stands within it, and by fewer letters' company: finds all that the narrow finds
 * @returns takes a text; places may overlap
 */
export function seeker({ values, patterns }: Secrets, wide: boolean): (text: string) => Found[] {
  const index = new Index();
  const numbers = new Map<string, string>();
  const digits = new Map<string, Numbered[]>();
  /** Values of signs alone, as they stand. */
  const signs: { readonly sign: string; readonly label: string }[] = [];
  for (const { value, label } of values) {
    const plain = folded(value).text;
    for (const number of numberIn(plain))
      if (number.replace('.', '').length >= FEWEST && !numbers.has(number)) numbers.set(number, label);
    const by = digitsOf(plain);
    if (by) {
      const last = by.digits.slice(-LEAST_DIGITS);
      digits.set(last, [...(digits.get(last) ?? []), { ...by, label }]);
    }
    const sought = soughtOf(value, label);
    if (sought.text !== '') index.add(sought);
    else if (plain.trim() !== '') signs.push({ sign: plain.trim(), label });
    if (wide && /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(value))
      index.add({ ...sought, text: [...sought.text].reverse().join(''), gaps: sought.gaps.map(() => true) });
    for (const spelled of spellings(value)) index.add(soughtOf(spelled, label));
  }
  const made = patterns.map(({ pattern, label }) => ({
    ...{ label, as: new RegExp(pattern.source, 'giu'), bare: withoutMarks(pattern) },
  }));

  return (text) => {
    if (text === '') return [];
    const found: Found[] = [];
    const inText = ({ from, to }: Folded, at: number, end: number, label: string) =>
      void found.push({ from: from[at] as number, to: to[end - 1] as number, label });
    const whole = folded(text);
    const letters = compact(whole);
    for (let at = 0; at < letters.text.length; at++)
      for (const sought of index.at(letters.text, at)) {
        const end = at + sought.text.length;
        if (!holds(letters, at, sought, wide)) continue;
        let [from, to] = [letters.from[at] as number, letters.to[end - 1] as number];
        // A value's own signs around it go with it; to a short one they belong: C++ is not C.
        let missing = 0;
        for (const sign of [...sought.lead].reverse())
          if (from > 0 && sameSign(text[from - 1], sign)) from--;
          else missing++;
        for (const sign of sought.trail)
          if (sameSign(text[to], sign)) to++;
          else missing++;
        if (missing > 0 && sought.text.length < PREFIX) continue;
        found.push({ from, to, label: sought.label });
      }
    for (const { sign, label } of signs)
      for (let at = whole.text.indexOf(sign); at >= 0; at = whole.text.indexOf(sign, at + 1))
        inText(whole, at, at + sign.length, label);
    const lines = wide
      ? [whole.text.replaceAll('\n', ' '), whole.text.replaceAll('\n', '')]
      : [whole.text.replaceAll('\n', ' ')];
    for (const [at, line] of lines.entries()) {
      const place =
        at === 0 ? whole : { text: line, from: line.split('').map(() => 0), to: line.split('').map(() => 1) };
      if (numbers.size > 0)
        for (const { from, to, numbers: may } of numbersIn(line)) {
          const label = may.map((each) => numbers.get(each)).find((each) => each !== undefined);
          if (label !== undefined) inText(place, from, to, label);
        }
      if (digits.size > 0)
        for (const { from, to, of } of digitsIn(line, (last) => digits.get(last) ?? []))
          inText(place, from, to, of.label);
    }
    if (made.length > 0) {
      const marked = composed(text);
      const own = {
        text,
        from: [...new Array(text.length).keys()],
        to: [...new Array(text.length).keys()].map((at) => at + 1),
      };
      for (const { as, bare, label } of made)
        for (const [form, pattern] of [
          [own, as],
          [marked, as],
          [whole, as],
          ...(bare ? [[whole, bare] as const] : []),
        ] as const)
          for (const match of form.text.matchAll(pattern))
            if (match[0] !== '') inText(form, match.index, match.index + match[0].length, label);
      if (wide)
        for (const { as, bare, label } of made)
          for (const form of [marked.text, whole.text])
            for (const joined of [form.replace(/\s+/g, ' '), form.replaceAll('\n', ''), form.replace(/\s+/g, '')])
              if (joined.search(as) >= 0 || (bare && joined.search(bare) >= 0)) found.push({ from: 0, to: 1, label });
    }
    return found;
  };
}

const sameSign = (one: string | undefined, other: string): boolean => one !== undefined && folded(one).text === other;

/** Umlauts written out, and what was written out by one letter: Müller is Mueller. */
function spellings(value: string): string[] {
  const out: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
  const lower = value.normalize('NFC').toLowerCase();
  const spelled = lower.replace(/[äöüåø]/g, (letter) => out[letter] ?? letter);
  const short = /^\P{N}+$/u.test(value) ? lower.replace(/([aou])e/g, '$1') : lower;
  return [...[spelled, short].filter((each) => each !== lower), ...datesOf(lower)];
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/** The other writings of a day; where day and month cannot be told apart, those of both. */
function datesOf(value: string): string[] {
  const [, y = '', m = '', d = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value.trim()) ?? [];
  const [, one = '', other = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value.trim()) ?? [];
  const days =
    y !== ''
      ? [[y, m, d]]
      : year !== ''
        ? [
            [year, one, other],
            [year, other, one],
          ]
        : [];
  return days.flatMap(([of = '', month = '', day = '']) => {
    const name = MONTHS[Number(month) - 1];
    if (name === undefined || Number(day) < 1 || Number(day) > 31) return [];
    const [mm, dd, mo, da] = [month.padStart(2, '0'), day.padStart(2, '0'), String(Number(month)), String(Number(day))];
    return [
      ...[
        `${of}-${mm}-${dd}`,
        `${of}${mm}${dd}`,
        `${dd}/${mm}/${of}`,
        `${mm}/${dd}/${of}`,
        `${da}/${mo}/${of}`,
        `${mo}/${da}/${of}`,
      ],
      ...[name, name.slice(0, 3)].flatMap((word) => [
        `${da} ${word} ${of}`,
        `${word} ${da} ${of}`,
        `${dd} ${word} ${of}`,
      ]),
    ];
  });
}

/** A pattern whose letters are without marks, for texts that are; null where it would be the same, or none any more. */
function withoutMarks({ source }: RegExp): RegExp | null {
  const bare = source
    .replace(/\\u([0-9a-f]{4})/gi, (written, hex) => {
      const sign = String.fromCharCode(Number.parseInt(hex, 16));
      return /\p{L}/u.test(sign) ? sign : written;
    })
    .normalize('NFKD')
    .replace(/\p{Script=Inherited}+/gu, '')
    .replace(/[^\0-\x7f]/gu, (sign) => folded(sign).text || sign);
  if (bare === source) return null;
  try {
    return new RegExp(bare, 'giu');
  } catch {
    return null;
  }
}

/** Places that do not overlap, in their order: those that do are one, by the name of the longest. */
export function apart(found: readonly Found[]): Found[] {
  const made: Found[] = [];
  let longest = 0;
  for (const each of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = made.at(-1);
    if (!last || each.from >= last.to) {
      made.push(each);
      longest = each.to - each.from;
      continue;
    }
    const longer = each.to - each.from > longest;
    if (longer) longest = each.to - each.from;
    made[made.length - 1] = {
      ...{ from: last.from, to: Math.max(last.to, each.to), label: longer ? each.label : last.label },
    };
  }
  return made;
}
