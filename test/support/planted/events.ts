import { at, HOUR, many, type Planted, type Row } from './table.ts';

const steady = (accounts: number, events: number, every: number): Row[] =>
  many(accounts * events, (index) => [
    `a${index % accounts}`,
    at(Math.floor(index / accounts) * every + (index % accounts) * 61),
  ]);
const dates = (count: number): Row[] =>
  many(count, (index): Row => [`a${index % 12}`, `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00Z`]);

export const timing: Planted[] = [
  {
    id: 'velocity',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
    ],
    planted: [
      ...steady(5, 40, 6 * HOUR),
      ...many(30, (index): Row => ['bot', at(index * 100)]),
      ...many(65, (index): Row => ['day', at(index * 1300)]),
      ['x', null],
    ],
    clean: steady(5, 40, 6 * HOUR),
    found: { column: 'account', values: ['bot', 'day'] },
    refused: { rows: dates(30), because: /^No time has a time of day/ },
  },
  {
    id: 'failure-burst',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
      ['outcome', 'text'],
    ],
    planted: [
      ...many(12, (index): Row => ['203.0.113.5', at(index * 20), 'Failed password']),
      ['203.0.113.5', at(400), 'SUCCESS'],
      ...many(30, (index): Row => ['192.0.2.9', at(index * 2 * HOUR), index % 3 ? 'success' : 'failed']),
    ],
    clean: many(30, (index): Row => ['192.0.2.9', at(index * 2 * HOUR), index % 3 ? 'success' : 'failed']),
    found: { column: 'account', values: ['203.0.113.5'] },
    refused: { values: { failed: 'denied' }, because: /^No outcome contains "denied"/ },
  },
  {
    id: 'signup-cluster',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
    ],
    planted: [
      ...many(30, (index): Row => [`a${index}`, at(index * 5 * HOUR)]),
      ...many(6, (index): Row => [`new${index}`, at(30 * HOUR + 600 + index * 45)]),
    ],
    clean: many(30, (index): Row => [`a${index}`, at(index * 5 * HOUR)]),
    found: { column: 'account', values: many(6, (index) => `new${index}`) },
    refused: { values: { gap: 86_400 }, because: /^Half of all accounts follow the one before within/ },
  },
  {
    id: 'new-device-payout',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
      ['device', 'text'],
      ['payout', 'text'],
    ],
    planted: [
      ...many(6, (index): Row => [`a${index}`, at(index * 60), `d${index}`, `p${index}`]),
      ['a1', at(50 * HOUR), 'stranger', null],
      ['a1', at(53 * HOUR), null, 'p-new'],
      ['a2', at(60 * HOUR), 'new phone', null],
      ['a2', at(200 * HOUR), null, 'p-later'],
      ['a3', at(90 * HOUR), 'd3', 'p-same-device'],
    ],
    clean: [
      ...many(6, (index): Row => [`a${index}`, at(index * 60), `d${index}`, `p${index}`]),
      ['a2', at(60 * HOUR), 'new phone', 'p2'],
    ],
    found: { column: 'payout', values: ['p-new'] },
    refused: { rows: [['a', at(0), 'd', null]], because: /^No row has an account, a time and a payout account/ },
  },
  {
    id: 'off-hours',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
    ],
    // 09:00 UTC and on is the morning in Berlin, and 3 in the morning in Chicago.
    planted: [
      ...many(40, (index): Row => [`a${index % 4}`, at(index * 23 * 60 + 9 * HOUR)]),
      ...many(12, (index): Row => ['night', at(index * 24 * HOUR + 60)]),
    ],
    clean: many(40, (index): Row => [`a${index % 4}`, at(Math.floor(index / 4) * 24 * HOUR + 9 * HOUR)]),
    values: { zone: 'America/Chicago' },
    found: { column: 'account', values: ['night'] },
    refused: {
      rows: many(20, (index): Row => ['night', at(index * 24 * HOUR + 60)]),
      because: /^100 % of all events lie in these hours/,
    },
  },
];

const BERLIN = [52.52, 13.405];
const SYDNEY = [-33.8688, 151.2093];
const MUNICH = [48.1371, 11.5754]; // 504 km from Berlin
export const places: Planted[] = [
  {
    id: 'impossible-travel',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
      ['latitude', 'number'],
      ['longitude', 'number'],
    ],
    planted: [
      ...many(10, (index): Row => [`a${index}`, at(index * 60), ...BERLIN]),
      ...many(10, (index): Row => [`a${index}`, at(index * 60 + 5 * HOUR), ...MUNICH]),
      ['jet', at(0), ...BERLIN],
      ['jet', at(HOUR), ...BERLIN],
      ['jet', at(3 * HOUR), ...SYDNEY],
      ['flyer', at(0), ...BERLIN],
      ['flyer', at(23 * HOUR), ...SYDNEY],
      ['unknown', at(0), ...BERLIN],
      ['unknown', at(60), 0, 0],
    ],
    clean: many(20, (index): Row => [`a${index % 10}`, at(index * HOUR), ...(index < 10 ? BERLIN : MUNICH)]),
    found: { column: 'account', values: ['jet'] },
    refused: {
      rows: [
        ['a', at(0), 151.2, -33.8],
        ['a', at(60), 13.4, 52.5],
      ],
      because: /^1 row has a latitude beyond 90/,
    },
  },
  {
    id: 'country-change',
    columns: [
      ['account', 'text'],
      ['time', 'time'],
      ['country', 'text'],
    ],
    planted: [
      ...many(10, (index): Row => [`a${index % 2}`, at(index * HOUR), 'DE']),
      ['hop', at(0), 'DE'],
      ['hop', at(0.5 * HOUR), 'BR'],
      ['trip', at(0), 'DE'],
      ['trip', at(11 * HOUR), 'BR'],
    ],
    clean: [
      ...many(10, (index): Row => [`a${index % 2}`, at(index * HOUR), 'DE']),
      ['trip', at(0), 'DE'],
      ['trip', at(11 * HOUR), 'BR'],
    ],
    found: { column: 'account', values: ['hop'] },
    refused: {
      rows: [
        ['a', at(60), 'DE'],
        ['b', at(90), 'DE'],
      ],
      because: /^The rows name fewer than two countries/,
    },
  },
  {
    id: 'rare-country',
    columns: [
      ['account', 'text'],
      ['country', 'text'],
    ],
    planted: [
      ...many(60, (index): Row => [`a${index % 2}`, index % 3 ? 'DE' : 'AT']),
      ...many(30, (): Row => ['odd', 'FR']),
      ['odd', 'KP'],
    ],
    clean: many(60, (index): Row => [`a${index % 2}`, index % 3 ? 'DE' : 'AT']),
    found: { column: 'country', values: ['KP'] },
    refused: { rows: many(10, (index): Row => ['a', index % 2 ? 'DE' : 'AT']), because: /^No account has 20 events/ },
  },
];
