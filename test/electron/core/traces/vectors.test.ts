import { describe, expect, it } from 'vitest';
import { amountAt } from '../../../../electron/core/traces/engine/amounts.ts';
import { type Entry, ledgerBuilder, type Named } from '../../../../electron/core/traces/engine/ledger.ts';
import type { Outcome } from '../../../../electron/core/traces/engine/outcome.ts';
import { reconcile, wholeOf } from '../../../../electron/core/traces/engine/reconcile.ts';
import { type LedgerOptions, traceLedger } from '../../../../electron/core/traces/engine/run.ts';
import type { Method } from '../../../../shared/domain/tracing/methods.ts';

const ledgerOf = (entries: readonly Entry[]): Named => {
  const builder = ledgerBuilder();
  for (const entry of entries) builder.put(entry);
  return builder.done();
};
const account = (ledger: Named, name: string) => ({
  account: ledger.accounts.indexOf(name),
  transfers: [],
  since: null,
  amount: null,
});
const FORWARDS = { direction: 'forwards', hops: 9, least: 0n, stops: new Set<number>() } as const;

function trace(ledger: Named, options: Partial<LedgerOptions> & Pick<LedgerOptions, 'sources' | 'model'>) {
  const { runs } = traceLedger(ledger.ledger, { ...FORWARDS, ...options });
  const outcome = runs.clean as Outcome;
  const at = (name: string): number => outcome.reached.indexOf(ledger.accounts.indexOf(name));
  return {
    outcome,
    received: (method: Method, name: string) => amountAt(outcome.received[method], at(name)),
    left: (method: Method, name: string) => amountAt(outcome.left[method], at(name)),
    fees: (method: Method) => wholeOf(outcome, method).fees,
    whole: (method: Method) => wholeOf(outcome, method),
  };
}

describe('vector 1: an account', () => {
  const units = (value: number): bigint => BigInt(value) * 1_000_000n;
  const pay = (time: number, from: string, to: string, value: number): Entry => ({
    ...{ transaction: `t${time}`, from, to, amount: units(value), time },
  });
  const six = [
    pay(1, 'clean', 'A', 5),
    pay(2, 'thief', 'A', 3),
    pay(3, 'clean', 'A', 2),
    pay(4, 'A', 'X', 4),
    pay(5, 'clean', 'A', 1),
    pay(6, 'A', 'Y', 5),
  ];
  const ledger = ledgerOf(six);
  const traced = trace(ledger, { model: 'accounts', sources: [account(ledger, 'thief')] });

  it.each<[Method, bigint, bigint, bigint]>([
    ['poison', 4_000_000n, 5_000_000n, 2_000_000n],
    // 6/5, 9/7 and 18/35, each payment rounded down to a unit, the remainder in the balance.
    ['haircut', 1_200_000n, 1_285_714n, 514_286n],
    ['fifo', 0n, 3_000_000n, 0n],
    ['lifo', 2_000_000n, 1_000_000n, 0n],
    ['lowest', 0n, 1_000_000n, 2_000_000n],
  ])('%s', (method, x, y, left) => {
    expect([traced.received(method, 'X'), traced.received(method, 'Y'), traced.left(method, 'A')]).toEqual([
      x,
      y,
      left,
    ]);
    if (method !== 'poison') expect(x + y + left).toBe(units(3));
  });
  it('does not restore a claim by a later deposit', () => {
    const more = ledgerOf([...six, pay(7, 'clean', 'A', 10)]);
    const lowest = trace(more, { model: 'accounts', sources: [account(more, 'thief')] });
    expect(lowest.left('lowest', 'A')).toBe(2_000_000n);
    expect(lowest.outcome.opening.every((value, at) => value === 0n || more.accounts[at] !== 'A')).toBe(true);
  });
});

const input = (transaction: string, from: string, amount: bigint, log: number, time = 1): Entry => ({
  ...{ transaction, from, to: '', amount, log, time },
});
const output = (transaction: string, to: string, amount: bigint, log: number, time = 1): Entry => ({
  ...{ transaction, from: '', to, amount, log, time },
});

describe('vector 2: a transaction with two inputs, two outputs and a fee', () => {
  const of = (first: [string, bigint], second: [string, bigint]) => {
    const ledger = ledgerOf([
      ...[input('t', ...first, 0), input('t', ...second, 1)],
      ...[output('t', 'four', 400n, 2), output('t', 'five', 500n, 3)],
    ]);
    const traced = trace(ledger, { model: 'coins', sources: [account(ledger, 'thief')] });
    return (method: Method) => [traced.received(method, 'four'), traced.received(method, 'five'), traced.fees(method)];
  };
  const tainted = of(['thief', 300n], ['clean', 700n]);
  it.each<[Method, bigint[]]>([
    ['poison', [400n, 500n, 100n]],
    ['haircut', [120n, 150n, 30n]],
    ['fifo', [300n, 0n, 0n]],
    ['lifo', [0n, 200n, 100n]],
    ['tiho', [0n, 300n, 0n]],
  ])('%s', (method, expected) => expect(tainted(method)).toEqual(expected));
  it('with the inputs swapped', () => expect(of(['clean', 700n], ['thief', 300n])('fifo')).toEqual([0n, 200n, 100n]));
});

describe('vector 3: three stolen, then seven fresh into one address', () => {
  const pay = (time: number, from: string, to: string, amount: bigint): Entry => ({
    ...{ transaction: `t${time}`, from, to, amount, time },
  });
  const ledger = ledgerOf([
    ...[pay(1, 'thief', 'A', 3n), pay(2, 'clean', 'A', 7n)],
    ...Array.from({ length: 10 }, (_, nth) => pay(3 + nth, 'A', `out ${nth}`, 1n)),
  ]);
  const traced = trace(ledger, { model: 'accounts', sources: [account(ledger, 'thief')] });
  const outs = (method: Method) => Array.from({ length: 10 }, (_, nth) => traced.received(method, `out ${nth}`));
  it('poison: all ten', () => expect(outs('poison')).toEqual(Array(10).fill(1n)));
  it('haircut: 30 % of ten', () => {
    const whole = ledgerOf([pay(1, 'thief', 'A', 300n), pay(2, 'clean', 'A', 700n), pay(3, 'A', 'B', 1000n)]);
    const all = trace(whole, { model: 'accounts', sources: [account(whole, 'thief')] });
    expect(all.received('haircut', 'B')).toBe(300n);
  });
  it('first in, first out: the first three', () =>
    expect(outs('fifo')).toEqual([1n, 1n, 1n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]));
});

describe('vector 4: a split of 7 BTC and two merges, fee 0.0001 BTC', () => {
  const f = 10_000n;
  const btc = (value: number): bigint => BigInt(value) * 100_000_000n;
  const ledger = ledgerOf([
    input('split', 'start', btc(7), 0, 1),
    ...[
      output('split', 'one', btc(1) - f, 1, 1),
      output('split', 'two', btc(2) - f, 2, 1),
      output('split', 'four', btc(4) - f, 3, 1),
    ],
    ...[
      input('merge', 'one', btc(1) - f, 0, 2),
      input('merge', 'two', btc(2) - f, 1, 2),
      output('merge', 'three', btc(3) - 3n * f, 2, 2),
    ],
    ...[
      input('other', 'four', btc(4) - f, 0, 3),
      input('other', 'eight', btc(8), 1, 3),
      output('other', 'twelve', btc(12) - 2n * f, 2, 3),
    ],
    ...[
      input('end', 'three', btc(3) - 3n * f, 0, 4),
      input('end', 'twelve', btc(12) - 2n * f, 1, 4),
      output('end', 'fifteen', btc(15) - 6n * f, 2, 4),
    ],
  ]);
  const first = ledger.transactions.indexOf('split');
  const at = ledger.ledger.transaction.findIndex(
    (of, row) => of === first && ledger.accounts[ledger.ledger.to[row] as number] === 'one',
  );
  const traced = trace(ledger, {
    model: 'coins',
    sources: [{ account: -1, transfers: [at], since: null, amount: null }],
  });
  it('poison', () => {
    expect(traced.received('poison', 'three')).toBe(btc(3) - 3n * f);
    expect(traced.received('poison', 'fifteen')).toBe(btc(15) - 6n * f);
  });
  it('haircut, rounded down', () => {
    expect(traced.received('haircut', 'three')).toBe(99_986_666n);
    expect(traced.received('haircut', 'fifteen')).toBe(99_985_999n);
  });
  it('keeps the whole with what went to fees', () =>
    expect(traced.whole('haircut')).toEqual({ begun: btc(1) - f, left: 99_985_999n, fees: 4_001n, balances: true }));
});

describe('vector 5: 4 other, 4 traced and 2 other into three outputs of 3.3333', () => {
  const ledger = ledgerOf([
    ...[input('t', 'a', 40_000n, 0), input('t', 'thief', 40_000n, 1), input('t', 'b', 20_000n, 2)],
    ...['x', 'y', 'z'].map((name, nth) => output('t', name, 33_333n, 3 + nth)),
  ]);
  const traced = trace(ledger, { model: 'coins', sources: [account(ledger, 'thief')] });
  it('haircut keeps 4.0 with the fee', () => {
    const outs = ['x', 'y', 'z'].map((name) => traced.received('haircut', name));
    expect(outs).toEqual([13_333n, 13_333n, 13_333n]);
    expect(traced.whole('haircut')).toEqual({ begun: 40_000n, left: 39_999n, fees: 1n, balances: true });
  });
  it('balances at every hop by every method but poison', () => {
    for (const { methods, value } of reconcile(traced.outcome)) {
      expect(value.balances).toBe(true);
      for (const method of ['haircut', 'fifo', 'lifo', 'tiho'] as const) expect(methods[method]?.balances).toBe(true);
    }
  });
});
