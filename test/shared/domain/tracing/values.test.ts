import { describe, expect, it } from 'vitest';
import { exactValueText } from '../../../../shared/domain/tracing/prices.ts';
import { worthOf } from '../../../../shared/domain/tracing/values.ts';

const priced = (price: string | null) =>
  price === null ? null : { price, date: '2026-03-01', list: 'E-0002', line: 2, source: '' };
const payment = (units: string, price: string | null) => ({
  carried: { by: { fifo: units, haircut: '0' }, least: '0', most: units },
  priced: priced(price),
});

describe('the worth of payments', () => {
  it('adds up prices of different places exactly, and counts beside them what has no price', () => {
    const worth = worthOf([payment('150', '2000.105'), payment('1', '0.1'), payment('7', null)], 'fifo', 2);
    expect([worth.value && exactValueText(worth.value), worth.payments, worth.without, worth.unpriced]).toEqual([
      '3000.1585',
      3,
      1,
      7n,
    ]);
  });
  it('is nothing, and not without a price, where a method carries nothing', () => {
    expect(worthOf([payment('7', null)], 'haircut', 2)).toEqual({
      ...{ value: null, payments: 0, without: 0, unpriced: 0n },
    });
  });
});
