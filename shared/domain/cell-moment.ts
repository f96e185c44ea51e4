import type { Cell } from '../contract/values.ts';

export interface Moment {
  /** Milliseconds: UTC for a time with a zone, otherwise what is written as if it were UTC. */
  readonly at: number;
  readonly zoned: boolean;
}
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/;

/** The form in which times of readings lie in SQL, by far the most: its digits stand at known places. */
const USUAL = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ$/;
function usual(text: string): Moment | null {
  const two = (at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  const [year, month, day, hour] = [two(0) * 100 + two(2), two(5), two(8), two(11)];
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (hour > 23 || two(14) > 59 || two(17) > 59) return null;
  const at = Date.UTC(year, month - 1, day, hour, two(14), two(17));
  return day > 28 && new Date(at).getUTCDate() !== day ? null : { at, zoned: true };
}

/** Zones are at most so many hours away, as in SQLite. */
const FARTHEST = 14;

/** A time as SQL has it here: a date, or a date and a time, with `Z`, an offset, or neither. Null for one that does not exist. */
export function momentOf(cell: Cell): Moment | null {
  if (typeof cell !== 'string' || cell.length > 40) return null;
  if (cell.length === 20 && USUAL.test(cell)) return usual(cell);
  const match = TIME.exec(cell);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [fraction = '', zone] = match.slice(7);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const written = new Date(0);
  written.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for those of the 20th century
  if (written.getUTCMonth() !== month - 1 || written.getUTCDate() !== day) return null;
  written.setUTCHours(hour, minute, second, Number(fraction.slice(0, 3).padEnd(3, '0')));
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  if (Number(hours) > FARTHEST || Number(minutes) > 59) return null;
  const east = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return { at: written.getTime() - east * 60_000, zoned: zone !== undefined };
}
