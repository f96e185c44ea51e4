import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { cellNumber, isNumeric } from './cells.tsx';

export type ChartKind = 'bar' | 'line' | 'scatter' | 'histogram';
/** Rows that one chart draws at most; what is left out is announced beside it. */
export const CHART_ROWS: Record<ChartKind, number> = { bar: 500, line: 5000, scatter: 20_000, histogram: 100_000 };

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Equal bins over the range, as many as Freedman and Diaconis (1981) ask, between 1 and 60; the last holds its upper end. */
export function histogram(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const sorted = [...values].sort((one, other) => one - other);
  const low = sorted[0] as number;
  const high = sorted.at(-1) as number;
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  const width = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(values.length);
  const wanted = width > 0 ? Math.ceil((high - low) / width) : Math.ceil(Math.sqrt(values.length));
  const bins = Math.min(60, Math.max(1, wanted));
  const step = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const at = Math.min(bins - 1, Math.floor((value - low) / step));
    counts[at] = (counts[at] as number) + 1;
  }
  return counts.map((count, at) => ({ from: low + at * step, to: low + (at + 1) * step, count }));
}

/** A first choice of columns: names along the axis, and upwards the last column of different numbers, where counts and sums stand. */
export function guessAxes(columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]) {
  const sample = rows.slice(0, 200);
  const numeric = columns.flatMap((column, index) => {
    const values = sample.map((row) => row[index] ?? null).filter((cell) => cell !== null && cell !== '');
    const all = values.length > 0 && values.every((cell) => cellNumber(cell) !== null);
    return isNumeric(column) || all ? [index] : [];
  });
  const along = columns.findIndex((_column, index) => !numeric.includes(index));
  const varies = (index: number): boolean => new Set(sample.map((row) => cellText(row[index] ?? null))).size > 1;
  const up = numeric.findLast(varies) ?? numeric.at(-1) ?? 0;
  return { x: Math.max(0, along), y: up };
}

export interface Drawn {
  /** ECharts' option, without colours. */
  readonly option: Record<string, unknown>;
  /** Rows whose value could not be drawn because it is no number. */
  readonly left: number;
}
export interface Axes {
  readonly x: number;
  readonly y: number;
}

/** What to draw. A bar or a point stands for one row: nothing is summed up that the statement did not sum up. */
export function chartOf(
  kind: ChartKind,
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  { x, y }: Axes,
): Drawn {
  const name = (index: number): string => columns[index]?.name ?? '';
  const numbers = rows.map((row) => cellNumber(row[y] ?? null));
  const numericX = kind === 'scatter' || kind === 'line' ? rows.map((row) => cellNumber(row[x] ?? null)) : [];
  const measured = numericX.length > 0 && numericX.every((value) => value !== null);
  const yAxis = { type: 'value', name: name(y), nameLocation: 'middle', nameGap: 48, scale: kind !== 'bar' };

  if (kind === 'histogram') {
    const values = numbers.filter((value) => value !== null);
    const bins = histogram(values);
    const label = (value: number): string => String(Number(value.toPrecision(6)));
    return {
      left: rows.length - values.length,
      option: {
        xAxis: {
          type: 'category',
          name: name(y),
          nameLocation: 'middle',
          nameGap: 30,
          data: bins.map((bin) => `${label(bin.from)} – ${label(bin.to)}`),
        },
        yAxis: { type: 'value', name: 'rows', nameLocation: 'middle', nameGap: 48 },
        series: [{ type: 'bar', barCategoryGap: '2%', data: bins.map((bin) => bin.count) }],
      },
    };
  }
  const xAxis = measured
    ? { type: 'value', name: name(x), nameLocation: 'middle', nameGap: 30, scale: true }
    : {
        type: 'category',
        name: name(x),
        nameLocation: 'middle',
        nameGap: 30,
        data: rows.map((row) => (row[x] === null ? 'NULL' : cellText(row[x] ?? null))),
      };
  const points = numbers.map((value, at) => (measured ? [numericX[at], value] : [at, value]));
  return {
    left: numbers.filter((value) => value === null).length,
    option: {
      xAxis,
      yAxis,
      series: [
        {
          type: kind,
          data: kind === 'bar' ? numbers : points,
          ...(kind === 'line' ? { showSymbol: rows.length < 100 } : {}),
          ...(kind === 'scatter' ? { symbolSize: 6 } : {}),
        },
      ],
    },
  };
}
