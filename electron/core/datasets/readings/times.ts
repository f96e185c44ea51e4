import { inScannedForm } from './time-scripts.ts';
import { isDayName, joins, monthOf, type SlavicMonth, slavicMonth, withColons } from './time-words.ts';
import { zoneOf } from './time-zones.ts';

/** Orders of day, month and year that a date fits, as a mask. */
export const YMD = 1;
export const DMY = 2;
export const MDY = 4;
export const ALL_ORDERS = YMD | DMY | MDY;

/** What `scanTime` found; one object that every call fills anew. */
export interface ScannedTime {
  /** Orders that the digits allow; all of them where the month is a word. */
  orders: number;
  /** In the order in which they stand; the month stands in `month` where it is a word. */
  first: number;
  second: number;
  third: number;
  /** Digits of the year: 4, 2, or 0 where none is written. */
  yearDigits: number;
  /** 1 to 12 where it is a word; 0 where it is digits. */
  month: number;
  /** Where that word is Polish or Croatian: what it is in either; `month` is the later one that it may be. */
  slavic: SlavicMonth | null;
  hasTime: boolean;
  hour: number;
  minute: number;
  /** Seconds since midnight are `hour`, `minute`, `seconds`; `fraction` has the digits after the point. */
  seconds: number;
  fraction: string;
  /** Minutes east of Greenwich; null where no offset is written. */
  offset: number | null;
  /** A name of IANA, or an abbreviation that several places use, as it is written; '' for none. */
  zone: string;
  /** YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS with a fraction and Z: as it is shown anyway. */
  canonical: boolean;
  /** Digits alone, without anything between them. */
  compact: boolean;
}
const found: ScannedTime = {
  orders: 0,
  first: 0,
  second: 0,
  third: 0,
  yearDigits: 4,
  month: 0,
  slavic: null,
  hasTime: false,
  hour: 0,
  minute: 0,
  seconds: 0,
  fraction: '',
  offset: null,
  zone: '',
  canonical: false,
  compact: false,
};

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
/** With the accented ones of Latin languages, the marks that stand apart from their letters, Cyrillic and Arabic. */
const isWord = (code: number): boolean =>
  isLetter(code) ||
  (code >= 0xc0 && code < 0x250 && code !== 0xd7 && code !== 0xf7) ||
  (code >= 0x300 && code < 0x370) ||
  (code >= 0x400 && code < 0x530) ||
  (code >= 0x620 && code < 0x660);
const two = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};
const LONGEST = 80;

export const daysIn = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : 30 + ((month + (month >> 3)) & 1);

/**
 * Reads a date, with or without a time and a zone: ISO 8601 and what databases make of it, RFC 2822, log files, day and month in
 * either order with any separator, names of months, 12-hour clocks. Times of day alone are not dates.
 * @returns null for anything else; otherwise an object that the next call fills anew
 */
export function scanTime(text: string): ScannedTime | null {
  const { length } = text;
  if (length < 5 || length > LONGEST) return null;
  // A spreadsheet's sign that what follows is text.
  if (text.charCodeAt(0) === 0x27) {
    const scanned = scanTime(text.slice(1));
    if (scanned) scanned.canonical = false;
    return scanned;
  }
  return scanPlainly(text) ?? (OTHERWISE.test(text) ? scanRewritten(text) : null);
}
/** Other scripts, "p. m.", and a time of day before its date. */
const OTHERWISE = /[^\0-\u007f]|[ap]\. m\.|^\d{1,2}:\d\d.* .*\d/i;

function scanRewritten(text: string): ScannedTime | null {
  const rewritten = inScannedForm(text);
  const scanned = rewritten === null ? null : scanPlainly(rewritten);
  if (scanned) scanned.canonical = false;
  return scanned;
}

function scanPlainly(text: string): ScannedTime | null {
  for (const scan of SCANS) {
    begin();
    const scanned = scan(text);
    if (scanned) return scanned;
  }
  return null;
}
const SCANS = [scanIso, scanCompact, scanAny];

/** Forgets what was found of the text before, or by a scan that came to nothing. */
function begin(): void {
  found.month = 0;
  found.slavic = null;
  found.hasTime = false;
  found.hour = found.minute = found.seconds = 0;
  found.fraction = '';
  found.offset = null;
  found.zone = '';
  found.canonical = false;
  found.compact = false;
}

/** 2026-03-29, alone or before T or a space and a time: nine in ten, without a look at each word. */
function scanIso(text: string): ScannedTime | null {
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d || text.length < 10) return null;
  const century = two(text, 0);
  const rest = two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (century < 0 || rest < 0 || !isDate(century * 100 + rest, month, day)) return null;
  found.first = century * 100 + rest;
  found.second = month;
  found.third = day;
  found.orders = YMD;
  found.yearDigits = 4;
  if (text.length === 10) {
    found.canonical = true;
    return found;
  }
  const between = text.charCodeAt(10);
  if (between !== 0x54 && between !== 0x20 && between !== 0x74) return null;
  const end = clock(text, 11);
  if (end < 0) return null;
  found.canonical = between === 0x20 && end >= 19 && text.charCodeAt(19) !== 0x2c;
  if (end === text.length) return found;
  if (text.charCodeAt(end) === 0x5a && end + 1 === text.length) {
    found.offset = 0;
    return found;
  }
  found.canonical = false;
  return zone(text, end) ? found : null;
}

const isDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

/** HH:MM[:SS[.fraction]] with two digits each. @returns where it ends, or -1 */
function clock(text: string, at: number): number {
  const hour = two(text, at);
  const minute = two(text, at + 3);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text.charCodeAt(at + 2) !== 0x3a) return -1;
  found.hasTime = true;
  found.hour = hour;
  found.minute = minute;
  let end = at + 5;
  if (text.charCodeAt(end) !== 0x3a) return end;
  const second = two(text, end + 1);
  if (second < 0 || second > 59) return -1;
  found.seconds = second;
  end += 3;
  const point = text.charCodeAt(end);
  if (point !== 0x2e && point !== 0x2c) return end;
  const start = ++end;
  while (isDigit(text.charCodeAt(end))) end++;
  if (end === start || end - start > 9) return -1;
  found.fraction = text.slice(start, end);
  return end;
}

/** Takes the zone behind a time. @returns whether all that follows is one, or nothing does */
function zone(text: string, from: number): boolean {
  const told = zoneOf(text, from);
  if (!told) return false;
  found.offset = told.offset;
  found.zone = told.zone;
  return true;
}

/** 20260329, 20260329T100000Z, 20260329100000. */
function scanCompact(text: string): ScannedTime | null {
  for (let at = 0; at < 8; at++) if (!isDigit(text.charCodeAt(at))) return null;
  const year = two(text, 0) * 100 + two(text, 2);
  if (year < 1900 || year > 2199 || !isDate(year, two(text, 4), two(text, 6))) return null;
  found.orders = YMD;
  found.yearDigits = 4;
  found.first = year;
  found.second = two(text, 4);
  found.third = two(text, 6);
  found.compact = true;
  if (text.length === 8) return found;
  const apart = !isDigit(text.charCodeAt(8));
  if (apart && text.charCodeAt(8) !== 0x54 && text.charCodeAt(8) !== 0x20) return null;
  const at = apart ? 9 : 8;
  const colons = text.charCodeAt(at + 2) === 0x3a;
  if (colons) {
    const end = clock(text, at);
    found.compact = false;
    return end > 0 && (end === text.length || zone(text, end)) ? found : null;
  }
  const [hour, minute, second] = [two(text, at), two(text, at + 2), two(text, at + 4)];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  found.hasTime = true;
  found.hour = hour;
  found.minute = minute;
  found.seconds = second;
  if (at + 6 === text.length) return found;
  found.compact = false;
  return !isDigit(text.charCodeAt(at + 6)) && zone(text, at + 6) ? found : null;
}

const numbers: number[] = [];
const widths: number[] = [];

/** Word by word, for everything that is not ISO. */
function scanAny(text: string): ScannedTime | null {
  numbers.length = widths.length = 0;
  const { length } = text;
  let monthAt = -1; // how many numbers of the date stand before the month's name
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      let end = at;
      while (end < length && isDigit(text.charCodeAt(end))) end++;
      const isClock = text.charCodeAt(end) === 0x3a && isDigit(text.charCodeAt(end + 1)) && end - at <= 2;
      const enough = numbers.length + (monthAt < 0 ? 0 : 1) >= 2;
      const apart = /[ \u202f\u00a0]/.test(text[at - 1] ?? '');
      const rewritten = whole(monthAt) && apart && !isClock ? withColons(text.slice(at)) : null;
      if (rewritten !== null) {
        const until = anyClock(rewritten, 0);
        return until >= 0 && zone(rewritten, until) ? date(monthAt) : null;
      }
      if (enough && !found.hasTime && (isClock || twelve(text, end))) {
        at = anyClock(text, at);
        if (at < 0) return null;
        // what follows a whole date and a time is a zone, or the year as ctime(3) has it
        const rest = whole(monthAt) ? zone(text, at) : yearAfter(text, at);
        return rest ? date(monthAt) : null;
      }
      if (numbers.length === 3 || end - at > 4) return null;
      let value = 0;
      for (let each = at; each < end; each++) value = value * 10 + text.charCodeAt(each) - 0x30;
      numbers.push(value);
      widths.push(end - at);
      at = end;
      if (/^(?:st|nd|rd|th)\b/i.test(text.slice(at, at + 3)) && widths.at(-1) !== 4) at += 2;
      // 29/Mar/2026:10:00:00 of web servers
      if (text.charCodeAt(at) === 0x3a && whole(monthAt) && isDigit(text.charCodeAt(at + 1))) at++;
    } else if (isWord(code)) {
      let end = at;
      while (end < length && isWord(text.charCodeAt(end))) end++;
      const word = text.slice(at, end).toLowerCase();
      const elsewhere = monthOf(word);
      const slavic = elsewhere === 0 && monthAt < 0 ? slavicMonth(word) : null;
      const month = slavic ? Math.max(slavic.pl, slavic.hr) : elsewhere;
      if (month > 0 && monthAt < 0) {
        monthAt = numbers.length;
        found.month = month;
        found.slavic = slavic;
      } else if (!(isDayName(word) && numbers.length === 0 && monthAt < 0) && !joins(word)) return null;
      at = end;
      if (text.charCodeAt(at) === 0x2e) at++;
    } else if (
      code === 0x2f ||
      code === 0x2d ||
      code === 0x2e ||
      code === 0x20 ||
      code === 0x2c ||
      code === 0xa0 ||
      code === 0x202f ||
      code === 0x5b ||
      code === 0x5d
    )
      at++;
    else return null;
  }
  return whole(monthAt) || (monthAt >= 0 && numbers.length === 1) ? date(monthAt) : null;
}

/** Whether a text is a day of a year that it does not name, without a time of day: May 26, which may be many things. */
export const isYearless = (text: string): boolean => {
  const scanned = scanTime(text);
  return scanned !== null && scanned.yearDigits === 0 && !scanned.hasTime;
};

const whole = (monthAt: number): boolean => (monthAt < 0 ? numbers.length === 3 : numbers.length === 2);

/** " PM" after a bare hour. */
const twelve = (text: string, at: number): boolean => /^[ \u202f\u00a0]?[ap]\.?m\b/i.test(text.slice(at, at + 5));

/** H:MM[:SS[.fraction]] [AM|PM|Uhr], or an hour with AM or PM. @returns where it ends, or -1 */
function anyClock(text: string, from: number): number {
  const [all, hours = '', minutes, seconds, fraction, half] =
    /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?:[ \u202f\u00a0]?(?:([ap])\.?m\b\.?|uhr\b))?/i.exec(
      text.slice(from, from + 32),
    ) ?? [];
  if (all === undefined || (minutes === undefined && half === undefined)) return -1;
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return -1;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return -1;
  found.hasTime = true;
  found.hour = hour;
  found.minute = minute;
  found.seconds = second;
  found.fraction = fraction ?? '';
  return from + all.length;
}

/** Mar 29 10:00:00 2026, with a zone before the year; or no year at all, as system logs have it. */
function yearAfter(text: string, at: number): boolean {
  const [, name, year] = /^(?: ([A-Z]{1,5}))?(?: (\d{4}))?$/.exec(text.slice(at, at + 16)) ?? [];
  if (at < text.length && year === undefined) return false;
  if (name !== undefined && !zone(name, 0)) return false;
  if (year === undefined) return true;
  numbers.push(Number(year));
  widths.push(4);
  return true;
}

/** Of a name that is two months: whether either has the day. */
const isNamedDate = (year: number, day: number): boolean =>
  isDate(year, found.month, day) ||
  (found.slavic !== null && isDate(year, Math.min(found.slavic.pl, found.slavic.hr), day));

/** Gives each number its place, in every order that makes a day of the calendar of it. */
function date(monthAt: number): ScannedTime | null {
  const [a = 0, b = 0, c = 0] = numbers;
  const [wa = 0, wb = 0, wc = 0] = widths;
  found.orders = 0;
  if (monthAt >= 0) {
    if (numbers.length === 1) {
      if (!isNamedDate(2000, a)) return null;
      found.yearDigits = 0;
      found.third = a;
    } else {
      const yearFirst = wa === 4;
      const [year, digits, day] = yearFirst ? [a, wa, b] : [b, wb, a];
      if ((digits !== 4 && digits !== 2) || (yearFirst && wb > 2) || wa === 3 || wb === 3) return null;
      if (!isNamedDate(digits === 4 ? year : 2000, day)) return null;
      found.yearDigits = digits;
      found.first = year;
      found.third = day;
    }
    found.second = found.month;
    found.orders = ALL_ORDERS;
    return found;
  }
  if (numbers.length !== 3 || wb > 2 || wa === 3 || wc === 3) return null;
  const yearOf = (value: number, width: number) => (width === 4 ? value : 2000);
  if (wa === 4 && wc <= 2 && isDate(a, b, c)) found.orders = YMD;
  else if (wa <= 2 && (wc === 4 || wc === 2)) {
    if (isDate(yearOf(c, wc), b, a)) found.orders |= DMY;
    if (isDate(yearOf(c, wc), a, b)) found.orders |= MDY;
    if (wc === 2 && wa === 2 && isDate(2000, b, c)) found.orders |= YMD;
  }
  if (found.orders === 0) return null;
  found.yearDigits = wa === 4 || wc === 4 ? 4 : 2;
  found.first = a;
  found.second = b;
  found.third = c;
  return found;
}
