import { z } from 'zod';
import { ChartData, ChartSpec, ColumnFacts } from '../domain/charts.ts';
import { job, read, write } from './command.ts';
import { Exhibit } from './evidence.ts';
import { QueryInput, ResultColumn } from './query.ts';
import { Bytes, ExhibitId, Instant, ResultId, Sha256, Text, Ticket, Title } from './values.ts';

/** What the rows of a chart came from: nothing of it names what another vault has otherwise. */
const ChartSource = z.strictObject({
  sql: z.string().max(1_000_000),
  columns: z.array(ResultColumn.strict()).max(2000),
  rowCount: z.int().min(0),
  rowLimit: z.int().min(0),
  limitedBy: z.enum(['rows', 'bytes']).nullable(),
  inputs: z.array(QueryInput.omit({ datasetId: true }).strict()).max(1000),
});
export const CHART_FORMAT = 'redthread-chart/1';
/** A chart as it is kept: its bytes are this in the form of RFC 8785, which is what its hash covers. */
export const Chart = z.strictObject({
  format: z.literal(CHART_FORMAT),
  spec: ChartSpec,
  source: ChartSource,
  data: ChartData,
});
export type Chart = z.infer<typeof Chart>;

const ChartId = z.string().regex(/^[0-9a-f-]{36}$/);
const OfChart = z.union([z.strictObject({ chartId: ChartId }), z.strictObject({ exhibitId: ExhibitId })]);

export const chartCommands = {
  /** What each column of a result can be drawn as, from its reading and all of its values. */
  'chart.columns': job('reads', { resultId: ResultId }, z.array(ColumnFacts)),
  /** Computes a chart over all rows of a result. It can be saved and exported for as long as it is among the last eight. */
  'chart.draw': job('reads', { resultId: ResultId, spec: ChartSpec }, z.object({ chartId: ChartId, chart: Chart })),
  'chart.freeze': write({ chartId: ChartId, title: Title, note: Text.optional() }, Exhibit, ['evidence']),
  'chart.frozen': read(
    { exhibitId: ExhibitId },
    z.object({ exhibit: Exhibit, chart: Chart, ranAt: Instant }),
    'immutable',
  ),
  /** Runs the statement of a saved chart on the data as it is now, and draws what comes in the same way. */
  'chart.rerun': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({
      same: z.boolean().describe('the data drawn is the same to the last digit'),
      chartId: ChartId,
      chart: Chart,
      rowsThen: z.int(),
      rowsNow: z.int(),
      readingsChanged: z.array(z.string()),
    }),
  ),
  /** The drawing as SVG, made here, or as the PNG that the window made of it; both leave the vault, and the log says so. */
  'chart.export': write(
    { of: OfChart, png: Bytes.optional().describe('a PNG of at most 64 MiB; without it an SVG is made') },
    z.object({ ticket: Ticket, name: z.string(), bytes: z.int(), sha256: Sha256 }),
  ),
};
