import { offsetOf } from '../../../../shared/domain/zones.ts';
import { type Scalars, shown, type Value, wrong } from './value.ts';

/** A time as SQL has it. Without a zone, `seconds` are those of the clock as if it were UTC. */
interface Time {
  /** Since 1970, whole. */
  readonly seconds: number;
  /** Digits behind the seconds, as written. */
  readonly fraction: string;
  readonly zoned: boolean;
  readonly dateOnly: boolean;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)? ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** @throws Fault `sql-error` for what is no ISO 8601 date or time */
function time(name: string, value: Value): Time {
  const [all, year, month, day, hour, minute, second, fraction = '', zone] =
    typeof value === 'string' ? (FORM.exec(value) ?? []) : [];
  if (all === undefined)
    throw wrong(
      name,
      `${shown(value)} is not a time. It takes 2024-01-31, 2024-01-31 10:00:00 and 2024-01-31 10:00:00Z; set the reading of the column to a date or a time.`,
    );
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  const at = new Date(Date.UTC(2000, 0, 1));
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (at.getUTCDate() !== Number(day) || at.getUTCMonth() !== Number(month) - 1 || h > 23 || m > 59 || s > 59)
    throw wrong(name, `${shown(value)} is not a time that exists.`);
  return {
    seconds: at.getTime() / 1000 + h * 3600 + m * 60 + s - (zone ? offset(zone) : 0),
    fraction,
    zoned: zone !== undefined,
    dateOnly: hour === undefined,
  };
}

const offset = (zone: string): number => {
  if (zone.length === 1) return 0;
  const digits = zone.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || 0) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
};

/** The clock's seconds in a zone, as if they were UTC. @throws Fault `sql-error` for a time without a zone, or an unknown zone */
function clock(name: string, at: Time, value: Value, zone: Value): number {
  if (zone === null) return at.seconds;
  if (!at.zoned)
    throw wrong(
      name,
      `${shown(value)} has no zone, so it cannot be moved to another. Set the zone in the reading of the column, or leave out ${shown(zone)}.`,
    );
  try {
    return at.seconds + offsetOf(at.seconds * 1000, String(zone)) / 1000;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrong(name, `${shown(zone)} is not a time zone. Zones are named like Europe/Berlin.`);
  }
}

const DAY = 86_400;
const days = (seconds: number): number => Math.floor(seconds / DAY);
/** 1 is Monday, as in ISO 8601; 1970-01-01 was a Thursday. */
const weekday = (seconds: number): number => ((((days(seconds) + 3) % 7) + 7) % 7) + 1;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
const dateText = (seconds: number): string => iso(seconds).slice(0, 10);
const yearOf = (seconds: number): number => new Date(seconds * 1000).getUTCFullYear();
const monthOf = (seconds: number): number => new Date(seconds * 1000).getUTCMonth() + 1;
const firstOf = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
/** The Thursday of its week, whose year is that of the week (ISO 8601). */
const thursday = (seconds: number): number => (days(seconds) - weekday(seconds) + 4) * DAY;
const dayOfYear = (seconds: number): number => days(seconds) - days(Date.UTC(yearOf(seconds), 0, 1) / 1000) + 1;

const TO_DATE: Readonly<Record<string, (seconds: number) => string>> = {
  year: (at) => firstOf(yearOf(at), 1),
  quarter: (at) => firstOf(yearOf(at), Math.floor((monthOf(at) - 1) / 3) * 3 + 1),
  month: (at) => firstOf(yearOf(at), monthOf(at)),
  week: (at) => dateText((days(at) - weekday(at) + 1) * DAY),
  day: dateText,
};
const TO_TIME: Readonly<Record<string, number>> = { hour: 3600, minute: 60, second: 1 };

function truncated(unit: Value, value: Value, zone: Value): Value {
  const wanted = named('date_trunc', unit, [...Object.keys(TO_DATE), ...Object.keys(TO_TIME)]);
  if (value === null) return null;
  const at = time('date_trunc', value);
  const local = clock('date_trunc', at, value, zone);
  const toDate = TO_DATE[wanted];
  if (toDate) return toDate(local);
  if (at.dateOnly) return null;
  const length = TO_TIME[wanted] as number;
  const within = ((local % length) + length) % length;
  return `${iso(at.seconds - within)}${at.zoned ? 'Z' : ''}`;
}

const OF_DATE: Readonly<Record<string, (seconds: number) => number>> = {
  year: yearOf,
  isoyear: (at) => yearOf(thursday(at)),
  quarter: (at) => Math.floor((monthOf(at) - 1) / 3) + 1,
  month: monthOf,
  week: (at) => Math.floor((dayOfYear(thursday(at)) - 1) / 7) + 1,
  day: (at) => new Date(at * 1000).getUTCDate(),
  weekday,
  doy: dayOfYear,
};
const OF_TIME: Readonly<Record<string, (seconds: number) => number>> = {
  hour: (at) => new Date(at * 1000).getUTCHours(),
  minute: (at) => new Date(at * 1000).getUTCMinutes(),
  second: (at) => new Date(at * 1000).getUTCSeconds(),
};

/** @param zone null for the clock that the time was written by */
export function datePart(unit: Value, value: Value, zone: Value): Value {
  const wanted = named('date_part', unit, [...Object.keys(OF_DATE), ...Object.keys(OF_TIME)]);
  if (value === null) return null;
  const at = time('date_part', value);
  const local = clock('date_part', at, value, zone);
  const ofDate = OF_DATE[wanted];
  if (ofDate) return BigInt(ofDate(local));
  return at.dateOnly ? null : BigInt((OF_TIME[wanted] as (seconds: number) => number)(local));
}

function named(name: string, unit: Value, units: readonly string[]): string {
  const wanted = String(unit).toLowerCase();
  if (typeof unit !== 'string' || !units.includes(wanted))
    throw wrong(name, `${shown(unit)} is none of its units: ${units.join(', ')}.`);
  return wanted;
}

function between(from: Value, to: Value): Value {
  if (from === null || to === null) return null;
  const [one, other] = [time('seconds_between', from), time('seconds_between', to)];
  if (one.zoned !== other.zoned)
    throw wrong(
      'seconds_between',
      `one of ${shown(from)} and ${shown(to)} has a zone, the other has none. Set the zone in the reading of that column.`,
    );
  if (one.fraction === other.fraction) return BigInt(other.seconds - one.seconds);
  const nanoseconds = ({ seconds, fraction }: Time) =>
    BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  const span = nanoseconds(other) - nanoseconds(one);
  return span % 1_000_000_000n === 0n ? span / 1_000_000_000n : Number(span) / 1e9;
}

function inZone(value: Value, zone: Value): Value {
  if (value === null || zone === null) return null;
  const at = time('local_time', value);
  const local = clock('local_time', at, value, zone);
  const ahead = Math.abs(local - at.seconds);
  const parts = [ahead / 3600, (ahead / 60) % 60, ahead % 60].map((each) => String(Math.trunc(each)).padStart(2, '0'));
  const written = parts.slice(0, ahead % 60 === 0 ? 2 : 3).join(':');
  return `${iso(local)}${at.fraction && `.${at.fraction}`}${local < at.seconds ? '-' : '+'}${written}`;
}

/**
 * Times are text as the program writes them. One with Z, or an offset, is an instant; one without is the time of a clock
 * somewhere, and is never moved between zones. Zones are those of the IANA database that the runtime carries.
 */
export const timeFunctions = {
  date_trunc: {
    runs: [
      (unit: Value, value: Value) => truncated(unit, value, null),
      (unit: Value, value: Value, zone: Value) => (zone === null ? null : truncated(unit, value, zone)),
    ],
  },
  date_part: {
    runs: [
      (unit: Value, value: Value) => datePart(unit, value, null),
      (unit: Value, value: Value, zone: Value) => (zone === null ? null : datePart(unit, value, zone)),
    ],
  },
  seconds_between: { runs: [between] },
  local_time: { runs: [inZone] },
} satisfies Scalars;
