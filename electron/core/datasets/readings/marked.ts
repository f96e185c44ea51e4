import type { NumberForm } from '../../../../shared/domain/readings.ts';
import { withAsciiDigits } from './digits.ts';

export type Marks = NonNullable<NumberForm['marks']>;

/** A number behind its marks, as SQLite reads it. */
export interface Unmarked {
  readonly plain: string;
  /** A currency sign or code; '' for none. */
  readonly unit: string;
  /** Whether it has a mark at all: 100.00 beside 50.00 CR has none. */
  readonly marked: boolean;
}

const CREDIT = /^(?:CR|C|H)$/i;
const SIDE = '(?:CR|DR|DB|[CDHS])';
const SIDED = new RegExp(`^(?:(${SIDE})\\.? )?([^A-Z]*?\\d[^A-Z]*?)(?: ?(${SIDE})\\.?)?$`, 'i');
const SCALED = /^(.*\d) ?(K|k|M|MM|mn|Mio|B|bn|T)\.?$/;
const BYTES = /^(.*\d) ?([KMGTP]?)(i?)B$/i;
const POWERS: Readonly<Record<string, number>> = { k: 1, m: 2, mm: 2, mn: 2, mio: 2, b: 3, bn: 3, g: 3, t: 4, p: 5 };
const AMOUNT =
  /^([-+\u2212]?)\s*(\p{Sc}|[A-Z]{3}\b)?\s*([-+\u2212]?)\s*(\d[\d.,'\u2019 \u00a0\u202f]*)\s*(\p{Sc}|[A-Z]{3})?$/u;
const LONGEST = 60;

/**
 * Takes the marks of a number away: CR and DR, K and M, KB and MB, or a decimal mark of its own.
 * @returns null for what the marks do not fit, and for what stays unclear: 1.234 alone is no number of its own mark
 */
export function unmarked(text: string, marks: Marks): Unmarked | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return null;
  if (marks === 'each') return amountOf(withAsciiDigits(trimmed) ?? trimmed, '', 1n, false);
  if (marks === 'credit' || marks === 'debit') {
    const [, before, amount = '', after] = SIDED.exec(trimmed) ?? [];
    if (amount === '' || (before && after)) return null;
    const side = before ?? after;
    // 12C is a room to most: a letter alone stands apart, or behind cents.
    if (side?.length === 1 && !/ /.test(trimmed) && !/[.,]\d\d\D?$/.test(trimmed)) return null;
    const negative = side !== undefined && CREDIT.test(side) !== (marks === 'credit');
    return amountOf(amount.trim(), negative ? '-' : '', 1n, side !== undefined);
  }
  const [, amount, power = '', binary = ''] = (marks === 'thousands' ? SCALED : BYTES).exec(trimmed) ?? [];
  if (amount === undefined) return amountOf(trimmed, '', 1n, false);
  const base = marks === 'bytes by 1024' || binary !== '' ? 1024n : 1000n;
  return amountOf(amount, '', base ** BigInt(POWERS[power.toLowerCase()] ?? 0), true);
}

function amountOf(text: string, sign: string, factor: bigint, marked: boolean): Unmarked | null {
  const [, first = '', before = '', second = '', body = '', after = ''] = AMOUNT.exec(text) ?? [];
  if (body === '' || (before !== '' && after !== '') || (first !== '' && second !== '')) return null;
  const number = ownMark(body.trimEnd());
  if (number === null) return null;
  const negative = /[-\u2212]/.test(first + second) !== (sign === '-');
  const scaled = factor === 1n ? number : times(number, factor);
  return { plain: `${negative ? '-' : ''}${scaled}`, unit: before + after, marked };
}

/** A number whose decimal mark it tells itself: 161,34 and 70.19 and 1.234,50, not 1.234. */
function ownMark(body: string): string | null {
  const tight = body.replaceAll(/(\d)['\u2019 \u00a0\u202f](?=\d{3}(?:\D|$))/g, '$1');
  const [, whole, mark = '', decimals = ''] = /^(\d[\d.,]*?)(?:([.,])(\d+))?$/.exec(tight) ?? [];
  if (whole === undefined) return null;
  const other = mark === ',' ? '.' : ',';
  const grouped = (separator: string): boolean =>
    new RegExp(`^[1-9]\\d{0,2}(?:${separator === '.' ? '\\.' : ','}\\d{3})+$`).test(whole);
  if (mark === '') return /^\d+$/.test(whole) ? whole : null;
  if (whole.includes(other)) return grouped(other) ? `${whole.replaceAll(other, '')}.${decimals}` : null;
  if (whole.includes(mark))
    return grouped(mark) && decimals.length === 3 ? `${whole.replaceAll(mark, '')}${decimals}` : null;
  const unclear = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  return unclear ? null : `${whole}.${decimals}`;
}

function times(number: string, factor: bigint): string {
  const [whole = '', decimals = ''] = number.split('.');
  const units = (BigInt(whole + decimals) * factor).toString().padStart(decimals.length + 1, '0');
  if (decimals === '') return units;
  const places = units.slice(-decimals.length).replace(/0+$/, '');
  return places === '' ? units.slice(0, -decimals.length) : `${units.slice(0, -decimals.length)}.${places}`;
}
