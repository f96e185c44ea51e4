import { offsetOf } from '../zones.ts';

/** A time that words of a request set, for a person to confirm. */
export interface NeededBy {
  /** As they stand in the text. */
  readonly words: string;
  /** On the clocks of `zone`: "2026-05-08T17:00". */
  readonly wall: string;
  readonly zone: string;
  /** What the words leave open and was taken to be, each a clause. */
  readonly assumed: readonly string[];
}

const ZONES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:pt|pst|pdt|pacific)\b/i, 'America/Los_Angeles'],
  [/\b(?:et|est|edt|eastern)\b/i, 'America/New_York'],
  [/\b(?:ct|cdt|central)\b/i, 'America/Chicago'],
  [/\b(?:mt|mdt|mountain)\b/i, 'America/Denver'],
  [/\b(?:utc|gmt)\b/i, 'UTC'],
  [/\b(?:cet|cest)\b/i, 'Europe/Berlin'],
];
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MS = 86_400_000;
/** Where only a day is named. */
const END_OF_DAY = 17 * 60;

/**
 * Reads "by Friday 5pm PT". What is not certain is null: two days that differ, "next week", 1/2 that may be January or February.
 * @param receivedAt milliseconds since 1970, which weekdays count from @param zone of the requester, where the words name none
 */
export function neededByIn(words: string, receivedAt: number, zone: string): NeededBy | null {
  const named = ZONES.find(([pattern]) => pattern.test(words))?.[1];
  const at = named ?? zone;
  const local = receivedAt + offsetOf(receivedAt, at);
  const today = Math.floor(local / DAY_MS) * DAY_MS;
  const time = minuteIn(words);
  const days = daysIn(words, today, (local - today) / 60_000, time);
  if (days === null || new Set(days).size > 1) return null;
  const [day] = days;
  if (day === undefined && time === null) return null;
  const minute = time ?? END_OF_DAY;
  if (day === undefined && today + minute * 60_000 <= local) return null;
  const assumed = [
    ...(day === undefined ? ['the day that it came'] : []),
    ...(time === null ? ['17:00, as no time is named'] : []),
    ...(named === undefined ? ['the zone of the requester'] : []),
  ];
  const wall = new Date((day ?? today) + minute * 60_000).toISOString().slice(0, 16);
  return { words, wall, zone: at, assumed };
}

/** Minutes since midnight. */
function minuteIn(words: string): number | null {
  const half = /\b(\d{1,2})(?::([0-5]\d))? ?(am|pm)\b/i.exec(words);
  if (half) {
    const hour = Number(half[1]);
    if (hour < 1 || hour > 12) return null;
    return ((hour % 12) + (half[3]?.toLowerCase() === 'pm' ? 12 : 0)) * 60 + Number(half[2] ?? 0);
  }
  const whole = /\b([01]?\d|2[0-3]):([0-5]\d)\b/.exec(words);
  if (whole) return Number(whole[1]) * 60 + Number(whole[2]);
  if (/\bnoon\b/i.test(words)) return 12 * 60;
  return /\btonight\b/i.test(words) ? 23 * 60 + 59 : null;
}

/** Midnights, of every day that the words name. @returns null where one of them cannot be told @param now minutes since midnight */
function daysIn(words: string, today: number, now: number, time: number | null): number[] | null {
  const text = words.toLowerCase();
  if (/\bnext week\b/.test(text)) return null;
  const days: number[] = [];
  if (/\b(?:today|tonight|end of (?:the )?(?:day|business)|eod|eob|cob)\b/.test(text) && !namesDay(text))
    days.push(today);
  if (/\btomorrow\b/.test(text)) days.push(today + DAY_MS);
  const weekday = (index: number): number => {
    const ahead = (index - new Date(today).getUTCDay() + 7) % 7;
    return today + (ahead === 0 && (time ?? END_OF_DAY) <= now ? 7 : ahead) * DAY_MS;
  };
  for (const [index, name] of DAYS.entries()) if (new RegExp(`\\b${name}\\b`).test(text)) days.push(weekday(index));
  if (/\b(?:eow|end of (?:the )?week)\b/.test(text)) days.push(weekday(5));
  const year = new Date(today).getUTCFullYear();
  const add = (of: number | null, month: number, day: number): boolean => {
    const midnight = (inYear: number) => Date.UTC(inYear, month - 1, day);
    const found = of === null ? (midnight(year) < today ? midnight(year + 1) : midnight(year)) : midnight(of);
    if (new Date(found).getUTCDate() !== day || new Date(found).getUTCMonth() !== month - 1) return false;
    days.push(found);
    return true;
  };
  for (const [, y, m, d] of text.matchAll(/\b(\d{4})-(\d\d)-(\d\d)\b/g))
    if (!add(Number(y), Number(m), Number(d))) return null;
  for (const [, m, d, , y] of text.matchAll(/\b(\d{1,2})\/(\d{1,2})(\/(\d{2,4}))?\b/g)) {
    const [one, two] = [Number(m), Number(d)];
    if (one <= 12 && two <= 12 && one !== two) return null;
    const of = y === undefined ? null : Number(y) + (y.length === 2 ? 2000 : 0);
    if (!(one > 12 ? add(of, two, one) : add(of, one, two))) return null;
  }
  const dated =
    /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?\b/g;
  for (const [, m = '', d, y] of text.matchAll(dated))
    if (!add(y === undefined ? null : Number(y), MONTHS.indexOf(m) + 1, Number(d))) return null;
  return days;
}

const namesDay = (text: string): boolean =>
  DAYS.some((name) => text.includes(name)) || /\btomorrow\b|\d{4}-\d\d-\d\d|\d\/\d/.test(text);
