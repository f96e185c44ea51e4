import type { Chart } from '../../contract/charts.ts';
import { AS_WRITTEN, CHART_KINDS, type ChartValue, chartFacts, MEASURES, type Names, NOT_DRAWN } from '../charts.ts';
import { counted, grouped } from '../counted.ts';
import { rounded, unitOf, withUnit } from './numbers.ts';

type Told = Pick<Chart, 'spec' | 'source' | 'data'>;

export const columnOf = ({ source }: Pick<Chart, 'source'>, place: number | null): string =>
  place === null ? '' : (source.columns[place]?.name ?? '');
const readingOf = ({ source }: Pick<Chart, 'source'>, place: number | null) =>
  place === null ? undefined : source.columns[place]?.reading;

/** The unit of what a chart measures: rows have none. */
export const measuredUnit = (chart: Pick<Chart, 'spec' | 'source'>): string => {
  const { kind, measure, x, y } = chart.spec;
  if (kind === 'histogram') return unitOf(readingOf(chart, x));
  return chartFacts(kind).measured && measure === 'rows' ? '' : unitOf(readingOf(chart, y));
};
export const unitAlong = (chart: Pick<Chart, 'spec' | 'source'>): string => unitOf(readingOf(chart, chart.spec.x));

/** "Sum of amount", "Number of rows" */
export function measureWords({ spec, source }: Pick<Chart, 'spec' | 'source'>): string {
  if (spec.measure === 'rows' || spec.y === null) return MEASURES.rows;
  return `${MEASURES[spec.measure]} of ${columnOf({ source }, spec.y)}`;
}

/** What is drawn, as a title that says it: "Sum of amount by country". */
export function titleFor({ spec, source }: Pick<Chart, 'spec' | 'source'>): string {
  const of = (place: number | null) => columnOf({ source }, place);
  switch (spec.kind) {
    case 'scatter':
      return `${of(spec.y)} against ${of(spec.x)}`;
    case 'histogram':
      return `Distribution of ${of(spec.x)}`;
    case 'box':
      return `Spread of ${of(spec.y)}${spec.x === null ? '' : ` by ${of(spec.x)}`}`;
    case 'heat':
      return `${measureWords({ spec, source })} by weekday and hour of ${of(spec.x)}`;
    case 'sankey':
      return `${measureWords({ spec, source })} from ${of(spec.x)} to ${of(spec.series)}`;
    case 'map':
      return `Places by ${of(spec.y)} and ${of(spec.x)}`;
    default:
      return `${measureWords({ spec, source })} by ${of(spec.x)}${spec.series === null ? '' : ` and ${of(spec.series)}`}`;
  }
}

/** "others (37)" */
export const nameAt = ({ names, others }: Names, at: number): string =>
  others > 0 && at === names.length - 1 ? `others (${others.toLocaleString('en-US')})` : (names[at] ?? '');
export const isOthers = ({ names, others }: Names, at: number): boolean => others > 0 && at === names.length - 1;

/** A value as it stands beside its mark: exact where it was added up or taken, rounded where it was computed. */
export const valueWords = (
  chart: Pick<Chart, 'spec' | 'source'>,
  { value, text }: Pick<ChartValue, 'value' | 'text'>,
): string =>
  withUnit(
    chart.spec.measure === 'average' || chart.spec.measure === 'median'
      ? rounded(value, measuredUnit(chart))
      : grouped(text),
    measuredUnit(chart),
  );

const UTC_ZONES = /^(?:UTC|Etc\/UTC|GMT)$/;
/** Whose clocks times are shown by. */
export const clockWords = (clock: string | null): string =>
  clock === null
    ? ''
    : clock === AS_WRITTEN
      ? 'Times as they are written; no zone is stated.'
      : `Times in ${UTC_ZONES.test(clock) ? 'UTC' : clock}.`;

/** "23 rows are not drawn: amount is NULL (20), is not a number (3)." */
export function notDrawnWords({ data }: Pick<Chart, 'data'>): string {
  const left = data.rows - data.drawnRows;
  if (left === 0) return '';
  const reasons = data.notDrawn.map(
    ({ column, why, rows }) => `${column || 'value'} is ${NOT_DRAWN[why]} (${rows.toLocaleString('en-US')})`,
  );
  return `${counted(left, 'row is', 'rows are')} not drawn: ${reasons.join(', ')}.`;
}

/** What stands below every chart: the rows behind it, what is not drawn and why, whose clocks, what was decided. */
export function footWords(chart: Told): string[] {
  const { data, source } = chart;
  const from = source.inputs.map(({ exhibitLabel, name }) => (exhibitLabel ? `${exhibitLabel} (${name})` : name));
  const limited =
    source.limitedBy === null
      ? ''
      : ` The statement had more rows than the ${source.limitedBy === 'rows' ? `limit of ${source.rowLimit.toLocaleString('en-US')}` : 'size limit'}; the chart is of those that were kept.`;
  const read = from.length === 0 ? '' : ` of a query on ${from.join(', ')}`;
  const drawn =
    data.rows === data.drawnRows
      ? `All ${counted(data.rows, 'row')}`
      : `${data.drawnRows.toLocaleString('en-US')} of ${counted(data.rows, 'row')}`;
  return [`${drawn}${read}.${limited}`, notDrawnWords(chart), clockWords(data.clock), ...data.notes].filter(
    (words) => words !== '',
  );
}

export const kindWords = ({ spec }: Pick<Chart, 'spec'>): string => {
  const { words } = CHART_KINDS[spec.kind];
  return spec.kind === 'heat'
    ? 'Heat map of hours by weekday'
    : spec.kind === 'map'
      ? 'Map of points'
      : `${words} chart`;
};
