import { expect, it } from 'vitest';
import { fitting, markOfFigure, pickedWords, pickOf } from '../../../shared/domain/chart-picks.ts';

const COLUMNS = [
  { name: 'country', type: 'TEXT' },
  { name: 'amount', type: 'REAL' },
  { name: 'at', type: 'TEXT', reading: { kind: 'time', zone: 'utc', fraction: 0 } },
  { name: 'day', type: 'TEXT', reading: { kind: 'date' } },
  { name: 'total', type: 'TEXT' },
  { name: 'status', type: 'TEXT' },
];
const chart = (drawn: object, spec: object, clock: string | null = 'UTC') =>
  ({ spec: { x: 0, y: null, series: null, ...spec }, source: { columns: COLUMNS }, data: { drawn, clock } }) as never;
const bars = (others: number, series: number | null = null) =>
  chart(
    {
      shape: 'grouped',
      along: { is: 'category', names: ['DE', 'FR', 'rest'], others },
      series: { names: ['paid', 'others'], others: 4 },
      values: [],
    },
    { series },
  );

it('tells which rows a mark of a category stands for, and none where it gathers others', () => {
  expect(pickOf(bars(0), { place: 2 })).toEqual([{ is: 'value', column: 0, shown: 'rest' }]);
  expect(pickOf(bars(7), { place: 2 })).toBeNull();
  expect(pickOf(bars(0), { place: 3 })).toBeNull();
  expect(pickOf(bars(7, 5), { place: 1, series: 0 })).toEqual([
    { is: 'value', column: 0, shown: 'FR' },
    { is: 'value', column: 5, shown: 'paid' },
  ]);
  expect(pickOf(bars(7, 5), { place: 1, series: 1 })).toBeNull();
  expect(pickOf(bars(0, 5), { series: 0 })).toEqual([{ is: 'value', column: 5, shown: 'paid' }]); // the line of a series
  expect(pickedWords(bars(0), pickOf(bars(7, 5), { place: 1, series: 0 }) ?? [])).toBe(
    'country is FR and status is paid',
  );
});

it('bounds intervals of numbers and of times by the clocks of the zone', () => {
  const bins = (x: number, unit: string | null, ...edges: (readonly [number | string, number | string])[]) =>
    chart({ shape: 'bins', unit, bins: edges.map(([from, to]) => ({ from, to, rows: 1 })) }, { x });
  const range = { is: 'range', column: 1, from: 0, to: 5 };
  expect(pickOf(bins(1, null, [0, 5], [5, 9]), { place: 0 })).toEqual([{ ...range, toIncluded: false }]);
  expect(pickOf(bins(1, null, [0, 5]), { place: 0 })).toEqual([{ ...range, toIncluded: true }]);
  expect(pickOf(bins(4, null, [0, 5]), { place: 0 })).toBeNull(); // a text is greater than every number
  const times = (x: number, unit: string, at: string, clock: string) =>
    pickOf(chart({ shape: 'grouped', along: { is: 'time', unit, at: [at] }, series: {}, values: [] }, { x }, clock), {
      place: 0,
    });
  const span = { is: 'range', column: 2, toIncluded: false };
  expect(times(2, 'month', '2026-02-01T00:00:00', 'UTC')).toEqual([{ ...span, from: '2026-02-01', to: '2026-03-01' }]);
  expect(times(2, 'day', '2026-07-01T00:00:00', 'Europe/Berlin')).toEqual([
    { ...span, from: '2026-06-30 22:00:00', to: '2026-07-01 22:00:00' },
  ]);
  // The hour that the clocks go through twice.
  expect(times(2, 'hour', '2026-10-25T02:00:00', 'Europe/Berlin')).toEqual([
    { ...span, from: '2026-10-25 00:00:00', to: '2026-10-25 02:00:00' },
  ]);
  expect(times(3, 'day', '2026-07-01T00:00:00', 'as written')).toEqual([
    { ...span, column: 3, from: '2026-07-01', to: '2026-07-02' },
  ]);
  expect(times(0, 'hour', '2026-07-01T05:00:00', 'UTC')).toBeNull(); // what SQL computed may be written in another way
});

it('tells the rows of points, cells, flows, outliers and places', () => {
  const point = { x: '2026-07-01T05:00:00', y: 12.5, series: 0, rows: 1 };
  const points = { shape: 'points', series: { names: [''], others: 0 }, points: [point] };
  const y = { is: 'range', column: 1, from: 12.5, to: 12.5, toIncluded: true };
  expect(pickOf(chart({ ...points, gathered: false }, { x: 2, y: 1 }), { place: 0 })).toEqual([
    { is: 'range', column: 2, from: '2026-07-01 05:00:00', to: '2026-07-01 05:00:01', toIncluded: false },
    y,
  ]);
  const gathered = { ...points, points: [{ ...point, x: 12.4, rows: 9 }], gathered: true };
  const grid = { left: 10, low: 0, wide: 2, tall: 5 };
  expect(pickOf(chart({ ...gathered, grid }, { x: 1, y: 1 }), { place: 0 })).toEqual([
    { is: 'range', column: 1, from: 12, to: 14, toIncluded: false },
    { is: 'range', column: 1, from: 10, to: 15, toIncluded: false },
  ]);
  expect(pickOf(chart(gathered, { x: 1, y: 1 }), { place: 0 })).toBeNull();
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ value: 1 })));
  const hours = chart({ shape: 'hours', cells }, { x: 2 }, 'Europe/Berlin');
  expect(pickOf(hours, { place: 24 + 3 })).toEqual([
    { is: 'hour', column: 2, weekday: 2, hour: 3, zone: 'Europe/Berlin' },
  ]);
  expect(markOfFigure(hours, 3, 2)).toEqual({ place: 24 + 3 });
  const flows = [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ];
  const sankey = chart({ shape: 'flows', nodes: ['a', 'b', 'c'], flows }, { x: 0, series: 5 });
  expect(pickOf(sankey, { place: 1 })).toEqual([
    { is: 'value', column: 0, shown: 'b' },
    { is: 'value', column: 5, shown: 'c' },
  ]);
  expect([0, 1, 2].map((series) => pickOf(sankey, { series })?.[0]?.column)).toEqual([0, undefined, 5]);
  const box = { outliers: [3, 99] };
  const boxes = chart({ shape: 'boxes', groups: { names: ['DE'], others: 0 }, boxes: [box] }, { y: 1 });
  expect(pickOf(boxes, { place: 0, series: 1 })).toEqual([
    { is: 'value', column: 0, shown: 'DE' },
    { ...y, from: 99, to: 99 },
  ]);
  const map = chart({ shape: 'places', step: 0.1, places: [{ longitude: 13.4, latitude: 52.5 }] }, { x: 1, y: 1 });
  expect(pickOf(map, { place: 0 })?.map((each) => each.is === 'range' && [each.from, each.to])).toEqual([
    [13.35, 13.45],
    [52.45, 52.55],
  ]);
});

it('takes the rows of an hour of the week as the chart counts them', () => {
  const tuesday = { is: 'hour', column: 0, weekday: 2, hour: 3 } as const;
  const fits = (zone: string | null, cell: string | null) => fitting([{ ...tuesday, zone }])?.([cell]);
  expect(fits('Europe/Berlin', '2026-07-07 01:30:00Z')).toBe(true);
  expect(fits('Europe/Berlin', '2026-07-07 03:30:00Z')).toBe(false);
  expect(fits('UTC', '2026-07-07 03:30:00Z')).toBe(true);
  expect(fits(null, '2026-07-07 03:30:00')).toBe(true);
  expect(fits(null, '2026-07-07 03:30:00Z')).toBe(false);
  expect(fits('UTC', null)).toBe(false);
  expect(fitting([{ ...tuesday, weekday: 7, zone: null }])?.(['2026-07-12 03:00:00'])).toBe(true);
});
