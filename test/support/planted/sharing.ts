import type { Role } from '../../../shared/domain/patterns/roles.ts';
import { many, type Planted, type Row } from './table.ts';

const shares: readonly (readonly [id: string, role: Role, as: string, value: (index: number) => string])[] = [
  ['ring-device', 'device', 'device', (index) => `dev-${index}`],
  ['ring-ip', 'ip', 'ip', (index) => `198.51.100.${index}`],
  ['ring-network', 'ip', 'network', (index) => `10.${index}.7.9`],
  ['ring-payout', 'payout', 'payout', (index) => `po-${index}`],
  ['ring-phone', 'phone', 'phone', (index) => `+1 202 555 01${String(10 + index)}`],
  ['ring-card', 'card', 'card', (index) => `fp_${index}`],
  ['ring-picture', 'picture', 'picture', (index) => `ff00aa${String(index).padStart(2, '0')}`],
];
export const rings = shares.map(([id, role, as, value]): Planted => {
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
export const texts: Planted[] = [
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
