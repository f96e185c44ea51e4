import type { Question, Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Verdict } from './family.ts';
import { scanMonth } from './months.ts';
import { isYearless } from './times.ts';

/** The years that a date without one may be of: this one and the two before. */
export function yearsAsked(): number[] {
  const year = new Date().getUTCFullYear();
  return [year, year - 1, year - 2];
}

/** Whether a text may be a month of a year (May 2026) as well as a day of a year that it does not name (May 26th). */
export const isMonthOrDay = (text: string): boolean => scanMonth(text)?.yearDigits === 2 && isYearless(text);

/** Asks both of a column all of whose values may be either. */
export function askMonthOrDay(fitting: number): Verdict {
  const month = (['2000–2099', '1970–2069'] as const).map((century): Reading => ({ kind: 'month', century }));
  const day = yearsAsked().map((century): Reading => ({ kind: 'date', order: 'mdy', century }));
  const choices: Question['choices'] = [...month, ...day].map((reading) => ({ reading, fitting }));
  return ask('month-or-day', choices);
}
