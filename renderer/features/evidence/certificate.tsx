import { Button, Callout, HTMLTable, Spinner } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Certificate, DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { readingWords, restsOn } from '../../../shared/domain/readings.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { useRead } from '../../client/hooks.ts';
import { askedWords, columnAsked, openQuestions } from '../../parts/questions.ts';
import { ReadingDialog } from '../../parts/reading-dialog.tsx';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { OriginView } from './origin.tsx';
import { isNoQuestion } from './sheet-notes.tsx';

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

const LEFT_OUT = {
  rejected: {
    label: 'Rejected rows',
    noun: 'rejected row',
    none: 'Every record of the table was stored',
  },
  skipped: {
    label: 'Records left out',
    noun: 'record left out',
    none: 'No preamble, footer or blank record was left out',
  },
} as const;
type Which = keyof typeof LEFT_OUT;

/** Records of the file that became no row, with their text and the reason. */
export function LeftOutRows({ datasetId, which }: { datasetId: DatasetId; which: Which }) {
  const [offset, setOffset] = useState(0);
  const { data, error } = useRead(`dataset.${which}`, { datasetId, offset, limit: PAGE });
  const { label, noun, none } = LEFT_OUT[which];
  if (error)
    return (
      <EmptyState icon="issue" title="The records cannot be read">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  if (data.total === 0) return <EmptyState icon="tick-circle" title={none} />;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-table">
        <Table label={label} rows={data.rows} columns={COLUMNS} keyOf={(row) => String(row.record)} rowHeight={26} />
      </div>
      <div className="rt-evidence-viewer-foot">
        <Pager
          offset={offset}
          limit={PAGE}
          total={data.total}
          noun={noun}
          nouns={which === 'rejected' ? 'rejected rows' : 'records left out'}
          onChange={setOffset}
        />
      </div>
    </div>
  );
}

interface Props {
  readonly dataset: DatasetSummary;
  readonly onShow: (which: Which) => void;
  /** Shows the text in other encodings, side by side. */
  readonly onEncodings: () => void;
}

/** What came in, what became of it, whether the sum holds, how each column is read, and where the rows came from. */
export function CertificateView({ dataset, onShow, onEncodings }: Props) {
  const { data, error } = useRead('dataset.certificate', { datasetId: dataset.id });
  if (error)
    return (
      <EmptyState icon="issue" title="The certificate cannot be read">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-evidence-certificate">
      <Balance certificate={data} onShow={onShow} />
      {data.warnings.filter(isNoQuestion).map((warning) => (
        <Callout key={`${warning.code} ${warning.column ?? ''}`} compact intent="warning" icon="warning-sign">
          {warning.message}
        </Callout>
      ))}
      <dl className="rt-facts">
        <dt>Read as</dt>
        <dd className="rt-row rt-row-wrap">
          {data.sentence}
          {data.dialect.format === undefined && (
            <Button size="small" icon="translate" text="Compare encodings" onClick={onEncodings} />
          )}
        </dd>
        {dataset.profile !== '' && (
          <>
            <dt>Profile</dt>
            <dd>{dataset.profile}</dd>
          </>
        )}
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
      <OriginView dataset={dataset} />
      <ReadingsTable dataset={dataset} />
    </div>
  );
}

/** How each column is read, and what that rests on. */
function ReadingsTable({ dataset }: { dataset: DatasetSummary }) {
  const [changing, setChanging] = useState<string | null>(null);
  return (
    <>
      <HTMLTable compact striped className="rt-evidence-certificate-columns">
        <thead>
          <tr>
            <th>Column in SQL</th>
            <th>Header in the file</th>
            <th>Read as</th>
            <th>Rests on</th>
            <th className="rt-evidence-end">NULL</th>
            <th className="rt-evidence-end">Empty</th>
          </tr>
        </thead>
        <tbody>
          {dataset.columns.map((column) => (
            <tr key={column.name}>
              <td className="rt-mono">{column.name}</td>
              <td>{column.header}</td>
              <td>
                {column.reading ? (
                  <button
                    type="button"
                    className="rt-evidence-reading"
                    title={`Change how ${column.name} is read`}
                    onClick={() => setChanging(column.name)}
                  >
                    <ReadingGlyph reading={column.reading.reading} asked={columnAsked(column)} />
                    {readingWords(column.reading.reading)}
                  </button>
                ) : (
                  typeWords(column.type)
                )}
              </td>
              <td>
                {column.reading && restsOn(column.reading)}
                {openQuestions({ columns: [column] }).map((open) => (
                  <span key={open.question.about} className="rt-warn rt-line-detail">
                    {askedWords(open)}
                  </span>
                ))}
              </td>
              <td className="rt-evidence-end">{formatCount(column.nulls)}</td>
              <td className="rt-evidence-end">{formatCount(column.empties)}</td>
            </tr>
          ))}
        </tbody>
      </HTMLTable>
      {changing !== null && <ReadingDialog dataset={dataset} column={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function Balance({
  certificate: { records, header, stored, rejected, skipped, balanced },
  onShow,
}: {
  certificate: Certificate;
  onShow: Props['onShow'];
}) {
  const parts = [
    ['header', header, null],
    ['stored', stored, null],
    ['rejected', rejected, 'rejected'],
    ['left out', skipped, 'skipped'],
  ] as const;
  return (
    <section className="rt-evidence-balance" aria-label="Balance of the import">
      <span className="rt-evidence-balance-part">
        <strong>{formatCount(records)}</strong> records read
      </span>
      {parts.map(([name, count, shows], index) => (
        <span key={name} className="rt-row">
          <span className="rt-muted">{index === 0 ? '=' : '+'}</span>
          <span className={`rt-evidence-balance-part ${name === 'rejected' && count > 0 ? 'rt-danger' : ''}`}>
            <strong>{formatCount(count)}</strong> {name}
          </span>
          {shows && count > 0 && <Button size="small" text="Show" onClick={() => onShow(shows)} />}
        </span>
      ))}
      <span className={balanced ? 'rt-ok' : 'rt-danger'}>{balanced ? 'Balanced' : 'Not balanced'}</span>
    </section>
  );
}
