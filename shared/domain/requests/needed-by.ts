import { clockChange, NAMED_OFFSETS, offsetOf, utcOf } from '../zones.ts';
import { DAY_NAMES, MONTH_NAMES, MONTHS } from './day-words.ts';

/** A time that words of a request set, for a person to confirm. */
export interface NeededBy {
  /** As they stand in the text. */
  readonly words: string;
  /** On the clocks of `zone`: "2026-05-08T17:00". */
  readonly wall: string;
  /** UTC where the words give an offset. */
  readonly zone: string;
  /** What the words leave open and was taken to be, each a clause. */
  readonly assumed: readonly string[];
}

interface Zone {
  readonly name: string;
  /** Minutes east of Greenwich that the words give; null where the clocks of `name` tell it. */
  readonly offset: number | null;
  /** As the words abbreviate it: "EST" is not what New York has in July. */
  readonly said: string;
}
interface Clock {
  readonly minute: number;
  readonly zone: Zone | null;
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:pt|pst|pdt|pacific)$/, 'America/Los_Angeles'],
  [/^(?:et|est|edt|eastern)$/, 'America/New_York'],
  [/^(?:ct|cdt|central)$/, 'America/Chicago'],
  [/^(?:mt|mdt|mountain)$/, 'America/Denver'],
  [/^(?:utc|gmt|z)$/, 'UTC'],
  [/^(?:cet|cest)$/, 'Europe/Berlin'],
];
const KNOWN = Object.keys(NAMED_OFFSETS).filter((name) => /^(?!WES?T$)\w{3}/.test(name));
const ZONE = `(?:pt|et|ct|mt|cdt|${KNOWN.join('|')}|pacific|eastern|central|mountain)`.toLowerCase();
const OFFSET = String.raw`(?:utc|gmt) ?[+\-\u2212] ?\d{1,2}(?::?\d\d)?(?![\d:])|[+\-\u2212]\d\d:?\d\d(?![\d:])`;
const BESIDE = String.raw`(?:[\s,(]*(${OFFSET}|${ZONE}\b)(?: (?:standard |daylight |summer )?time\b)?)?`;
const CLOCK = new RegExp(
  String.raw`(?<![\d:./$-])(?:(\d{1,2})(?:[:.]([0-5]\d))? ?(am|pm)\b|([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])(?! ?[ap]m)|\b(noon)\b)${BESIDE}`,
  'g',
);
/** A zone that stands apart: by itself, not the first word of a name ("central bank"). */
const APART = new RegExp(
  String.raw`\b(${OFFSET}|${ZONE})(?: (?:standard |daylight |summer )?time)?(?=\s*(?:[),.;:/]|\d|$))`,
  'g',
);
const UNSURE: readonly (readonly [RegExp, string])[] = [
  [/\b(?:bst|ist|cst|ast|sst|amt)\b/, 'the zone that it names is the name of several'],
  [/\b(?:midnight)\b/, 'midnight may begin the day or end it'],
  [/\b(?:next|last|following|previous|yesterday|after|weekend|fortnight)\b/, 'it may be more than one day'],
  [
    /\b(?:in|within) (?:an?|the|\w+)(?: \w+)? (?:minute|hour|day|week|month)s?\b|\b(?:minutes|hours|days|weeks|months?|quarter)\b/,
    'it counts from a time that is not certain',
  ],
  [/\b(?:between|from)\b/, 'it is a range'],
  [
    /\b(?:half|past|o.?clock|at (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b/,
    'its time is not certain',
  ],
  [/\byour time\b/, 'the zone is not certain'],
];
/** A zone by its capitals, which is not known here: "5pm SGT". */
const CAPITALS = /(?:[ap]\.?m\.?|:\d\d|noon|[AP]M)[\s,(]+(?!NOT\b|BUT\b|OUT\b|GET\b|LET\b)([A-Z]{2,4}T)\b/;
const DAY_MS = 86_400_000;
/** Where only a day is named. */
const END_OF_DAY = 17 * 60;

/**
 * Reads "by Friday 5pm PT". What is not certain is null: two days that differ, "next week", 1/2 that may be January or February.
 * @param receivedAt milliseconds since 1970, which weekdays count from @param zone of the requester, where the words name none
 */
export function neededByIn(words: string, receivedAt: number, zone: string): NeededBy | null {
  const read = readNeededBy(words, receivedAt, zone);
  return typeof read === 'string' ? null : read;
}

/** As `neededByIn`. @returns a clause that says why where the time is not certain */
export function readNeededBy(words: string, receivedAt: number, requesters: string): NeededBy | string {
  const text = plain(words);
  const unsure = UNSURE.find(([pattern]) => pattern.test(text));
  if (unsure) return unsure[1];
  const capitals = CAPITALS.exec(words)?.[1];
  if (capitals && !zoneOf(capitals.toLowerCase())) return 'its zone is not certain';
  const found = clocksIn(text);
  if (typeof found === 'string') return found;
  const { clocks, apart } = found;
  const named = clocks[0]?.zone ?? apart;
  const zone = named ?? { name: requesters, offset: null, said: '' };
  const local = receivedAt + shiftOf(zone, receivedAt);
  const today = Math.floor(local / DAY_MS) * DAY_MS;
  const minute = clocks[0]?.minute ?? (/\btonight\b/.test(text) ? 23 * 60 + 59 : null);
  const days = daysIn(found.rest, today, (local - today) / 60_000, minute);
  if (typeof days === 'string') return days;
  if (new Set(days.at).size > 1) return 'it names more than one day';
  const [day] = days.at;
  if (day === undefined && minute === null) return 'it names no day and no time';
  if (day === undefined && /\b(?:on|of)\b/.test(days.rest)) return 'the day is not certain';
  const wall = (day ?? today) + (minute ?? END_OF_DAY) * 60_000;
  if (zone.offset === null && clockChange(wall, zone.name) !== null) return 'clocks are changed at that time';
  const at = instantOf(wall, zone);
  const others = clocks.slice(1).map((clock) => instantOf((day ?? today) + clock.minute * 60_000, clock.zone ?? zone));
  if (others.some((other) => other !== at)) return 'it names more than one time';
  if (!days.hasYear && at <= receivedAt) return 'that time had passed when it came';
  const assumed = [
    ...(day === undefined ? ['the day that it came'] : []),
    ...(days.isNextWeek ? ['the week after, as the time had passed'] : []),
    ...(minute === null ? ['17:00, as no time is named'] : []),
    ...(named === null ? ['the zone of the requester'] : []),
    ...seasonOf(zone, at),
  ];
  const shown = zone.offset === null ? wall : at;
  return { words, wall: new Date(shown).toISOString().slice(0, 16), zone: zone.name, assumed };
}

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\b([ap]) ?\. ?m\b\.?/g, '$1m')
    .replace(/(\d)([ap])\.m\b\.?/g, '$1$2m')
    .replace(/(\d{4}-\d\d-\d\d)t(?=\d)/g, '$1 ')
    .replace(/(\d)z\b/g, '$1 utc')
    .replace(/(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)(?=[+-]\d\d:?\d\d\b)/g, '$1 utc');

const shiftOf = ({ name, offset }: Zone, at: number): number =>
  offset === null ? offsetOf(at, name) : offset * 60_000;
const instantOf = (wall: number, { name, offset }: Zone): number =>
  offset === null ? utcOf(wall, name) : wall - offset * 60_000;

/** "EST" in July is said by many who mean the clocks of New York, so it is taken as these and told. */
function seasonOf({ name, offset, said }: Zone, at: number): string[] {
  const literal = NAMED_OFFSETS[said.toUpperCase()];
  if (offset !== null || literal === undefined || literal * 60_000 === offsetOf(at, name)) return [];
  return [`the clocks of ${name} on that day, which "${said.toUpperCase()}" by its letters is an hour off`];
}

function zoneOf(said: string): Zone | null {
  const offset = /^(?:utc|gmt)? ?([+\-\u2212]) ?(\d{1,2}):?(\d\d)?$/.exec(said);
  if (offset) {
    const [hours, minutes] = [Number(offset[2]), Number(offset[3] ?? 0)];
    if (hours > 14 || minutes > 59) return null;
    return { name: 'UTC', offset: (offset[1] === '+' ? 1 : -1) * (hours * 60 + minutes), said };
  }
  const place = PLACES.find(([pattern]) => pattern.test(said))?.[1];
  if (place) return { name: place, offset: null, said };
  const fixed = NAMED_OFFSETS[said.toUpperCase()];
  return fixed === undefined || said === 'mst' ? null : { name: 'UTC', offset: fixed, said };
}

/** Every time that is read, with the zone beside it, and the one zone that stands apart; `rest` is the text without them. */
function clocksIn(text: string): { clocks: Clock[]; apart: Zone | null; rest: string } | string {
  const clocks: Clock[] = [];
  const problems: string[] = [];
  let rest = text.replace(CLOCK, (whole, hour, minutes, half, hours, sixtieth, noon, said) => {
    const range = /^[-\u2212](\d\d):?(\d\d)$/.exec(said ?? '');
    const at = noon
      ? 12 * 60
      : half
        ? ((Number(hour) % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minutes ?? 0)
        : Number(hours) * 60 + Number(sixtieth);
    if (half && (Number(hour) < 1 || Number(hour) > 12)) problems.push('its time is not certain');
    if (range && Number(range[1]) * 60 + Number(range[2]) > at) problems.push('it is a range');
    const zone = said ? zoneOf(said) : null;
    if (said && !zone) problems.push('its zone is not certain');
    clocks.push({ minute: at, zone });
    return whole.startsWith(' ') ? ' \u00a6' : '\u00a6';
  });
  if (new RegExp(String.raw`\u00a6\)? ?(?:\/|or|and|&) ?${ZONE}\b`).test(rest))
    problems.push('it names more than one zone');
  const zones: (Zone | null)[] = [];
  rest = rest.replace(APART, (_, said: string) => {
    zones.push(zoneOf(said));
    return ' ';
  });
  const place = /\u00a6.*?\b([a-z]+) time\b/.exec(rest)?.[1];
  if (place && !['local', 'my', 'our'].includes(place)) problems.push('its zone is not certain');
  if (/\u00a6 ?(?:-|\u2013|\u2014|to|until|or) ?\u00a6/.test(rest) && clocks.every(({ zone }) => !zone))
    problems.push('it is a range');
  const needsApart = clocks.length === 0 || clocks.some(({ zone }) => !zone);
  if (needsApart && (zones.includes(null) || new Set(zones.map((zone) => `${zone?.name}${zone?.offset}`)).size > 1))
    problems.push('its zone is not certain');
  const apart = zones[0] ?? null;
  const beside = clocks.map((clock) => ({ ...clock, zone: clock.zone ?? apart }));
  return problems[0] ?? { clocks: beside, apart, rest };
}

interface Days {
  /** Midnights. */
  readonly at: readonly number[];
  readonly hasYear: boolean;
  readonly isNextWeek: boolean;
  /** What is left of the text. */
  readonly rest: string;
}

/** Of every day that the words name. @returns why one of them cannot be told @param now minutes since midnight */
function daysIn(text: string, today: number, now: number, time: number | null): Days | string {
  const dates: number[] = [];
  const problems: string[] = [];
  let hasYear = false;
  const year = new Date(today).getUTCFullYear();
  const add = (of: number | null, month: number, day: number): string => {
    const midnight = (inYear: number) => Date.UTC(inYear, month - 1, day);
    const found = of === null ? (midnight(year) < today ? midnight(year + 1) : midnight(year)) : midnight(of);
    if (new Date(found).getUTCDate() !== day || new Date(found).getUTCMonth() !== month - 1)
      problems.push('no calendar has that day');
    dates.push(found);
    hasYear ||= of !== null;
    return '\u00a7';
  };
  // A year far from this one may be a time: "8 July 1500".
  const near = `(?:,? (${year}|${year + 1})\\b(?!:))?`;
  const month = `\\b(${MONTH_NAMES})\\b\\.?`;
  const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) + 1;
  const yearOf = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));
  let rest = text
    .replace(/\b(\d{4})-(\d\d)-(\d\d)\b/g, (_, y, m, d) => add(Number(y), Number(m), Number(d)))
    .replace(/\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d\d))?\b(?!\/)/g, (_, m, d, y) => {
      const [one, two] = [Number(m), Number(d)];
      if (one <= 12 && two <= 12 && one !== two) problems.push('its day and month may be exchanged');
      const of = y === undefined ? null : Number(y) + (y.length === 2 ? 2000 : 0);
      return one > 12 ? add(of, two, one) : add(of, one, two);
    })
    .replace(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}${near}`, 'g'), (_, d, m, y) =>
      add(yearOf(y), monthOf(m), Number(d)),
    )
    .replace(new RegExp(`${month} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b${near}`, 'g'), (_, m, d, y) =>
      add(yearOf(y), monthOf(m), Number(d)),
    );
  const days: number[] = [...dates];
  let isNextWeek = false;
  const weekday = (index: number, isBesideDate: boolean): void => {
    const ahead = (index - new Date(today).getUTCDay() + 7) % 7;
    const isPast = ahead === 0 && (time ?? END_OF_DAY) <= now;
    if (isBesideDate && new Set(dates).size === 1) {
      if (new Date(dates[0] as number).getUTCDay() !== index) problems.push('its weekday and its date differ');
      return;
    }
    isNextWeek ||= isPast;
    days.push(today + (isPast ? 7 : ahead) * DAY_MS);
  };
  const named = new RegExp(`(\u00a7[, (]*)?\\b(${DAY_NAMES})\\b\\.?(?=([, (]*(?:the )?\u00a7)?)`, 'g');
  rest = rest.replace(named, (_, before, name: string, after) => {
    if (/^\s+week\b/.test(rest.slice(rest.indexOf(name) + name.length))) problems.push('it may be more than one day');
    weekday(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(name.slice(0, 3)), Boolean(before ?? after));
    return before ? '\u00a7' : '';
  });
  if (/\b(?:eow|end of (?:the |this )?week)\b/.test(rest)) weekday(5, false);
  else if (/\bweek\b/.test(rest)) problems.push('it may be more than one day');
  if (/\btomorrow\b/.test(rest)) days.push(today + DAY_MS);
  const isEnd = /\b(?:end of (?:the )?(?:day|business)|close of business|eod|eob|cob)\b/.test(rest);
  if (/\b(?:today|tonight)\b/.test(rest) && !(days.length > 0 && /\btonight\b/.test(rest))) days.push(today);
  if (isEnd && days.length === 0) days.push(today);
  if (new RegExp(`\\b(?!may\\b)(?:${MONTH_NAMES})\\b`).test(rest)) problems.push('its day is not certain');
  if (/(?<![\w#$\u20ac\u00a3.]|\w-)\d{1,4}(?:st|nd|rd|th|h|am|pm)?(?!\w)/.test(rest))
    problems.push('a number in it is not certain');
  if (
    time === null &&
    /\b(?:morning|afternoon|evening|night|lunch|lunchtime|first thing|start|open|opening)\b/.test(rest)
  )
    problems.push('its time is not certain');
  return problems[0] ?? { at: days, hasYear, isNextWeek, rest };
}
