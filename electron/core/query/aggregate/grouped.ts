import type { ResultColumn } from '../../../../shared/contract/query.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import {
  clockText,
  fittingUnit,
  intervalOf,
  intervals,
  possibleUnit,
} from '../../../../shared/domain/chart-intervals.ts';
import {
  type Along,
  type ChartData,
  type ChartSpec,
  type ChartValue,
  chartFacts,
  type Names,
  zeroWithoutRows,
} from '../../../../shared/domain/charts.ts';
import { nameOf, numberOf, Undrawn } from './cells.ts';
import { clocked, twiceShown } from './clock.ts';
import { measured } from './measure.ts';

export interface Taken {
  readonly spec: ChartSpec;
  readonly columns: readonly ResultColumn[];
  readonly rows: number;
  readonly x: readonly Cell[] | null;
  readonly y: readonly Cell[] | null;
  readonly series: readonly Cell[] | null;
}
export const columnName = ({ columns }: Taken, place: number | null): string =>
  place === null ? '' : (columns[place]?.name ?? '');

/** Series beside the one that gathers the others. */
export const MOST_SERIES = 7;
const MOST_ALONG = 2000;
const FITTING_INTERVALS = 100;

/** Bars, stacked bars and lines: rows by what stands along the axis and by series, each group one value. */
export function grouped(taken: Taken, time: boolean): ChartData {
  const { spec, rows, x, y, series } = taken;
  const undrawn = new Undrawn();
  const counted = spec.measure === 'rows' || y === null;
  const notes: string[] = [];
  const usable = new Uint8Array(rows).fill(1);
  const leave = (row: number, place: number | null, why: 'null' | 'not-number'): void => {
    if (usable[row] === 0) return;
    usable[row] = 0;
    undrawn.add(columnName(taken, place), why);
  };
  const clock = time && x ? clocked(x, columnName(taken, spec.x), spec.zone, undrawn) : null;
  for (let row = 0; row < rows; row++) {
    if (clock && Number.isNaN(clock.local[row])) usable[row] = 0;
    const along = x?.[row] ?? null;
    if (!clock && along === null) leave(row, spec.x, 'null');
    if (!clock && spec.kind === 'line' && numberOf(along) === null) leave(row, spec.x, 'not-number');
    if (series && (series[row] ?? null) === null) leave(row, spec.series, 'null');
    const value = y?.[row] ?? null;
    if (!counted && value === null) leave(row, spec.y, 'null');
    else if (!counted && numberOf(value) === null) leave(row, spec.y, 'not-number');
  }

  const names = series ? chosen(series, usable, y, counted ? 'rows' : spec.measure, 'value', MOST_SERIES) : SINGLE;
  const placed = clock
    ? alongTime(clock, spec, usable, notes)
    : spec.kind === 'line'
      ? alongNumbers(x ?? [], usable, notes)
      : alongNames(taken, usable, counted);
  const groups: number[][][] = names.names.map(() => placed.at.map(() => []));
  const seriesOf = indexOf(names);
  for (let row = 0; row < rows; row++)
    if (usable[row] === 1) groups[series ? seriesOf(nameOf(series[row] ?? null)) : 0]?.[placed.of(row)]?.push(row);
  const empty: ChartValue | null =
    placed.along.is === 'time' && zeroWithoutRows(counted ? 'rows' : spec.measure)
      ? { value: 0, text: '0', rows: 0 }
      : null;
  const values = groups.map((along) =>
    along.map((at) => (at.length === 0 ? empty : measured(y, at, counted ? 'rows' : spec.measure))),
  );
  return {
    rows,
    drawnRows: rows - undrawn.total,
    notDrawn: undrawn.list(),
    clock: clock?.clock ?? null,
    notes,
    drawn: { shape: 'grouped', along: placed.along, series: names, values },
  };
}

const SINGLE: Names = { names: [''], others: 0 };
export const OTHERS = 'others';

/** Where each name stands; one that is not among them is among the others. */
export function indexOf({ names, others }: Names): (name: string) => number {
  const places = new Map(names.slice(0, others > 0 ? -1 : undefined).map((name, at) => [name, at]));
  return (name) => places.get(name) ?? names.length - 1;
}

/** The categories that are drawn one by one, the others gathered at the end. */
export function chosen(
  cells: readonly Cell[],
  usable: Uint8Array,
  y: readonly Cell[] | null,
  how: ChartSpec['measure'],
  order: ChartSpec['order'],
  most: number,
): Names {
  const groups = new Map<string, number[]>();
  for (const [row, cell] of cells.entries()) {
    if (usable[row] === 0) continue;
    const name = nameOf(cell);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  const weighed = [...groups].map(([name, at]) => ({ name, weight: measured(y, at, how).value }));
  // Equal ones by name, so that the same rows in another order give the same chart.
  const byName = (one: { name: string }, other: { name: string }) =>
    collator.compare(one.name, other.name) || (one.name < other.name ? -1 : 1);
  const heaviest = [...weighed].sort((one, other) => other.weight - one.weight || byName(one, other));
  const kept = new Set((weighed.length > most ? heaviest.slice(0, most) : heaviest).map(({ name }) => name));
  const sorted = order === 'value' ? heaviest : order === 'name' ? [...weighed].sort(byName) : weighed;
  const names = sorted.filter(({ name }) => kept.has(name)).map(({ name }) => name);
  const others = weighed.length - names.length;
  return { names: others > 0 ? [...names, OTHERS] : names, others };
}
const collator = new Intl.Collator('en', { numeric: true });

interface Placed {
  readonly along: Along;
  readonly at: readonly unknown[];
  /** Where a usable row stands. */
  of(row: number): number;
}

function alongNames({ spec, x, y }: Taken, usable: Uint8Array, counted: boolean): Placed {
  const most = spec.most ?? chartFacts(spec.kind).most;
  const names = chosen(x ?? [], usable, y, counted ? 'rows' : spec.measure, spec.order, most);
  const place = indexOf(names);
  return {
    along: { is: 'category', ...names },
    at: names.names,
    of: (row) => place(nameOf(x?.[row] ?? null)),
  };
}

const HOUR = 3_600_000;
const minute = (local: number): string => clockText(local).slice(0, 16).replace('T', ' ');
const SHORT: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: HOUR };

function alongTime(clock: ReturnType<typeof clocked>, spec: ChartSpec, usable: Uint8Array, notes: string[]): Placed {
  const { local } = clock;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < local.length; row++) {
    if (usable[row] === 0) continue;
    first = Math.min(first, local[row] as number);
    last = Math.max(last, local[row] as number);
  }
  const span = last >= first ? last - first : 0;
  const unit = spec.unit ? possibleUnit(spec.unit, span) : fittingUnit(span, FITTING_INTERVALS);
  if (spec.unit && unit !== spec.unit)
    notes.push(`Drawn by ${unit}: by ${spec.unit} there would be too many intervals to see.`);
  const short = SHORT[unit];
  if (short !== undefined) notes.push(...twiceShown(clock, short).slice(0, 3));
  if (last > first) notes.push(`The first is of ${minute(first)}, the last of ${minute(last)}.`);
  const starts = last >= first ? intervals(first, last, unit) : [];
  const places = new Map(starts.map((start, at) => [start, at]));
  return {
    along: { is: 'time', unit, at: starts.map(clockText) },
    at: starts,
    of: (row) => places.get(intervalOf(local[row] as number, unit)) as number,
  };
}

/** Numbers along a line, each a place of its own; where there are too many, intervals of equal width. */
function alongNumbers(cells: readonly Cell[], usable: Uint8Array, notes: string[]): Placed {
  const distinct = new Set<number>();
  for (const [row, cell] of cells.entries()) if (usable[row] === 1) distinct.add(numberOf(cell) as number);
  const at = [...distinct].sort((one, other) => one - other);
  const value = (row: number) => numberOf(cells[row] ?? null) as number;
  if (at.length <= MOST_ALONG) {
    const places = new Map(at.map((each, place) => [each, place]));
    return { along: { is: 'number', at, width: null }, at, of: (row) => places.get(value(row)) as number };
  }
  const low = at[0] as number;
  const width = ((at.at(-1) as number) - low) / INTERVALS;
  const starts = Array.from({ length: INTERVALS }, (_, place) => low + place * width);
  notes.push(
    `${at.length.toLocaleString('en-US')} different values along the axis are drawn as ${INTERVALS} intervals of equal width.`,
  );
  return {
    along: { is: 'number', at: starts, width },
    at: starts,
    of: (row) => Math.min(INTERVALS - 1, Math.floor((value(row) - low) / width)),
  };
}
const INTERVALS = 500;
