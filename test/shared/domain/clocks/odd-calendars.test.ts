import { describe, expect, it } from 'vitest';
import { workedMs, workedUntil } from '../../../../shared/domain/clocks/work-calendar.ts';

interface Odd {
  readonly what: string;
  readonly zone: string;
  /** From Sunday. */
  readonly week: string[][][];
  readonly holidays: string[];
  readonly from: string;
  readonly to: string;
  readonly pauses: string[][];
  /** Worked of the stretch. */
  readonly minutes: number;
  /** When so many minutes are worked. */
  readonly amount: number;
  readonly until: string;
}

/**
 * What is worked by odd calendars. The numbers come from another program: Python with its own zones (`zoneinfo`) looks at each minute,
 * and counts it where the clocks of the zone then show a time that is worked.
 */
const ODD: readonly Odd[] = [
  {
    what: 'Kathmandu, quarter hours, Sunday to Friday',
    zone: 'Asia/Kathmandu',
    week: [
      [['10:00', '17:15']],
      [['10:00', '17:15']],
      [['10:00', '17:15']],
      [['10:00', '17:15']],
      [['10:00', '17:15']],
      [['10:00', '15:00']],
      [],
    ],
    holidays: ['2026-10-20', '2026-10-24'],
    from: '2026-10-18T03:17:00Z',
    to: '2026-10-26T09:41:00Z',
    pauses: [['2026-10-19T05:00:00Z', '2026-10-21T06:30:00Z']],
    minutes: 2276,
    amount: 1500,
    until: '2026-10-23T09:00:00.000Z',
  },
  {
    what: 'Lord Howe, half an hour of summer time, April',
    zone: 'Australia/Lord_Howe',
    week: [
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
    ],
    holidays: [],
    from: '2026-04-03T10:00:00Z',
    to: '2026-04-06T10:00:00Z',
    pauses: [['2026-04-04T14:30:00Z', '2026-04-04T15:20:00Z']],
    minutes: 1420,
    amount: 900,
    until: '2026-04-04T18:50:00.000Z',
  },
  {
    what: 'Lord Howe, October',
    zone: 'Australia/Lord_Howe',
    week: [
      [['00:00', '06:00']],
      [['00:00', '06:00']],
      [['00:00', '06:00']],
      [['00:00', '06:00']],
      [['00:00', '06:00']],
      [['00:00', '06:00']],
      [['00:00', '06:00']],
    ],
    holidays: [],
    from: '2026-10-02T10:00:00Z',
    to: '2026-10-05T10:00:00Z',
    pauses: [['2026-10-03T15:10:00Z', '2026-10-03T16:05:00Z']],
    minutes: 995,
    amount: 700,
    until: '2026-10-04T14:05:00.000Z',
  },
  {
    what: 'Pacific night shift, clocks back inside a pause',
    zone: 'America/Los_Angeles',
    week: [
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
    ],
    holidays: [],
    from: '2026-10-31T20:00:00Z',
    to: '2026-11-03T20:00:00Z',
    pauses: [['2026-11-01T08:30:00Z', '2026-11-01T09:45:00Z']],
    minutes: 1425,
    amount: 900,
    until: '2026-11-02T13:15:00.000Z',
  },
  {
    what: 'Pacific night shift, clocks forward inside a pause',
    zone: 'America/Los_Angeles',
    week: [
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
      [
        ['22:00', '24:00'],
        ['00:00', '06:00'],
      ],
    ],
    holidays: [],
    from: '2026-03-07T20:00:00Z',
    to: '2026-03-10T20:00:00Z',
    pauses: [['2026-03-08T09:30:00Z', '2026-03-08T10:15:00Z']],
    minutes: 1335,
    amount: 900,
    until: '2026-03-10T05:45:00.000Z',
  },
  {
    what: 'Pacific, a shift that begins in the hour left out',
    zone: 'America/Los_Angeles',
    week: [
      [['02:30', '05:00']],
      [['02:30', '05:00']],
      [['02:30', '05:00']],
      [['02:30', '05:00']],
      [['02:30', '05:00']],
      [['02:30', '05:00']],
      [['02:30', '05:00']],
    ],
    holidays: [],
    from: '2026-03-07T08:00:00Z',
    to: '2026-03-10T08:00:00Z',
    pauses: [],
    minutes: 420,
    amount: 400,
    until: '2026-03-09T11:40:00.000Z',
  },
  {
    what: 'Pacific, a shift that ends in the hour left out',
    zone: 'America/Los_Angeles',
    week: [
      [['01:00', '02:30']],
      [['01:00', '02:30']],
      [['01:00', '02:30']],
      [['01:00', '02:30']],
      [['01:00', '02:30']],
      [['01:00', '02:30']],
      [['01:00', '02:30']],
    ],
    holidays: [],
    from: '2026-03-07T08:00:00Z',
    to: '2026-03-10T08:00:00Z',
    pauses: [],
    minutes: 240,
    amount: 230,
    until: '2026-03-09T09:20:00.000Z',
  },
  {
    what: 'Chatham, 12:45, holiday on a weekend and one beside it',
    zone: 'Pacific/Chatham',
    week: [
      [],
      [
        ['08:45', '12:00'],
        ['12:30', '17:15'],
      ],
      [
        ['08:45', '12:00'],
        ['12:30', '17:15'],
      ],
      [
        ['08:45', '12:00'],
        ['12:30', '17:15'],
      ],
      [
        ['08:45', '12:00'],
        ['12:30', '17:15'],
      ],
      [
        ['08:45', '12:00'],
        ['12:30', '17:15'],
      ],
      [],
    ],
    holidays: ['2026-09-26', '2026-09-28'],
    from: '2026-09-24T18:00:00Z',
    to: '2026-09-30T02:00:00Z',
    pauses: [['2026-09-25T00:00:00Z', '2026-09-25T01:07:00Z']],
    minutes: 1283,
    amount: 1000,
    until: '2026-09-29T20:47:00.000Z',
  },
  {
    what: 'Santiago, the day that ends an hour later',
    zone: 'America/Santiago',
    week: [
      [['00:00', '24:00']],
      [['00:00', '24:00']],
      [['00:00', '24:00']],
      [['00:00', '24:00']],
      [['00:00', '24:00']],
      [['00:00', '24:00']],
      [['00:00', '24:00']],
    ],
    holidays: ['2026-04-05'],
    from: '2026-04-03T12:00:00Z',
    to: '2026-04-07T12:00:00Z',
    pauses: [],
    minutes: 4320,
    amount: 3000,
    until: '2026-04-06T14:00:00.000Z',
  },
  {
    what: 'Santiago, the day that begins at one',
    zone: 'America/Santiago',
    week: [
      [['00:00', '02:00']],
      [['00:00', '02:00']],
      [['00:00', '02:00']],
      [['00:00', '02:00']],
      [['00:00', '02:00']],
      [['00:00', '02:00']],
      [['00:00', '02:00']],
    ],
    holidays: [],
    from: '2026-09-05T00:00:00Z',
    to: '2026-09-08T00:00:00Z',
    pauses: [],
    minutes: 300,
    amount: 200,
    until: '2026-09-07T03:20:00.000Z',
  },
  {
    what: "St John's, half hour, overlapping pauses over the change",
    zone: 'America/St_Johns',
    week: [
      [],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [],
    ],
    holidays: ['2026-03-09'],
    from: '2026-03-06T18:00:00Z',
    to: '2026-03-12T18:00:00Z',
    pauses: [
      ['2026-03-07T00:00:00Z', '2026-03-10T13:00:00Z'],
      ['2026-03-10T12:00:00Z', '2026-03-10T15:30:00Z'],
    ],
    minutes: 1260,
    amount: 800,
    until: '2026-03-11T18:20:00.000Z',
  },
  {
    what: 'Kiritimati, fourteen hours ahead',
    zone: 'Pacific/Kiritimati',
    week: [
      [],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [['09:00', '17:00']],
      [],
    ],
    holidays: ['2026-12-25'],
    from: '2026-12-23T20:00:00Z',
    to: '2026-12-29T01:00:00Z',
    pauses: [],
    minutes: 1260,
    amount: 1300,
    until: '2026-12-29T01:40:00.000Z',
  },
  {
    what: 'Tehran, Friday off, half hour',
    zone: 'Asia/Tehran',
    week: [
      [['07:30', '14:45']],
      [['07:30', '14:45']],
      [['07:30', '14:45']],
      [['07:30', '14:45']],
      [['07:30', '14:45']],
      [],
      [['07:30', '12:00']],
    ],
    holidays: ['2026-03-21', '2026-03-22'],
    from: '2026-03-18T08:00:00Z',
    to: '2026-03-26T08:00:00Z',
    pauses: [['2026-03-19T03:00:00Z', '2026-03-19T05:15:00Z']],
    minutes: 2100,
    amount: 1700,
    until: '2026-03-25T08:35:00.000Z',
  },
  {
    what: "London, Sunday shift over both one o'clocks",
    zone: 'Europe/London',
    week: [[['00:30', '03:00']], [], [], [], [], [], []],
    holidays: [],
    from: '2026-10-24T12:00:00Z',
    to: '2026-10-26T12:00:00Z',
    pauses: [['2026-10-25T00:15:00Z', '2026-10-25T01:20:00Z']],
    minutes: 145,
    amount: 100,
    until: '2026-10-25T02:15:00.000Z',
  },
];

describe('a calendar that is odd', () => {
  it.each(ODD)('$what', ({ zone, week, holidays, from, to, pauses, minutes, amount, until }) => {
    const calendar = {
      name: 'odd',
      zone,
      week: week.map((day) => day.map(([start = '', end = '']) => ({ from: start, to: end }))),
      holidays: Object.fromEntries(holidays.map((day) => [day, 'holiday'])),
    };
    const stands = pauses.map(([start = '', end = '']) => ({ from: Date.parse(start), to: Date.parse(end) }));
    const [start, end] = [Date.parse(from), Date.parse(to)];
    expect(workedMs(calendar, { from: start, to: end }, stands) / 60_000).toBe(minutes);
    expect(new Date(workedUntil(calendar, start, amount * 60_000, stands) ?? 0).toISOString()).toBe(until);
  });
});
