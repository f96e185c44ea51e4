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
/** Numbers beyond it are drawn by nothing here: what they come to, or the span between two, would be infinite. */
export const MOST_DRAWN = 1e300;
const Finite = z.number().min(-MOST_DRAWN).max(MOST_DRAWN);
/** `text` has every digit of an exact sum, least or greatest; `value` is where it is drawn. */
export const ChartValue = z.strictObject({ value: Finite, text: z.string().max(2200), rows: z.int().min(0) });
export type ChartValue = z.infer<typeof ChartValue>;
/** What the clocks of the chart's zone show, or the time as it is written: `2026-03-01T00:00:00`. */
const Clock = z
  .string()
  .regex(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?$/)
  .refine(exists);
/** Whether a time is one of the calendar: month 13 is not. */
function exists(clock: string): boolean {
  const at = Date.parse(`${clock}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().replace(/(?:\.000)?Z$/, '') === clock;
}

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
    grid: z
      .strictObject({ left: Finite, low: Finite, wide: Finite, tall: Finite })
      .optional()
      .describe('on which they were gathered: its corner and the size of a cell; times in milliseconds, as if UTC'),
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

/**
 * What is wrong with data whose every part is well formed, in words; null for nothing. Places name what is there, lists that stand
 * beside each other are equally long, the axis does not go back, and nothing flows in a circle, since no drawing could be made of it.
 */
export function faultOf(drawn: Drawn): string | null {
  switch (drawn.shape) {
    case 'grouped': {
      const { along, series, values } = drawn;
      const places: readonly unknown[] = along.is === 'category' ? along.names : along.at;
      const at =
        along.is === 'time' ? along.at.map((each) => Date.parse(`${each}Z`)) : along.is === 'number' ? along.at : [];
      if (values.length !== series.names.length) return 'it has not one list of values for each series';
      if (values.some((each) => each.length !== places.length))
        return 'a series has not one value for each place along the axis';
      if (at.some((each, place) => place > 0 && each < (at[place - 1] as number))) return 'its axis goes back';
      if (along.is === 'number' && along.width !== null && along.width < 0)
        return 'its intervals end before they begin';
      return gathersNothing(series) || (along.is === 'category' && gathersNothing(along)) ? NO_OTHERS : null;
    }
    case 'points': {
      const { along, series, points } = drawn;
      if (points.some((point) => point.series >= series.names.length))
        return 'a point is of a series that is not there';
      if (points.some(({ x }) => (typeof x === 'string') !== (along === 'time')))
        return 'a point does not fit its axis';
      return gathersNothing(series) ? NO_OTHERS : null;
    }
    case 'bins': {
      const { unit, bins } = drawn;
      if (bins.some(({ from, to }) => [from, to].some((edge) => (typeof edge === 'string') !== (unit !== null))))
        return 'an interval does not fit its axis';
      const edge = (value: number | string) => (typeof value === 'string' ? Date.parse(`${value}Z`) : value);
      return bins.some(({ from, to }) => edge(to) < edge(from)) ? 'an interval ends before it begins' : null;
    }
    case 'boxes':
      if (drawn.boxes.length !== drawn.groups.names.length) return 'it has not one box for each group';
      return gathersNothing(drawn.groups) ? NO_OTHERS : null;
    case 'flows': {
      const { nodes, flows } = drawn;
      if (flows.some(({ from, to }) => from >= nodes.length || to >= nodes.length))
        return 'a flow names a node that is not there';
      if (flows.some(({ value }) => value <= 0)) return 'a flow is not above zero';
      return inACircle(nodes.length, flows) ? 'something flows in a circle' : null;
    }
    case 'places':
      return drawn.places.some(({ longitude, latitude }) => Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
        ? 'a place is not on the earth'
        : null;
    case 'hours':
      return null;
  }
}
const NO_OTHERS = 'it gathers others under no name';
const gathersNothing = ({ names, others }: Names): boolean => others > 0 && names.length === 0;

/** After Kahn (1962): nodes into which nothing flows are taken away until none is left, or only circles are. */
function inACircle(nodes: number, flows: readonly { readonly from: number; readonly to: number }[]): boolean {
  const into = new Array<number>(nodes).fill(0);
  const next = Map.groupBy(flows, ({ from }) => from);
  for (const { to } of flows) into[to] = (into[to] ?? 0) + 1;
  const free = [...into.keys()].filter((node) => into[node] === 0);
  let taken = 0;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    taken++;
    for (const { to } of next.get(node) ?? []) {
      into[to] = (into[to] ?? 0) - 1;
      if (into[to] === 0) free.push(to);
    }
  }
  return taken < nodes;
}

/** The data that a chart draws, computed over every row of its result. */
export const ChartData = z.strictObject({
  rows: z.int().min(0).describe('of the result'),
  drawnRows: z.int().min(0),
  notDrawn: z.array(NotDrawn).max(50).describe('each row once, by the first reason'),
  clock: z.string().max(64).nullable().describe('IANA zone, "as written" where no zone is stated; null without times'),
  notes: z.array(z.string().max(500)).max(20).describe('what was decided about the data, in words'),
  drawn: Drawn.superRefine((drawn, context) => {
    const fault = faultOf(drawn);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  }),
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
