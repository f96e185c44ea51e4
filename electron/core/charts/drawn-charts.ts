import { CHART_FORMAT, type Chart } from '../../../shared/contract/charts.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import {
  type ChartData,
  type ChartKind,
  type ChartSpec,
  type ColumnFacts,
  chartFacts,
} from '../../../shared/domain/charts.ts';
import type { JobContext } from '../context.ts';
import { lastKept } from '../jobs/last-kept.ts';
import type { Kept } from '../query/results.ts';
import { runnerOf } from '../query/runner.ts';

export interface KeptChart {
  readonly caseId: CaseId;
  readonly ranAt: string;
  readonly chart: Chart;
}
export const charts = lastKept<KeptChart>('chart', 'Draw it again.');

const rowsOf = ({ blocks, result }: Kept) => ({ of: result.resultId, blocks: blocks.map(({ lines }) => ({ lines })) });

export const factsOf = ({ core, session, signal }: JobContext, kept: Kept): Promise<ColumnFacts[]> =>
  runnerOf(core, session).compute('columns', { columns: kept.result.columns, ...rowsOf(kept) }, signal);

/** Computes a chart over all rows of a result. @throws Fault `unsupported` where a column that it needs is not chosen or not there */
export async function draw({ core, session, signal }: JobContext, kept: Kept, spec: ChartSpec): Promise<KeptChart> {
  const { caseId, ranAt, result } = kept;
  const { sql, columns, rowCount, rowLimit, limitedBy, inputs } = result;
  const wanted = completed(spec, columns.length);
  const data = await runnerOf(core, session).compute<ChartData>(
    'chart',
    { spec: wanted, columns, ...rowsOf(kept) },
    signal,
  );
  const source = {
    ...{ sql, columns, rowCount, rowLimit, limitedBy },
    inputs: inputs.map(({ datasetId: _, ...input }) => input),
  };
  return { caseId, ranAt, chart: { format: CHART_FORMAT, spec: wanted, source, data } };
}

/** Without what its kind does not use, so that two that draw the same are the same. */
function completed(spec: ChartSpec, columns: number): ChartSpec {
  const { words, x, y, series, measured } = chartFacts(spec.kind as ChartKind);
  const places = [
    [x, spec.x],
    [y, measured && spec.measure === 'rows' ? null : spec.y],
    [series, spec.series],
  ] as const;
  const [px, py, ps] = places.map(([role, place]) => {
    if (!role) return null;
    if (place === null && role.optional) return null;
    if (place === null || place >= columns)
      throw new Fault('unsupported', `${words}: choose a column of the result for "${role.words}".`);
    return place;
  }) as [number | null, number | null, number | null];
  if (
    (spec.kind === 'stacked' || spec.kind === 'sankey') &&
    py !== null &&
    spec.measure !== 'sum' &&
    spec.measure !== 'rows'
  )
    throw new Fault('unsupported', `${words}: parts are added up, and only a sum or a number of rows can be.`);
  return { ...spec, x: px, y: py, series: ps, measure: measured && py !== null ? spec.measure : 'rows' };
}
