import type { Chart } from '../contract/charts.ts';
import type { Cell } from '../contract/values.ts';
import { momentOf } from './cell-moment.ts';
import { cellText } from './cell-text.ts';
import { nextInterval } from './chart-intervals.ts';
import { DAYS } from './chart-scene/table.ts';
import { columnOf, isOthers } from './chart-scene/words.ts';
import { AS_WRITTEN, type ChartUnit, type Names } from './charts.ts';
import { offsetOf, utcOf } from './zones.ts';

/** What the rows that a mark of a chart stands for have in one column. */
export type Picked =
  | { readonly is: 'value'; readonly column: number; readonly shown: string }
  | {
      readonly is: 'range';
      readonly column: number;
      /** Both numbers, or both times as SQL has them. */
      readonly from: number | string;
      readonly to: number | string;
      readonly toIncluded: boolean;
    }
  | {
      readonly is: 'hour';
      readonly column: number;
      /** 1 is Monday. */
      readonly weekday: number;
      readonly hour: number;
      /** Whose clocks it is told by; null for times that state no zone. */
      readonly zone: string | null;
    };
/** A mark: its place in the data of the chart, and the series, node or outlier it is of. */
export interface MarkOf {
  readonly place?: number | undefined;
  readonly series?: number | undefined;
}
type Drawn = Omit<Chart, 'source'> & { readonly source: Pick<Chart['source'], 'columns'> };

/** What all rows of a mark have, and no others; null for a mark that gathers others, and where SQL has no words for it. */
export function pickOf(chart: Drawn, { place, series }: MarkOf): readonly Picked[] | null {
  const { spec, data } = chart;
  const { drawn } = data;
  const all = (...picked: readonly (Picked | null)[]): readonly Picked[] | null =>
    picked.length > 0 && picked.every((each) => each !== null) ? picked : null;
  const ofSeries = (names: Names, at: number | undefined) =>
    at === undefined || spec.series === null ? [] : [named(spec.series, names, at)];
  const value = (column: number | null, shown: string | undefined): Picked | null =>
    column === null || shown === undefined ? null : { is: 'value', column, shown };
  const is = (column: number | null, from: number | string): Picked | null =>
    typeof from === 'string' ? clockTime(chart, column, from) : numbers(chart, column, from, from, true);
  switch (drawn.shape) {
    case 'grouped': {
      const { along } = drawn;
      const parts = ofSeries(drawn.series, series);
      if (place === undefined) return all(...parts);
      if (along.is === 'category') return all(named(spec.x, along, place), ...parts);
      const from = along.at[place];
      if (from === undefined) return null;
      if (along.is === 'time') return all(span(chart, spec.x, String(from), along.unit), ...parts);
      const [start, { width }] = [Number(from), along];
      return all(
        width === null
          ? is(spec.x, start)
          : numbers(chart, spec.x, start, start + width, place === along.at.length - 1),
        ...parts,
      );
    }
    case 'bins': {
      const bin = drawn.bins[place ?? -1];
      if (!bin) return null;
      if (drawn.unit !== null) return all(span(chart, spec.x, String(bin.from), drawn.unit));
      return all(numbers(chart, spec.x, Number(bin.from), Number(bin.to), place === drawn.bins.length - 1));
    }
    case 'points': {
      const point = drawn.points[place ?? -1];
      if (!point) return null;
      const parts = ofSeries(drawn.series, point.series);
      if (!drawn.gathered) return all(is(spec.x, point.x), is(spec.y, point.y), ...parts);
      if (!drawn.grid) return null; // of a chart that was saved before it was kept
      const { left, low, wide, tall } = drawn.grid;
      const cell = (value: number, first: number, size: number): [number, number] => {
        const at = first + Math.floor((value - first) / size) * size;
        return [at, at + size];
      };
      const x = typeof point.x === 'string' ? Date.parse(`${point.x}Z`) : point.x;
      const across = cell(x, left, wide);
      return all(
        typeof point.x === 'string' ? between(chart, spec.x, ...across) : numbers(chart, spec.x, ...across, false),
        numbers(chart, spec.y, ...cell(point.y, low, tall), false),
        ...parts,
      );
    }
    case 'boxes': {
      const box = drawn.boxes[place ?? -1];
      if (!box) return null;
      const group = spec.x === null ? [] : [named(spec.x, drawn.groups, place ?? -1)];
      const outlier = series === undefined ? undefined : box.outliers[series];
      return all(...group, ...(outlier === undefined ? [] : [is(spec.y, outlier)]));
    }
    case 'hours': {
      if (place === undefined || spec.x === null || !drawn.cells[Math.floor(place / 24)]?.[place % 24]) return null;
      const zone = data.clock === AS_WRITTEN ? null : data.clock;
      return [{ is: 'hour', column: spec.x, weekday: Math.floor(place / 24) + 1, hour: place % 24, zone }];
    }
    case 'flows': {
      const flow = drawn.flows[place ?? -1];
      if (flow) return all(value(spec.x, drawn.nodes[flow.from]), value(spec.series, drawn.nodes[flow.to]));
      // A node: where something flows through it, its rows have its name in one column or the other.
      const [out, into] = [
        drawn.flows.some(({ from }) => from === series),
        drawn.flows.some(({ to }) => to === series),
      ];
      return out === into ? null : all(value(out ? spec.x : spec.series, drawn.nodes[series ?? -1]));
    }
    case 'places': {
      const at = drawn.places[place ?? -1];
      if (!at) return null;
      const { step } = drawn;
      const near = (column: number | null, degrees: number) =>
        step === 0
          ? is(column, degrees)
          : numbers(chart, column, fine(degrees - step / 2), fine(degrees + step / 2), false);
      return all(near(spec.x, at.longitude), near(spec.y, at.latitude));
    }
  }
}
const fine = (degrees: number): number => Number(degrees.toFixed(6));

const named = (column: number | null, names: Names, at: number): Picked | null => {
  const shown = names.names[at];
  return column === null || shown === undefined || isOthers(names, at) ? null : { is: 'value', column, shown };
};

/** A text, as the dec_ functions give it, is greater than every number. */
function numbers(chart: Drawn, column: number | null, from: number, to: number, toIncluded: boolean): Picked | null {
  const type = column === null ? undefined : chart.source.columns[column]?.type;
  if (column === null || (type !== 'INTEGER' && type !== 'REAL')) return null;
  return { is: 'range', column, from, to, toIncluded };
}

/** The times of one interval, which SQL compares as the text they are. */
const span = (chart: Drawn, column: number | null, from: string, unit: ChartUnit): Picked | null =>
  between(chart, column, Date.parse(`${from}Z`), nextInterval(Date.parse(`${from}Z`), unit));

/** The times that read like one, to the last digit that a column has. */
function clockTime(chart: Drawn, column: number | null, from: string): Picked | null {
  const reading = column === null ? undefined : chart.source.columns[column]?.reading;
  const at = Date.parse(`${from}Z`);
  if (reading?.kind === 'date') return between(chart, column, at, at + DAY);
  if (reading?.kind !== 'time' && reading?.kind !== 'epoch') return null;
  return between(chart, column, at, at + (reading.fraction > 0 ? 1 : 1000));
}

const DAY = 86_400_000;
function between(chart: Drawn, column: number | null, first: number, end: number): Picked | null {
  if (column === null) return null;
  const { clock } = chart.data;
  const reading = chart.source.columns[column]?.reading;
  const written = clock === null || clock === AS_WRITTEN;
  const [from, to] = [first, end].map((local) => (written ? local : utcOf(local, clock))) as [number, number];
  const days = from % DAY === 0 && to % DAY === 0;
  // What SQL computed may be written in another way, or have another offset: then only whole days of no zone can be told.
  const timed = reading?.kind === 'time' || reading?.kind === 'epoch';
  if (!timed && !(days && written)) return null;
  const digits = timed && reading.fraction > 0 ? 1 : 1000; // a bound of more digits than the times have would cut one of them off
  const text = (at: number): string => {
    const iso = new Date(Math.ceil(at / digits) * digits).toISOString().replace('T', ' ');
    return days ? iso.slice(0, 10) : iso.replace(/(?:\.000)?Z$/, '');
  };
  return { is: 'range', column, from: text(from), to: text(to), toIncluded: false };
}

/** The mark that a figure in the table of a chart stands for. */
export function markOfFigure(
  { spec, data: { drawn } }: Pick<Drawn, 'spec' | 'data'>,
  row: number,
  column: number,
): MarkOf | null {
  if (drawn.shape === 'hours') return column === 0 ? null : { place: (column - 1) * 24 + row };
  if (column === 0) return { place: row };
  return drawn.shape === 'grouped' && spec.series !== null ? { place: row, series: column - 1 } : null;
}

/** What the rows of a mark have, in words: "country is Germany and status is paid". */
export const pickedWords = (chart: Pick<Chart, 'source'>, picked: readonly Picked[]): string =>
  picked.map((each) => `${columnOf(chart, each.column)} ${words(each)}`).join(' and ');

function words(picked: Picked): string {
  switch (picked.is) {
    case 'value':
      return `is ${picked.shown === '' ? 'empty text' : picked.shown}`;
    case 'hour':
      return `is on a ${DAYS[picked.weekday - 1]} from ${picked.hour} to ${picked.hour + 1} o’clock`;
    case 'range': {
      const { from, to, toIncluded } = picked;
      return from === to ? `is ${from}` : `is from ${from} to ${toIncluded ? '' : 'before '}${to}`;
    }
  }
}

/** Whether a row of the result has all of it; null for nothing. */
export function fitting(picked: readonly Picked[]): ((cells: readonly Cell[]) => boolean) | null {
  if (picked.length === 0) return null;
  return (cells) => picked.every((each) => fits(each, cells[each.column] ?? null));
}

function fits(picked: Picked, cell: Cell): boolean {
  if (picked.is === 'hour') return isInHour(picked, cell);
  if (picked.is === 'value') return [cellText(cell), cellText(cell, 'shown')].includes(picked.shown);
  if (cell === null) return false;
  const { from, to, toIncluded } = picked;
  if (typeof from === 'number' && typeof to === 'number') {
    const value = Number(cellText(cell));
    return value >= from && (value < to || (toIncluded && value === to));
  }
  const text = cellText(cell);
  return text >= String(from) && (text < String(to) || (toIncluded && text === String(to)));
}

/** As the chart counts it: by the clocks of its zone, or as written where its times state none; others are not drawn. */
function isInHour({ weekday, hour, zone }: Extract<Picked, { is: 'hour' }>, cell: Cell): boolean {
  return typeof cell === 'string' && hourOfWeek(cell, zone) === (weekday - 1) * 24 + hour;
}

/** A chart has 168 hours, each of which asks of the same cells. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, number>();
function hourOfWeek(text: string, zone: string | null): number {
  const key = `${zone ?? ''} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const moment = momentOf(text);
  const shown = moment && new Date(moment.at + (zone === null ? 0 : offsetOf(moment.at, zone)));
  const place =
    shown && moment.zoned === (zone !== null) ? ((shown.getUTCDay() || 7) - 1) * 24 + shown.getUTCHours() : -1;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, place);
  return place;
}
