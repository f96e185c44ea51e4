import { describe, expect, it } from 'vitest';
import { pixelation } from '../../../shared/domain/draw-step.ts';

const AREA = { x: 3, y: 5, width: 101, height: 40 };

describe('a pixelated redaction', () => {
  it('covers each pixel of its area once and none beside it', () => {
    const covered = new Map<string, number>();
    for (const { x, y, width, height } of pixelation(0, AREA))
      for (let row = y; row < y + height; row++)
        for (let column = x; column < x + width; column++)
          covered.set(`${column},${row}`, (covered.get(`${column},${row}`) ?? 0) + 1);
    expect(covered.size).toBe(AREA.width * AREA.height);
    expect(new Set(covered.values())).toEqual(new Set([1]));
    expect([covered.has('3,5'), covered.has('103,44'), covered.has('104,44')]).toEqual([true, true, false]);
  });
  it('has many greys, the same each time, others elsewhere in the list or picture', () => {
    const greys = (index: number, x: number) => pixelation(index, { ...AREA, x }).map(({ grey }) => grey);
    expect(greys(0, 3)).toEqual(greys(0, 3));
    expect(greys(1, 3)).not.toEqual(greys(0, 3));
    expect(greys(0, 4)).not.toEqual(greys(0, 3));
    expect(new Set(greys(0, 3)).size).toBeGreaterThan(30);
    expect(greys(0, 3).every((grey) => Number.isInteger(grey) && grey >= 56 && grey <= 200)).toBe(true);
  });
  it('keeps the number of blocks small however large the area', () => {
    expect(pixelation(0, { x: 0, y: 0, width: 30_000, height: 2000 }).length).toBeLessThan(4000);
    expect(pixelation(0, { x: 0, y: 0, width: 1, height: 1 })).toHaveLength(1);
  });
});
