import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { Chart } from '../../../shared/contract/charts.ts';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { chartScene } from '../../../shared/domain/chart-scene/chart-scene.ts';
import { sceneSvg } from '../../../shared/domain/chart-scene/svg.ts';
import { PAPER } from '../../../shared/domain/chart-scene/themes.ts';
import type { Handlers, JobContext, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { exhibitById } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { isPng } from '../files/png.ts';
import { inMemory } from '../files/tickets.ts';
import { keptResult } from '../query/results.ts';
import { runQuery } from '../query/run-query.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { charts, draw, factsOf, type KeptChart } from './drawn-charts.ts';
import { CHART_SHOWN, chartBytes, savedChart } from './reads.ts';

const TIMEOUT_SECONDS = 600;
const MOST_PNG_BYTES = 64 << 20;
/** Of an exported drawing, in units of SVG. */
const EXPORTED = { width: 960, height: 540, size: 13 } as const;

export const chartHandlers: Handlers<'chart'> = {
  'chart.columns': (context, { resultId }) => {
    context.label('Reading the columns of a result');
    return factsOf(context, keptResult(context.session, resultId));
  },
  'chart.draw': async (context, { resultId, spec }) => {
    context.label('Drawing a chart');
    const drawn = await draw(context, keptResult(context.session, resultId), spec);
    return { chartId: charts.keep(context.session, drawn), chart: drawn.chart };
  },
  'chart.freeze': (context, { chartId, title, note }) =>
    freeze(context, charts.get(context.session, chartId), title.trim(), note),
  'chart.frozen': ({ db }, { exhibitId }) => {
    const exhibit = exhibitById(db, exhibitId);
    return { exhibit, chart: savedChart(db, exhibitId), ranAt: exhibit.acquiredAt };
  },
  'chart.rerun': rerun,
  'chart.export': exported,
};

function freeze(context: WriteContext, { caseId, ranAt, chart }: KeptChart, title: string, note?: string): Exhibit {
  const titled: Chart = { ...chart, spec: { ...chart.spec, title: title.slice(0, 200) } };
  if (!Chart.safeParse(titled).success) throw new Fault('damaged', 'That chart cannot be drawn, so it is not saved.');
  const bytes = chartBytes(titled);
  const { sql, rowCount, inputs } = chart.source;
  const { rows, drawnRows, notDrawn } = chart.data;
  const exhibit = storeExhibit(
    context,
    {
      caseId,
      kind: 'chart',
      title,
      originalName: `${stemOf(title, 'chart')}.json`,
      ...CHART_SHOWN,
      how: 'chart of a query',
      source: inputs.map(({ exhibitLabel, name }) => (exhibitLabel ? `${exhibitLabel} (${name})` : name)).join(', '),
      note,
      acquiredAt: ranAt,
      action: 'chart.freeze',
      detail: {
        kind: chart.spec.kind,
        sql,
        rows: rowCount,
        drawnRows,
        notDrawnRows: rows - drawnRows,
        reasons: notDrawn,
      },
    },
    bytes,
  );
  indexExhibitText(context.db, exhibit, bytes.toString('utf8'));
  return exhibit;
}

/** Runs the statement of a chart on the data as it is now, and draws what comes in the same way. The exhibit stays as it is. */
async function rerun(context: JobContext, { exhibitId }: Input<'chart.rerun'>): Promise<Output<'chart.rerun'>> {
  const { db, session } = context;
  const exhibit = exhibitById(db, exhibitId as ExhibitId);
  const then = savedChart(db, exhibit.id);
  context.label(`Drawing ${exhibit.label} again`);
  const { sql, rowLimit } = then.source;
  const result = await runQuery(context, {
    caseId: exhibit.caseId,
    sql,
    rowLimit,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  const names = (columns: readonly { name: string }[]) => JSON.stringify(columns.map(({ name }) => name));
  if (names(then.source.columns) !== names(result.result.columns))
    throw new Fault(
      'conflict',
      'The statement has other columns now, so that the chart cannot be drawn in the same way.',
    );
  const now = await draw(context, result, then.spec);
  const readings = (chart: Chart) =>
    new Map(
      chart.source.inputs.flatMap(({ name, readings = [] }) =>
        readings.map(({ column, reading }) => [`${name}.${column}`, canonicalize(reading)] as const),
      ),
    );
  const readNow = readings(now.chart);
  return {
    same: canonicalize(then.data) === canonicalize(now.chart.data),
    chartId: charts.keep(session, now),
    chart: now.chart,
    rowsThen: then.data.rows,
    rowsNow: now.chart.data.rows,
    readingsChanged: [...readings(then)]
      .filter(([column, reading]) => readNow.has(column) && readNow.get(column) !== reading)
      .map(([column]) => column),
  };
}

/** The drawing leaves as a file, in the colours of paper. */
function exported(
  { core, session, db, record }: WriteContext,
  { of, png }: Input<'chart.export'>,
): Output<'chart.export'> {
  const { caseId, chart, label } = 'chartId' in of ? keptOf(charts.get(session, of.chartId)) : savedOf();
  function savedOf(): { caseId: CaseId; chart: Chart; label: string } {
    const exhibit = exhibitById(db, (of as { exhibitId: ExhibitId }).exhibitId);
    return { caseId: exhibit.caseId, chart: savedChart(db, exhibit.id), label: exhibit.label };
  }
  if (png && (png.length > MOST_PNG_BYTES || !isPng(png)))
    throw new Fault('unsupported', 'The drawing of the chart is not a PNG file of at most 64 MiB.');
  const bytes = png ?? Buffer.from(sceneSvg(chartScene(chart, { ...EXPORTED, titled: true }), PAPER), 'utf8');
  const ending = png ? 'png' : 'svg';
  const name = `${[label, stemOf(chart.spec.title, 'chart')].filter((part) => part !== '').join(' ')}.${ending}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  record({
    caseId,
    action: 'chart.export',
    subject: label || 'chart of a result',
    detail: { format: ending, kind: chart.spec.kind, rows: chart.data.rows, bytes: bytes.length, sha256 },
  });
  const mediaType = png ? 'image/png' : 'image/svg+xml';
  return {
    ticket: core.tickets.issue({ name, mediaType, open: () => inMemory(bytes) }),
    name,
    bytes: bytes.length,
    sha256,
  };
}
const keptOf = ({ caseId, chart }: KeptChart) => ({ caseId, chart, label: '' });
