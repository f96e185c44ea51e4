/**
 * Amounts in base units, any number of them, without an object for each: 128 bits, which hold every amount of a chain but the
 * supply of some tokens; what is larger lies beside them.
 */
export interface Amounts {
  words: BigUint64Array;
  readonly beyond: Map<number, bigint>;
}

const WORD = 64n;
const MASK = (1n << WORD) - 1n;

export const makeAmounts = (count: number): Amounts => ({ words: new BigUint64Array(2 * count), beyond: new Map() });

export const amountsOf = (values: readonly bigint[]): Amounts => {
  const made = makeAmounts(values.length);
  for (const [at, value] of values.entries()) setAmount(made, at, value);
  return made;
};

/** 0 behind the end. */
export function amountAt({ words, beyond }: Amounts, at: number): bigint {
  const low = words[2 * at] ?? 0n;
  const high = words[2 * at + 1] ?? 0n;
  if (high === 0n) return low;
  return high === MASK && beyond.has(at) ? (beyond.get(at) as bigint) : (high << WORD) | low;
}

/** @param value not below 0. Makes room where `at` lies behind the end. */
export function setAmount(amounts: Amounts, at: number, value: bigint): void {
  if (2 * at >= amounts.words.length) {
    const larger = new BigUint64Array(Math.max(2 * at + 2, amounts.words.length * 2));
    larger.set(amounts.words);
    amounts.words = larger;
  }
  const high = value >> WORD;
  amounts.words[2 * at] = value & MASK;
  if (high < MASK) amounts.words[2 * at + 1] = high;
  else {
    amounts.words[2 * at + 1] = MASK;
    amounts.beyond.set(at, value);
  }
}

export function addAmount(amounts: Amounts, at: number, value: bigint): void {
  if (value === 0n) return;
  setAmount(amounts, at, amountAt(amounts, at) + value);
}
