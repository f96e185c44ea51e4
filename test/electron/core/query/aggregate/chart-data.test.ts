import { expect, it } from 'vitest';
import { chartData, columnFacts } from '../../../../../electron/core/query/aggregate/chart-data.ts';
import type { Cell } from '../../../../../shared/contract/values.ts';
import { momentOf } from '../../../../../shared/domain/cell-moment.ts';
import type { ChartKind, ChartSpec, DrawnOf } from '../../../../../shared/domain/charts.ts';

type Type = 'TEXT' | 'INTEGER' | 'REAL' | 'MIXED';
const result = (columns: Readonly<Record<string, Type>>, rows: readonly (readonly Cell[])[]) => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  blocks: [{ lines: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')) }],
});
const spec = (kind: ChartKind, over: Partial<ChartSpec> = {}): ChartSpec => ({
  ...{ kind, title: '', x: 0, y: null, series: null, measure: 'rows', unit: null, zone: 'UTC', order: 'value' },
  ...{ most: null, ...over },
});
const drawn = <S extends string>(data: ReturnType<typeof chartData>, shape: S) => {
  expect(data.drawn.shape).toBe(shape);
  return data.drawn as DrawnOf<S & ReturnType<typeof chartData>['drawn']['shape']>;
};
const dec = (text: string): Cell => ({ dec: text });

it('adds money up exactly, gathers categories beyond the limit as others, and counts what is not drawn by its reason', () => {
  const of = result({ country: 'TEXT', amount: 'MIXED' }, [
    ['DE', dec('0.10')],
    ['DE', dec('0.20')],
    ['FR', dec('1234567890123.45')],
    ['NL', dec('0.05')],
    ['BE', dec('0.01')],
    [null, dec('5.00')],
    ['FR', null],
    ['FR', 'n/a'],
  ]);
  const data = chartData({ spec: spec('bar', { y: 1, measure: 'sum', most: 2 }), ...of });
  const { along, values } = drawn(data, 'grouped');
  expect(along).toEqual({ is: 'category', names: ['FR', 'DE', 'others'], others: 2 });
  expect(values[0]?.map((value) => [value?.text, value?.rows])).toEqual([
    ['1234567890123.45', 1],
    ['0.30', 2],
    ['0.06', 2],
  ]);
  expect(data.notDrawn).toEqual([
    { column: 'country', why: 'null', rows: 1 },
    { column: 'amount', why: 'null', rows: 1 },
    { column: 'amount', why: 'not-number', rows: 1 },
  ]);
  expect([data.rows, data.drawnRows]).toEqual([8, 5]);
});

it('adds integers up exactly where one of them, or what they come to, is beyond 2^52', () => {
  const sums: [number[], string][] = [
    [[4503599627370495, 9007199254740990], '13510798882111485'],
    [[1, 9007199254740991, 2], '9007199254740994'],
    [[-4503599627370497, -9007199254740991, 3], '-13510798882111485'],
    [[4503599627370495, 4503599627370495, 4503599627370495], '13510798882111485'],
  ];
  for (const [cells, text] of sums) {
    const of = result(
      { k: 'TEXT', v: 'INTEGER' },
      cells.map((cell) => ['a', cell]),
    );
    const { values } = drawn(chartData({ spec: spec('bar', { y: 1, measure: 'sum' }), ...of }), 'grouped');
    expect(values[0]?.[0]?.text).toBe(text);
  }
});

it('draws no time that does not exist as another, and counts it', () => {
  const none = [
    '2026-13-05',
    '2026-00-05',
    '2026-04-00',
    '2026-02-29',
    '2026-03-01 10:00:99Z',
    '2026-03-01 10:00:60',
    '2026-03-01 24:00:00Z',
    '2026-03-01 10:00:00+99:99',
  ];
  const of = result(
    { at: 'TEXT' },
    ['2026-11-05', '2024-02-29', ...none].map((at) => [at]),
  );
  const columns = [
    { name: 'at', type: 'TEXT' as const, reading: { kind: 'epoch' as const, unit: 's' as const, fraction: 0 } },
  ];
  const data = chartData({ spec: spec('line'), ...of, columns });
  expect(data.notDrawn).toMatchObject([{ column: 'at', why: 'not-time', rows: none.length }]);
  expect([momentOf('0000-02-29')?.at, momentOf('2026-03-01 10:00:00.289+05:30')?.at]).toEqual([
    Date.parse('0000-02-29T00:00:00Z'),
    Date.parse('2026-03-01T04:30:00.289Z'),
  ]);
});

it('refuses numbers that no drawing has room for, alone or added up', () => {
  const huge: Cell = { real: '1e+308' };
  const most: Cell = { real: '9e+299' };
  const refused = expect.objectContaining({ code: 'unsupported' });
  const of = (...cells: Cell[]) =>
    result(
      { k: 'TEXT', v: 'REAL' },
      cells.map((cell) => ['a', cell]),
    );
  for (const measure of ['sum', 'average', 'median'] as const)
    expect(() => chartData({ spec: spec('bar', { y: 1, measure }), ...of(huge, huge) })).toThrow(refused);
  expect(() => chartData({ spec: spec('bar', { y: 1, measure: 'sum' }), ...of(most, most) })).toThrow(refused);
  const both = of(huge, { real: '-1e+308' });
  expect(() => chartData({ spec: spec('histogram', { x: 1 }), ...both })).toThrow(refused);
  expect(() => chartData({ spec: spec('box', { x: null, y: 1 }), ...both })).toThrow(refused);
});

it('gives a category that is itself called others a bar of its own', () => {
  const of = result({ name: 'TEXT' }, [['others'], ['others'], ['others'], ['a'], ['b'], ['c']]);
  const { along, values } = drawn(chartData({ spec: spec('bar', { most: 1 }), ...of }), 'grouped');
  expect(along).toEqual({ is: 'category', names: ['others', 'others'], others: 3 });
  expect(values[0]?.map((value) => value?.value)).toEqual([3, 3]);
});

it('draws times by the clocks of a zone in a unit that fits, with an interval for each, and says which hour came twice', () => {
  const of = result({ at: 'TEXT' }, [
    ['2026-10-24 23:30:00Z'],
    ['2026-10-25 00:30:00Z'],
    ['2026-10-25 01:30:00Z'],
    ['2026-10-25 03:30:00Z'],
    ['2026-10-25 04:00:00'],
    ['soon'],
  ]);
  // One that is no time makes the column text, unless its reading says otherwise.
  const columns = [
    { name: 'at', type: 'TEXT' as const, reading: { kind: 'epoch' as const, unit: 's' as const, fraction: 0 } },
  ];
  const data = chartData({ spec: spec('bar', { zone: 'Europe/Berlin', unit: 'hour' }), ...of, columns });
  const { along, values } = drawn(data, 'grouped');
  expect(along).toEqual({
    is: 'time',
    unit: 'hour',
    at: ['2026-10-25T01:00:00', '2026-10-25T02:00:00', '2026-10-25T03:00:00', '2026-10-25T04:00:00'],
  });
  expect(values[0]?.map((value) => value?.value)).toEqual([1, 2, 0, 1]);
  expect(data.clock).toBe('Europe/Berlin');
  expect(data.notes).toEqual([
    'The clocks of Europe/Berlin went back: 2026-10-25 02:00 holds what happened in two intervals.',
    'The first is of 2026-10-25 01:30, the last of 2026-10-25 04:30.',
  ]);
  expect(data.notDrawn.map(({ why, rows }) => [why, rows])).toEqual([
    ['other-clock', 1],
    ['not-time', 1],
  ]);
});

it('leaves times without a zone as they are written, whatever zone is asked for', () => {
  const of = result({ at: 'TEXT' }, [['2026-03-01 00:30:00'], ['2026-03-02']]);
  const data = chartData({ spec: spec('heat', { zone: 'Asia/Tokyo' }), ...of });
  expect(data.clock).toBe('as written');
  const { cells } = drawn(data, 'hours');
  expect([cells[6]?.[0]?.value, cells[0]?.[0]?.value]).toEqual([1, 1]); // a Sunday and a Monday
});

it('puts a value on the edge of an interval into the one that begins there', () => {
  const of = result(
    { v: 'REAL' },
    [0.29, 0.3, 0.28, 0, 1].map((value) => [value === 0 || value === 1 ? { real: `${value}.0` } : value]),
  );
  const { bins } = drawn(chartData({ spec: spec('histogram', { most: 60 }), ...of }), 'bins');
  expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(5);
  for (const { from, to, rows } of bins) {
    const held = [0.29, 0.3, 0.28, 0, 1].filter((value) => value >= Number(from) && value < Number(to));
    expect(rows).toBe(held.length);
  }
});

it('draws boxes by quartiles as R-7 gives them, with what lies beyond the whiskers counted', () => {
  // R: quantile(c(1:10, 50), type = 7) gives 3.5, 6, 8.5; boxplot.stats would use hinges, which are the same here.
  const of = result({ v: 'INTEGER' }, [...Array.from({ length: 10 }, (_, at) => [at + 1]), [50]]);
  const { boxes } = drawn(chartData({ spec: spec('box', { x: null, y: 0 }), ...of }), 'boxes');
  expect(boxes).toEqual([
    {
      rows: 11,
      least: 1,
      low: 1,
      lower: 3.5,
      median: 6,
      upper: 8.5,
      high: 10,
      greatest: 50,
      outliers: [50],
      beyond: 1,
    },
  ]);
});

it('gathers many points on a grid and loses none of them', () => {
  const of = result(
    { a: 'INTEGER', b: 'INTEGER' },
    Array.from({ length: 6000 }, (_, at) => [at % 997, (at * 7) % 503]),
  );
  const data = chartData({ spec: spec('scatter', { y: 1 }), ...of });
  const { points, gathered } = drawn(data, 'points');
  expect(gathered).toBe(true);
  expect(points.reduce((sum, { rows }) => sum + rows, 0)).toBe(6000);
  expect(points.length).toBeLessThan(5000);
});

it('parts the sides of flows only where something goes in a circle', () => {
  const chain = result({ from: 'TEXT', to: 'TEXT' }, [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'b'],
  ]);
  const flows = (of: ReturnType<typeof result>) =>
    drawn(chartData({ spec: spec('sankey', { series: 1 }), ...of }), 'flows');
  expect(flows(chain)).toMatchObject({
    levels: true,
    nodes: ['a', 'b', 'c'],
    flows: [
      { from: 0, to: 1, value: 2 },
      { from: 1, to: 2, value: 1 },
    ],
  });
  const circle = result({ from: 'TEXT', to: 'TEXT' }, [
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(flows(circle)).toMatchObject({ levels: false, nodes: ['a', 'b', 'b', 'a'] });
});

it('counts positions outside the earth, and keeps the others apart', () => {
  const of = result({ lon: 'REAL', lat: 'REAL' }, [
    [13.4, 52.5],
    [13.4, 52.5],
    [500.5, 1.5],
    [2.5, null],
  ]);
  const data = chartData({ spec: spec('map', { y: 1 }), ...of });
  expect(drawn(data, 'places').places).toEqual([{ longitude: 13.4, latitude: 52.5, rows: 2 }]);
  expect(data.notDrawn).toEqual([
    { column: 'lat', why: 'null', rows: 1 },
    { column: 'lon', why: 'outside', rows: 1 },
  ]);
});

it('knows times, coordinates and ids by reading, name and all values', () => {
  const of = result(
    { at: 'TEXT', latitude: 'REAL', lng: 'REAL', account_id: 'INTEGER', country: 'TEXT', n: 'INTEGER' },
    [
      ['2026-03-01', 52.5, 13.4, 1, 'DE', 7],
      ['2026-03-02 10:00:00Z', -33.9, 151.2, 2, 'DE', 7],
    ],
  );
  expect(columnFacts(of).map(({ is }) => is)).toEqual(['time', 'latitude', 'longitude', 'id', 'category', 'number']);
});
