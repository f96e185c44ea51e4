import { z } from 'zod';

/** A role that a column plays in a chart, in words of the window. */
interface Role {
  readonly words: string;
  readonly takes: 'any' | 'time' | 'number' | 'place' | 'along';
  readonly optional?: true;
}
interface KindFacts {
  readonly words: string;
  readonly icon: string;
  readonly x: Role;
  readonly y?: Role;
  readonly series?: Role;
  /** Several rows become one value, by a measure. */
  readonly measured: boolean;
  /** Categories that are drawn one by one, unless another number is asked for; the rest are gathered as "others". */
  readonly most: number;
}
const MEASURED = { words: 'Values', takes: 'number', optional: true } as const;

/** The kinds of charts. An entry adds one; what draws it is a table over `ChartKind`. */
export const CHART_KINDS = {
  bar: {
    words: 'Bar',
    icon: 'horizontal-bar-chart',
    x: { words: 'Category', takes: 'any' },
    y: MEASURED,
    measured: true,
    most: 20,
  },
  stacked: {
    words: 'Stacked bar',
    icon: 'stacked-chart',
    x: { words: 'Category', takes: 'any' },
    y: MEASURED,
    series: { words: 'Parts', takes: 'any' },
    measured: true,
    most: 12,
  },
  line: {
    words: 'Line',
    icon: 'timeline-line-chart',
    x: { words: 'X axis', takes: 'along' },
    y: MEASURED,
    series: { words: 'Lines', takes: 'any', optional: true },
    measured: true,
    most: 7,
  },
  scatter: {
    words: 'Scatter',
    icon: 'scatter-plot',
    x: { words: 'X axis', takes: 'along' },
    y: { words: 'Y axis', takes: 'number' },
    series: { words: 'Groups', takes: 'any', optional: true },
    measured: false,
    most: 7,
  },
  histogram: {
    words: 'Histogram',
    icon: 'timeline-bar-chart',
    x: { words: 'Values', takes: 'along' },
    measured: false,
    most: 60,
  },
  box: {
    words: 'Box',
    icon: 'alignment-vertical-center',
    x: { words: 'Groups', takes: 'any', optional: true },
    y: { words: 'Values', takes: 'number' },
    measured: false,
    most: 15,
  },
  heat: {
    words: 'Hour by weekday',
    icon: 'heat-grid',
    x: { words: 'Time', takes: 'time' },
    y: MEASURED,
    measured: true,
    most: 168,
  },
  sankey: {
    words: 'Sankey',
    icon: 'flow-branch',
    x: { words: 'From', takes: 'any' },
    y: MEASURED,
    series: { words: 'To', takes: 'any' },
    measured: true,
    most: 40,
  },
  map: {
    words: 'Map',
    icon: 'map',
    x: { words: 'Longitude', takes: 'place' },
    y: { words: 'Latitude', takes: 'place' },
    measured: false,
    most: 3000,
  },
} as const satisfies Record<string, KindFacts>;
export type ChartKind = keyof typeof CHART_KINDS;
export const chartKinds = Object.keys(CHART_KINDS) as [ChartKind, ...ChartKind[]];
export const chartFacts = (kind: ChartKind): KindFacts => CHART_KINDS[kind];

/** What of several rows one value says; rows are counted where no column is measured. */
export const MEASURES = {
  rows: 'Number of rows',
  sum: 'Sum',
  average: 'Average',
  median: 'Median',
  least: 'Least',
  greatest: 'Greatest',
} as const;
export type Measure = keyof typeof MEASURES;
export const measures = Object.keys(MEASURES) as [Measure, ...Measure[]];
/** Measures of which none is 0: an interval without rows has no average, but a sum of 0. */
export const zeroWithoutRows = (measure: Measure): boolean => measure === 'rows' || measure === 'sum';

export const CHART_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export const ChartUnit = z.enum(CHART_UNITS);
export type ChartUnit = z.infer<typeof ChartUnit>;

const Place = z.int().min(0).max(2000).nullable().describe('of a column of the result');
/** What is drawn of a result, by the places of its columns. */
export const ChartSpec = z.strictObject({
  kind: z.enum(chartKinds),
  title: z.string().max(200),
  x: Place,
  y: Place,
  series: Place,
  measure: z.enum(measures),
  unit: ChartUnit.nullable().describe('of a time axis; null for one that fits the span'),
  zone: z.string().min(1).max(64).describe('whose clocks a time axis shows, an IANA name'),
  order: z.enum(['value', 'name', 'result']).describe('of categories'),
  most: z.int().min(1).max(3000).nullable().describe('categories drawn one by one; null for as many as the kind has'),
});
export type ChartSpec = z.infer<typeof ChartSpec>;

const Name = z.string().max(2000);
const Finite = z.number();
/** `text` has every digit of an exact sum, least or greatest; `value` is where it is drawn. */
export const ChartValue = z.strictObject({ value: Finite, text: z.string().max(2200), rows: z.int().min(0) });
export type ChartValue = z.infer<typeof ChartValue>;
/** What the clocks of the chart's zone show, or the time as it is written: `2026-03-01T00:00:00`. */
const Clock = z.string().regex(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?$/);

const MOST_POINTS = 20_000;
/** `others`: how many categories the last name gathers; 0 for none, and then the last name is one like the rest. */
const Names = z.strictObject({ names: z.array(Name).max(3001), others: z.int().min(0) });
export type Names = z.infer<typeof Names>;
const Along = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('category'), ...Names.shape }),
  z.strictObject({ is: z.literal('time'), unit: ChartUnit, at: z.array(Clock).max(MOST_POINTS) }),
  z.strictObject({
    is: z.literal('number'),
    at: z.array(Finite).max(MOST_POINTS),
    width: Finite.nullable().describe('of the intervals that begin there; null where each is a value of its own'),
  }),
]);
export type Along = z.infer<typeof Along>;

const Drawn = z.discriminatedUnion('shape', [
  z.strictObject({
    shape: z.literal('grouped'),
    along: Along,
    series: Names.describe('one empty name where there is one series'),
    values: z.array(z.array(ChartValue.nullable()).max(MOST_POINTS)).max(60).describe('by series, then along'),
  }),
  z.strictObject({
    shape: z.literal('points'),
    along: z.enum(['number', 'time']),
    series: Names,
    gathered: z.boolean().describe('points that lie close together are one, which tells how many rows it stands for'),
    points: z
      .array(z.strictObject({ x: z.union([Finite, Clock]), y: Finite, series: z.int().min(0), rows: z.int().min(1) }))
      .max(MOST_POINTS),
  }),
  z.strictObject({
    shape: z.literal('bins'),
    unit: ChartUnit.nullable(),
    bins: z
      .array(z.strictObject({ from: z.union([Finite, Clock]), to: z.union([Finite, Clock]), rows: z.int().min(0) }))
      .max(2000),
  }),
  z.strictObject({
    shape: z.literal('boxes'),
    groups: Names,
    boxes: z
      .array(
        z.strictObject({
          rows: z.int().min(1),
          least: Finite,
          low: Finite.describe('the least value within 1.5 interquartile ranges of the box'),
          lower: Finite,
          median: Finite,
          upper: Finite,
          high: Finite,
          greatest: Finite,
          outliers: z.array(Finite).max(400).describe('those drawn'),
          beyond: z.int().min(0).describe('all values beyond the whiskers'),
        }),
      )
      .max(201),
  }),
  z.strictObject({
    shape: z.literal('hours'),
    cells: z.array(z.array(ChartValue.nullable()).length(24)).length(7).describe('from Monday, by hour'),
  }),
  z.strictObject({
    shape: z.literal('flows'),
    levels: z.boolean().describe('what goes in and out of a name meets in one node; otherwise each side has its own'),
    nodes: z.array(Name).max(4000),
    flows: z.array(z.strictObject({ from: z.int().min(0), to: z.int().min(0), ...ChartValue.shape })).max(3001),
  }),
  z.strictObject({
    shape: z.literal('places'),
    step: Finite.describe('degrees within which positions are one place; 0 where each is its own'),
    places: z.array(z.strictObject({ longitude: Finite, latitude: Finite, rows: z.int().min(1) })).max(MOST_POINTS),
  }),
]);
export type Drawn = z.infer<typeof Drawn>;
export type DrawnOf<S extends Drawn['shape']> = Extract<Drawn, { shape: S }>;

/** Why the value of a row is not drawn. */
export const NOT_DRAWN = {
  null: 'NULL',
  'not-number': 'not a number',
  'not-time': 'not a time',
  'other-clock': 'a time with a zone among times without one, or the other way round',
  outside: 'outside the range of coordinates',
  negative: 'not above zero',
  beyond: 'beyond the number that is drawn',
} as const;
export const NotDrawn = z.strictObject({
  column: Name,
  why: z.enum(Object.keys(NOT_DRAWN) as [keyof typeof NOT_DRAWN, ...(keyof typeof NOT_DRAWN)[]]),
  rows: z.int().min(1),
});
export type NotDrawn = z.infer<typeof NotDrawn>;

/** The data that a chart draws, computed over every row of its result. */
export const ChartData = z.strictObject({
  rows: z.int().min(0).describe('of the result'),
  drawnRows: z.int().min(0),
  notDrawn: z.array(NotDrawn).max(50).describe('each row once, by the first reason'),
  clock: z.string().max(64).nullable().describe('IANA zone, "as written" where no zone is stated; null without times'),
  notes: z.array(z.string().max(500)).max(20).describe('what was decided about the data, in words'),
  drawn: Drawn,
});
export type ChartData = z.infer<typeof ChartData>;
export const AS_WRITTEN = 'as written';

/** What the columns of a result can be drawn as. */
export const ColumnFacts = z.strictObject({
  is: z.enum(['time', 'number', 'longitude', 'latitude', 'category', 'id', 'empty']),
  distinct: z.int().describe('at most 1,000 are counted'),
  nulls: z.int(),
  zoned: z.boolean(),
});
export type ColumnFacts = z.infer<typeof ColumnFacts>;
