import { Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';

type Row = Output<'dataset.rejected'>['rows'][number];
const PAGE = 200;
const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'record', header: 'Record', width: '72px', align: 'end', render: (row) => formatCount(row.record) },
  { id: 'line', header: 'Line', width: '72px', align: 'end', render: (row) => formatCount(row.line) },
  {
    id: 'reason',
    header: 'Why',
    width: 'minmax(160px, 1fr)',
    render: (row) => <span title={row.reason}>{row.reason}</span>,
  },
  {
    id: 'raw',
    header: 'As it stands in the file',
    width: 'minmax(200px, 2fr)',
    render: (row) => (
      <span className="rt-mono" title={row.raw}>
        {row.raw}
      </span>
    ),
  },
];

export function RejectedRows({ datasetId }: { datasetId: DatasetId }) {
  const [offset, setOffset] = useState(0);
  const { data, error } = useRead('dataset.rejected', { datasetId, offset, limit: PAGE });
  if (error)
    return (
      <EmptyState icon="issue" title="The rows cannot be read">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  if (data.total === 0) return <EmptyState icon="tick-circle" title="Every record of the file was stored" />;
  return (
    <div className="rt-viewer">
      <div className="rt-viewer-table">
        <Table
          label="Rejected rows"
          rows={data.rows}
          columns={COLUMNS}
          keyOf={(row) => String(row.record)}
          rowHeight={26}
        />
      </div>
      <div className="rt-viewer-foot">
        <Pager
          offset={offset}
          limit={PAGE}
          total={data.total}
          noun="rejected row"
          nouns="rejected rows"
          onChange={setOffset}
        />
      </div>
    </div>
  );
}
