import { describe, expect, it } from 'vitest';
import { coinHypotheses, coinTransactions } from '../../../../shared/domain/tracing/coin-patterns.ts';
import { accountPatterns, PATTERN_DEFAULTS, type Payment } from '../../../../shared/domain/tracing/flow-patterns.ts';
import { seeded } from '../../../support/random.ts';

const HOUR = 3_600_000_000;
const paid = (
  rows: readonly (readonly [from: string, to: string, amount: number, hour: number, tx?: string])[],
): Payment[] =>
  rows.map(([from, to, amount, hour, transaction = ''], place) => ({
    ...{ from, to, transaction, place, amount: BigInt(amount), time: hour * HOUR },
  }));
const found = (payments: Payment[], name: string, over = {}) =>
  accountPatterns(payments, { ...PATTERN_DEFAULTS, ...over }).findings.filter(({ pattern }) => pattern === name);

describe('shapes of payments', () => {
  it('say how many payments go from an address to itself, which make no shape', () => {
    const { findings, notes } = accountPatterns(
      paid([
        ['a', 'a', 5, 1],
        ['a', 'b', 5, 2],
      ]),
      PATTERN_DEFAULTS,
    );
    expect(findings).toEqual([]);
    expect(notes).toEqual(['1 payment goes from an address to itself: no round trip, and in no pattern.']);
  });
  it('that were planted are found, with the payments that they are made of', () => {
    const chain = paid([
      ...([
        ['thief', 'p1', 1000, 0],
        ['p1', 'shop', 50, 1],
        ['p1', 'p2', 940, 1],
        ['p2', 'shop', 40, 3],
      ] as const),
      ...([
        ['p2', 'p3', 890, 3],
        ['p3', 'shop', 30, 5],
        ['p3', 'p4', 850, 5],
      ] as const),
    ]);
    expect(found(chain, 'peeling')).toMatchObject([
      {
        accounts: ['p1', 'p2', 'p3', 'p4'],
        amount: 1000n,
        facts: '3 links, 3 peels of 12 % in all, 100 min a link',
        places: [0, 2, 4, 6, 1, 3, 5],
      },
    ]);
    const many = [1, 2, 3, 4, 5].map((nth) => [`s${nth}`, 'pool', 100, nth] as const);
    expect(found(paid([...many, ['pool', 'out', 480, 9]]), 'consolidation')).toMatchObject([
      {
        accounts: ['pool', 'out'],
        amount: 500n,
        facts: '5 accounts paid it within 24 h; 96 % went on in one payment after 4 h',
      },
    ]);
    expect(
      found(paid(many.map(([to, from, amount, hour]) => [from, to, amount, hour] as const)), 'fan-out'),
    ).toMatchObject([{ accounts: ['pool', 's1', 's2', 's3', 's4', 's5'], places: [0, 1, 2, 3, 4] }]);
    expect(
      found(
        paid([
          ['a', 'b', 100, 0],
          ['b', 'c', 98, 1],
          ['c', 'a', 95, 2],
        ]),
        'round-trip',
      ),
    ).toMatchObject([{ accounts: ['a', 'b', 'c'], facts: 'back after 3 payments and 2 h, with 95 % of the amount' }]);
    expect(
      found(
        paid([
          ['a', 'mule', 100, 0],
          ['mule', 'z', 97, 2],
        ]),
        'in-then-out',
      ),
    ).toMatchObject([{ accounts: ['mule'], facts: '97 % of one payment went on; the longest wait was 2 h' }]);
    const victims = { victims: ['v1', 'v2', 'v3'] };
    expect(
      found(
        paid([
          ['v1', 'x', 5, 0],
          ['v2', 'x', 6, 1],
          ['w', 'x', 7, 2],
        ]),
        'common-counterparty',
        victims,
      ),
    ).toMatchObject([{ accounts: ['x', 'v1', 'v2'], amount: 11n, places: [0, 1] }]);
    const deposits = paid([
      ['u1', 'd', 5, 0],
      ['d', 'hot', 5, 1],
      ['u2', 'd', 6, 2],
      ['d', 'hot', 6, 3],
      ['e', 'hot', 1, 4],
    ]);
    expect(found(deposits, 'deposit-address')).toMatchObject([{ accounts: ['d', 'hot', 'u1', 'u2'], confidence: 40 }]);
  });
  it('are not found where they were not planted, nor beyond their limits', () => {
    expect(
      accountPatterns(
        paid([
          ['a', 'b', 100, 0],
          ['c', 'd', 50, 1],
          ['e', 'f', 70, 2],
        ]),
      ).findings,
    ).toEqual([]);
    const slow = [1, 2, 3, 4, 5].map((nth) => [`s${nth}`, 'pool', 100, nth * 48] as const);
    expect(found(paid([...slow, ['pool', 'out', 480, 300]]), 'consolidation')).toEqual([]);
    // What goes back before it came is no trip, and what is much less is none.
    expect(
      found(
        paid([
          ['b', 'a', 100, 0],
          ['a', 'b', 100, 1],
        ]),
        'round-trip',
      ),
    ).toHaveLength(1);
    expect(
      found(
        paid([
          ['a', 'b', 100, 0],
          ['b', 'a', 60, 1],
        ]),
        'round-trip',
      ),
    ).toEqual([]);
    // An account with money of its own does not peel.
    expect(
      found(
        paid([
          ['t', 'p', 100, 0],
          ['q', 'p', 900, 0],
          ['p', 's', 5, 1],
          ['p', 'r', 90, 1],
        ]),
        'peeling',
        { links: 1 },
      ),
    ).toEqual([]);
  });
  it('take no more on than was collected, list no service as a payer, and round their shares', () => {
    const many = [1, 2, 3, 4, 5].map((nth) => [`s${nth}`, 'pool', 200, nth] as const);
    expect(found(paid([...many, ['pool', 'out', 18_877, 9]]), 'consolidation')).toEqual([]);
    const later = found(paid([...many, ['pool', 'out', 18_877, 9], ['pool', 'next', 1000, 10]]), 'consolidation');
    expect(later.map(({ accounts }) => accounts)).toEqual([['pool', 'next']]);
    const sevenths = many.map(([from, to, , hour]) => [from, to, 7, hour] as const);
    expect(found(paid([...sevenths, ['pool', 'out', 30, 9]]), 'consolidation')[0]?.facts).toContain('85.7 %');
    expect(found(paid([...sevenths, ['pool', 'out', 31, 9]]), 'consolidation')[0]?.facts).toContain('88.6 %');
    const deposits = paid([
      ['u1', 'd', 5, 0],
      ['d', 'hot', 5, 1],
      ['hot', 'd', 1, 2],
      ['u2', 'd', 6, 3],
      ['d', 'hot', 7, 4],
      ['e', 'hot', 1, 5],
    ]);
    expect(found(deposits, 'deposit-address')).toMatchObject([
      { accounts: ['d', 'hot', 'u1', 'u2'], amount: 11n, places: [0, 3, 1, 4] },
    ]);
  });
  it('do not depend on the order of rows', () => {
    const random = seeded(4);
    const rows = Array.from(
      { length: 60 },
      (_, nth) => [`a${Math.floor(random() * 8)}`, `a${Math.floor(random() * 8)}`, 100 + nth, nth] as const,
    );
    const told = (payments: Payment[]) =>
      accountPatterns(payments).findings.map(({ pattern, accounts, amount, facts }) => ({
        pattern,
        accounts: [...accounts].sort(),
        amount,
        facts,
      }));
    const sorted = (all: ReturnType<typeof told>) =>
      all.map((each) => `${each.pattern} ${each.accounts.join()} ${each.amount} ${each.facts}`).sort();
    const payments = paid(rows);
    expect(payments.length).toBe(60);
    expect(sorted(told(payments.toReversed()))).toEqual(sorted(told(payments)));
  });
});

describe('hypotheses over coins', () => {
  const rows = (
    tx: string,
    inputs: readonly (readonly [string, number])[],
    outputs: readonly (readonly [string, number])[],
  ) => [
    ...inputs.map(([from, amount]) => [from, '', amount, 0, tx] as const),
    ...outputs.map(([to, amount]) => ['', to, amount, 0, tx] as const),
  ];
  const told = (...all: ReturnType<typeof rows>[]) =>
    coinHypotheses(coinTransactions(paid(all.flat()))).map(({ pattern, accounts, confidence }) => [
      pattern,
      accounts,
      confidence,
    ]);
  it('name change with its confidence, and addresses that pay together', () => {
    expect(
      told(
        rows(
          't',
          [
            ['1a', 5_000_123],
            ['1b', 3_000_000],
          ],
          [
            ['3shop', 5_000_000],
            ['1new', 2_999_777],
          ],
        ),
      ),
    ).toEqual([
      ['change', ['1new', '1a', '1b'], 50],
      ['cluster', ['1a', '1b'], 50],
    ]);
    expect(
      told(
        rows(
          't',
          [['1a', 500]],
          [
            ['3s', 100],
            ['1a', 390],
          ],
        ),
      ),
    ).toEqual([['change', ['1a', '1a'], 100]]);
  });
  it('say nothing where two outputs may be change, or people pay jointly', () => {
    expect(
      told(
        rows(
          't',
          [['1a', 9_000_123]],
          [
            ['1x', 1_000_111],
            ['1y', 2_999_777],
          ],
        ),
      ),
    ).toEqual([]);
    const join = ['1v', '1w', '1x', '1y', '1z'].map((to) => [to, 100] as const);
    expect(
      told(
        rows(
          't',
          [
            ['1a', 300],
            ['1b', 300],
          ],
          join,
        ),
      ),
    ).toEqual([]);
  });
});
