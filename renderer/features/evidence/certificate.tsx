import { Button, Callout, HTMLTable, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Certificate } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { formatCount } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';

type Row = Output<'dataset.rejected'>['rows'][number];
const PAGE = 200;
const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'record', header: 'Record', width: '72px', align: 'end', render: (row) => formatCount(row.record) },
  { id: 'line', header: 'Line', width: '72px', align: 'end', render: (row) => formatCount(row.line) },
  {
    id: 'reason',
    header: 'Reason',
    width: 'minmax(160px, 1fr)',
    render: (row) => <span title={row.reason}>{row.reason}</span>,
  },
  {
    id: 'raw',
    header: 'Original text',
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
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-table">
        <Table
          label="Rejected rows"
          rows={data.rows}
          columns={COLUMNS}
          keyOf={(row) => String(row.record)}
          rowHeight={26}
        />
      </div>
      <div className="rt-evidence-viewer-foot">
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

/** What came in, what became of it, and whether the sum holds. */
export function CertificateView({ datasetId, onRejected }: { datasetId: DatasetId; onRejected: () => void }) {
  const { data, error } = useRead('dataset.certificate', { datasetId });
  if (error)
    return (
      <EmptyState icon="issue" title="The certificate cannot be read">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-evidence-certificate">
      <Balance certificate={data} />
      {data.rejected > 0 && (
        <div>
          <Button size="small" icon="list" text="Show rejected rows" onClick={onRejected} />
        </div>
      )}
      {data.warnings.map((warning) => (
        <Callout key={warning.code} compact intent="warning" icon="warning-sign">
          {warning.message}
        </Callout>
      ))}
      <dl className="rt-facts">
        <dt>Read as</dt>
        <dd>{data.sentence}</dd>
        <dt>File</dt>
        <dd>
          <Hash value={data.fileSha256} />
        </dd>
        <dt>Bytes</dt>
        <dd>{formatCount(data.fileBytes)}</dd>
        <dt>Line ends</dt>
        <dd>{formatCount(data.lines)}</dd>
        <dt>Parsed</dt>
        <dd>
          <Time at={data.importedAt} />
        </dd>
      </dl>
      <HTMLTable compact striped className="rt-evidence-certificate-columns">
        <thead>
          <tr>
            <th>Column in SQL</th>
            <th>Header in the file</th>
            <th>Type</th>
            <th className="rt-evidence-end">NULL</th>
            <th className="rt-evidence-end">Empty</th>
          </tr>
        </thead>
        <tbody>
          {data.columns.map((column) => (
            <tr key={column.name}>
              <td className="rt-mono">{column.name}</td>
              <td>{column.header}</td>
              <td>{column.type}</td>
              <td className="rt-evidence-end">{formatCount(column.nulls)}</td>
              <td className="rt-evidence-end">{formatCount(column.empties)}</td>
            </tr>
          ))}
        </tbody>
      </HTMLTable>
    </div>
  );
}

function Balance({
  certificate: { records, header, stored, rejected, skipped, balanced },
}: {
  certificate: Certificate;
}) {
  const parts = [
    ['header', header],
    ['stored', stored],
    ['rejected', rejected],
    ['skipped', skipped],
  ] as const;
  return (
    <section className="rt-evidence-balance" aria-label="Balance of the import">
      <span className="rt-evidence-balance-part">
        <strong>{formatCount(records)}</strong> records read
      </span>
      {parts.map(([name, count], index) => (
        <span key={name} className="rt-row">
          <span className="rt-muted">{index === 0 ? '=' : '+'}</span>
          <span className={`rt-evidence-balance-part ${name === 'rejected' && count > 0 ? 'rt-danger' : ''}`}>
            <strong>{formatCount(count)}</strong> {name}
          </span>
        </span>
      ))}
      <span className={balanced ? 'rt-ok' : 'rt-danger'}>{balanced ? 'Balanced' : 'Not balanced'}</span>
    </section>
  );
}
