import { monthOf, type SlavicMonth, slavicMonth } from './time-words.ts';

/** A month as it is written. */
export interface ScannedMonth {
  readonly year: number;
  /** Digits of the year: 4 or 2. */
  readonly yearDigits: number;
  readonly month: number;
  /** Where its name is Polish or Croatian: what it is in either. */
  readonly slavic: SlavicMonth | null;
  /** Digits alone, which number other things too: 05/2026. */
  readonly digits: boolean;
}

const NAMED = /^(\p{L}{3,12})\.?(?: de | |-|, ?|\/)?'?(\d{4}|\d{2})(?: ?[гр]\.)?$/u;
const YEAR_FIRST = /^(\d{4})[ -](\p{L}{3,12})\.?$/u;
const CJK = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월]$/;
const DIGITS = /^(\d{1,2})[/.-](\d{4})$/;
const ISO = /^(\d{4})[-/](\d{2})$/;

/** Reads a month of a year: May 2026, Mai 2026, 2026-05, 05/2026, May-26. @returns null for anything else */
export function scanMonth(text: string): ScannedMonth | null {
  if (text.length < 5 || text.length > 24) return null;
  const of = (year: string, month: number, digits: boolean, slavic: SlavicMonth | null = null): ScannedMonth | null =>
    month >= 1 && month <= 12 ? { year: Number(year), yearDigits: year.length, month, slavic, digits } : null;
  const named = (year: string, name: string): ScannedMonth | null => {
    const slavic = slavicMonth(name.toLowerCase());
    return of(year, slavic ? Math.max(slavic.pl, slavic.hr) : monthOf(name.toLowerCase()), false, slavic);
  };
  const [, name = '', ending = ''] = NAMED.exec(text) ?? [];
  if (name !== '') return named(ending, name);
  const [, start = '', after = ''] = YEAR_FIRST.exec(text) ?? [];
  if (after !== '') return named(start, after);
  const [, first = '', second = ''] = CJK.exec(text) ?? [];
  if (first !== '') return of(first, Number(second), false);
  const [, month = '', year = ''] = DIGITS.exec(text) ?? [];
  if (year !== '') return of(year, Number(month), true);
  const [, isoYear = '', isoMonth = ''] = ISO.exec(text) ?? [];
  return isoYear === '' ? null : of(isoYear, Number(isoMonth), true);
}
