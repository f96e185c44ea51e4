import { scaleUtc } from 'd3-scale';
import type { ChartUnit } from '../charts.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const two = (value: number): string => String(value).padStart(2, '0');
const DAY = 86_400_000;

/** What an interval is called by itself: "3 Mar 2026", "Q1 2026", "3 Mar 2026 14:00". @param at as if UTC, in milliseconds */
export function clockTitle(at: number, unit: ChartUnit): string {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = `${date.getUTCDate()} ${MONTHS[month]} ${year}`;
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  switch (unit) {
    case 'year':
      return String(year);
    case 'quarter':
      return `Q${Math.floor(month / 3) + 1} ${year}`;
    case 'month':
      return `${MONTHS[month]} ${year}`;
    case 'week':
      return `week of ${day}`;
    case 'day':
      return day;
    case 'second':
      return `${day} ${clock}:${two(date.getUTCSeconds())}`;
    default:
      return `${day} ${clock}`;
  }
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round places along a time axis with short labels: a label says the day or the year only where it is new. */
export function timeTicks(
  first: number,
  last: number,
  unit: ChartUnit,
  starts: readonly number[] | null,
  most: number,
): Tick[] {
  const count = Math.max(2, most);
  const own = starts !== null && (unit === 'week' || unit === 'quarter' || starts.length <= count);
  const every = starts ? Math.ceil(starts.length / count) : 1;
  const at = own
    ? (starts as readonly number[]).filter((_, place) => place % every === 0)
    : scaleUtc([first, last], [0, 1]).ticks(count).map(Number);
  const step = at.length > 1 ? (at[1] as number) - (at[0] as number) : last - first;
  let before: Date | null = null;
  return at.map((each) => {
    const label = tickLabel(new Date(each), before, unit, step);
    before = new Date(each);
    return { at: each, label };
  });
}

function tickLabel(date: Date, before: Date | null, unit: ChartUnit, step: number): string {
  const year = date.getUTCFullYear();
  const newYear = before === null || before.getUTCFullYear() !== year;
  if (unit === 'year' || step >= 360 * DAY) return String(year);
  if (unit === 'quarter') return `Q${Math.floor(date.getUTCMonth() / 3) + 1}${newYear ? ` ${year}` : ''}`;
  if (unit === 'month' || step >= 28 * DAY) return `${MONTHS[date.getUTCMonth()]}${newYear ? ` ${year}` : ''}`;
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (step >= DAY || unit === 'day' || unit === 'week') return newYear ? `${day} ${year}` : day;
  const seconds = step < 60_000 ? `:${two(date.getUTCSeconds())}` : '';
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds}`;
  const newDay = before === null || before.getUTCDate() !== date.getUTCDate();
  return newDay ? `${day} ${clock}` : clock;
}
