import { describe, expect, it } from 'vitest';
import { amountAt } from '../../../../electron/core/traces/engine/amounts.ts';
import { type Entry, ledgerBuilder, type Named } from '../../../../electron/core/traces/engine/ledger.ts';
import type { Outcome } from '../../../../electron/core/traces/engine/outcome.ts';
import { reconcile, wholeOf } from '../../../../electron/core/traces/engine/reconcile.ts';
import { traceLedger } from '../../../../electron/core/traces/engine/run.ts';
import { balances, type ChainModel, type Direction } from '../../../../shared/domain/tracing/methods.ts';
import { seeded } from '../../../support/random.ts';

const GRAPHS = 1000;
type Random = () => number;
const below = (random: Random, most: number): number => Math.floor(random() * most);
/** From a few units to more than 128 bits. */
const sum = (random: Random): bigint => BigInt(1 + below(random, 1000)) ** BigInt(1 + below(random, 15));

/** Payments with fees, some of them at one time, some to oneself, and some that failed. */
function accountEntries(random: Random): Entry[] {
  const accounts = 2 + below(random, 12);
  const name = (): string => `a${below(random, accounts)}`;
  return Array.from({ length: 1 + below(random, 40) }, (_, nth) => ({
    transaction: `t${String(nth).padStart(3, '0')}`,
    ...{ from: name(), to: name() },
    amount: random() < 0.1 ? 0n : sum(random),
    fee: random() < 0.5 ? sum(random) : 0n,
    time: below(random, 20),
  }));
}

/** Transactions that spend what earlier ones paid out, or coins from elsewhere; what is not paid out is the fee. */
function coinEntries(random: Random): Entry[] {
  const open: { account: string; amount: bigint }[] = [];
  return Array.from({ length: 1 + below(random, 15) }, (_, nth) => nth).flatMap((nth) => {
    const transaction = `t${String(nth).padStart(3, '0')}`;
    const taken = Array.from({ length: 1 + below(random, 3) }, () =>
      open.length > 0 && random() < 0.7
        ? (open.splice(below(random, open.length), 1)[0] as (typeof open)[number])
        : { account: `a${below(random, 4)}`, amount: 1n + sum(random) },
    );
    let rest = taken.reduce((all, { amount }) => all + amount, 0n);
    const paid = Array.from({ length: 1 + below(random, 4) }, () => {
      const amount = (rest * BigInt(below(random, 100))) / 100n;
      rest -= amount;
      return { account: `a${below(random, 8)}`, amount };
    }).filter(({ amount }) => amount > 0n);
    open.push(...paid);
    return [
      ...taken.map(({ account, amount }, log) => ({ transaction, from: account, to: '', amount, log, time: nth })),
      ...paid.map(({ account, amount }, log) => ({
        transaction,
        from: '',
        to: account,
        amount,
        log: 10 + log,
        time: nth,
      })),
    ];
  });
}

const ledgerOf = (entries: readonly Entry[]): Named => {
  const builder = ledgerBuilder();
  for (const entry of entries) builder.put(entry);
  return builder.done();
};
function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map((value) => [random(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

interface Given {
  readonly model: ChainModel;
  readonly direction: Direction;
  readonly hops: number;
  readonly least: bigint;
  readonly first: bigint | null;
}
const traced = (entries: readonly Entry[], { model, direction, hops, least, first }: Given, owned = false) => {
  const ledger = ledgerOf(entries);
  const stops = new Set([ledger.accounts.indexOf('a1'), ledger.accounts.indexOf('')]);
  const sources = [{ account: ledger.accounts.indexOf('a0'), transfers: [], since: null, amount: first }];
  return { ledger, ...traceLedger(ledger.ledger, { model, direction, hops, least, stops, sources, owned }) };
};

/** What a trace says, by names and not by numbers. */
function told({ ledger, runs, transferOf }: ReturnType<typeof traced>): unknown {
  return Object.entries(runs).map(([opening, outcome]: [string, Outcome]) => [
    opening,
    outcome.methods.map((method) => [
      method,
      outcome.reached
        .map(
          (account, at) =>
            `${ledger.accounts[account]} ${outcome.level[at]} ${amountAt(outcome.received[method], at)} ${amountAt(outcome.left[method], at)}`,
        )
        .sort(),
      outcome.movements
        .map(
          (of, at) =>
            `${ledger.transactions[ledger.ledger.transaction[transferOf(of)] as number]} ${amountAt(outcome.carried[method], at)}`,
        )
        .sort(),
    ]),
  ]);
}

describe.each<[ChainModel, Direction]>([
  ['accounts', 'forwards'],
  ['accounts', 'backwards'],
  ['coins', 'forwards'],
  ['coins', 'backwards'],
])(`over ${GRAPHS.toLocaleString('en-US')} random graphs with fees: %s, %s`, (model, direction) => {
  const graphs = Array.from({ length: GRAPHS }, (_, seed) => {
    const random = seeded(seed);
    const entries = model === 'coins' ? coinEntries(random) : accountEntries(random);
    const given: Given = {
      ...{ model, direction },
      hops: 1 + below(random, 8),
      least: random() < 0.3 ? sum(random) : 0n,
      first: random() < 0.3 ? sum(random) : null,
    };
    return { seed, entries: [...entries, ...lastOnes(model)], given, random };
  });

  it('no method but poison makes or loses a unit, at any hop', () => {
    let reached = 0;
    const faults: string[] = [];
    const hold = (holds: boolean | undefined, ...what: unknown[]): void => void (holds || faults.push(what.join(' ')));
    for (const { seed, entries, given } of graphs)
      for (const outcome of Object.values(traced(entries, given).runs)) {
        reached += outcome.movements.length;
        const exact = outcome.methods.filter(balances);
        for (const { hop, methods, value } of reconcile(outcome)) {
          hold(value.balances, seed, hop, 'value');
          for (const method of exact) hold(methods[method]?.balances, seed, hop, method);
        }
        for (const method of exact) hold(wholeOf(outcome, method).balances, seed, method);
        // All methods begin with the same, and none claims more than poison.
        hold(new Set(exact.map((method) => wholeOf(outcome, method).begun)).size === 1, seed, 'begun');
        for (const at of outcome.movements.keys())
          for (const method of exact)
            hold(amountAt(outcome.carried[method], at) <= amountAt(outcome.carried.poison, at), seed, at, method);
      }
    expect(faults).toEqual([]);
    expect(reached).toBeGreaterThan(GRAPHS);
  });
  it('the order of rows does not matter', () => {
    for (const { entries, given, random } of graphs.slice(0, 200))
      expect(told(traced(shuffled(entries, random), given))).toEqual(told(traced(entries, given)));
  });
  it('is the same where the columns of the ledger are its room', () => {
    for (const { entries, given } of graphs.slice(0, 200)) {
      const [one, other] = [traced(entries, given), traced(entries, given, true)];
      expect(other.runs).toEqual(one.runs);
      const places = one.runs.clean?.movements ?? [];
      expect(places.map(other.transferOf)).toEqual(places.map(one.transferOf));
    }
  });
});

/** So that every graph has the source, the stop and the outside. */
function lastOnes(model: ChainModel): Entry[] {
  const far = { time: 99, amount: 5n };
  return model === 'coins'
    ? [
        { transaction: 'z', from: 'a0', to: '', log: 0, ...far },
        { transaction: 'z', from: '', to: 'a1', log: 10, ...far },
      ]
    : [{ transaction: 'z', from: 'a0', to: 'a1', ...far }];
}
