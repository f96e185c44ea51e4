import type { Direction, Method } from '../../../../shared/domain/tracing/methods.ts';
import { addAmount, amountAt, makeAmounts, setAmount } from './amounts.ts';
import { tracedLeft } from './lots.ts';
import { type Limits, type Movements, type Opening, openingBalances, type Source } from './movements.ts';
import { type Outcome, type PerMethod, perMethod, ROOM } from './outcome.ts';
import { type Load, loadOfSource, newState, receive, receiveOther, type State, spend, tracedOf } from './spending.ts';

export const ACCOUNT_METHODS = ['poison', 'haircut', 'fifo', 'lifo', 'lowest'] as const satisfies Method[];
export interface AccountOptions extends Limits {
  readonly sources: readonly Source[];
  readonly opening: Opening;
  readonly direction: Direction;
  /** Of an earlier run over the same payments: neither depends on how what was held before is taken. */
  readonly known?: Pick<Outcome, 'opening' | 'value'>;
  /** Told now and then how many payments were looked at, so that a trace may be watched and ended. */
  readonly heard?: (done: number) => void;
}

const EVERY = 1 << 15;
function add(into: PerMethod, at: number, load: Load): void {
  const traced = tracedOf(load);
  for (const method of ACCOUNT_METHODS) addAmount(into[method], at, traced[method]);
}

/**
 * Follows money through accounts with balances, by every method at once. A payment is paid before its fee. A share is rounded
 * down to a whole unit and the remainder stays in the balance; where a payment empties the account, it goes to the fee, and
 * without a fee to the payment. What comes back to a source, or to the sender of a payment that is one, stays there.
 *
 * Backwards the same is done with time reversed: `movements` are then the reversed ones, and a source stands for what came into
 * an account.
 */
export function traceAccounts(movements: Movements, options: AccountOptions): Outcome {
  const { count, accounts, from, to, amount, fee } = movements;
  const { sources, hops: most, least, stops, opening, direction, known, heard = () => {} } = options;
  const back = direction === 'backwards';
  const required = known?.opening ?? openingBalances(movements, back);
  const balance = opening === 'clean' ? [...required] : new Array<bigint>(accounts).fill(0n);
  const states = new Array<State | undefined>(accounts).fill(undefined);
  const place = new Int32Array(accounts).fill(-1);
  const reached: number[] = [];
  const level: number[] = [];
  const [received, passedOn, fees, left, carried] = [perMethod(), perMethod(), perMethod(), perMethod(), perMethod()];
  const found: number[] = [];
  const hops: number[] = [];

  const placeOf = (account: number, hop: number): number => {
    let at = place[account] as number;
    if (at < 0) {
      at = reached.push(account) - 1;
      level.push(hop);
      place[account] = at;
    } else if (hop < (level[at] as number)) level[at] = hop;
    return at;
  };
  const begun = beginning(sources);
  const ofSource = new Set(
    sources.map(({ account, movement }) => (movement < 0 ? account : (from[movement] as number))),
  );
  for (const account of ofSource) placeOf(account, 0);

  for (let at = 0; at < count; at++) {
    if (at % EVERY === 0) heard(at);
    const sender = from[at] as number;
    const receiver = to[at] as number;
    const sum = sender === receiver ? 0n : amountAt(amount, at);
    const cost = amountAt(fee, at);
    const [paid, came] = back ? [0n, sum + cost] : [cost, sum];
    const before = balance[sender] as bigint;
    const state = states[sender];
    let load: Load | null = null;
    let hop = 0;
    if (state) {
      const own = place[sender] as number;
      hop = level[own] as number;
      const spent = spend(state, before, sum, paid);
      add(passedOn, own, spent.load);
      if (paid > 0n) add(fees, own, spent.fee);
      if (sum > 0n) load = spent.load;
    } else if (sum > 0n && ofSource.has(sender)) {
      const traced = begun(at, sender, sum);
      if (traced > 0n) {
        load = loadOfSource(traced, sum);
        add(received, place[sender] as number, load);
        add(passedOn, place[sender] as number, load);
      }
    }
    balance[sender] = before > sum + paid ? before - sum - paid : 0n;
    const held = balance[receiver] as bigint;
    balance[receiver] = held + came;
    let into = states[receiver];
    if (load === null) {
      if (into) receiveOther(into, came);
      continue;
    }
    add(carried, found.push(at) - 1, load);
    hops.push(hop + 1);
    const own = placeOf(receiver, hop + 1);
    add(received, own, load);
    if (hop + 1 < most && sum >= least && !stops.has(receiver) && !ofSource.has(receiver)) {
      if (!into) states[receiver] = into = newState(held);
      receive(into, load);
      if (came > sum) receiveOther(into, came - sum);
    } else {
      // It stays there: a limit or a stop.
      add(left, own, into ? { ...load, poison: 0n } : load);
      if (into) receiveOther(into, came);
    }
  }
  heard(count);
  for (const [at, account] of reached.entries()) {
    const state = states[account];
    if (!state) continue;
    // Poison claims the whole balance of an account that passes traced money on.
    setAmount(left.poison, at, balance[account] as bigint);
    addAmount(left.haircut, at, state.haircut);
    addAmount(left.fifo, at, tracedLeft(state.fifo));
    addAmount(left.lifo, at, tracedLeft(state.lifo));
    addAmount(left.lowest, at, state.lowest);
  }
  const value = known?.value ?? allMoney(movements, place, back);
  for (const [at, account] of reached.entries()) {
    setAmount(value.opening, at, required[account] as bigint);
    setAmount(value.left, at, balance[account] as bigint);
  }
  return {
    ...{ methods: ACCOUNT_METHODS, movements: found, hops, carried, reached, level },
    ...{ received, passedOn, fees, left, value, opening: required },
  };
}

/** How much of a payment is money to be traced, as its sender or the payment itself is a source. */
function beginning(sources: readonly Source[]): (at: number, sender: number, sum: bigint) => bigint {
  const ofAccount = new Map<number, { since: number; rest: bigint | null }[]>();
  const ofPayment = new Map<number, bigint | null>();
  for (const { account, movement, since, amount } of sources)
    if (movement >= 0) ofPayment.set(movement, amount);
    else ofAccount.set(account, [...(ofAccount.get(account) ?? []), { since, rest: amount }]);
  return (at, sender, sum) => {
    const chosen = ofPayment.get(at);
    if (chosen !== undefined) return chosen === null || chosen > sum ? sum : chosen;
    let traced = 0n;
    for (const source of ofAccount.get(sender) ?? []) {
      if (at < source.since) continue;
      const open = sum - traced;
      const part = source.rest === null || source.rest > open ? open : source.rest;
      if (source.rest !== null) source.rest -= part;
      traced += part;
    }
    return traced;
  };
}

/** All money in and out of the accounts that were reached. */
function allMoney({ count, from, to, amount, fee }: Movements, place: Int32Array, back: boolean): Outcome['value'] {
  const made = () => makeAmounts(ROOM);
  const value = { opening: made(), received: made(), paid: made(), fees: made(), left: made() };
  for (let at = 0; at < count; at++) {
    const [sender, receiver] = [place[from[at] as number] as number, place[to[at] as number] as number];
    if (sender < 0 && receiver < 0) continue;
    const sum = from[at] === to[at] ? 0n : amountAt(amount, at);
    const cost = amountAt(fee, at);
    if (sender >= 0) {
      addAmount(value.paid, sender, sum);
      if (!back) addAmount(value.fees, sender, cost);
    }
    if (receiver >= 0) addAmount(value.received, receiver, back ? sum + cost : sum);
  }
  return value;
}
