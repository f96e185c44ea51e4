import { seeded } from '../random.ts';
import { at, HOUR, many, type Planted, type Row } from './table.ts';

const ordinary = many(
  40,
  (index): Row => [`shop${index % 4}`, `buyer${index}`, at(index * 30 * HOUR), 20 + ((index * 37) % 90) + 0.37],
);
export const money: Planted[] = [
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
export const numbers: Planted[] = [
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
