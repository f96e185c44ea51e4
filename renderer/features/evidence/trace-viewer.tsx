import { Button, Callout, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { TraceView } from '../../parts/money/trace-view.tsx';
import { formatUtc } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';

/** A saved trace, and the same trace of the transfers as they are now. */
export function TraceViewer({ exhibit }: { exhibit: Exhibit }) {
  const { data, error } = useRead('trace.frozen', { exhibitId: exhibit.id });
  const [again, setAgain] = useState<Output<'trace.rerun'> | null>(null);
  const { running, problem, run } = useJob();
  if (error)
    return (
      <EmptyState icon="issue" title="The trace cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  const rerun = async (): Promise<void> => setAgain(await run('trace.rerun', { exhibitId: exhibit.id }));
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut rt-muted">Run {formatUtc(data.ranAt)} UTC</span>
        <Button size="small" icon="refresh" text="Run again and compare" loading={running} onClick={rerun} />
      </div>
      {problem && (
        <Callout compact intent="danger" role="alert">
          {problem}
        </Callout>
      )}
      {again && (
        <Callout compact intent={again.same ? 'success' : 'warning'} role="status">
          {again.same
            ? 'Run again now, every amount is the same to the unit.'
            : `Run again now, it gives other amounts${again.sameInputs ? '' : ': the files that it reads are others, or mapped otherwise'}. This exhibit stays as it was saved.`}
        </Callout>
      )}
      <TraceView trace={data.trace} of={{ exhibitId: exhibit.id }} />
    </div>
  );
}
