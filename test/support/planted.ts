import type { Role } from '../../shared/domain/patterns/roles.ts';
import type { Values } from '../../shared/domain/patterns/template.ts';
import { seeded } from './random.ts';

/** A table as data: its columns are called as the roles that they have. */
export type Column = readonly [Role, 'text' | 'time' | 'number'];
export type Row = readonly (string | number | null)[];
/** A pattern with data in which something is planted, data without it, and data of which it says nothing. */
export interface Planted {
  readonly id: string;
  readonly columns: readonly Column[];
  readonly planted: readonly Row[];
  readonly clean: readonly Row[];
  readonly values?: Values;
  /** Values of a column of the result: these and no others. */
  readonly found: { readonly column: string; readonly values: readonly string[] };
  readonly verdict?: string;
  readonly refused: { readonly rows?: readonly Row[]; readonly values?: Values; readonly because: RegExp };
}

const START = Date.UTC(2026, 2, 2, 9, 0, 0);
/** So many seconds after the first of the data. */
export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString().replace('.000', '');
const HOUR = 3600;
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const shares: readonly (readonly [id: string, role: Role, as: string, value: (index: number) => string])[] = [
  ['ring-device', 'device', 'device', (index) => `dev-${index}`],
  ['ring-ip', 'ip', 'ip', (index) => `198.51.100.${index}`],
  ['ring-network', 'ip', 'network', (index) => `10.${index}.7.9`],
  ['ring-payout', 'payout', 'payout', (index) => `po-${index}`],
  ['ring-phone', 'phone', 'phone', (index) => `+1 202 555 01${String(10 + index)}`],
  ['ring-card', 'card', 'card', (index) => `fp_${index}`],
  ['ring-picture', 'picture', 'picture', (index) => `ff00aa${String(index).padStart(2, '0')}`],
];
const rings = shares.map(([id, role, as, value]): Planted => {
  const alone = many(20, (index): Row => [`a${index}`, value(index)]);
  // What the three share is written as they wrote it: a phone with other signs, another host of the network.
  const written = { 'ring-phone': '+1 (202) 555-0199', 'ring-network': '192.0.2.14' }[id] ?? value(99);
  const other = { 'ring-phone': '+12025550199', 'ring-network': '192.0.2.201' }[id] ?? value(99);
  return {
    id,
    columns: [
      ['account', 'text'],
      [role, 'text'],
    ],
    planted: [
      ...alone,
      ['r1', written],
      ['r2', other],
      ['r3', other],
      ['r3', other],
      ['r4', null],
      [null, other],
      ['r5', ' '],
    ],
    clean: [...alone, ...alone],
    found: { column: 'account', values: ['r1', 'r2', 'r3'] },
    refused: {
      rows: many(5, (index): Row => [`a${index}`, value(7)]),
      because: new RegExp(`^All rows have one and the same .*${as === 'network' ? 'network' : ''}`),
    },
  };
});

const steady = (accounts: number, events: number, every: number): Row[] =>
  many(accounts * events, (index) => [
    `a${index % accounts}`,
    at(Math.floor(index / accounts) * every + (index % accounts) * 61),
  ]);
const dates = (count: number): Row[] =>
  many(count, (index): Row => [`a${index % 12}`, `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T00:00:00Z`]);

const timing: Planted[] = [
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
    values: { ahead: -6 },
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
const places: Planted[] = [
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

const ordinary = many(
  40,
  (index): Row => [`shop${index % 4}`, `buyer${index}`, at(index * 30 * HOUR), 20 + ((index * 37) % 90) + 0.37],
);
const money: Planted[] = [
  {
    id: 'in-then-out',
    columns: [
      ['account', 'text'],
      ['counterparty', 'text'],
      ['time', 'time'],
      ['amount', 'number'],
    ],
    planted: [
      ...ordinary,
      ...many(6, (index): Row => [`victim${index}`, 'mule', at(1000 + index * 600), 300.25]),
      ['mule', 'boss', at(6 * HOUR), 1700],
      ['boss', 'cashier', at(7 * HOUR), 1690],
      ['buyer1', 'shop1', at(0), 900],
      ['shop1', 'maker', at(100 * HOUR), 850],
    ],
    clean: [...ordinary, ['buyer1', 'shop1', at(0), 900], ['shop1', 'maker', at(100 * HOUR), 850]],
    found: { column: 'mule', values: ['boss', 'mule'] },
    refused: {
      rows: [
        ['a', 'b', at(0), -5],
        ['b', 'a', at(9), 5],
      ],
      because: /^1 amount is negative/,
    },
  },
  {
    id: 'round-amounts',
    columns: [
      ['account', 'text'],
      ['amount', 'number'],
    ],
    planted: [
      ...many(60, (index): Row => [`a${index % 3}`, 13.37 + index * 7.11]),
      ...many(12, (index): Row => ['round', 100 * (1 + (index % 5))]),
    ],
    clean: many(60, (index): Row => [`a${index % 3}`, 13.37 + index * 7.11]),
    found: { column: 'account', values: ['round'] },
    refused: {
      rows: many(20, (index): Row => [`a${index % 2}`, 100 * (index + 1)]),
      because: /^100 % of all amounts are multiples of 100/,
    },
  },
  {
    id: 'under-threshold',
    columns: [
      ['account', 'text'],
      ['amount', 'number'],
    ],
    planted: [
      ...many(60, (index): Row => [`a${index % 3}`, 400.5 + index * 170]),
      ...many(4, (index): Row => ['smurf', 9900 + index * 20]),
    ],
    clean: many(60, (index): Row => [`a${index % 3}`, 400.5 + index * 170]),
    found: { column: 'account', values: ['smurf'] },
    refused: { values: { threshold: 50_000 }, because: /^No amount reaches 50,000/ },
  },
];

/** 10^(k·4/n): the mantissas of its logarithms are spread evenly, which is Benford's law. */
const logUniform = (count: number): Row[] =>
  many(count, (index): Row => [Number((10 ** ((index * 4) / count)).toFixed(4))]);
const uniform = (count: number): Row[] => {
  const random = seeded(7);
  return many(count, (): Row => [Number((1 + random() * 9998).toFixed(2))]);
};
const digits = (id: string, count: number, planted: Row[], because: RegExp): Planted => ({
  id,
  columns: [['amount', 'number']],
  planted,
  clean: logUniform(count),
  found: { column: 'verdict', values: ['nonconformity'] },
  verdict: 'nonconformity',
  refused: { rows: logUniform(120), because },
});
const NEEDS_300 = /^There are 120 amounts other than 0; the test needs 300/;
const numbers: Planted[] = [
  digits('benford-first', 2000, uniform(2000), NEEDS_300),
  // Second digits that somebody made up: no 0, many 7.
  digits(
    'benford-second',
    2000,
    many(
      900,
      (index): Row => [
        Number(`${1 + (index % 9)}${index % 3 ? 7 : 3}${index % 10}${'0'.repeat(index % 4)}.${10 + (index % 90)}`),
      ],
    ),
    NEEDS_300,
  ),
  digits('benford-first-two', 4000, uniform(4000), /^There are 120 amounts other than 0; the test needs 1,000/),
  {
    id: 'robust-z',
    columns: [
      ['account', 'text'],
      ['amount', 'number'],
    ],
    planted: [...many(30, (index): Row => [`a${index}`, 40 + (index % 11)]), ['whale', 900]],
    clean: many(30, (index): Row => [`a${index}`, 40 + (index % 11)]),
    found: { column: 'account', values: ['whale'] },
    refused: {
      rows: [...many(20, (index): Row => [`a${index}`, 9.99]), ['b', 500]],
      because: /^More than half of the amounts are equal \(9\.99\)/,
    },
  },
];

const praise = [
  'Great seller, fast delivery and the item was exactly as described',
  'great seller; fast delivery, and the item was EXACTLY as described!',
  'Great seller fast delivery and the item was just as described',
];
const opinions = many(
  12,
  (index): Row => [
    `a${index}`,
    `word${index} thing${index} colour${index} shape${index} taste${index} and more ${index}`,
  ],
);
const texts: Planted[] = [
  {
    id: 'near-duplicates',
    columns: [
      ['account', 'text'],
      ['text', 'text'],
    ],
    planted: [...opinions, ...praise.map((text, index): Row => [`r${index}`, text])],
    clean: [...opinions, ['a1', praise[0] ?? ''], ['a1', praise[1] ?? ''], ['b', 'ok'], ['c', 'ok']],
    found: { column: 'account', values: ['r0', 'r1'] },
    refused: { rows: [['only', 'one account wrote this']], because: /^Fewer than two accounts wrote a text/ },
  },
  {
    id: 'co-review',
    columns: [
      ['account', 'text'],
      ['item', 'text'],
    ],
    planted: [
      ...many(60, (index): Row => [`a${index % 12}`, `i${(index * 7) % 41}`]),
      ...['r1', 'r2'].flatMap((account) => many(5, (index): Row => [account, `fake${index}`])),
      ['r1', 'i3'],
    ],
    clean: many(60, (index): Row => [`a${index % 12}`, `i${(index * 7) % 41}`]),
    found: { column: 'account', values: ['r1'] },
    refused: {
      rows: [
        ['a', 'x'],
        ['b', 'x'],
      ],
      because: /^There are 1 items; two accounts cannot have 3 in common/,
    },
  },
];

export const PLANTED: readonly Planted[] = [...rings, ...timing, ...places, ...money, ...numbers, ...texts];

/** RFC 4180; NULL is an empty field. */
export const csvOf = (columns: readonly Column[], rows: readonly Row[]): string =>
  [columns.map(([name]) => name), ...rows]
    .map((row) => row.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(','))
    .join('\n')
    .concat('\n');
