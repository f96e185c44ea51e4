import { type Lots, lotsOf, putLot, putLots, takeFirst, takeLast, tracedIn } from './lots.ts';

/** Traced money in an account that passes it on, by each method. */
export interface State {
  haircut: bigint;
  lowest: bigint;
  readonly fifo: Lots;
  readonly lifo: Lots;
}
/** What a payment carries: amounts, and lots in their order. */
export interface Load {
  readonly poison: bigint;
  readonly haircut: bigint;
  readonly lowest: bigint;
  readonly fifo: readonly bigint[];
  readonly lifo: readonly bigint[];
}

/** An account that held `other` money when traced money came for the first time. */
export const newState = (other: bigint): State => ({
  haircut: 0n,
  lowest: 0n,
  fifo: lotsOf(-other),
  lifo: lotsOf(-other),
});

/** A payment of which the first units are the money to be traced. */
export function loadOfSource(traced: bigint, sum: bigint): Load {
  const lots = traced < sum ? [traced, traced - sum] : [traced];
  return { poison: traced, haircut: traced, lowest: traced, fifo: lots, lifo: lots };
}

export function receive(state: State, load: Load): void {
  state.haircut += load.haircut;
  state.lowest += load.lowest;
  putLots(state.fifo, load.fifo);
  putLots(state.lifo, load.lifo);
}

export function receiveOther(state: State, value: bigint): void {
  putLot(state.fifo, -value);
  putLot(state.lifo, -value);
}

/** Takes a payment and then its fee out of an account that holds `before`; what is not known to be there is other money. */
export function spend(state: State, before: bigint, sum: bigint, cost: bigint): { load: Load; fee: Load } {
  const [haircut, haircutFee] = shares(state.haircut, before, sum, cost);
  state.haircut -= haircut + haircutFee;
  const lowest = lastOf(state.lowest, before, sum);
  state.lowest -= lowest;
  const lowestFee = lastOf(state.lowest, before > sum ? before - sum : 0n, cost);
  state.lowest -= lowestFee;
  const load = { poison: sum, haircut, lowest, fifo: takeFirst(state.fifo, sum), lifo: takeLast(state.lifo, sum) };
  if (cost === 0n) return { load, fee: NO_FEE };
  const fee = {
    ...{ poison: cost, haircut: haircutFee, lowest: lowestFee },
    ...{ fifo: takeFirst(state.fifo, cost), lifo: takeLast(state.lifo, cost) },
  };
  return { load, fee };
}
const NO_FEE: Load = { poison: 0n, haircut: 0n, lowest: 0n, fifo: [], lifo: [] };

/** Rounded down to whole units; the remainder stays, but where nothing is left of the balance, it goes to the fee or the payment. */
function shares(traced: bigint, before: bigint, sum: bigint, cost: bigint): readonly [payment: bigint, fee: bigint] {
  if (traced === 0n) return [0n, 0n];
  if (before <= sum) return [traced, 0n];
  const payment = (sum * traced) / before;
  if (before <= sum + cost) return [payment, traced - payment];
  return [payment, (cost * traced) / before];
}

/** Of traced money that leaves after all other money. */
function lastOf(traced: bigint, before: bigint, sum: bigint): bigint {
  const beyond = sum - (before - traced);
  return beyond <= 0n ? 0n : beyond < traced ? beyond : traced;
}

/** The traced units of a load by each method. */
export const tracedOf = ({ poison, haircut, lowest, fifo, lifo }: Load) => ({
  ...{ poison, haircut, lowest },
  ...{ fifo: tracedIn(fifo), lifo: tracedIn(lifo) },
});
