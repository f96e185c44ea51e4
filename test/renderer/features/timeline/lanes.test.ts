import { describe, expect, it } from 'vitest';
import { coloursOf } from '../../../../renderer/parts/timeline/draw.ts';
import { type LaneData, rowsWithin, timesOfRows } from '../../../../renderer/parts/timeline/lane-data.ts';
import type { Lane } from '../../../../shared/contract/timeline.ts';

const held = (times: readonly number[], rows: readonly number[]): LaneData => ({
  total: times.length,
  at: Float64Array.from(times),
  until: Float64Array.from(times),
  refs: Int32Array.from(rows),
  bins: null,
});
const lane = (column: string): Lane =>
  ({ key: { kind: 'column', datasetId: 'd', column }, name: `payouts.${column}` }) as never;

describe('the lanes of the window', () => {
  it('keep their colour when others come and go, and share one only where there are more than colours', () => {
    const first = coloursOf(['a', 'b', 'c'], {});
    expect(new Set(Object.values(first)).size).toBe(3);
    const later = coloursOf(['z', 'b', 'y', 'c'], first);
    expect([later['b'], later['c']]).toEqual([first['b'], first['c']]);
    expect(new Set(['z', 'b', 'y', 'c'].map((name) => later[name])).size).toBe(4);
  });

  it('give the rows of a span, each once, and name what is only counted', () => {
    const lanes = [lane('paid'), lane('booked'), lane('many')];
    const data = new Map([
      ['payouts.paid', held([10, 20, 30], [3, 1, 2])],
      ['payouts.booked', held([25, 26], [2, 3])],
      ['payouts.many', { ...held([], []), bins: { edges: [0, 50], counts: [9] } }],
    ]);
    expect(rowsWithin(lanes, data, { from: 15, to: 30 }, ({ name }) => name)).toEqual({
      rows: [{ datasetId: 'd', rows: '1-3' }],
      counted: ['payouts.many'],
    });
    expect([...timesOfRows(held([10, 20, 30, 40], [3, 1, 2, 9]), '2-3,8')]).toEqual([10, 30]);
  });
});
