import { offsetOf, utcOf } from '../zones.ts';

/** When a team works: hours of each weekday on the clocks of one zone, less its holidays. */
export interface WorkCalendar {
  readonly name: string;
  /** IANA. */
  readonly zone: string;
  /** From Sunday (0) to Saturday (6); none on a day that is not worked. A night shift is two spans: 22:00-24:00 and 00:00-06:00. */
  readonly week: readonly (readonly Hours[])[];
  /** Days that are not worked, `2026-12-25`, with their names. */
  readonly holidays: Readonly<Record<string, string>>;
}
/** `09:00` to `17:00`, on local clocks; the end of the day is `24:00`. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}
/** Milliseconds since 1970; `to` is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** How far ahead a due time is looked for: a calendar of nothing but holidays never comes to one. */
const MOST_DAYS = 3660;
const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Minutes since midnight. @returns null for what is no time of day */
export function minuteOfDay(text: string): number | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  return match[1] === undefined ? 1440 : Number(match[1]) * 60 + Number(match[2]);
}

/** @returns what is wrong with hours, in words, or null */
export function faultOfWeek(week: readonly (readonly Hours[])[]): string | null {
  if (week.length !== 7) return 'A week has seven days, from Sunday to Saturday.';
  if (week.every((hours) => hours.length === 0))
    return 'No day of the week is worked, so that nothing would ever be due.';
  for (const hours of week) {
    let last = 0;
    for (const { from, to } of hours) {
      const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
      if (start === null || end === null) return `${from} to ${to} is no span of a day. Write it as 09:00 to 17:00.`;
      if (start < last || end <= start)
        return `${from} to ${to} ends before it begins, or overlaps the hours before it. Past midnight, write 22:00 to 24:00 and 00:00 to 06:00 of the next day.`;
      last = end;
    }
  }
  return null;
}

/** The day of an instant on the clocks of a zone, as the midnight of that date in UTC. */
const dayOf = (at: number, zone: string): number => Math.floor((at + offsetOf(at, zone)) / DAY_MS) * DAY_MS;

/** @param day midnight of a date in UTC */
const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

/**
 * What is worked of a day. Each end is the instant at which local clocks show it, so that a day on which they change is an hour
 * shorter or longer where hours span the change.
 * @param day midnight of a date in UTC
 */
function workedOn({ zone, week, holidays }: WorkCalendar, day: number): Stretch[] {
  if (Object.hasOwn(holidays, dateOf(day))) return [];
  return (week[new Date(day).getUTCDay()] ?? []).map(({ from, to }) => ({
    from: reachedAt(day + (minuteOfDay(from) ?? 0) * MINUTE_MS, zone),
    to: reachedAt(day + (minuteOfDay(to) ?? 0) * MINUTE_MS, zone),
  }));
}

/** Zones change their clocks at full quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
/** When clocks come to a local time: in the hour that they leave out, when they are put forward past it. */
function reachedAt(local: number, zone: string): number {
  const at = utcOf(local, zone);
  if (at + offsetOf(at, zone) === local) return at;
  let change = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  while (change + offsetOf(change, zone) > local && change - QUARTER_MS + offsetOf(change - QUARTER_MS, zone) >= local)
    change -= QUARTER_MS;
  return change;
}

/** In order, what overlaps joined, what is empty left out. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const { from, to } of stretches.filter((each) => each.to > each.from).toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else out.push({ from, to });
  }
  return out;
}

/** What is left of a stretch without others. @param holes in order, apart */
function without({ from, to }: Stretch, holes: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  let at = from;
  for (const hole of holes) {
    if (hole.to <= at || hole.from >= to) continue;
    if (hole.from > at) out.push({ from: at, to: hole.from });
    at = Math.max(at, hole.to);
  }
  if (at < to) out.push({ from: at, to });
  return out;
}

const lengthOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, { from, to }) => sum + to - from, 0);

/** Milliseconds of a stretch that pass on the wall, less pauses. */
export const elapsedMs = (stretch: Stretch, pauses: readonly Stretch[] = []): number =>
  lengthOf(without(stretch, joined(pauses)));

/** Milliseconds of a stretch that are worked, less pauses. */
export function workedMs(calendar: WorkCalendar, stretch: Stretch, pauses: readonly Stretch[] = []): number {
  if (stretch.to <= stretch.from) return 0;
  const holes = joined(pauses);
  let sum = 0;
  for (let day = dayOf(stretch.from, calendar.zone) - DAY_MS; day <= dayOf(stretch.to, calendar.zone); day += DAY_MS)
    for (const { from, to } of joined(workedOn(calendar, day)))
      sum += lengthOf(without({ from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) }, holes));
  return sum;
}

/**
 * The instant at which so much working time has passed. A goal that is met by the very end of a day falls due then, not at the
 * start of the next one.
 * @param amount milliseconds, more than 0 @returns null where that does not come within ten years
 */
export function workedUntil(
  calendar: WorkCalendar,
  start: number,
  amount: number,
  pauses: readonly Stretch[] = [],
): number | null {
  const holes = joined(pauses);
  let left = amount;
  const first = dayOf(start, calendar.zone) - DAY_MS;
  for (let day = first; day < first + MOST_DAYS * DAY_MS; day += DAY_MS)
    for (const worked of joined(workedOn(calendar, day)))
      for (const { from, to } of without({ from: Math.max(worked.from, start), to: worked.to }, holes)) {
        if (to - from >= left) return from + left;
        left -= Math.max(0, to - from);
      }
  return null;
}

const OFFICE: readonly Hours[] = [{ from: '09:00', to: '17:00' }];
/** What a new calendar begins with. */
export const OFFICE_HOURS: WorkCalendar = {
  name: 'Monday to Friday, 9 to 17, Pacific, no holidays',
  zone: 'America/Los_Angeles',
  week: [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []],
  holidays: {},
};

/** What is worked by until a calendar is chosen: office hours where the requester is. */
export const officeHoursIn = (zone: string): WorkCalendar => ({
  ...OFFICE_HOURS,
  name: `Monday to Friday, 9 to 17, ${zone}, no holidays`,
  zone,
});
