/** Numbers of transactions that senders must have used and the file lacks, as "0x…: 4 to 6": on an account chain they count up by one. */
export function nonceGaps(nonces: ReadonlyMap<string, ReadonlySet<number>>): string[] {
  return [...nonces].flatMap(([sender, of]) => {
    const sorted = [...of].sort((a, b) => a - b);
    return sorted.flatMap((nonce, at) => {
      const before = sorted[at - 1];
      if (before === undefined || nonce === before + 1) return [];
      const gap = nonce === before + 2 ? `${before + 1}` : `${before + 1} to ${nonce - 1}`;
      return [`${sender.slice(0, 120)}: ${gap}`];
    });
  });
}

/** Stretches without a row are uneven by themselves; a range that was not exported stands out from all others. */
const TIMES_THE_NEXT = 10;

/**
 * The stretch of blocks without a row that is ten times as long as any other of the file, as one that was exported in ranges and
 * lacks one has it; null where none stands out.
 * @returns the blocks before and after it
 */
export function blockGap(blocks: Iterable<number>): { after: number; before: number } | null {
  const sorted = Float64Array.from(new Set(blocks)).sort();
  let [longest, next, at] = [0, 0, 0];
  for (let index = 1; index < sorted.length; index++) {
    const stretch = (sorted[index] as number) - (sorted[index - 1] as number);
    if (stretch > longest) [longest, next, at] = [stretch, longest, index];
    else if (stretch > next) next = stretch;
  }
  if (next === 0 || longest < TIMES_THE_NEXT * next) return null;
  return { after: sorted[at - 1] as number, before: sorted[at] as number };
}
