/*
 * Numbers by their value, whatever groups their digits and whichever sign is their point: 36522.10 is 36 522,1. Where a text can
 * be read in two ways (1.234) both are meant. Phones and numbers of accounts and cards by their digits.
 */

const groupsWell = (parts: readonly string[]): boolean => {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return true;
  const last = rest.at(-1)?.length;
  if (rest.every(({ length }) => length === 3)) return first.length <= 3;
  if (rest.every(({ length }) => length === 4)) return first.length <= 4;
  return first.length <= 2 && last === 3 && rest.slice(0, -1).every(({ length }) => length === 2);
};

const canonical = (whole: string, part = ''): string => {
  const places = part.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${places === '' ? '' : `.${places}`}`;
};

/** Every number that digits with signs between them may be, in one form. @param text folded: "36 522,10" */
export function numbersOf(text: string): string[] {
  const parts = text.split(/[., '_]/);
  const signs = text.match(/[., '_]/g) ?? [];
  // 0010 is a name, as in E-0010.
  if (parts.some((each) => !/^\d+$/.test(each)) || /^0\d/.test(text)) return [];
  const found = new Set<string>();
  if (groupsWell(parts) && new Set(signs).size <= 1) found.add(canonical(parts.join('')));
  const point = signs.at(-1);
  const before = signs.slice(0, -1);
  if (
    (point === '.' || point === ',') &&
    !before.includes(point) &&
    new Set(before).size <= 1 &&
    groupsWell(parts.slice(0, -1))
  )
    found.add(canonical(parts.slice(0, -1).join(''), parts.at(-1)));
  return [...found];
}

/** The number that a text is as a whole, with its sign and its currency. @param text folded */
export function numberIn(text: string): string[] {
  const digits = /^[-+(]{0,2} ?(?:\p{Sc}|[a-z]{3})? ?[-+]?(\d+(?:[., '_]\d+)*) ?(?:\p{Sc}|[a-z]{3}|%)?[-)]?$/u.exec(
    text.trim(),
  )?.[1];
  return digits === undefined ? [] : numbersOf(digits);
}

interface Place {
  readonly from: number;
  readonly to: number;
}

const MOST_PARTS = 12;
/** Every number of a folded text with what it may be; blanks may group digits or part two numbers. */
export function* numbersIn(text: string): IterableIterator<Place & { readonly numbers: readonly string[] }> {
  for (const match of text.matchAll(/\d+(?:[.,'_ ]\d+)*/g)) {
    const parts = [...match[0].matchAll(/[^ ]+/g)];
    for (const [first, one] of parts.entries())
      for (const last of parts.slice(first, first + MOST_PARTS)) {
        const [from, to] = [match.index + one.index, match.index + last.index + last[0].length];
        const numbers = numbersOf(text.slice(from, to));
        if (numbers.length > 0) yield { from, to, numbers };
        // 36522.10.2026: a number may end where a sentence or a list does.
        else if (one === last)
          for (const piece of one[0].matchAll(/\d+(?:[.,]\d+)?/g))
            yield {
              ...{ from: from + piece.index, to: from + piece.index + piece[0].length },
              numbers: numbersOf(piece[0]),
            };
      }
  }
}

/** So many digits tell somebody: the shortest numbers of subscribers. */
export const LEAST_DIGITS = 7;
const MOST_DIGITS = 19;
/** A country's code with the code of its area's beginning is no longer. */
const MOST_BEFORE = 4;

export interface Digits {
  /** Without zeros before it. */
  readonly digits: string;
  /** May be written without its country. */
  readonly phone: boolean;
}

/** The digits of what is a phone or another number by its form; null for any other text. @param text folded */
export function digitsOf(text: string): Digits | null {
  const plain = text.trim().replace(/^(?:tel|phone|imei)[: ]*/, '');
  if (!/^[+(]{0,2}\d[\d .()/-]*$/.test(plain)) return null;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(plain)) return null; // the address of a machine
  if (/^\d+\.\d+$/.test(plain)) return null; // a number
  const digits = plain.replace(/\(0\)/, '').replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < LEAST_DIGITS || digits.length > MOST_DIGITS) return null;
  const grouped = /[ ()/+-]|\..*\./.test(plain);
  return { digits, phone: digits.length <= 15 && (grouped || digits.length >= 10) };
}

/** Places of numbers in a folded text, by their last digits. @param endingIn gives the numbers that end in seven digits */
export function* digitsIn<T extends Digits>(
  text: string,
  endingIn: (last: string) => readonly T[],
): IterableIterator<Place & { readonly of: T }> {
  for (const match of text.matchAll(/[+(]{0,2}\d(?:[ .()/-]{0,3}\d)+/g)) {
    const run = match[0].replace('(0)', '   ');
    const places = [...run.matchAll(/\d/g)].map(({ index }) => index);
    const all = places.map((at) => run[at]).join('');
    const opens = (at: number): boolean => at === 0 || places[at - 1] !== (places[at] as number) - 1;
    for (let end = LEAST_DIGITS; end <= all.length; end++) {
      if (end < all.length && !opens(end)) continue;
      for (const of of endingIn(all.slice(end - LEAST_DIGITS, end))) {
        let same = LEAST_DIGITS;
        while (same < of.digits.length && all[end - same - 1] === of.digits[of.digits.length - same - 1] && same < end)
          same++;
        const whole = same === of.digits.length;
        if (!whole && (!of.phone || of.digits.length - same > MOST_BEFORE)) continue;
        let start = end - same;
        const begun = start;
        while (!opens(start)) start--;
        const before = all.slice(start, begun);
        if (!/^0*$/.test(before) && !(whole && of.phone && before.length <= MOST_BEFORE)) continue;
        const lead = /^[+(]{1,2}$/.exec(run.slice(0, places[start]))?.[0].length ?? 0;
        const from = match.index + (places[start] as number) - (start === 0 ? lead : 0);
        yield { from, to: match.index + (places[end - 1] as number) + 1, of };
      }
    }
  }
}
