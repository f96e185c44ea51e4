/** A span of days that a date of birth may be, both ends included: `1975` is 1975-01-01 to 1975-12-31. */
export interface Born {
  readonly from: string;
  readonly to: string;
  /** As the list has it. */
  readonly text: string;
  /** One of two readings of a day that does not say whether its day or its month comes first. */
  readonly isEither?: true;
}
export interface ListedName {
  readonly text: string;
  /** A weak alias is one that the list itself calls so. */
  readonly quality: 'primary' | 'alias' | 'weak';
}
/** Whom or what a list names, whatever its layout. */
export interface ListEntry {
  readonly id: string;
  readonly kind: 'person' | 'organisation' | 'other';
  readonly names: readonly ListedName[];
  readonly born: readonly Born[];
  readonly countries: readonly string[];
  /** Numbers of documents, addresses of wallets, mailboxes: compared as a whole. */
  readonly identifiers: readonly string[];
  readonly programmes: readonly string[];
}
/** How values of a list that names no one are compared with values of a case. */
export type ValueRule = 'string' | 'hostname' | 'substring' | 'cidr';
export interface ListValues {
  readonly rule: ValueRule;
  readonly values: readonly string[];
}
export interface ReadList {
  /** "OFAC SDN", "UN consolidated list", … */
  readonly format: string;
  /** As the list states it; empty where it states none. */
  readonly listDate: string;
  /** Records of the files, as read: entries come of several of them. */
  readonly rows: number;
  readonly entries: readonly ListEntry[];
  /** Of a list of values, such as one of what is harmless. */
  readonly values: ListValues | null;
  readonly left: readonly { readonly line: number; readonly why: string }[];
  readonly notes: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const two = (value: number): string => String(value).padStart(2, '0');
const lastOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function span(year: number, month: number | null, day: number | null): { from: string; to: string } {
  const first = `${year}-${two(month ?? 1)}-${two(day ?? 1)}`;
  const end = month ?? 12;
  return { from: first, to: `${year}-${two(end)}-${two(day ?? lastOf(year, end))}` };
}

/**
 * A date of birth as lists write it: `21 Sep 1979`, `Sep 1979`, `1979`, `circa 1979`, `1962 to 1964`, `1975-06-15`, `dd/06/1975`,
 * `15/06/1975` (day first, as the United Kingdom's list has it). A circa spans a year more on both sides.
 */
export function readBorn(text: string): Born | null {
  const clean = text.trim().replace(/\s+/g, ' ');
  const circa = /^(?:circa|c\.|approximately|approx\.?)\s*/i.exec(clean);
  if (circa) {
    const inner = readBorn(clean.slice(circa[0].length));
    if (!inner) return null;
    const [from, to] = [Number(inner.from.slice(0, 4)) - 1, Number(inner.to.slice(0, 4)) + 1];
    return { from: `${from}-01-01`, to: `${to}-12-31`, text };
  }
  const range = /^(.+?) (?:to|and) (.+)$/i.exec(clean) ?? /^(\d{4})-(\d{4})$/.exec(clean);
  if (range) {
    const [from, to] = [readBorn(range[1] as string), readBorn(range[2] as string)];
    return from && to ? { from: from.from, to: to.to, text } : null;
  }
  const iso = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(clean);
  if (iso) return valid(Number(iso[1]), iso[2] ? Number(iso[2]) : null, iso[3] ? Number(iso[3]) : null, text);
  const worded = /^(?:(\d{1,2}) )?([a-z]{3,9})\.? (\d{4})$/i.exec(clean);
  if (worded) {
    const month = MONTHS.indexOf((worded[2] as string).slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? null : valid(Number(worded[3]), month, worded[1] ? Number(worded[1]) : null, text);
  }
  const british = /^(dd|\d{1,2})\/(mm|\d{1,2})\/(\d{4})$/i.exec(clean);
  if (!british) return null;
  const number = (part: string): number | null => (/^\d/.test(part) ? Number(part) : null);
  const month = number(british[2] as string);
  return valid(Number(british[3]), month, month === null ? null : number(british[1] as string), text);
}

/**
 * Every reading of a date that says nothing of its order: `03/04/1975` is 3 April or 4 March, `15/06/1975` and `06/15/1975` are one
 * day each. Empty for what is no date.
 */
export function readingsOf(text: string): Born[] {
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const monthFirst = slashed && readBorn(`${slashed[2]}/${slashed[1]}/${slashed[3]}`);
  const all = [readBorn(text), monthFirst ? { ...monthFirst, text } : null].filter((each) => each !== null);
  const [one, other] = all;
  if (!one || !other || one.from === other.from) return all.slice(0, 1);
  return all.map((each) => ({ ...each, isEither: true }));
}

function valid(year: number, month: number | null, day: number | null, text: string): Born | null {
  if (month !== null && (month < 1 || month > 12)) return null;
  // A day or a month of 0 is one that is not known.
  if (day !== null && (day < 0 || day > lastOf(year, month ?? 12))) return null;
  return { ...span(year, month, day === 0 ? null : day), text };
}
