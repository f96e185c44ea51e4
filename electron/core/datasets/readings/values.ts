import type { Reading } from '../../../../shared/domain/readings.ts';
import { clockChange, utcOf } from '../../../../shared/domain/zones.ts';
import { scanMonth } from './months.ts';
import { digitsOf, exactOf, isOf, scanNumber, withoutMarks } from './numbers.ts';
import { monthIn } from './slavic.ts';
import { meansSeveral } from './time-zones.ts';
import { ALL_ORDERS, DMY, daysIn, MDY, type ScannedTime, scanTime, YMD } from './times.ts';

/** A typed value as SQL has it. */
export type Typed = string | number | bigint;

/** Words that exports write where there is nothing. */
const BLANK = new Set([
  'n/a',
  'na',
  '#n/a',
  'nan',
  'null',
  '(null)',
  '<null>',
  'nil',
  'none',
  '\\n',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
  '.',
]);
const LONGEST_BLANK = 6;
export const isBlankWord = (text: string): boolean =>
  text.length <= LONGEST_BLANK && BLANK.has(text.trim().toLowerCase());

/** Pairs of words for yes and no, in lower case; letters alone need both to occur. */
export const TRUTHS: readonly (readonly [yes: string, no: string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['on', 'off'],
  ['y', 'n'],
  ['t', 'f'],
];

const MAX_INT64 = 2n ** 63n;
const EXACT = 15;

/**
 * What a text means under a reading.
 * @returns undefined where it does not fit; what no reading touches (NULL, the empty text, words for nothing) is the caller's
 */
export function typedValue(reading: Reading, text: string): Typed | undefined {
  switch (reading.kind) {
    case 'text':
      return text;
    case 'integer':
      return integer(reading, text);
    case 'decimal':
    case 'real':
      return real(reading, text);
    case 'boolean': {
      const word = text.trim().toLowerCase();
      return word === reading.yes ? 1 : word === reading.no ? 0 : undefined;
    }
    case 'date':
    case 'time':
      return moment(reading, text);
    case 'month':
      return monthText(reading, text);
    case 'epoch':
      return epoch(reading, text);
    case 'duration':
      return durationSeconds(text) ?? undefined;
    case 'json':
      return isJson(text) ? text : undefined;
  }
}

function integer({ kind, form }: Extract<Reading, { kind: 'integer' }>, text: string): Typed | undefined {
  if (form.marks) {
    const plainly = withoutMarks(text, form);
    return plainly === undefined ? undefined : integer({ kind, form: PLAIN }, plainly);
  }
  const scanned = scanNumber(text);
  if (!scanned || !isOf(scanned, form)) return undefined;
  const { digits, scale, negative } = digitsOf(scanned, form.point);
  if (scale > 0) return undefined;
  if (digits.length <= EXACT) return negative ? -Number(digits) + 0 : Number(digits);
  const value = negative ? -BigInt(digits) : BigInt(digits);
  return value >= -MAX_INT64 && value < MAX_INT64 ? value : undefined;
}

function real(
  { form }: Pick<Extract<Reading, { kind: 'decimal' | 'real' }>, 'form'>,
  text: string,
): number | undefined {
  if (form.marks) {
    const plainly = withoutMarks(text, form);
    return plainly === undefined ? undefined : real({ form: PLAIN }, plainly);
  }
  const scanned = scanNumber(text);
  if (!scanned || !isOf(scanned, form)) return undefined;
  const { body, exponent, negative } = scanned;
  const point = form.point;
  let plain = '';
  for (const character of body)
    if (character >= '0' && character <= '9') plain += character;
    else if (character === point) plain += '.';
  const value = Number(exponent === 0 ? plain : `${plain}e${exponent}`);
  if (!Number.isFinite(value) || vanishes(value, body)) return undefined;
  return negative && value !== 0 ? -value : value;
}

/** Whether digits are left of a number that is too small for a REAL: 1e-400 is not 0. */
export const vanishes = (value: number, body: string): boolean => value === 0 && /[1-9]/.test(body);

const ORDER_BITS = { ymd: YMD, dmy: DMY, mdy: MDY } as const;

function moment(reading: Extract<Reading, { kind: 'date' | 'time' }>, text: string): string | undefined {
  const scanned = scanTime(text);
  if (!scanned || scanned.hasTime !== (reading.kind === 'time')) return undefined;
  if ((scanned.orders & ORDER_BITS[reading.order]) === 0) return undefined;
  const day = dayOf(scanned, reading);
  if (day === undefined) return undefined;
  const [year, month, date] = day;
  if (reading.kind === 'date') return scanned.offset === null ? `${four(year)}-${two(month)}-${two(date)}` : undefined;
  const { hour, minute, seconds, offset, zone } = scanned;
  const fraction = fractionOf(scanned, reading.fraction);
  if (fraction === undefined) return undefined;
  if (reading.zone === 'none')
    return offset === null && zone === ''
      ? `${four(year)}-${two(month)}-${two(date)} ${two(hour)}:${two(minute)}:${two(seconds)}${fraction}`
      : undefined;
  if (offset === 0)
    return `${four(year)}-${two(month)}-${two(date)} ${two(hour)}:${two(minute)}:${two(seconds)}${fraction}Z`;
  const local = Date.UTC(year, month - 1, date, hour, minute, seconds);
  const place = placeOf(zone, reading);
  if (offset === null && place === 'text') return undefined;
  const utc = offset === null ? utcOf(local, place, reading.twice) : local - offset * 60_000;
  return `${secondsText(utc)}${fraction}Z`;
}

/** What clocks do at a value in its zone, the one that it names or that of the reading: see `clockChange`. */
export function clockChangeOf(reading: Reading, text: string): ReturnType<typeof clockChange> {
  if (reading.kind !== 'time' || reading.zone === 'none') return null;
  const scanned = scanTime(text);
  if (!scanned || scanned.offset !== null) return null; // an offset, PDT and PST leave nothing open
  const zone = placeOf(scanned.zone, reading);
  const day = zone === 'text' ? undefined : dayOf(scanned, reading);
  if (!day) return null;
  const [year, month, date] = day;
  return clockChange(Date.UTC(year, month - 1, date, scanned.hour, scanned.minute, scanned.seconds), zone);
}

/** The zone of a reading is that of values which tell none themselves: a value's own is never lost. */
const placeOf = (own: string, { zone }: Extract<Reading, { kind: 'time' }>): string =>
  own !== '' && !meansSeveral(own) ? own : zone;

/** Year, month and day in the order of a reading. */
function dayOf(
  { orders, first, second, third, month, slavic, yearDigits }: ScannedTime,
  { order, century, months }: Extract<Reading, { kind: 'date' | 'time' }>,
): readonly [number, number, number] | undefined {
  const named = month > 0;
  const own = monthIn(month, slavic, months);
  if (named && own === undefined) return undefined;
  const [written, monthNumber, day] =
    named || order === 'ymd'
      ? [first, named ? (own ?? 0) : second, third]
      : order === 'dmy'
        ? [third, second, first]
        : [third, first, second];
  const year = yearOf(written, yearDigits, century);
  if (year === undefined || (named && orders !== ALL_ORDERS)) return undefined;
  return day <= daysIn(year, monthNumber) ? [year, monthNumber, day] : undefined;
}

function yearOf(
  year: number,
  digits: number,
  century: Extract<Reading, { kind: 'date' }>['century'],
): number | undefined {
  if (digits === 0) return typeof century === 'number' ? century : undefined;
  if (digits === 4) return century === 'written' ? year : typeof century === 'number' ? undefined : year;
  if (century === 'written' || typeof century === 'number') return undefined;
  if (century === '1900–1999') return 1900 + year;
  return century === '1970–2069' && year >= 70 ? 1900 + year : 2000 + year;
}

/** ".125" with as many digits as the column shows; undefined where the value has more. */
function fractionOf({ fraction }: ScannedTime, digits: number): string | undefined {
  if (fraction === '') return digits === 0 ? '' : `.${'0'.repeat(digits)}`;
  if (fraction.length <= digits) return `.${fraction.padEnd(digits, '0')}`;
  for (let at = digits; at < fraction.length; at++) if (fraction.charCodeAt(at) !== 0x30) return undefined;
  return digits === 0 ? '' : `.${fraction.slice(0, digits)}`;
}

/** "2026-05", which sorts as months follow each other. */
function monthText({ century, months }: Extract<Reading, { kind: 'month' }>, text: string): string | undefined {
  const scanned = scanMonth(text);
  const year = scanned ? yearOf(scanned.year, scanned.yearDigits, century) : undefined;
  const month = scanned ? monthIn(scanned.month, scanned.slavic, months) : undefined;
  return year === undefined || month === undefined ? undefined : `${four(year)}-${two(month)}`;
}

const UNITS = { s: 0, ms: 3, us: 6, ns: 9 } as const;
const DAY_MS = 86_400_000;
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const PLAIN = { point: '.', group: '', lakh: false, unit: '', brackets: false } as const;
/** What `Date` can show with a year of four digits. */
const EARLIEST = Date.UTC(0, 0, 1) - DAY_MS * 366 * 1900;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

function epoch({ unit, fraction }: Extract<Reading, { kind: 'epoch' }>, text: string): string | undefined {
  const exact = exactOf(text, PLAIN);
  if (!exact) return undefined;
  if (unit === 'spreadsheet') {
    // Seconds are what a spreadsheet's fraction of a day can tell.
    const days = Number(text);
    const seconds = Math.round(days * 86_400);
    const at = SPREADSHEET_EPOCH + seconds * 1000;
    return days >= 61 && at <= LATEST ? secondsText(at) : undefined;
  }
  const places = exact.scale + UNITS[unit];
  const one = 10n ** BigInt(places);
  let seconds = exact.units / one;
  let rest = exact.units % one;
  if (rest < 0n) {
    rest += one;
    seconds -= 1n;
  }
  const at = Number(seconds) * 1000;
  if (at < EARLIEST || at > LATEST) return undefined;
  const digits = rest.toString().padStart(places, '0');
  const shown = (places === 0 ? '' : digits).slice(0, fraction).padEnd(fraction, '0');
  return `${secondsText(at)}${fraction === 0 ? '' : `.${shown}`}Z`;
}

/** Digits of a second that a text of an epoch needs, without trailing zeros; 0 for whole seconds. */
export function epochFraction(unit: keyof typeof UNITS, text: string): number {
  const point = text.indexOf('.');
  const [whole, decimals] = point < 0 ? [text, ''] : [text.slice(0, point), text.slice(point + 1)];
  const below = UNITS[unit] === 0 ? decimals : whole.slice(-UNITS[unit]) + decimals;
  return Math.min(9, below.replace(/0+$/, '').length);
}

const secondsText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const four = (value: number): string => String(value).padStart(4, '0');

const CLOCK = /^(-?)(?:(\d{1,4}) ?(?:d|days?),? )?(\d{1,6}):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;
const TWELVE = /^(1[0-2]|0?[1-9])(:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)[ \u202f\u00a0]?([ap])\.?(?:m\.?)?$/i;
const ISO = /^(-?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.(\d{1,9}))?S)?)?$/;
const PARTS =
  /^(?:\d{1,9}(?:\.\d{1,6})? ?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?),? ?)+$/i;
const PART = /(\d+(?:\.\d+)?) ?([a-z]+)/gi;
const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^ms$/, 0.001],
  [/^s/, 1],
  [/^m/, 60],
  [/^h/, 3600],
  [/^d/, 86_400],
  [/^w/, 604_800],
];

/** 1:02:03, 26:10, P1DT2H, 1h 2m 3s, 350 ms; 1:00 PM since midnight. @returns seconds, or null for what is none */
export function durationSeconds(text: string): number | null {
  if (text.length > 40 || text.length < 2) return null;
  const [, hour, rest, half] = TWELVE.exec(text) ?? [];
  if (half !== undefined)
    return durationSeconds(
      `${(Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)}${rest}${rest?.length === 3 ? ':00' : ''}`,
    );
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, sign, days, first, second, third, fraction] = clock;
    const whole =
      third === undefined
        ? Number(first) * 60 + Number(second)
        : Number(first) * 3600 + Number(second) * 60 + Number(third);
    const value = Number(`${whole + Number(days ?? 0) * 86_400}.${fraction ?? '0'}`);
    return sign === '-' ? -value : value;
  }
  const iso = text.length > 2 && text !== 'PT' ? ISO.exec(text) : null;
  if (iso) {
    const [, sign, weeks, days, hours, minutes, seconds, fraction] = iso;
    const whole =
      Number(weeks ?? 0) * 604_800 +
      Number(days ?? 0) * 86_400 +
      Number(hours ?? 0) * 3600 +
      Number(minutes ?? 0) * 60 +
      Number(seconds ?? 0);
    const value = Number(`${whole}.${fraction ?? '0'}`);
    return sign === '-' ? -value : value;
  }
  if (!PARTS.test(text)) return null;
  let total = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(PART)) {
    const seconds = SECONDS.find(([name]) => name.test(unit.toLowerCase()));
    total += Number(amount) * (seconds?.[1] ?? 0);
  }
  return Number(total.toFixed(9));
}
/** Whether a duration is written as a time of day could be: 14:05 or 14:05:09. */
export const isClock = (text: string): boolean =>
  TWELVE.test(text) || /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/.test(text);

export function isJson(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if (!((first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d))) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
