import type { Chart } from '../../contract/charts.ts';
import { counted } from '../counted.ts';
import { rounded, withUnit } from './numbers.ts';
import { DAYS } from './table.ts';
import { clockTitle } from './time-axis.ts';
import { footWords, kindWords, measuredUnit, nameAt, titleFor, valueWords } from './words.ts';

/** A chart in sentences: its kind, its title, what stands out, the rows behind it. */
export const alternativeOf = (chart: Chart): string =>
  [`${kindWords(chart)}: ${chart.spec.title || titleFor(chart)}.`, summary(chart), ...footWords(chart)]
    .filter((words) => words !== '')
    .join(' ');

function summary(chart: Chart): string {
  const { drawn } = chart.data;
  switch (drawn.shape) {
    case 'grouped': {
      const { along, series, values } = drawn;
      const place = (at: number): string =>
        along.is === 'category'
          ? nameAt(along, at)
          : along.is === 'time'
            ? clockTitle(Date.parse(`${along.at[at]}Z`), along.unit)
            : String(along.at[at]);
      const all = values.flatMap((each, group) => each.flatMap((value, at) => (value ? [{ value, group, at }] : [])));
      const [first] = all;
      if (!first) return '';
      const greatest = all.reduce((most, each) => (each.value.value > most.value.value ? each : most), first);
      const least = all.reduce((fewest, each) => (each.value.value < fewest.value.value ? each : fewest), first);
      const name = ({ group, at }: typeof first) =>
        `${place(at)}${values.length > 1 ? `, ${nameAt(series, group)}` : ''}`;
      return `Greatest: ${name(greatest)} with ${valueWords(chart, greatest.value)}; least: ${name(least)} with ${valueWords(chart, least.value)}.`;
    }
    case 'points':
      return `${counted(drawn.points.length, 'mark')}.`;
    case 'bins': {
      const most = drawn.bins.reduce(
        (best, each) => (each.rows > best.rows ? each : best),
        drawn.bins[0] ?? { from: 0, to: 0, rows: 0 },
      );
      return `${counted(drawn.bins.length, 'interval')}; most rows, ${most.rows.toLocaleString('en-US')}, from ${String(most.from).replace('T', ' ')} to below ${String(most.to).replace('T', ' ')}.`;
    }
    case 'boxes':
      return drawn.boxes
        .map(
          ({ median }, at) =>
            `${nameAt(drawn.groups, at) || 'All'}: median ${withUnit(rounded(median, measuredUnit(chart)), measuredUnit(chart))}`,
        )
        .join('; ')
        .concat('.');
    case 'hours': {
      const all = drawn.cells.flatMap((day, row) =>
        day.flatMap((value, hour) => (value ? [{ value, row, hour }] : [])),
      );
      const most = all.toSorted((one, other) => other.value.value - one.value.value)[0];
      return most
        ? `Greatest: ${DAYS[most.row]} ${String(most.hour).padStart(2, '0')}:00 with ${valueWords(chart, most.value)}.`
        : '';
    }
    case 'flows': {
      const [first] = drawn.flows;
      return first
        ? `${counted(drawn.flows.length, 'flow')}; the largest from ${drawn.nodes[first.from]} to ${drawn.nodes[first.to]} with ${valueWords(chart, first)}.`
        : '';
    }
    case 'places':
      return `${counted(drawn.places.length, 'place')}.`;
  }
}
