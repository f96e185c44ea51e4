import type { Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Counts, type Family, unfitVerdict, type Verdict, wholeColumn } from './family.ts';
import type { Heading } from './headings.ts';
import { scanMonth } from './months.ts';

const SHOWN = /^\d{4}-\d{2}$/;

/** Whether a text tells a month in a column of such a heading: 05/2026 may be the number of a bill. */
export function isMonth(text: string, { identifies, tellsMonth }: Heading): boolean {
  const scanned = scanMonth(text);
  return scanned !== null && (scanned.digits || scanned.yearDigits === 2 ? tellsMonth : !identifies);
}

/** Months of years; a year of two digits may be a day as well, and is asked about. */
export class MonthTally implements Family {
  private short = 0;
  private canonical = 0;

  add(text: string): boolean {
    const scanned = scanMonth(text);
    if (!scanned) return false;
    if (scanned.yearDigits === 2) this.short++;
    if (SHOWN.test(text)) this.canonical++;
    return true;
  }

  verdict(counts: Counts): Verdict | null {
    const month = (century: Extract<Reading, { kind: 'month' }>['century']): Reading => ({ kind: 'month', century });
    if (this.short > 0)
      return ask(
        'century',
        (['2000–2099', '1970–2069', '1900–1999'] as const).map((century) => ({
          reading: month(century),
          fitting: counts.fitting,
        })),
      );
    const reading = month('written');
    const source = this.canonical === counts.values ? 'cell' : 'companion';
    return unfitVerdict(reading, counts) ?? wholeColumn(reading, source);
  }
}
