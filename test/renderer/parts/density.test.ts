import { describe, expect, it } from 'vitest';
import { countsOver, inOrder, onwards, spanOfAll } from '../../../renderer/parts/timeline/density.ts';

const NONE = Float64Array.of();

describe('the strip of times', () => {
  it('spans all times and counts them at each pixel', () => {
    const lanes = [
      { at: Float64Array.of(0, 0, 50_000, 100_000), bins: null },
      { at: NONE, bins: { edges: [0, 50_000, 100_000], counts: [10, 0] } },
    ];
    expect(spanOfAll(lanes)).toEqual({ from: -1000.01, to: 101_001.01 });
    expect(spanOfAll([{ at: NONE, bins: null }])).toBeNull();
    const counts = countsOver(lanes, { from: 0, to: 100_001 }, 10);
    expect(counts.reduce((sum, count) => sum + count)).toBeCloseTo(14);
    expect(counts[0]).toBeCloseTo(4);
    expect(counts[4]).toBeCloseTo(3);
    expect(counts[9]).toBe(1);
  });

  it('keeps the row of each time, and leaves out rows without one', () => {
    const { at, rows } = inOrder(Float64Array.of(30, Number.NaN, 10, 30));
    expect([...at]).toEqual([10, 30, 30]);
    expect([...rows]).toEqual([2, 0, 3]);
  });

  it('plays by half the span, and begins anew behind the end', () => {
    const view = { from: 0, to: 100 };
    expect(onwards(null, view)).toEqual({ from: 0, to: 5 });
    expect(onwards({ from: 10, to: 30 }, view)).toEqual({ from: 20, to: 40 });
    expect(onwards({ from: 95, to: 115 }, view)).toEqual({ from: 0, to: 20 });
  });
});
