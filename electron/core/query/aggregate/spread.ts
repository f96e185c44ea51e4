import { quantileSorted, thresholdFreedmanDiaconis, thresholdSturges, tickIncrement } from 'd3-array';
import type { Cell } from '../../../../shared/contract/values.ts';
import {
  clockText,
  fittingUnit,
  intervalOf,
  intervals,
  nextInterval,
  possibleUnit,
} from '../../../../shared/domain/chart-intervals.ts';
import { type ChartData, chartFacts, type DrawnOf } from '../../../../shared/domain/charts.ts';
import { byName, nameOf, numberOf, Undrawn } from './cells.ts';
import { clocked } from './clock.ts';
import { chosen, columnName, indexOf, MOST_SERIES, type Taken } from './grouped.ts';

const told = (
  rows: number,
  undrawn: Undrawn,
  clock: string | null,
  drawn: ChartData['drawn'],
  notes: string[] = [],
): ChartData => ({
  rows,
  drawnRows: rows - undrawn.total,
  notDrawn: undrawn.list(),
  clock,
  notes,
  drawn,
});

/** Numbers of a column by row; NaN where the row is not drawn, which is counted. */
function numbers(
  cells: readonly Cell[] | null,
  column: string,
  undrawn: Undrawn,
  skip: (row: number) => boolean = () => false,
): Float64Array {
  return Float64Array.from(cells ?? [], (cell, row) => {
    if (skip(row)) return Number.NaN;
    const value = cell === null ? null : numberOf(cell);
    if (value === null) undrawn.add(column, cell === null ? 'null' : 'not-number');
    return value ?? Number.NaN;
  });
}

/**
 * Rows by intervals of equal width over the whole range, round numbers, about as many as Freedman and Diaconis (1981) ask; times
 * by a unit of the calendar.
 */
export function histogram(taken: Taken, time: boolean): ChartData {
  const { spec, rows, x } = taken;
  const undrawn = new Undrawn();
  const column = columnName(taken, spec.x);
  const most = spec.most ?? chartFacts('histogram').most;
  if (time) {
    const { local, clock } = clocked(x ?? [], column, spec.zone, undrawn);
    const values = local.filter((value) => !Number.isNaN(value)).sort();
    if (values.length === 0) return told(rows, undrawn, clock, { shape: 'bins', unit: 'day', bins: [] });
    const [first, last] = [values[0] as number, values.at(-1) as number];
    const unit = spec.unit ? possibleUnit(spec.unit, last - first) : fittingUnit(last - first, most);
    const starts = intervals(first, last, unit);
    const counts = new Map<number, number>();
    for (const value of values) counts.set(intervalOf(value, unit), (counts.get(intervalOf(value, unit)) ?? 0) + 1);
    const bins = starts.map((start) => ({
      from: clockText(start),
      to: clockText(nextInterval(start, unit)),
      rows: counts.get(start) ?? 0,
    }));
    return told(rows, undrawn, clock, { shape: 'bins', unit, bins });
  }
  const values = numbers(x, column, undrawn)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (values.length === 0) return told(rows, undrawn, null, { shape: 'bins', unit: null, bins: [] });
  const [low, high] = [values[0] as number, values.at(-1) as number];
  const asked = thresholdFreedmanDiaconis(values, low, high);
  const count = Number.isFinite(asked) && asked > 0 ? asked : thresholdSturges(values);
  const bins = equalBins(values, low, high, Math.min(most, Math.max(1, count)));
  return told(rows, undrawn, null, { shape: 'bins', unit: null, bins });
}

/** Intervals between round numbers that hold every value; one without width where all values are the same. */
function equalBins(
  values: Float64Array,
  low: number,
  high: number,
  count: number,
): { from: number; to: number; rows: number }[] {
  if (low === high) return [{ from: low, to: high, rows: values.length }];
  const increment = tickIncrement(low, high, count); // negative: one part of so many, so that 0.1 is exactly what it is
  const edge = (at: number): number => (increment > 0 ? at * increment : at / -increment);
  const placeOf = (value: number): number => {
    const at = Math.floor(increment > 0 ? value / increment : value * -increment);
    return value >= edge(at + 1) ? at + 1 : value < edge(at) ? at - 1 : at; // a product may be off by its last digit
  };
  const first = placeOf(low);
  const counts = new Array<number>(placeOf(high) - first + 1).fill(0);
  for (const value of values) counts[placeOf(value) - first] = (counts[placeOf(value) - first] as number) + 1;
  return counts.map((rows, at) => ({ from: edge(first + at), to: edge(first + at + 1), rows }));
}

/** Outliers of one box that are drawn as points; all of them are counted. */
const MOST_OUTLIERS = 200;

/** Boxes after Tukey (1977): quartiles by R-7, whiskers to the last value within 1.5 interquartile ranges of the box. */
export function boxes(taken: Taken): ChartData {
  const { spec, rows, x, y } = taken;
  const undrawn = new Undrawn();
  const unnamed = (row: number) => spec.x !== null && (x?.[row] ?? null) === null;
  for (let row = 0; row < rows; row++) if (unnamed(row)) undrawn.add(columnName(taken, spec.x), 'null');
  const values = numbers(y, columnName(taken, spec.y), undrawn, unnamed);
  const usable = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  const groups = x
    ? chosen(x, usable, null, 'rows', spec.order, spec.most ?? chartFacts('box').most)
    : { names: [''], others: 0 };
  const place = indexOf(groups);
  const sorted: number[][] = groups.names.map(() => []);
  for (const [row, value] of values.entries())
    if (usable[row] === 1) sorted[x ? place(nameOf(x[row] ?? null)) : 0]?.push(value);
  const held = groups.names.filter((_, at) => (sorted[at]?.length ?? 0) > 0);
  const made = sorted
    .filter((each) => each.length > 0)
    .map((each): DrawnOf<'boxes'>['boxes'][number] => {
      const all = [...Float64Array.from(each).sort()];
      const quantile = (share: number) => quantileSorted(all, share) as number;
      const [lower, median, upper] = [quantile(0.25), quantile(0.5), quantile(0.75)];
      const reach = 1.5 * (upper - lower);
      const within = all.filter((value) => value >= lower - reach && value <= upper + reach);
      const beyond = all.filter((value) => value < lower - reach || value > upper + reach);
      const outliers = [...new Set(beyond)];
      const half = MOST_OUTLIERS / 2;
      return {
        rows: all.length,
        least: all[0] as number,
        low: within[0] as number,
        lower,
        median,
        upper,
        high: within.at(-1) as number,
        greatest: all.at(-1) as number,
        outliers: outliers.length <= MOST_OUTLIERS ? outliers : [...outliers.slice(0, half), ...outliers.slice(-half)],
        beyond: beyond.length,
      };
    });
  return told(rows, undrawn, null, { shape: 'boxes', groups: { names: held, others: groups.others }, boxes: made });
}

/** Points that are drawn one by one; more lie on a grid, so that all of them are seen and none covers another. */
const MOST_POINTS = 2000;
const GRID = { across: 60, up: 34 } as const;
const ROOM = 100; // more than there are cells either way

export function scatter(taken: Taken, time: boolean): ChartData {
  const { spec, rows, x, y, series } = taken;
  const undrawn = new Undrawn();
  const clock = time ? clocked(x ?? [], columnName(taken, spec.x), spec.zone, undrawn) : null;
  const xs = clock ? clock.local : numbers(x, columnName(taken, spec.x), undrawn);
  const ys = numbers(y, columnName(taken, spec.y), undrawn, (row) => Number.isNaN(xs[row]));
  const usable = Uint8Array.from(ys, (value) => (Number.isNaN(value) ? 0 : 1));
  for (let row = 0; series && row < rows; row++)
    if (usable[row] === 1 && (series[row] ?? null) === null) {
      usable[row] = 0;
      undrawn.add(columnName(taken, spec.series), 'null');
    }
  const names = series ? chosen(series, usable, null, 'rows', 'value', MOST_SERIES) : { names: [''], others: 0 };
  const groupOf = byName(indexOf(names));
  const at = [...usable.keys()].filter((row) => usable[row] === 1);
  const place = (value: number): number | string => (clock ? clockText(Math.round(value)) : value);
  const gathered = at.length > MOST_POINTS;
  const points = new Map<string | number, { x: number; y: number; series: number; rows: number }>();
  const [left, right] = extent(xs, at);
  const [low, high] = extent(ys, at);
  const wide = (right - left) / GRID.across || 1;
  const tall = (high - low) / GRID.up || 1;
  for (const row of at) {
    const group = series ? groupOf(series[row] ?? null) : 0;
    const [px, py] = [xs[row] as number, ys[row] as number];
    const key = gathered
      ? (group * ROOM + Math.floor((px - left) / wide)) * ROOM + Math.floor((py - low) / tall)
      : `${group} ${px} ${py}`;
    const known = points.get(key);
    if (!known) points.set(key, { x: px, y: py, series: group, rows: 1 });
    else {
      // A gathered point stands at the mean of what it gathers.
      known.x += (px - known.x) / (known.rows + 1);
      known.y += (py - known.y) / (known.rows + 1);
      known.rows++;
    }
  }
  const notes = gathered
    ? [
        `${at.length.toLocaleString('en-US')} points are drawn as ${points.size.toLocaleString('en-US')} marks; the larger a mark, the more points lie there.`,
      ]
    : [];
  return told(
    rows,
    undrawn,
    clock?.clock ?? null,
    {
      shape: 'points',
      along: clock ? 'time' : 'number',
      series: names,
      gathered,
      ...(gathered && { grid: { left, low, wide, tall } }),
      points: [...points.values()].map((point) => ({
        ...point,
        x: place(gathered ? mean(point.x) : point.x),
        y: gathered ? mean(point.y) : point.y,
      })),
    },
    notes,
  );
}

/** A mean has no more digits than tell where its mark stands. */
const mean = (value: number): number => Number(value.toPrecision(9));

export function extent(values: ArrayLike<number>, at: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of at) {
    low = Math.min(low, values[row] as number);
    high = Math.max(high, values[row] as number);
  }
  return at.length === 0 ? [0, 0] : [low, high];
}

const STEPS = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

/** Positions on the earth; where there are too many, those within a step of degrees are one. */
export function places(taken: Taken): ChartData {
  const { spec, rows, x, y } = taken;
  const undrawn = new Undrawn();
  const longitudes = numbers(x, columnName(taken, spec.x), undrawn);
  const latitudes = numbers(y, columnName(taken, spec.y), undrawn, (row) => Number.isNaN(longitudes[row]));
  const at: number[] = [];
  for (let row = 0; row < rows; row++) {
    const [longitude, latitude] = [longitudes[row] as number, latitudes[row] as number];
    if (Number.isNaN(longitude) || Number.isNaN(latitude)) continue;
    if (Math.abs(longitude) > 180) undrawn.add(columnName(taken, spec.x), 'outside');
    else if (Math.abs(latitude) > 90) undrawn.add(columnName(taken, spec.y), 'outside');
    else at.push(row);
  }
  const most = spec.most ?? chartFacts('map').most;
  for (const step of STEPS) {
    const found = new Map<number | string, { longitude: number; latitude: number; rows: number }>();
    for (const row of at) {
      const [longitude, latitude] = [longitudes[row] as number, latitudes[row] as number];
      const [east, north] = step === 0 ? [0, 0] : [Math.round(longitude / step), Math.round(latitude / step)];
      const key = step === 0 ? `${longitude} ${latitude}` : east * 1e6 + north;
      const known = found.get(key);
      if (known) known.rows++;
      else {
        const round = (steps: number) => Number((steps * step).toFixed(6));
        found.set(
          key,
          step === 0 ? { longitude, latitude, rows: 1 } : { longitude: round(east), latitude: round(north), rows: 1 },
        );
        if (found.size > most && step !== STEPS.at(-1)) break;
      }
    }
    if (found.size > most && step !== STEPS.at(-1)) continue;
    const notes = step === 0 ? [] : [`Positions within ${step}° are drawn as one place.`];
    const all = [...found.values()].sort(
      (one, other) => other.rows - one.rows || one.longitude - other.longitude || one.latitude - other.latitude,
    );
    for (const { rows: beyond } of all.slice(most)) undrawn.add(columnName(taken, spec.x), 'beyond', beyond);
    return told(rows, undrawn, null, { shape: 'places', step, places: all.slice(0, most) }, notes);
  }
  return told(rows, undrawn, null, { shape: 'places', step: 0, places: [] });
}
