import { CHART_UNITS, type ChartUnit } from './charts.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** About how long each is, to choose one. */
const LENGTH: Readonly<Record<ChartUnit, number>> = {
  second: SECOND,
  minute: 60 * SECOND,
  hour: 3600 * SECOND,
  day: DAY,
  week: 7 * DAY,
  month: 30.4 * DAY,
  quarter: 91.3 * DAY,
  year: 365.25 * DAY,
};
/** Intervals that one chart has at most, so that each can be seen. */
export const MOST_INTERVALS = 1000;

/** The finest unit that divides a span into at most so many intervals. */
export const fittingUnit = (span: number, most: number): ChartUnit =>
  CHART_UNITS.find((unit) => span / LENGTH[unit] <= most) ?? 'year';

/** The unit that was asked for, or the next coarser one with which the chart has not too many intervals. */
export const possibleUnit = (asked: ChartUnit, span: number): ChartUnit =>
  CHART_UNITS.slice(CHART_UNITS.indexOf(asked)).find((unit) => span / LENGTH[unit] <= MOST_INTERVALS) ?? 'year';

/** Where the interval begins in which a time lies; both as if UTC, in milliseconds. Weeks begin on Monday (ISO 8601). */
export function intervalOf(local: number, unit: ChartUnit): number {
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
    case 'day':
      return Math.floor(local / LENGTH[unit]) * LENGTH[unit];
    case 'week': {
      const day = Math.floor(local / DAY);
      return (day - mod(day + 3, 7)) * DAY; // 1970-01-01 was a Thursday
    }
    default: {
      const date = new Date(local);
      const month =
        unit === 'year' ? 0 : unit === 'quarter' ? date.getUTCMonth() - (date.getUTCMonth() % 3) : date.getUTCMonth();
      return monthAt(date.getUTCFullYear(), month);
    }
  }
}

export function nextInterval(start: number, unit: ChartUnit): number {
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    const date = new Date(start);
    return monthAt(date.getUTCFullYear(), date.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[unit]);
  }
  return start + LENGTH[unit];
}

/** Every interval from the first to the last, those without rows too: a gap in time is part of what is seen. */
export function intervals(first: number, last: number, unit: ChartUnit): number[] {
  const all: number[] = [];
  for (let start = intervalOf(first, unit); start <= last; start = nextInterval(start, unit)) all.push(start);
  return all;
}

/** "2026-03-01T00:00:00" */
export const clockText = (local: number): string => new Date(local).toISOString().replace(/(?:\.000)?Z$/, '');

const mod = (value: number, by: number): number => ((value % by) + by) % by;
function monthAt(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime();
}
