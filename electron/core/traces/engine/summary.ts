import { METHOD_NAMES, type Method } from '../../../../shared/domain/tracing/methods.ts';
import { type Amounts, amountAt } from './amounts.ts';
import type { Ledger } from './ledger.ts';
import type { Opening } from './movements.ts';
import type { Outcome } from './outcome.ts';
import { type HopBalance, reconcile, type Whole, wholeOf } from './reconcile.ts';
import type { Traced } from './run.ts';

type Sums = Readonly<Partial<Record<Method, bigint>>>;
/** By each method with what was held before taken for other money; the band is over both runs and every method but poison. */
interface Claims {
  readonly by: Sums;
  /** By each method with it left out, of a payment in a trace with that run: bands of several payments need it. */
  readonly excluded?: Sums;
  readonly least: bigint;
  readonly most: bigint;
}
export interface TracedTransfer {
  /** Its place in the ledger. */
  readonly transfer: number;
  readonly hop: number;
  readonly carried: Claims;
}
export interface TracedAccount {
  readonly account: number;
  readonly level: number;
  readonly received: Claims;
  readonly passedOn: Sums;
  readonly fees: Sums;
  readonly left: Claims;
  /** The least that it must have held before the file begins. */
  readonly opening: bigint;
}
/** What leaves the thread of a trace. */
export interface Summary {
  readonly methods: readonly Method[];
  readonly transfers: readonly TracedTransfer[];
  readonly accounts: readonly TracedAccount[];
  /** All that were reached; the lists above have at most so many as were asked for. */
  readonly allTransfers: number;
  readonly allAccounts: number;
  readonly runs: Readonly<
    Partial<
      Record<
        Opening,
        { readonly hops: readonly HopBalance[]; readonly whole: Readonly<Partial<Record<Method, Whole>>> }
      >
    >
  >;
  /** Accounts that paid more than the file shows that they had. */
  readonly unknownOpenings: number;
  readonly assumed: number;
  readonly short: number;
  readonly matched: number;
}

/** @param most so many transfers and accounts are listed: the nearest to the source, and of these the largest */
export function summaryOf(
  { outside }: Ledger,
  { runs, transferOf, assumed, short, matched }: Traced,
  most: number,
): Summary {
  const clean = runs.clean as Outcome;
  const outcomes = Object.values(runs) as Outcome[];
  const { methods, movements, hops, reached, level, opening } = clean;
  const exact = methods.filter((method) => method !== 'poison');
  // What is reached is the same in both runs: what was held before changes amounts alone.
  const claims = (of: 'carried' | 'received' | 'left', at: number): Claims => {
    const all = outcomes.flatMap((outcome) => exact.map((method) => amountAt(outcome[of][method], at)));
    return {
      by: sums(clean[of], at),
      ...(of === 'carried' && runs.excluded ? { excluded: sums(runs.excluded.carried, at) } : {}),
      least: all.reduce((a, b) => (a < b ? a : b)),
      most: all.reduce((a, b) => (a > b ? a : b)),
    };
  };
  const sums = (of: Readonly<Record<Method, Amounts>>, at: number): Sums =>
    Object.fromEntries(
      METHOD_NAMES.filter((method) => methods.includes(method)).map((method) => [method, amountAt(of[method], at)]),
    );
  const nearest = (places: number, far: readonly number[], size: (at: number) => bigint): number[] => {
    const all = Array.from({ length: places }, (_, at) => at);
    if (places <= most) return all;
    return all
      .sort((a, b) => {
        const [one, other] = [size(a), size(b)];
        return (far[a] as number) - (far[b] as number) || (one === other ? a - b : one > other ? -1 : 1);
      })
      .slice(0, most)
      .sort((a, b) => a - b);
  };
  return {
    methods,
    transfers: nearest(movements.length, hops, (at) => amountAt(clean.carried.haircut, at)).map((at) => ({
      transfer: transferOf(movements[at] as number),
      hop: hops[at] as number,
      carried: claims('carried', at),
    })),
    accounts: nearest(reached.length, level, (at) => amountAt(clean.received.haircut, at)).map((at) => ({
      account: reached[at] as number,
      level: level[at] as number,
      received: claims('received', at),
      passedOn: sums(clean.passedOn, at),
      fees: sums(clean.fees, at),
      left: claims('left', at),
      opening: amountAt(clean.value.opening, at),
    })),
    ...{ allTransfers: movements.length, allAccounts: reached.length },
    runs: Object.fromEntries(
      Object.entries(runs).map(([name, outcome]: [string, Outcome]) => [
        name,
        {
          hops: reconcile(outcome),
          whole: Object.fromEntries(outcome.methods.map((method) => [method, wholeOf(outcome, method)])),
        },
      ]),
    ),
    unknownOpenings: opening.reduce((n, value, at) => (value > 0n && at !== outside ? n + 1 : n), 0),
    ...{ assumed, short, matched },
  };
}
