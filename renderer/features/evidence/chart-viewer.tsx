import { Button, Callout, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { ChartFigure } from '../../parts/charts/chart-figure.tsx';
import { ExportChartDialog } from '../../parts/charts/export-chart.tsx';
import { formatUtc, plural } from '../../ui/format.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

type Redrawn = Output<'chart.rerun'>;

/** A saved chart: the drawing, the statement behind it, and the same chart of the data as it is now. */
export function ChartViewer({ exhibit }: { exhibit: Exhibit }) {
  const { data, error } = useRead('chart.frozen', { exhibitId: exhibit.id });
  const [redrawn, setRedrawn] = useState<Redrawn | null>(null);
  const [busy, setBusy] = useState(false);
  const [exporting, setExporting] = useState(false);
  if (error)
    return (
      <EmptyState icon="issue" title="The chart cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  const redraw = async (): Promise<void> => {
    setBusy(true);
    try {
      setRedrawn(await runJob('chart.rerun', { exhibitId: exhibit.id }));
    } catch (failure) {
      showError(failure);
    }
    setBusy(false);
  };
  const shown = redrawn && !redrawn.same ? redrawn.chart : data.chart;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut rt-muted">Run {formatUtc(data.ranAt)} UTC</span>
        {redrawn && !redrawn.same && <Button size="small" text="Show as saved" onClick={() => setRedrawn(null)} />}
        <Button size="small" icon="refresh" text="Run again and compare" loading={busy} onClick={redraw} />
        <Changes>
          <Button size="small" icon="export" text="Export chart" onClick={() => setExporting(true)} />
        </Changes>
      </div>
      {redrawn && (
        <Callout compact intent={redrawn.same ? 'success' : 'warning'} role="status">
          {redrawn.same
            ? `Run again now, it draws the same data from ${plural(redrawn.rowsNow, 'row')}.`
            : `Run again now, it draws other data: ${plural(redrawn.rowsNow, 'row')} instead of ${plural(redrawn.rowsThen, 'row')}. Shown is the chart of now; this exhibit stays as it was saved.`}
          {redrawn.readingsChanged.length > 0 &&
            ` Read in another way since then: ${redrawn.readingsChanged.join(', ')}.`}
        </Callout>
      )}
      <ChartFigure chart={shown} />
      <CodeBox className="rt-evidence-viewer-sql" label="SQL" text={data.chart.source.sql} />
      {exporting && (
        <ExportChartDialog chart={data.chart} of={{ exhibitId: exhibit.id }} onClose={() => setExporting(false)} />
      )}
    </div>
  );
}
