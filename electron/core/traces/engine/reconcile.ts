import type { Method } from '../../../../shared/domain/tracing/methods.ts';
import { type Amounts, amountAt } from './amounts.ts';
import type { Outcome } from './outcome.ts';

/** One line of the table that must balance: received = passed on + fees + left. Amounts in base units. */
export interface Balance {
  readonly received: bigint;
  readonly passedOn: bigint;
  readonly fees: bigint;
  readonly left: bigint;
  readonly balances: boolean;
}
export interface HopBalance {
  /** Payments away from the source. */
  readonly hop: number;
  readonly accounts: number;
  readonly methods: Readonly<Partial<Record<Method, Balance>>>;
  /** All money of these accounts, traced or not; `received` includes what they must have held before. */
  readonly value: Balance & { readonly opening: bigint };
}

const NOTHING: readonly bigint[] = [0n, 0n, 0n, 0n];
const balanceOf = ([received = 0n, passedOn = 0n, fees = 0n, left = 0n]: readonly bigint[]): Balance => ({
  ...{ received, passedOn, fees, left },
  balances: received === passedOn + fees + left,
});

/** Per hop and method what came in, went on, was paid as fees and is left. Poison over-claims, so that it need not balance. */
export function reconcile({ methods, reached, level, received, passedOn, fees, left, value }: Outcome): HopBalance[] {
  const hops = [...new Set(level)].sort((a, b) => a - b);
  const sums = new Map(
    hops.map((hop) => [
      hop,
      { accounts: 0, opening: 0n, value: [...NOTHING], traced: methods.map(() => [...NOTHING]) },
    ]),
  );
  const add = (into: bigint[], columns: readonly Amounts[], at: number): void => {
    for (const [nth, column] of columns.entries()) into[nth] = (into[nth] as bigint) + amountAt(column, at);
  };
  for (const at of reached.keys()) {
    const row = sums.get(level[at] as number);
    if (!row) continue;
    row.accounts++;
    row.opening += amountAt(value.opening, at);
    add(row.value, [value.received, value.paid, value.fees, value.left], at);
    for (const [nth, method] of methods.entries())
      add(row.traced[nth] as bigint[], [received[method], passedOn[method], fees[method], left[method]], at);
  }
  return [...sums].map(
    ([
      hop,
      {
        accounts,
        opening,
        value: [came = 0n, ...rest],
        traced,
      },
    ]) => ({
      ...{ hop, accounts },
      methods: Object.fromEntries(methods.map((method, nth) => [method, balanceOf(traced[nth] ?? NOTHING)])),
      value: { ...balanceOf([came + opening, ...rest]), opening },
    }),
  );
}

/** The whole of a method: what was begun with, and where it is; both are counted apart, so that they can differ. */
export interface Whole {
  readonly begun: bigint;
  readonly left: bigint;
  readonly fees: bigint;
  readonly balances: boolean;
}
export function wholeOf({ reached, received, fees, left, carried, movements }: Outcome, method: Method): Whole {
  const sum = (column: Amounts): bigint => reached.reduce((total, _, at) => total + amountAt(column, at), 0n);
  // What accounts received by payments was not begun there.
  const begun = sum(received[method]) - movements.reduce((total, _, at) => total + amountAt(carried[method], at), 0n);
  const [rest, cost] = [sum(left[method]), sum(fees[method])];
  return { begun, left: rest, fees: cost, balances: begun === rest + cost };
}
