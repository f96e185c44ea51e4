import type { Rect } from './board-layout.ts';

export interface Block extends Rect {
  /** 0 to 255 for red, green and blue alike. */
  readonly grey: number;
}
const DARKEST = 56;
const LIGHTEST = 200;
const SMALLEST_BLOCK = 4; // pixels

/**
 * The blocks of a pixelated redaction. They look like a coarse picture and are none: the greys come from a generator
 * seeded with the step's place in the list and its geometry, so that nothing hidden can be computed from them.
 * The last column and row are cut off at the edge. About 200 blocks along the longer side at most.
 */
export function pixelation(index: number, { x, y, width, height }: Rect): Block[] {
  const next = generator([index, x, y, width, height]);
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const side = Math.max(SMALLEST_BLOCK, Math.ceil(shorter / 6), Math.ceil(longer / 200));
  const blocks: Block[] = [];
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side)
      blocks.push({
        x: x + left,
        y: y + top,
        width: Math.min(side, width - left),
        height: Math.min(side, height - top),
        grey: DARKEST + (next() % (LIGHTEST - DARKEST + 1)),
      });
  return blocks;
}

/** 32-bit whole numbers by SplitMix32 (G. Steele, D. Lea, C. Flood, 2014); integer arithmetic, the same everywhere. */
function generator(seeds: readonly number[]): () => number {
  let state = 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  for (const seed of seeds) state = next() ^ seed;
  return next;
}
