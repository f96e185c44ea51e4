import { expect, it } from 'vitest';
import { byCurrency, currenciesWords, currencyColumn, currencyOf, mixings } from '../../../shared/domain/currencies.ts';

const shaping = (...steps: object[]) =>
  ({ base: { table: 'pay' }, columns: ['seller', 'Amount', 'Currency'], steps }) as never;
const group = (by: string[], of = 'sum') => ({
  kind: 'group',
  by: by.map((column) => ({ column })),
  measures: [{ of, column: 'Amount' }],
});

it('knows the column that names a currency', () => {
  for (const name of ['Currency', 'ccy', 'currency_code', 'paymentCurrency', 'amount_currency', 'Währung'])
    expect([name, currencyColumn(['amount', name])]).toEqual([name, name]);
  for (const name of ['concurrency', 'current', 'amount']) expect(currencyColumn([name])).toBeUndefined();
});

it('pairs amounts with the currency that is called after them', () => {
  const names = ['amount', 'currency', 'fee', 'fee_currency', 'payoutAmount', 'payoutCurrency', 'tax'];
  expect(names.map((name) => currencyOf(name, names)).filter((_, at) => at % 2 === 0)).toEqual([
    'currency',
    'fee_currency',
    'payoutCurrency',
    'currency',
  ]);
  expect(currencyOf('gross', ['gross', 'paymentCurrency'])).toBe('paymentCurrency');
  expect(currencyOf('gross', ['gross', 'fee', 'fee_currency'])).toBeNull();
  expect(currencyOf('gross', ['gross', 'fee'])).toBeUndefined();
});

it('tells of sums over a currency that they do not tell apart, and groups by it', () => {
  const mixed = shaping({ kind: 'keep', column: 'seller', values: ['a'] }, group(['seller']));
  const [found] = mixings(mixed);
  expect([found?.at, found?.currency, found?.before.steps.length]).toEqual([1, 'Currency', 1]);
  expect(mixings(byCurrency(mixed, found as never))).toEqual([]);
  expect(mixings(shaping(group(['Currency']))).length).toBe(0);
  expect(mixings(shaping(group(['seller'], 'greatest'))).length).toBe(0);
  expect(mixings(shaping({ kind: 'columns', columns: ['Amount'] }, group(['Amount']))).length).toBe(0);
  expect(currenciesWords(['USD', 'EUR', 'GBP'])).toBe('3 currencies: USD, EUR, GBP');
  expect(currenciesWords(['USD', '', ' '])).toBeNull();
  expect(currenciesWords(['USD', 'EUR'], 2)).toBe('4 currencies: USD, EUR, …');
});
