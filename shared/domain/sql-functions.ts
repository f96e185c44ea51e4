import type { SqlFunction } from './sql-functions/entry.ts';
import { DECIMALS, STATISTICS } from './sql-functions/numbers.ts';
import { LIKENESS, TEXTS } from './sql-functions/texts.ts';
import { TIMES } from './sql-functions/times.ts';
import { ADDRESSES, HASHES, PLACES } from './sql-functions/traces.ts';
import { VALUES, WINDOWS } from './sql-functions/values.ts';

interface Subject {
  readonly subject: string;
  readonly functions: readonly SqlFunction[];
}

/** What people are told of SQL's functions: all that the program adds or changes, and those of SQLite that this work calls for. */
export const SQL_FUNCTIONS: readonly Subject[] = [
  { subject: 'Dates and times', functions: TIMES },
  { subject: 'Statistics and numbers', functions: STATISTICS },
  { subject: 'Exact decimals', functions: DECIMALS },
  { subject: 'IP addresses, e-mail, phone, domains', functions: ADDRESSES },
  { subject: 'Text', functions: TEXTS },
  { subject: 'Similar names and texts', functions: LIKENESS },
  { subject: 'Places', functions: PLACES },
  { subject: 'Hashes', functions: HASHES },
  { subject: 'JSON, NULL and conditions', functions: VALUES },
  { subject: 'Rows before and after', functions: WINDOWS },
];

/** "date_trunc(unit, time [, zone])" */
export const signatureOf = ({ name, args }: SqlFunction): string => `${name}(${args})`;

/** Subjects with the functions in which every word of the text occurs: in name, meaning or subject. */
export function functionsFound(text: string): Subject[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return SQL_FUNCTIONS.flatMap(({ subject, functions }) => {
    const found = functions.filter((each) => {
      const told = `${signatureOf(each)} ${each.meaning} ${subject}`.toLowerCase();
      return words.every((word) => told.includes(word));
    });
    return found.length > 0 ? [{ subject, functions: found }] : [];
  });
}
