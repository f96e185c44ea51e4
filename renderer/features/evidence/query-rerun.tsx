import { Button, Callout } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { runJob } from '../../client/call.ts';
import { plural } from '../../ui/format.ts';
import { showError } from '../../ui/toaster.ts';

export type Comparison = Output<'query.rerun'>;

/** Runs a frozen query on the data as it is now; the exhibit itself stays as it is. */
export function RerunButton({ exhibit, onCompared }: { exhibit: Exhibit; onCompared: (result: Comparison) => void }) {
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      onCompared(await runJob('query.rerun', { exhibitId: exhibit.id }));
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return <Button size="small" icon="refresh" text="Run again and compare" loading={busy} onClick={run} />;
}

export function ComparisonNote({ of }: { of: Comparison }) {
  return (
    <Callout compact intent={of.same ? 'success' : 'warning'} role="status">
      {of.same
        ? `Run again now, it gives the same ${plural(of.rowsNow, 'row')}.`
        : `Run again now, it gives ${plural(of.rowsNow, 'row')} instead of ${plural(of.rowsThen, 'row')}: ` +
          `${plural(of.addedCount, 'row')} new, ${plural(of.removedCount, 'row')} gone. This exhibit stays as it was kept.`}
    </Callout>
  );
}
