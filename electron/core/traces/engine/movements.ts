import { type Amounts, amountAt } from './amounts.ts';

/**
 * Payments of one asset, in the order in which they happened. A payment that failed has an amount of 0 and its fee; a fee in
 * another asset is 0 here.
 */
export interface Movements {
  readonly count: number;
  /** How many accounts there are: they are numbered from 0. */
  readonly accounts: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly amount: Amounts;
  /** Paid by the sender beside the amount. */
  readonly fee: Amounts;
}

/** The money to be traced: what leaves an account, or one payment. */
export interface Source {
  /** -1 for a payment. */
  readonly account: number;
  /** -1 for an account. */
  readonly movement: number;
  /** The first payment that counts, for an account. */
  readonly since: number;
  /** The first units of it, in base units; null for all of it. */
  readonly amount: bigint | null;
}

export interface Limits {
  /** Payments in a row that are followed. */
  readonly hops: number;
  /** A payment of less is not followed further, in base units. */
  readonly least: bigint;
  /** Accounts at which a trace stops. */
  readonly stops: ReadonlySet<number>;
}

/** Whether what an account held before the file begins is other money, or is left out until a payment cannot be made without it. */
export type Opening = 'clean' | 'excluded';

/** What the file leaves unexplained: per account the least that it must have held before. */
export function openingBalances({ count, accounts, from, to, amount, fee }: Movements, reversed = false): bigint[] {
  const balance = new Array<bigint>(accounts).fill(0n);
  const least = new Array<bigint>(accounts).fill(0n);
  for (let at = 0; at < count; at++) {
    const sender = from[at] as number;
    const receiver = to[at] as number;
    const sum = amountAt(amount, at);
    const cost = amountAt(fee, at);
    const moved = sender === receiver ? 0n : sum;
    const rest = (balance[sender] as bigint) - moved - (reversed ? 0n : cost);
    balance[sender] = rest;
    if (rest < (least[sender] as bigint)) least[sender] = rest;
    balance[receiver] = (balance[receiver] as bigint) + moved + (reversed ? cost : 0n);
  }
  return least.map((value) => -value);
}
