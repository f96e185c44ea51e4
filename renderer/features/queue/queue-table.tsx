import { Button } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Request } from '../../../shared/contract/requests.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { runJob } from '../../client/call.ts';
import { PRIORITY, STATUS } from '../../parts/case-form.tsx';
import { untilDue } from '../../parts/due-text.tsx';
import { useWorkspace } from '../../state/navigation.tsx';
import { formatUtc } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { showError } from '../../ui/toaster.ts';

/** A case with what its requests say of it. */
export interface QueueRow {
  readonly case: Case;
  readonly requests: readonly Request[];
  readonly team: string;
  readonly owner: string;
  readonly tags: readonly string[];
  /** Milliseconds since 1970: of its requests, or of the case itself. */
  readonly due: number | null;
}
const columnsAt = (now: number): TableColumn<QueueRow>[] => [
  {
    id: 'number',
    header: 'Case',
    width: '64px',
    sortBy: (row) => row.case.number,
    render: (row) => <span className="rt-mono">{caseLabel(row.case.number)}</span>,
  },
  {
    id: 'title',
    header: 'Title',
    width: 'minmax(180px, 2fr)',
    sortBy: (row) => row.case.title,
    render: (row) => <strong title={row.case.title}>{row.case.title}</strong>,
  },
  {
    id: 'requester',
    header: 'Requester',
    width: 'minmax(120px, 1fr)',
    sortBy: (row) => row.case.requester,
    render: (row) => row.case.requester,
  },
  { id: 'team', header: 'Team', width: 'minmax(90px, 1fr)', sortBy: (row) => row.team, render: (row) => row.team },
  {
    id: 'status',
    header: 'Status',
    width: '72px',
    sortBy: (row) => row.case.status,
    render: (row) => STATUS[row.case.status],
  },
  {
    id: 'priority',
    header: 'Priority',
    width: '76px',
    sortBy: (row) => PRIORITY[row.case.priority].rank,
    render: (row) => (
      <span className={PRIORITY[row.case.priority].rank < 2 ? 'rt-danger' : ''}>
        {PRIORITY[row.case.priority].words}
      </span>
    ),
  },
  {
    id: 'due',
    header: 'Due',
    width: '140px',
    sortBy: (row) => row.due,
    render: (row) => (row.due === null ? '' : <Due at={row.due} now={now} />),
  },
  { id: 'owner', header: 'Owner', width: 'minmax(90px, 1fr)', sortBy: (row) => row.owner, render: (row) => row.owner },
  {
    id: 'tags',
    header: 'Tags',
    width: 'minmax(90px, 1fr)',
    sortBy: (row) => row.tags.join(', '),
    render: (row) => row.tags.join(', '),
  },
  {
    id: 'changed',
    header: 'Last change (UTC)',
    width: '132px',
    sortBy: (row) => row.case.updatedAt,
    render: (row) => formatUtc(row.case.updatedAt).slice(0, 16),
  },
];

type Held = Output<'trend.holdings'>[number];
const heldColumns = (held: ReadonlyMap<string, Held>): TableColumn<QueueRow>[] => [
  {
    id: 'accounts',
    header: 'Accounts',
    width: '76px',
    sortBy: (row) => held.get(row.case.id)?.accounts ?? 0,
    render: (row) => held.get(row.case.id)?.accounts ?? '',
  },
  {
    id: 'money',
    header: 'Money',
    width: 'minmax(140px, 1fr)',
    sortBy: (row) => held.get(row.case.id)?.money.length ?? 0,
    render: (row) => {
      const words =
        held
          .get(row.case.id)
          ?.money.map(({ asset, sum }) => `${sum} ${asset}`)
          .join('; ') ?? '';
      return <span title={words}>{words}</span>;
    },
  },
];

export function Due({ at, now }: { at: number; now: number }) {
  const instant = new Date(at).toISOString();
  return (
    <time dateTime={instant} title={`${formatUtc(instant)} UTC`} className={at < now ? 'rt-danger' : ''}>
      {untilDue(instant, now)}
    </time>
  );
}

/** All cases as a table; what they hold is added up once somebody asks. */
export function QueueTable({ rows, now }: { rows: readonly QueueRow[]; now: number }) {
  const { openCase } = useWorkspace();
  const [held, setHeld] = useState<ReadonlyMap<string, Held> | null>(null);
  const [busy, setBusy] = useState(false);
  const columns = useMemo(() => [...columnsAt(now), ...(held ? heldColumns(held) : [])], [now, held]);
  const addUp = async (): Promise<void> => {
    setBusy(true);
    try {
      setHeld(new Map((await runJob('trend.holdings', {})).map((each) => [each.caseId as string, each])));
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  if (rows.length === 0) return <EmptyState icon="filter-remove" title="No case fits the filter" />;
  return (
    <div className="rt-column rt-queue-table">
      <div className="rt-row">
        <Button
          size="small"
          icon="numerical"
          text={held ? 'Add up again' : 'Add up money and accounts'}
          loading={busy}
          onClick={() => void addUp()}
        />
        {held && (
          <span className="rt-muted">
            What moved by mapped transfers, failed ones and duplicates left out; account entities.
          </span>
        )}
      </div>
      <Table
        label="Queue"
        rows={rows}
        columns={columns}
        keyOf={(row) => row.case.id}
        minWidth={held ? 1420 : 1180}
        initialSort={{ column: 'due', descending: false }}
        onOpen={(row) => openCase(row.case.id)}
        openOnClick
      />
    </div>
  );
}
