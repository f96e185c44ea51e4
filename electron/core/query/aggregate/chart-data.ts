import { Fault } from '../../../../shared/contract/errors.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import { momentOf } from '../../../../shared/domain/cell-moment.ts';
import {
  type ChartData,
  type ChartKind,
  type ChartSpec,
  type ColumnFacts,
  chartFacts,
  type Drawn,
  MOST_DRAWN,
} from '../../../../shared/domain/charts.ts';
import { type Blocks, columnsOf, numberOf } from './cells.ts';
import { flows, hours } from './flows.ts';
import { grouped, type Taken } from './grouped.ts';
import { boxes, histogram, places, scatter } from './spread.ts';

export interface ChartRequest {
  readonly spec: ChartSpec;
  readonly columns: readonly ResultColumn[];
  readonly blocks: Blocks;
}

const DATA: Readonly<Record<ChartKind, (taken: Taken, time: boolean) => ChartData>> = {
  bar: grouped,
  stacked: grouped,
  line: grouped,
  scatter,
  histogram,
  box: boxes,
  heat: hours,
  sankey: flows,
  map: places,
};

/** The data of a chart, over every row of a result. @throws Fault `unsupported` for numbers too large to be drawn */
export function chartData({ spec, columns, blocks }: ChartRequest): ChartData {
  const wanted = [spec.x, spec.y, spec.series];
  const [x = null, y = null, series = null] = columnsOf(blocks, wanted).map(
    (cells, at) => cells && decimals(cells, columns[wanted[at] ?? -1]),
  );
  const rows = (x ?? y ?? series)?.length ?? 0;
  const time = x !== null && isTime(x, spec.x === null ? undefined : columns[spec.x]);
  const scaled = [chartFacts(spec.kind).x.takes === 'any' ? null : x, y];
  if (scaled.some((cells) => cells?.some((cell) => Math.abs(numberOf(cell) ?? 0) > MOST_DRAWN))) throw tooLarge();
  const data = DATA[spec.kind]({ spec, columns, rows, x, y, series }, time);
  if (largest(data.drawn) > MOST_DRAWN) throw tooLarge();
  return data;
}

const tooLarge = () =>
  new Fault('unsupported', 'This cannot be drawn: a number, or what several come to, is beyond 1e300.');

/** Of the values that were computed of several numbers, of which each is drawn for itself in other charts. */
function largest(drawn: Drawn): number {
  const values =
    drawn.shape === 'grouped'
      ? drawn.values
      : drawn.shape === 'hours'
        ? drawn.cells
        : drawn.shape === 'flows'
          ? [drawn.flows]
          : [];
  return values.flat().reduce((most, each) => Math.max(most, Math.abs(each?.value ?? 0)), 0);
}

/** A column of times by its reading, or because all that it holds is one: what SQL computed of times has no reading. */
function isTime(cells: readonly Cell[], column: ResultColumn | undefined): boolean {
  const kind = column?.reading?.kind;
  if (kind === 'date' || kind === 'time' || kind === 'epoch') return true;
  if (kind !== undefined || column?.type !== 'TEXT') return false;
  let any = false;
  for (const cell of cells) {
    if (cell === null) continue;
    if (momentOf(cell) === null) return false;
    any = true;
  }
  return any;
}

const COUNTED = 1000;
const IDENTIFIES = /(?:^|[_\s.])(?:id|uuid|guid|hash|key|nr|no|number)$/i;

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
/** The numbers that the texts of an exact function are, with all their digits. */
const decimals = (cells: readonly Cell[], column: ResultColumn | undefined): readonly Cell[] =>
  column?.exact ? cells.map((cell) => (typeof cell === 'string' && DECIMAL.test(cell) ? { dec: cell } : cell)) : cells;

/** What each column can be drawn as. */
export function columnFacts({ columns, blocks }: Omit<ChartRequest, 'spec'>): ColumnFacts[] {
  const all = columnsOf(
    blocks,
    columns.map((_, at) => at),
  );
  return columns.map((column, at): ColumnFacts => {
    const cells = decimals(all[at] ?? [], column);
    const distinct = new Set<string>();
    let [nulls, numbers, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let zoned = false;
    const time = isTime(cells, column);
    for (const cell of cells) {
      if (cell === null) {
        nulls++;
        continue;
      }
      if (distinct.size < COUNTED) distinct.add(JSON.stringify(cell));
      if (time) zoned ||= momentOf(cell)?.zoned === true;
      const value = numberOf(cell);
      if (value === null) continue;
      numbers++;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const held = cells.length - nulls;
    const told = { distinct: distinct.size, nulls, zoned };
    if (held === 0) return { is: 'empty', ...told };
    if (time) return { is: 'time', ...told };
    const { name, reading } = column;
    const apart = distinct.size === held || distinct.size === COUNTED;
    if (reading?.kind === 'boolean') return { is: 'category', ...told };
    if (numbers === held) {
      if (/^(?:lat|latitude)$|[_\s]lat(?:itude)?$/i.test(name) && low >= -90 && high <= 90)
        return { is: 'latitude', ...told };
      if (/^(?:lon|lng|long|longitude)$|[_\s](?:lon|lng|long|longitude)$/i.test(name) && low >= -180 && high <= 180)
        return { is: 'longitude', ...told };
      return { is: IDENTIFIES.test(name) && apart && held > 1 ? 'id' : 'number', ...told };
    }
    const identifies = reading?.kind === 'text' && reading.why === 'identifies';
    const mostly = held > 20 && distinct.size > 0.9 * Math.min(held, COUNTED);
    return { is: (identifies && distinct.size > 50) || mostly ? 'id' : 'category', ...told };
  });
}
