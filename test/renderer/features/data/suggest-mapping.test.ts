import { expect, it } from 'vitest';
import { suggestMapping } from '../../../../renderer/features/data/suggest-mapping.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';

const text = (name: string): ResultColumn => ({ name, type: 'TEXT' });
const money: ResultColumn = {
  name: 'amount',
  type: 'REAL',
  reading: { kind: 'decimal', scale: 2, form: { ...PLAIN_NUMBERS, unit: '$' }, long: false },
};

it('takes columns for entities by their values and names, and hangs the others from the account', () => {
  const columns = [text('user_id'), text('sign_in_ip'), text('payout_account'), money, text('paid_at'), text('remark')];
  const rows = [
    ['u-1', '192.0.2.7', 'PAY-1', { dec: '12.50' }, '2026-03-01 10:00:00Z', 'fine'],
    ['u-2', '198.51.100.4', 'PAY-1', { dec: '1.00' }, '2026-03-02 10:00:00Z', 'late'],
  ];
  const { mapping, amounts, times } = suggestMapping(columns, rows);
  expect(mapping.columns).toEqual([
    { column: 'user_id', type: 'account' },
    { column: 'sign_in_ip', type: 'ip' },
    { column: 'payout_account', type: 'payout' },
  ]);
  expect(mapping.links.map(({ from, type, to, amount, time }) => [from, type, to, amount, time])).toEqual([
    ['user_id', 'logged in from', 'sign_in_ip', null, 'paid_at'],
    ['user_id', 'cashed out to', 'payout_account', 'amount', 'paid_at'],
  ]);
  expect([amounts, times]).toEqual([['amount'], ['paid_at']]);
  const joined = suggestMapping(columns, rows, true).mapping.links;
  expect(joined.map(({ amount, time }) => [amount, time])).toEqual([
    [null, null],
    [null, null],
  ]);
});

it('suggests no link where it cannot guess one, and no column twice', () => {
  const columns = [text('note'), text('note'), text('shop_url')];
  const rows = [['a', 'b', 'https://shop.example/1']];
  expect(suggestMapping(columns, rows).mapping).toEqual({ columns: [{ column: 'shop_url', type: 'url' }], links: [] });
});

it('does not suggest an item for every row by what numbers the rows', () => {
  const columns = [text('payout_id'), text('account_id'), text('payout_account'), money];
  const rows = [
    ['PO-1', 'u-1', 'PAY-1', { dec: '12.50' }],
    ['PO-2', 'u-1', 'PAY-1', { dec: '1.00' }],
  ];
  expect(suggestMapping(columns, rows).mapping.columns.map(({ column }) => column)).toEqual([
    'account_id',
    'payout_account',
  ]);
  const alone = suggestMapping([text('payout_id')], [['PO-1'], ['PO-2']]).mapping.columns;
  expect(alone).toEqual([{ column: 'payout_id', type: 'transaction' }]);
});

it('takes counts and lists for no entities, whatever they are called', () => {
  const count = (name: string, more: Partial<ResultColumn> = {}): ResultColumn => ({ name, type: 'INTEGER', ...more });
  const columns = [
    text('account_id'),
    count('payouts', { made: true }),
    count('device'),
    count('order_id'),
    { ...text('payout'), made: true },
  ];
  const rows = [
    ['ac_1', { int: '3' }, { int: '12' }, { int: '7' }, 'PAY-1,PAY-2'],
    ['ac_2', { int: '1' }, { int: '4' }, { int: '8' }, 'PAY-3'],
  ];
  const { mapping, amounts } = suggestMapping(columns, rows);
  expect(mapping.columns.map(({ column }) => column)).toEqual(['account_id', 'order_id']);
  expect(amounts).toEqual(['payouts', 'device']);
});
