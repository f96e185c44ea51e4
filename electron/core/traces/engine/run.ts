import type { ChainModel, Direction } from '../../../../shared/domain/tracing/methods.ts';
import { reversedCoins, sumOf } from './coins.ts';
import {
  betweenAccounts,
  type Coins,
  coinsOf,
  forgetOrder,
  type Ledger,
  movementsOf,
  orderOf,
  throughTransactions,
} from './ledger.ts';
import type { Limits, Opening, Source } from './movements.ts';
import type { Outcome } from './outcome.ts';
import { traceAccounts } from './trace-accounts.ts';
import { type CoinSource, traceCoins } from './trace-coins.ts';

/** The money to be traced, by the numbers of a ledger. */
export interface LedgerSource {
  /** What leaves this account (backwards: what comes into it); or -1. */
  readonly account: number;
  /** Payments of the ledger that are it; none for an account. */
  readonly transfers: readonly number[];
  /** Microseconds since 1970: earlier payments of the account (backwards: later ones) do not count. */
  readonly since: number | null;
  readonly amount: bigint | null;
}
export interface LedgerOptions extends Limits {
  readonly model: ChainModel;
  readonly direction: Direction;
  readonly sources: readonly LedgerSource[];
  readonly heard?: (done: number) => void;
  /** The ledger is given away: its columns serve as the room of the trace, and it is of no use afterwards. */
  readonly owned?: boolean;
}
export interface Traced {
  /** What accounts held before taken for other money; and left out, where that changes anything. */
  readonly runs: Readonly<Partial<Record<Opening, Outcome>>>;
  /** The payment of the ledger that a movement of an outcome is. */
  readonly transferOf: (movement: number) => number;
  /** Transfers whose order the file does not tell. */
  readonly assumed: number;
  /** Transactions that pay out more than their known inputs; inputs for which several outputs would do. */
  readonly short: number;
  readonly matched: number;
}

/** Traces transfers of one asset by every method that their chain has in this direction. */
export function traceLedger(ledger: Ledger, options: LedgerOptions): Traced {
  return options.model === 'coins' ? overCoins(ledger, options) : overAccounts(ledger, options);
}

const startsOf = (ledger: Ledger, { sources, direction }: LedgerOptions): number[] =>
  sources.flatMap(({ account, transfers }) =>
    account >= 0
      ? [account]
      : transfers.map((at) => (direction === 'forwards' ? ledger.from : ledger.to)[at] as number),
  );

function overAccounts(ledger: Ledger, options: LedgerOptions): Traced {
  const { direction, sources } = options;
  const back = direction === 'backwards';
  const { order, assumed } = orderOf(ledger, betweenAccounts(ledger), startsOf(ledger, options));
  if (options.owned) forgetOrder(ledger);
  // Told backwards, who received pays back, and the fee comes back to who had paid it.
  const told = movementsOf(ledger, back ? order.toReversed() : order, options.owned);
  const movements = back ? { ...told, from: told.to, to: told.from } : told;
  const transferOf = (movement: number): number => order[back ? order.length - 1 - movement : movement] as number;
  const place = new Map<number, number>();
  const wanted = new Set(sources.flatMap(({ transfers }) => transfers));
  for (let at = 0; at < order.length; at++) if (wanted.has(transferOf(at))) place.set(transferOf(at), at);
  const since = (time: number | null): number => {
    if (time === null) return 0;
    let at = 0;
    // Without a time a payment is not known to be earlier.
    const outside = (value: number): boolean => (back ? value > time : value < time);
    while (at < order.length && outside(ledger.time[transferOf(at)] as number)) at++;
    return at;
  };
  const given: Source[] = sources.flatMap(({ account, transfers, since: time, amount }) =>
    account >= 0
      ? [{ account, movement: -1, since: since(time), amount }]
      : transfers.map((of) => ({ account: -1, movement: place.get(of) as number, since: 0, amount })),
  );
  const run = (opening: Opening, known?: Outcome): Outcome =>
    traceAccounts(movements, { ...options, sources: given, opening, ...(known ? { known } : {}) });
  const clean = run('clean');
  const unknown = clean.reached.some((account) => (clean.opening[account] as bigint) > 0n);
  return {
    runs: unknown ? { clean, excluded: run('excluded', clean) } : { clean },
    ...{ transferOf, assumed, short: 0, matched: 0 },
  };
}

function overCoins(ledger: Ledger, options: LedgerOptions): Traced {
  const { direction, sources } = options;
  const back = direction === 'backwards';
  const { order, assumed } = orderOf(ledger, throughTransactions(ledger), startsOf(ledger, options));
  const coins: Coins = coinsOf(ledger, order);
  const { transactionOf, inputOf, outputOf, matched } = coins;
  const chain = back ? reversedCoins(coins.chain) : coins.chain;
  const transactions = transactionOf.length;
  const first = new Map<number, number>();
  for (let at = 0; at < ledger.count; at++) {
    const of = ledger.transaction[at] as number;
    if (!first.has(of)) first.set(of, ledger.time[at] as number);
  }
  const since = (time: number | null): number => {
    if (time === null) return 0;
    let at = 0;
    const timeAt = (): number => first.get(transactionOf[back ? transactions - 1 - at : at] as number) as number;
    while (at < transactions && (back ? timeAt() > time : timeAt() < time)) at++;
    return at;
  };
  // Told backwards the outputs of the chain are its inputs, and the other way round.
  const inputs = back ? backInputs(coins) : inputOf;
  const outputs = back ? backOutputs(coins) : outputOf;
  const given: CoinSource[] = sources.flatMap(({ account, transfers, since: time, amount }): CoinSource[] =>
    account >= 0
      ? [{ kind: 'account', at: account, since: since(time), amount }]
      : transfers.map((of) =>
          back
            ? { kind: 'input', at: inputs.indexOf(of), since: 0, amount }
            : outputs.includes(of)
              ? { kind: 'output', at: outputs.indexOf(of), since: 0, amount }
              : { kind: 'input', at: inputs.indexOf(of), since: 0, amount },
        ),
  );
  const clean = traceCoins(chain, { ...options, sources: given });
  return { runs: { clean }, transferOf: (output) => outputs[output] as number, assumed, short: clean.short, matched };
}

/** Per input of the reversed chain the transfer that it is; -1 for a fee. */
function backInputs({ chain, outputOf }: Coins): Int32Array {
  const { transactions, inputStart, outputStart, inputAmount, outputAmount } = chain;
  const made: number[] = [];
  for (let of = transactions - 1; of >= 0; of--) {
    const [firstOut, endOut] = [outputStart[of] as number, outputStart[of + 1] as number];
    made.push(...outputOf.subarray(firstOut, endOut));
    if (
      sumOf(inputAmount, inputStart[of] as number, inputStart[of + 1] as number) > sumOf(outputAmount, firstOut, endOut)
    )
      made.push(-1);
  }
  return Int32Array.from(made);
}
function backOutputs({ chain: { transactions, inputStart }, inputOf }: Coins): Int32Array {
  const made: number[] = [];
  for (let of = transactions - 1; of >= 0; of--)
    made.push(...inputOf.subarray(inputStart[of] as number, inputStart[of + 1] as number));
  return Int32Array.from(made);
}
