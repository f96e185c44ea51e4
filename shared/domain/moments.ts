import { clockChange, utcOf } from './zones.ts';

/** A date, or a time of day on it, written as exactly as it is known: `2026`, `2026-05`, `2026-05-04`, `2026-05-04 14:03`, `2026-05-04 14:03:22.5`. */
export const MOMENT = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?)?)?$/;

export const PRECISIONS = ['year', 'month', 'day', 'minute', 'second', 'fraction'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** What a moment spans: from its first millisecond to before the first one after it, in UTC, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly precision: Precision;
}

/** @param zone IANA, of the clocks that showed it @returns null for what is no moment, such as 2026-02-30 */
export function spanOf(text: string, zone: string): Span | null {
  const match = MOMENT.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const at = (months: number, days: number, minutes: number, ms: number): number => {
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month ?? 1) - 1 + months, Number(day ?? 1) + days);
    date.setUTCHours(Number(hour ?? 0), Number(minute ?? 0) + minutes, Number(second ?? 0), ms);
    return date.getTime();
  };
  const first = new Date(at(0, 0, 0, 0));
  const isReal =
    Number(month ?? 1) >= 1 &&
    Number(month ?? 1) <= 12 &&
    (day === undefined || first.getUTCDate() === Number(day)) &&
    Number(hour ?? 0) < 24 &&
    Number(minute ?? 0) < 60 &&
    Number(second ?? 0) < 60;
  if (!isReal) return null;
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  const [precision, end]: readonly [Precision, number] =
    month === undefined
      ? ['year', at(12, 0, 0, 0)]
      : day === undefined
        ? ['month', at(1, 0, 0, 0)]
        : hour === undefined
          ? ['day', at(0, 1, 0, 0)]
          : second === undefined
            ? ['minute', at(0, 0, 1, 0)]
            : fraction === undefined
              ? ['second', at(0, 0, 0, 1000)]
              : ['fraction', at(0, 0, 0, ms + 1)];
  const start = at(0, 0, 0, ms);
  return { from: utcOf(start, zone), to: utcOf(end, zone), precision };
}

/** Whether the clocks of a zone never showed a time of day, as they were put forward over it. */
export function isLeftOut(text: string, zone: string): boolean {
  const utc = spanOf(text, 'UTC');
  return utc !== null && text.length > 10 && clockChange(utc.from, zone) === 'left out';
}

/** A time that SQL has (`2026-05-04 14:03:22.5Z`, without the Z where no zone is known, `2026-05-04`) as one of this form, and whether it is UTC. */
export function fromSql(text: string): { readonly text: string; readonly isUtc: boolean } {
  const isUtc = text.endsWith('Z');
  return { text: isUtc ? text.slice(0, -1) : text, isUtc };
}

const UNITS: Readonly<Record<Precision, string>> = {
  year: 'to the year',
  month: 'to the month',
  day: 'to the day',
  minute: 'to the minute',
  second: 'to the second',
  fraction: 'to a fraction of a second',
};
export const precisionWords = (precision: Precision): string => UNITS[precision];

/** An instant on the clocks of a zone, as exactly as is known: `2026-05-04 14:03:22`. @param utc milliseconds since 1970 */
export function shownIn(utc: number, offset: number, precision: Precision): string {
  const iso = new Date(utc + offset).toISOString().replace('T', ' ');
  const length = { year: 4, month: 7, day: 10, minute: 16, second: 19, fraction: 23 }[precision];
  return iso.slice(0, length);
}
