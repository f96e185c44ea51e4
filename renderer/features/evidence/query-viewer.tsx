import { Button, Callout, Spinner } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { readingWords } from '../../../shared/domain/readings.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { formatUtc, plural } from '../../ui/format.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { showError } from '../../ui/toaster.ts';
import { PreviewTable } from './preview-table.tsx';

type Comparison = Output<'query.rerun'>;

/** Runs a frozen query on the data as it is now; the exhibit itself stays as it is. */
function RerunButton({ exhibit, onCompared }: { exhibit: Exhibit; onCompared: (result: Comparison) => void }) {
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

function ComparisonNote({ of }: { of: Comparison }) {
  return (
    <Callout compact intent={of.same ? 'success' : 'warning'} role="status">
      {of.same
        ? `Run again now, it returns the same ${plural(of.rowsNow, 'row')}.`
        : `Run again now, it returns ${plural(of.rowsNow, 'row')} instead of ${plural(of.rowsThen, 'row')}: ` +
          `${plural(of.addedCount, 'row')} new, ${plural(of.removedCount, 'row')} gone. This exhibit stays as it was saved.`}
      {of.readingsChanged.length > 0 && ` Read in another way since then: ${of.readingsChanged.join(', ')}.`}
    </Callout>
  );
}

const PAGE = 500;

/** A frozen query: what was asked, of what, and the rows that came; at the row of `find` where one holds that. */
export function QueryViewer({ exhibit, find }: { exhibit: Exhibit; find: string | null }) {
  const { data, error } = useRead(
    'query.findFrozen',
    { exhibitId: exhibit.id, text: find ?? '' },
    { enabled: find !== null },
  );
  if (find !== null && data === undefined && !error) return <Spinner className="rt-waiting" />;
  return <FrozenRows exhibit={exhibit} found={data ?? null} />;
}

function FrozenRows({ exhibit, found }: { exhibit: Exhibit; found: number | null }) {
  const [compared, setCompared] = useState<Comparison | null>(null);
  const [offset, setOffset] = useState(found === null ? 0 : found - (found % PAGE));
  const { data, error } = useRead('query.frozen', { exhibitId: exhibit.id, offset, limit: PAGE });
  const rows = useMemo(
    () => data?.rows.map((row) => row.map((cell) => (cell === null ? null : cellText(cell, 'shown')))) ?? [],
    [data],
  );
  const header = useMemo(() => data?.columns.map(({ name }) => name) ?? [], [data]);
  if (error)
    return (
      <EmptyState icon="issue" title="The query cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  const inputs = data.inputs.map(({ name, exhibitLabel }) => (exhibitLabel ? `${name} (${exhibitLabel})` : name));
  const read = data.inputs.flatMap(({ name, readings = [] }) =>
    readings.map(({ column, reading }) => `${name}.${column}: ${readingWords(reading)}`),
  );
  const ran = `Run ${formatUtc(data.ranAt)} UTC on ${inputs.join(', ') || 'no table'}`;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut rt-muted" title={[ran, ...read].join('\n')}>
          {ran}
        </span>
        <RerunButton exhibit={exhibit} onCompared={setCompared} />
      </div>
      <CodeBox className="rt-evidence-viewer-sql" label="SQL" text={data.sql} />
      {compared && <ComparisonNote of={compared} />}
      {data.limitedBy && (
        <Callout compact intent="warning" icon="warning-sign">
          The query had more rows; those within the {data.limitedBy === 'rows' ? 'row' : 'size'} limit were saved.
        </Callout>
      )}
      <PreviewTable
        header={header}
        rows={rows}
        from={offset}
        found={found === null ? null : found - offset}
        label={`Rows of ${exhibit.label}`}
      />
      <div className="rt-evidence-viewer-foot">
        <Pager offset={offset} limit={PAGE} total={data.rowCount} noun="row" nouns="rows" onChange={setOffset} />
      </div>
    </div>
  );
}
