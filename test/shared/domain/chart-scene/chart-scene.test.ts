import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../../shared/contract/charts.ts';
import { chartScene } from '../../../../shared/domain/chart-scene/chart-scene.ts';
import type { Scene, Shape } from '../../../../shared/domain/chart-scene/scene.ts';
import { sceneSvg } from '../../../../shared/domain/chart-scene/svg.ts';
import { chartTable } from '../../../../shared/domain/chart-scene/table.ts';
import { colourOf, DARK, PAPER } from '../../../../shared/domain/chart-scene/themes.ts';
import { timeTicks } from '../../../../shared/domain/chart-scene/time-axis.ts';
import type { ChartData, ChartKind, Drawn } from '../../../../shared/domain/charts.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';

const dollars = { kind: 'decimal', scale: 2, long: false, form: { ...PLAIN_NUMBERS, unit: '$' } } as const;
const chart = (
  kind: ChartKind,
  drawn: Drawn,
  over: Partial<ChartData> = {},
  spec: Partial<Chart['spec']> = {},
): Chart => ({
  format: 'redthread-chart/1',
  spec: {
    ...{
      kind,
      title: '',
      x: 0,
      y: 1,
      series: null,
      measure: 'sum',
      unit: null,
      zone: 'UTC',
      order: 'value',
      most: null,
    },
    ...spec,
  },
  source: {
    sql: 'SELECT 1',
    columns: [
      { name: 'country', type: 'TEXT' },
      { name: 'amount', type: 'REAL', reading: dollars },
      { name: 'status', type: 'TEXT' },
    ],
    ...{ rowCount: 10, rowLimit: 100, limitedBy: null },
    inputs: [{ name: 'payouts', exhibitLabel: 'E-0001', sha256: null }],
  },
  data: { rows: 10, drawnRows: 10, notDrawn: [], clock: null, notes: [], drawn, ...over },
});
const value = (text: string, rows = 1) => ({ value: Number(text), text, rows });
const SIZE = { width: 800, height: 400, size: 12, titled: true };
const titled = ({ shapes }: Scene, words: string): Extract<Shape, { is: 'rect' }>[] =>
  shapes.flatMap((shape) => (shape.is === 'rect' && shape.title?.startsWith(words) ? [shape] : []));
const texts = ({ shapes }: Scene): string[] => shapes.flatMap((shape) => (shape.is === 'text' ? [shape.text] : []));

const bars = chart(
  'bar',
  {
    shape: 'grouped',
    along: { is: 'category', names: ['DE', 'FR', 'others'], others: 4 },
    series: { names: [''], others: 0 },
    values: [[value('4000.50'), value('1000.25'), value('2000.00')]],
  },
  { drawnRows: 8, notDrawn: [{ column: 'amount', why: 'null', rows: 2 }] },
);

describe('the scene of a chart', () => {
  it('has bars as long as their values are great, from one zero, with exact figures in their unit', () => {
    const scene = chartScene(bars, SIZE);
    const [de, fr, others] = ['DE', 'FR', 'others (4)'].map((name) => titled(scene, name)[0]);
    expect((de?.width ?? 0) / (fr?.width ?? 1)).toBeCloseTo(4000.5 / 1000.25, 1);
    expect((de?.width ?? 0) / (others?.width ?? 1)).toBeCloseTo(4000.5 / 2000, 1);
    expect(new Set([de?.x, fr?.x, others?.x]).size).toBe(1);
    expect(others?.fill).toBe('others');
    expect(texts(scene)).toEqual(expect.arrayContaining(['$4,000.50', '$0', 'Sum of amount by country']));
    expect(texts(scene)).toContain('8 of 10 rows of a query on E-0001 (payouts).');
    expect(texts(scene)).toContain('2 rows are not drawn: amount is NULL (2).');
    expect(scene.alternative).toContain('Greatest: DE with $4,000.50; least: FR with $1,000.25.');
  });

  it('stacks parts without a gap and tells them by hatching as well as by colour', () => {
    const parts = chart(
      'stacked',
      {
        shape: 'grouped',
        along: { is: 'category', names: ['DE'], others: 0 },
        series: { names: ['paid', 'refunded'], others: 0 },
        values: [[value('30.00')], [value('10.00')]],
      },
      {},
      { series: 2 },
    );
    const scene = chartScene(parts, SIZE);
    const [paid, refunded] = ['DE: paid', 'DE: refunded'].map((words) => titled(scene, words)[0]);
    expect((paid?.x ?? 0) + (paid?.width ?? 0)).toBeCloseTo(refunded?.x ?? 0, 0);
    expect((paid?.width ?? 0) / (refunded?.width ?? 1)).toBeCloseTo(3, 1);
    expect(scene.shapes.some((shape) => shape.is === 'path' && shape.title?.startsWith('DE: refunded'))).toBe(true);
    expect(texts(scene)).toContain('$40.00');
  });

  it('keeps every mark within its room, also of negative values', () => {
    const below = chart('bar', {
      shape: 'grouped',
      along: { is: 'time', unit: 'day', at: ['2026-03-01T00:00:00', '2026-03-02T00:00:00'] },
      series: { names: [''], others: 0 },
      values: [[value('-5.00'), value('10.00')]],
    });
    const scene = chartScene(below, SIZE);
    const [low, high] = [titled(scene, '1 Mar 2026')[0], titled(scene, '2 Mar 2026')[0]];
    expect((high?.height ?? 0) / (low?.height ?? 1)).toBeCloseTo(2, 1);
    expect((high?.y ?? 0) + (high?.height ?? 0)).toBeCloseTo(low?.y ?? 0, 0);
    for (const shape of scene.shapes)
      if (shape.is === 'rect')
        expect([shape.x >= 0, shape.y >= 0, shape.x + shape.width <= 800, shape.y + shape.height <= 400]).toEqual([
          true,
          true,
          true,
          true,
        ]);
  });

  it('draws a box from quartile to quartile, and an empty hour as a cell of its size', () => {
    const box = {
      rows: 9,
      least: 0,
      low: 0,
      lower: 25,
      median: 50,
      upper: 75,
      high: 100,
      greatest: 100,
      outliers: [],
      beyond: 0,
    };
    const scene = chartScene(
      chart('box', { shape: 'boxes', groups: { names: ['DE'], others: 0 }, boxes: [box] }),
      SIZE,
    );
    const [drawn] = titled(scene, 'DE · 9 rows: median $50.00');
    expect(drawn?.width).toBeGreaterThan(150);
    const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => null));
    const hours = chartScene(chart('heat', { shape: 'hours', cells }, { clock: 'UTC' }), SIZE);
    expect(titled(hours, 'Sunday 23:00: no rows')[0]?.width).toBeGreaterThan(10);
  });

  it('says that nothing can be drawn instead of drawing nothing', () => {
    const none = chart('bar', { ...bars.data.drawn } as Drawn, {
      drawnRows: 0,
      notDrawn: [{ column: 'amount', why: 'null', rows: 10 }],
    });
    expect(texts(chartScene(none, SIZE))).toContain('No row has values that can be drawn.');
  });

  it('becomes an SVG that no value can break, and a table of exact figures', () => {
    const hostile = structuredClone(bars);
    Object.assign(hostile.data.drawn, {
      along: { is: 'category', names: ['<script>&"\u0001', 'FR', 'NL'], others: 0 },
    });
    const svg = sceneSvg(chartScene(hostile, SIZE), PAPER);
    expect(svg).toContain('&lt;script&gt;&amp;&quot;\ufffd');
    expect(svg).not.toContain('<script>');
    expect(chartTable(bars)).toEqual({
      columns: ['country', 'Sum of amount'],
      rows: [
        ['DE', '4,000.50'],
        ['FR', '1,000.25'],
        ['others (4)', '2,000.00'],
      ],
    });
  });

  it('says day and year on a time axis only where they are new', () => {
    const at = (text: string) => Date.parse(text);
    const months = ['2025-11-01Z', '2025-12-01Z', '2026-01-01Z'].map(at);
    expect(timeTicks(months[0] as number, months[2] as number, 'month', months, 6).map(({ label }) => label)).toEqual([
      'Nov 2025',
      'Dec',
      'Jan 2026',
    ]);
  });
});

it('has series of at least 3 to 1 against the surface, on paper and in the dark', () => {
  const light = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
      const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const theme of [PAPER, DARK])
    for (const series of [0, 1, 2, 3, 4, 5, 6] as const) {
      const [one, other] = [light(colourOf(theme, `series-${series}`)), light(theme.surface)].sort((a, b) => b - a);
      expect([series, ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05) >= 3]).toEqual([series, true]);
    }
});
