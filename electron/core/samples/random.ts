/** Numbers that are the same on every machine: integer arithmetic only. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
  /** `length` characters of a lower-case alphabet without look-alikes. */
  code(length: number): string;
}

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** xorshift32 (Marsaglia, "Xorshift RNGs", 2003). Good enough to scatter sample rows; never for secrets. */
export function seeded(seed: number): Random {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const whole = (least: number, most: number) => least + (next() % (most - least + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T;
  return {
    whole,
    pick,
    chance: (percent) => whole(1, 100) <= percent,
    code: (length) => Array.from({ length }, () => pick([...ALPHABET])).join(''),
  };
}
