/**
 * Money in the order in which it came: a run of lots, each either traced (above 0) or other money (below 0). Neighbours of one
 * kind are one lot, so that a run stays short however many payments made it.
 */
export interface Lots {
  lots: bigint[];
  /** Lots before this one were taken from the front. */
  head: number;
}

export const lotsOf = (...values: readonly bigint[]): Lots => {
  const made: Lots = { lots: [], head: 0 };
  for (const value of values) putLot(made, value);
  return made;
};

export function putLot(run: Lots, value: bigint): void {
  if (value === 0n) return;
  const last = run.lots.length - 1;
  if (last >= run.head && (run.lots[last] as bigint) > 0n === value > 0n)
    run.lots[last] = (run.lots[last] as bigint) + value;
  else run.lots.push(value);
}

export function putLots(run: Lots, values: readonly bigint[]): void {
  for (const value of values) putLot(run, value);
}

/** Takes from the front, in order; what the run does not hold is taken as other money. */
export function takeFirst(run: Lots, wanted: bigint): bigint[] {
  const taken: bigint[] = [];
  let rest = wanted;
  while (rest > 0n && run.head < run.lots.length) {
    const lot = run.lots[run.head] as bigint;
    const size = lot < 0n ? -lot : lot;
    if (size <= rest) {
      taken.push(lot);
      run.head++;
    } else {
      taken.push(lot < 0n ? -rest : rest);
      run.lots[run.head] = lot < 0n ? lot + rest : lot - rest;
    }
    rest -= size <= rest ? size : rest;
  }
  if (run.head > 64 && run.head * 2 > run.lots.length) {
    run.lots = run.lots.slice(run.head);
    run.head = 0;
  }
  return without(taken, rest);
}

/** Takes from the end, the last first. */
export function takeLast(run: Lots, wanted: bigint): bigint[] {
  const taken: bigint[] = [];
  let rest = wanted;
  while (rest > 0n && run.head < run.lots.length) {
    const last = run.lots.length - 1;
    const lot = run.lots[last] as bigint;
    const size = lot < 0n ? -lot : lot;
    if (size <= rest) {
      taken.push(lot);
      run.lots.pop();
    } else {
      taken.push(lot < 0n ? -rest : rest);
      run.lots[last] = lot < 0n ? lot + rest : lot - rest;
    }
    rest -= size <= rest ? size : rest;
  }
  return without(taken, rest);
}

const without = (taken: bigint[], missing: bigint): bigint[] => (missing > 0n ? [...taken, -missing] : taken);

export function tracedIn(lots: readonly bigint[], from = 0): bigint {
  let sum = 0n;
  for (let at = from; at < lots.length; at++) if ((lots[at] as bigint) > 0n) sum += lots[at] as bigint;
  return sum;
}

/** Traced money left in a run. */
export const tracedLeft = ({ lots, head }: Lots): bigint => tracedIn(lots, head);
