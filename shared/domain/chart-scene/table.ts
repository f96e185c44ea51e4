import type { Chart } from '../../contract/charts.ts';
import { grouped } from '../counted.ts';

import { clockTitle } from './time-axis.ts';
import { columnOf, measureWords, nameAt } from './words.ts';

/** The data of a chart as a table, for who cannot see it and for who wants the figures. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const number = (value: number | string): string =>
  typeof value === 'string' ? value.replace('T', ' ') : grouped(String(value));

export function chartTable(chart: Pick<Chart, 'spec' | 'source' | 'data'>): ChartTable {
  const { spec, data } = chart;
  const { drawn } = data;
  const of = (place: number | null) => columnOf(chart, place);
  const measure = measureWords(chart);
  switch (drawn.shape) {
    case 'grouped': {
      const { along, series, values } = drawn;
      const single = spec.series === null;
      const name = (at: number): string =>
        along.is === 'category'
          ? nameAt(along, at)
          : along.is === 'time'
            ? clockTitle(Date.parse(`${along.at[at]}Z`), along.unit)
            : along.width === null
              ? number(along.at[at] ?? 0)
              : `${number(along.at[at] ?? 0)} to ${number((along.at[at] ?? 0) + along.width)}`;
      const count = along.is === 'category' ? along.names.length : along.at.length;
      return {
        columns: [of(spec.x), ...(single ? [measure] : series.names.map((_, at) => nameAt(series, at)))],
        rows: Array.from({ length: count }, (_, at) => [
          name(at),
          ...values.map((each) => grouped(each[at]?.text ?? '')),
        ]),
      };
    }
    case 'points':
      return {
        columns: [of(spec.x), of(spec.y), ...(spec.series === null ? [] : [of(spec.series)]), 'Rows'],
        rows: drawn.points.map(({ x, y, series, rows }) => [
          number(x),
          number(y),
          ...(spec.series === null ? [] : [nameAt(drawn.series, series)]),
          String(rows),
        ]),
      };
    case 'bins':
      return {
        columns: [`${of(spec.x)} from`, 'to below', 'Rows'],
        rows: drawn.bins.map(({ from, to, rows }) => [number(from), number(to), grouped(String(rows))]),
      };
    case 'boxes':
      return {
        columns: [
          of(spec.x) || 'Group',
          'Rows',
          'Least',
          'Lower quartile',
          'Median',
          'Upper quartile',
          'Greatest',
          'Beyond the whiskers',
        ],
        rows: drawn.boxes.map((box, at) => [
          nameAt(drawn.groups, at) || of(spec.y),
          ...[box.rows, box.least, box.lower, box.median, box.upper, box.greatest, box.beyond].map(number),
        ]),
      };
    case 'hours':
      return {
        columns: ['Hour', ...DAYS],
        rows: Array.from({ length: 24 }, (_, hour) => [
          `${String(hour).padStart(2, '0')}:00`,
          ...drawn.cells.map((day) => grouped(day[hour]?.text ?? '')),
        ]),
      };
    case 'flows':
      return {
        columns: [of(spec.x), of(spec.series), measure],
        rows: drawn.flows.map(({ from, to, text }) => [drawn.nodes[from] ?? '', drawn.nodes[to] ?? '', grouped(text)]),
      };
    case 'places':
      return {
        columns: [of(spec.y), of(spec.x), 'Rows'],
        rows: drawn.places.map(({ latitude, longitude, rows }) => [
          number(latitude),
          number(longitude),
          grouped(String(rows)),
        ]),
      };
  }
}
