import { expect, it } from 'vitest';
import { pickOf } from '../../../shared/domain/chart-picks.ts';

const chart = (drawn: object, x: number | null = 1) => ({ spec: { x }, data: { drawn } }) as never;
const bars = (others: number) =>
  chart({ shape: 'grouped', along: { is: 'category', names: ['DE', 'FR', 'rest'], others }, series: {}, values: [] });

it('tells which rows a mark stands for, and none where it gathers others or a clock is read elsewhere', () => {
  expect(pickOf(bars(0), 2)).toEqual({ is: 'value', column: 1, shown: 'rest' });
  expect(pickOf(bars(7), 2)).toBeNull();
  expect(pickOf(bars(7), 1)).toEqual({ is: 'value', column: 1, shown: 'FR' });
  expect(pickOf(bars(0), 3)).toBeNull();
  const bins = (...edges: (readonly [number | string, number | string])[]) =>
    chart({ shape: 'bins', bins: edges.map(([from, to]) => ({ from, to, rows: 1 })) });
  const range = { is: 'range', column: 1, from: 0, to: 5 };
  expect(pickOf(bins([0, 5], [5, 9]), 0)).toEqual({ ...range, toIncluded: false });
  expect(pickOf(bins([0, 5]), 0)).toEqual({ ...range, toIncluded: true });
  expect(pickOf(bins(['2026-01-01', '2026-02-01']), 0)).toBeNull();
  expect(pickOf(chart({ shape: 'grouped', along: { is: 'time', at: ['2026'], unit: 'year' } }), 0)).toBeNull();
  expect(pickOf(chart({ shape: 'bins', bins: [] }, null), 0)).toBeNull();
});
