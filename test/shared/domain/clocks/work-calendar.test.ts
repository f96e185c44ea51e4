import { describe, expect, it } from 'vitest';
import {
  elapsedMs,
  faultOfWeek,
  type Hours,
  OFFICE_HOURS,
  type WorkCalendar,
  workedMs,
  workedUntil,
} from '../../../../shared/domain/clocks/work-calendar.ts';

const NINE_TO_FIVE: Hours[] = [{ from: '09:00', to: '17:00' }];
const ALL_DAY: Hours[] = [{ from: '00:00', to: '24:00' }];
const week = (days: readonly number[], hours: Hours[]): Hours[][] =>
  Array.from({ length: 7 }, (_, day) => (days.includes(day) ? hours : []));
const weekdays = [1, 2, 3, 4, 5];

const calendar = (
  zone: string,
  hours = week(weekdays, NINE_TO_FIVE),
  holidays: Record<string, string> = {},
): WorkCalendar => ({
  name: 'test',
  zone,
  week: hours,
  holidays,
});
const PACIFIC = calendar('America/Los_Angeles');
const ROUND_THE_CLOCK = (zone: string) => calendar(zone, week([0, 1, 2, 3, 4, 5, 6], ALL_DAY));
const NIGHT = calendar(
  'America/New_York',
  week(
    [0, 1, 2, 3, 4, 5, 6],
    [
      { from: '00:00', to: '06:00' },
      { from: '22:00', to: '24:00' },
    ],
  ),
);
const SPLIT = calendar(
  'Europe/Madrid',
  week(weekdays, [
    { from: '09:00', to: '14:00' },
    { from: '16:00', to: '19:00' },
  ]),
);
const GULF = calendar('Asia/Dubai', week([0, 1, 2, 3, 4], NINE_TO_FIVE));
const LATE = calendar('Europe/Berlin', week([0], [{ from: '01:00', to: '04:00' }]));
const XMAS = calendar('America/Los_Angeles', week(weekdays, NINE_TO_FIVE), { '2026-12-25': 'Christmas Day' });

const hours = (count: number): number => count * 3_600_000;
const at = (text: string): number => Date.parse(text);
const pause = (from: string, to: string) => ({ from: at(from), to: at(to) });

/** What is worked, in hours, each computed by hand on the clocks of the zone. */
const WORKED: readonly (readonly [
  what: string,
  calendar: WorkCalendar,
  from: string,
  to: string,
  hours: number,
  pauses?: { from: number; to: number }[],
])[] = [
  // zones
  ['a whole day, Pacific in winter (UTC-8)', PACIFIC, '2026-01-07T17:00Z', '2026-01-08T01:00Z', 8],
  [
    'the same instants in summer (UTC-7) end an hour into the evening',
    PACIFIC,
    '2026-07-08T17:00Z',
    '2026-07-09T01:00Z',
    7,
  ],
  ['a night between two days', PACIFIC, '2026-01-07T00:00Z', '2026-01-08T00:00Z', 8],
  ['a weekend', PACIFIC, '2026-01-10T01:00Z', '2026-01-12T17:00Z', 0],
  ['a week', PACIFIC, '2026-01-05T08:00Z', '2026-01-12T08:00Z', 40],
  ['Friday evening to Monday morning 10:00', PACIFIC, '2026-01-10T00:30Z', '2026-01-12T18:00Z', 1.5],
  ['Tokyo, a day ahead of UTC', calendar('Asia/Tokyo'), '2026-01-06T00:00Z', '2026-01-06T08:00Z', 8],
  ['Kolkata, half an hour off', calendar('Asia/Kolkata'), '2026-01-06T03:30Z', '2026-01-06T11:30Z', 8],
  ['Kathmandu, a quarter off', calendar('Asia/Kathmandu'), '2026-01-06T03:15Z', '2026-01-06T04:15Z', 1],
  ['Sunday is worked in the Gulf', GULF, '2026-01-04T05:00Z', '2026-01-04T13:00Z', 8],
  ['Friday is not', GULF, '2026-01-09T05:00Z', '2026-01-09T13:00Z', 0],
  ['Kiritimati, fourteen hours ahead', calendar('Pacific/Kiritimati'), '2026-01-05T19:00Z', '2026-01-06T03:00Z', 8],
  [
    'Apia left out 30 December 2011 altogether',
    ROUND_THE_CLOCK('Pacific/Apia'),
    '2011-12-29T10:00Z',
    '2011-12-31T10:00Z',
    48,
  ],
  ['a midday break', SPLIT, '2026-01-07T08:00Z', '2026-01-07T18:00Z', 8],
  ['within the break', SPLIT, '2026-01-07T13:10Z', '2026-01-07T14:50Z', 0],
  ['a night shift over midnight', NIGHT, '2026-01-07T03:00Z', '2026-01-07T11:00Z', 8],
  // daylight saving
  [
    'spring in Los Angeles: the day has 23 hours',
    ROUND_THE_CLOCK('America/Los_Angeles'),
    '2026-03-08T08:00Z',
    '2026-03-09T07:00Z',
    23,
  ],
  [
    'autumn in Los Angeles: the day has 25',
    ROUND_THE_CLOCK('America/Los_Angeles'),
    '2026-11-01T07:00Z',
    '2026-11-02T08:00Z',
    25,
  ],
  ['office hours do not see the change', PACIFIC, '2026-03-06T17:00Z', '2026-03-10T00:00Z', 16],
  ['the Monday after begins an hour earlier in UTC', PACIFIC, '2026-03-09T16:00Z', '2026-03-09T17:00Z', 1],
  ['Berlin, 01:00-04:00 on the short Sunday', LATE, '2026-03-28T23:00Z', '2026-03-29T10:00Z', 2],
  ['Berlin, 01:00-04:00 on the long Sunday', LATE, '2026-10-24T22:00Z', '2026-10-25T10:00Z', 4],
  ['a night shift in the short night', NIGHT, '2026-03-08T03:00Z', '2026-03-08T10:00Z', 7],
  ['a night shift in the long night', NIGHT, '2026-11-01T02:00Z', '2026-11-01T11:00Z', 9],
  [
    'Lord Howe changes by half an hour',
    ROUND_THE_CLOCK('Australia/Lord_Howe'),
    '2026-04-04T13:00Z',
    '2026-04-05T13:30Z',
    24.5,
  ],
  ['Phoenix has no daylight saving', calendar('America/Phoenix'), '2026-07-08T16:00Z', '2026-07-09T00:00Z', 8],
  // holidays
  ['a holiday on a weekday', XMAS, '2026-12-25T08:00Z', '2026-12-26T08:00Z', 0],
  ['Thursday to Monday over it', XMAS, '2026-12-24T17:00Z', '2026-12-29T01:00Z', 16],
  ['a holiday is a date on local clocks, not in UTC', XMAS, '2026-12-24T23:00Z', '2026-12-25T02:00Z', 2],
  // pauses
  [
    'a pause within the day',
    PACIFIC,
    '2026-01-07T17:00Z',
    '2026-01-08T01:00Z',
    6,
    [pause('2026-01-07T19:00Z', '2026-01-07T21:00Z')],
  ],
  [
    'a pause over the evening counts what was worked of it',
    PACIFIC,
    '2026-01-07T17:00Z',
    '2026-01-09T01:00Z',
    14,
    [pause('2026-01-08T00:00Z', '2026-01-08T18:00Z')],
  ],
  [
    'pauses that overlap count once',
    PACIFIC,
    '2026-01-07T17:00Z',
    '2026-01-08T01:00Z',
    5,
    [pause('2026-01-07T18:00Z', '2026-01-07T20:00Z'), pause('2026-01-07T19:00Z', '2026-01-07T21:00Z')],
  ],
  [
    'a pause outside hours takes nothing',
    PACIFIC,
    '2026-01-07T17:00Z',
    '2026-01-08T17:00Z',
    8,
    [pause('2026-01-08T02:00Z', '2026-01-08T10:00Z')],
  ],
  [
    'a pause longer than the time',
    PACIFIC,
    '2026-01-07T17:00Z',
    '2026-01-08T01:00Z',
    0,
    [pause('2026-01-01T00:00Z', '2026-02-01T00:00Z')],
  ],
  [
    'a pause across a change of clocks',
    ROUND_THE_CLOCK('America/Los_Angeles'),
    '2026-03-08T08:00Z',
    '2026-03-09T07:00Z',
    22,
    [pause('2026-03-08T09:30Z', '2026-03-08T10:30Z')],
  ],
  ['no time at all', PACIFIC, '2026-01-07T18:00Z', '2026-01-07T18:00Z', 0],
  ['an end before the start', PACIFIC, '2026-01-08T18:00Z', '2026-01-07T18:00Z', 0],
];

/** When so many hours have been worked. */
const DUE: readonly (readonly [
  what: string,
  calendar: WorkCalendar,
  from: string,
  hours: number,
  due: string,
  pauses?: { from: number; to: number }[],
])[] = [
  ['within the day', PACIFIC, '2026-01-07T18:00Z', 4, '2026-01-07T22:00:00.000Z'],
  ['by the very end of a day', PACIFIC, '2026-01-07T17:00Z', 8, '2026-01-08T01:00:00.000Z'],
  ['into the next day', PACIFIC, '2026-01-07T23:00Z', 4, '2026-01-08T19:00:00.000Z'],
  ['over a weekend', PACIFIC, '2026-01-09T23:00Z', 4, '2026-01-12T19:00:00.000Z'],
  ['received at night', PACIFIC, '2026-01-07T10:00Z', 1, '2026-01-07T18:00:00.000Z'],
  ['received on a Saturday', PACIFIC, '2026-01-10T20:00Z', 1, '2026-01-12T18:00:00.000Z'],
  ['over the change in spring', PACIFIC, '2026-03-06T23:00Z', 4, '2026-03-09T18:00:00.000Z'],
  ['over a holiday and a weekend', XMAS, '2026-12-24T23:00Z', 4, '2026-12-28T19:00:00.000Z'],
  [
    'a pause puts it off by what was worked of it',
    PACIFIC,
    '2026-01-07T18:00Z',
    4,
    '2026-01-07T23:00:00.000Z',
    [pause('2026-01-07T19:00Z', '2026-01-07T20:00Z')],
  ],
  [
    'a pause overnight puts it off by two hours of work',
    PACIFIC,
    '2026-01-07T23:00Z',
    4,
    '2026-01-08T21:00:00.000Z',
    [pause('2026-01-08T00:00Z', '2026-01-08T18:00Z')],
  ],
];

describe('what is worked', () => {
  it.each(WORKED.map((each) => [each[0], each] as const))('%s', (_what, [, of, from, to, expected, pauses = []]) => {
    expect(workedMs(of, { from: at(from), to: at(to) }, pauses) / 3_600_000).toBe(expected);
  });
});

describe('when a goal falls due', () => {
  it.each(DUE.map((each) => [each[0], each] as const))('%s', (_what, [, of, from, count, due, pauses = []]) => {
    const found = workedUntil(of, at(from), hours(count), pauses);
    expect(found && new Date(found).toISOString()).toBe(due);
    // The two say the same: up to the due time, exactly the goal was worked.
    expect(workedMs(of, { from: at(from), to: found ?? 0 }, pauses)).toBe(hours(count));
  });

  it('is never where nothing is worked any more', () => {
    const closed = { ...PACIFIC, week: week([], NINE_TO_FIVE) };
    expect(workedUntil(closed, at('2026-01-07T18:00Z'), hours(1))).toBeNull();
  });
});

it('counts what passes on the wall less pauses', () => {
  const stretch = { from: at('2026-01-10T00:00Z'), to: at('2026-01-11T00:00Z') };
  expect(elapsedMs(stretch)).toBe(hours(24));
  expect(elapsedMs(stretch, [pause('2026-01-09T00:00Z', '2026-01-10T06:00Z')])).toBe(hours(18));
});

it('names what is wrong with a week', () => {
  expect(faultOfWeek(OFFICE_HOURS.week)).toBeNull();
  expect(faultOfWeek(NIGHT.week)).toBeNull();
  expect(faultOfWeek(week([], []))).toContain('No day');
  expect(faultOfWeek(week([1], [{ from: '17:00', to: '09:00' }]))).toContain('ends before it begins');
  expect(faultOfWeek(week([1], [{ from: '9:00', to: '17:00' }]))).toContain('no span');
  expect(
    faultOfWeek(
      week(
        [1],
        [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '17:00' },
        ],
      ),
    ),
  ).toContain('overlaps');
});
