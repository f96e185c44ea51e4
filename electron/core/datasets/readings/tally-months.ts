import type { Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Counts, type Family, unfitVerdict, type Verdict, wholeColumn } from './family.ts';
import type { Heading } from './headings.ts';
import { askMonthOrDay, isMonthOrDay } from './month-or-day.ts';
import { scanMonth } from './months.ts';
import { inLanguage, named, SlavicNames } from './slavic.ts';

const SHOWN = /^\d{4}-\d{2}$/;

/** Whether a text tells a month in a column of such a heading: 05/2026 may be the number of a bill. */
export function isMonth(text: string, { identifies, tellsMonth }: Heading): boolean {
  const scanned = scanMonth(text);
  return scanned !== null && (scanned.digits || scanned.yearDigits === 2 ? tellsMonth : !identifies);
}

/** Months of years; a year of two digits, which may be a day as well, is asked about. */
export class MonthTally implements Family {
  private short = 0;
  private canonical = 0;
  /** Values that may be days as well. */
  private days = 0;
  private readonly slavic = new SlavicNames();

  add(text: string): boolean {
    const scanned = scanMonth(text);
    if (!scanned) return false;
    if (scanned.yearDigits === 2) this.short++;
    if (SHOWN.test(text)) this.canonical++;
    if (scanned.slavic) this.slavic.add(scanned.slavic, text);
    if (scanned.yearDigits === 2 && isMonthOrDay(text)) this.days++;
    return true;
  }

  verdict(counts: Counts): Verdict | null {
    const month = (century: Extract<Reading, { kind: 'month' }>['century']): Reading => ({ kind: 'month', century });
    const { fitting } = counts;
    const told = this.slavic.told;
    const open =
      this.short === 0
        ? null
        : this.days === fitting
          ? askMonthOrDay(fitting)
          : ask(
              'century',
              (['2000–2099', '1970–2069', '1900–1999'] as const).map((each) => ({ reading: month(each), fitting })),
            );
    if (told === 'open')
      return ask(
        'months',
        this.slavic.inBoth((open?.questions[0]?.choices ?? [{ reading: month('written'), fitting }]).slice(0, 4)),
      );
    if (open) return told ? named(open, told.language) : open;
    const reading = told ? inLanguage(month('written'), told.language) : month('written');
    const source = this.canonical === counts.values ? 'cell' : 'companion';
    const unfit = unfitVerdict(reading, counts);
    if (unfit) return unfit;
    const whole = wholeColumn(reading, source);
    return told?.by ? { ...whole, sure: 'settled', settledBy: told.by.slice(0, 200) } : whole;
  }
}
