import { Button, Callout, Spinner, Tab, Tabs } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import { useRead } from '../../client/hooks.ts';
import { DatasetExportDialog } from '../../parts/export-dialog.tsx';
import { openQuestions } from '../../parts/questions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState } from '../../ui/panel.tsx';
import { CertificateView, LeftOutRows } from './certificate.tsx';
import type { ExhibitPart } from './exhibit-words.ts';
import { PreviewTable } from './preview-table.tsx';
import { TableSheet } from './table-sheet.tsx';
import { TextViewer } from './text-viewer.tsx';

interface ViewerProps {
  readonly exhibit: Exhibit;
  readonly part: ExhibitPart;
  readonly find: string | null;
}

/** An exhibit that holds tables, with a tab for each dataset parsed from it; a single one needs none. */
export function TableViewer({ exhibit, part, find }: ViewerProps) {
  const { caseId, place } = useNavigation();
  const [chosen, setChosen] = useState<DatasetId | null>(place.row?.datasetId ?? null);
  const { data, error } = useRead('dataset.list', { caseId });
  if (!data && !error) return <Spinner className="rt-waiting" />;
  const datasets = (data ?? []).filter(({ exhibitId }) => exhibitId === exhibit.id);
  const dataset = datasets.find(({ id }) => id === chosen) ?? datasets[0] ?? null;
  return (
    <div className="rt-evidence-viewer">
      {datasets.length > 1 && (
        <Tabs
          id="datasets"
          className="rt-evidence-viewer-datasets"
          selectedTabId={dataset?.id}
          onChange={(id) => setChosen(id as DatasetId)}
        >
          {datasets.map(({ id, view, part }) => (
            <Tab key={id} id={id} icon="th" title={part === '' ? view : `${part} (${view})`} />
          ))}
        </Tabs>
      )}
      <DatasetView
        key={`${dataset?.id} ${place.row?.row}`}
        exhibit={exhibit}
        part={part}
        find={find}
        dataset={dataset}
        onAdded={setChosen}
      />
    </div>
  );
}

interface ViewProps extends ViewerProps {
  readonly dataset: DatasetSummary | null;
  readonly onAdded: (id: DatasetId) => void;
}

/** One reading of the file: its first rows, how it was read, what became of every record, and the plain text. */
function DatasetView({ exhibit, part, find, dataset, onAdded }: ViewProps) {
  const [tab, setTab] = useState<string>(part === 'certificate' && dataset ? 'certificate' : 'rows');
  const [checking, setChecking] = useState<'no' | 'table' | 'encodings'>(part === 'questions' ? 'table' : 'no');
  const [here, setHere] = useState(find);
  const { place, go } = useNavigation();
  const at = place.row?.datasetId === dataset?.id ? place.row : undefined;
  const rows =
    dataset && at ? (
      <AtRow exhibit={exhibit} dataset={dataset} at={at.row} problem={null}>
        <span className="rt-grow rt-cut" role="status">
          Row {formatCount(at.row)} of {dataset.view}
          {at.line === null ? '; its line in the file is not known' : `, line ${formatCount(at.line)} of the file`}
        </span>
        <Button
          size="small"
          icon="cross"
          text="Show all rows"
          onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
        />
      </AtRow>
    ) : dataset && here !== null ? (
      <FoundRow
        exhibit={exhibit}
        dataset={dataset}
        find={here}
        onText={() => setTab('text')}
        onAll={() => setHere(null)}
      />
    ) : dataset ? (
      <Rows exhibit={exhibit} dataset={dataset} onCheck={() => setChecking('table')} />
    ) : (
      <NoDataset exhibit={exhibit} onCheck={() => setChecking('table')} />
    );
  return (
    <div className="rt-evidence-viewer">
      <Tabs
        id="table"
        className="rt-evidence-viewer-tabs"
        selectedTabId={tab}
        onChange={(id) => setTab(String(id))}
        renderActiveTabPanelOnly
      >
        <Tab id="rows" title="Rows" panel={rows} />
        {dataset && (
          <Tab
            id="certificate"
            title={certificateTitle(dataset)}
            panel={<CertificateView dataset={dataset} onShow={setTab} onEncodings={() => setChecking('encodings')} />}
          />
        )}
        {dataset && (
          <Tab id="rejected" title="Rejected" panel={<LeftOutRows datasetId={dataset.id} which="rejected" />} />
        )}
        {dataset && (
          <Tab id="skipped" title="Left out" panel={<LeftOutRows datasetId={dataset.id} which="skipped" />} />
        )}
        {PREVIEWS[exhibit.preview].text && (
          <Tab id="text" title="Text" panel={<TextViewer exhibit={exhibit} find={find} />} />
        )}
      </Tabs>
      {checking !== 'no' && (
        <TableSheet
          exhibit={exhibit}
          dataset={dataset}
          comparing={checking === 'encodings'}
          onAdded={onAdded}
          onShow={(shown) => {
            setTab(shown);
            setChecking('no');
          }}
          onClose={() => setChecking('no')}
        />
      )}
    </div>
  );
}

/** Says how much there is to look at: what is asked first, or else what is warned of. */
function certificateTitle(dataset: DatasetSummary): string {
  const asked = openQuestions(dataset).length;
  if (asked > 0) return `Import certificate · ${plural(asked, 'question')}`;
  return dataset.warnings > 0 ? `Import certificate · ${plural(dataset.warnings, 'warning')}` : 'Import certificate';
}

interface FoundProps {
  readonly exhibit: Exhibit;
  readonly dataset: DatasetSummary;
  readonly find: string;
  readonly onText: () => void;
  readonly onAll: () => void;
}
const PAGE = 500;

/** Rows of the dataset around the first that holds a text. */
function FoundRow({ exhibit, dataset, find, onText, onAll }: FoundProps) {
  const { data, error } = useRead('dataset.find', { datasetId: dataset.id, text: find });
  return (
    <AtRow exhibit={exhibit} dataset={dataset} at={data} problem={error}>
      <span className="rt-grow rt-cut" role="status">
        {data === null
          ? `“${find}” is in no cell of ${dataset.view}; the text of the file may hold it.`
          : `“${find}” in row ${formatCount(data ?? 0)} of ${dataset.view}`}
      </span>
      {data === null && <Button size="small" text="Show in the text" onClick={onText} />}
      <Button size="small" icon="cross" text="Close the search" onClick={onAll} />
    </AtRow>
  );
}

interface AtProps {
  readonly exhibit: Exhibit;
  readonly dataset: DatasetSummary;
  /** From 1; null where there is none to be shown, undefined while it is awaited. */
  readonly at: number | null | undefined;
  readonly problem: Error | null;
  readonly children: ReactNode;
}
/** Rows of the dataset around one that is marked, with what is said of it above. */
function AtRow({ exhibit, dataset, at, problem, children }: AtProps) {
  const [turned, setTurned] = useState<number | null>(null);
  const offset = turned ?? (at ? at - 1 - ((at - 1) % PAGE) : 0);
  const { data, error } = useRead(
    'dataset.rows',
    { datasetId: dataset.id, offset, limit: PAGE },
    { enabled: at !== undefined },
  );
  const failed = problem ?? error;
  if (failed)
    return (
      <EmptyState icon="issue" title="The rows cannot be shown">
        {failed.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">{children}</div>
      <PreviewTable
        header={data.header}
        rows={data.rows}
        from={offset}
        found={at ? at - 1 - offset : null}
        label={`Rows of ${exhibit.label}`}
      />
      <div className="rt-evidence-viewer-foot">
        <Pager offset={offset} limit={PAGE} total={data.total} noun="row" nouns="rows" onChange={setTurned} />
      </div>
    </div>
  );
}

interface RowsProps {
  readonly exhibit: Exhibit;
  readonly onCheck: () => void;
}

/** The rows of a dataset, each cell as its text stands in the file. */
function Rows({ exhibit, dataset, onCheck }: RowsProps & { dataset: DatasetSummary }) {
  const { go } = useNavigation();
  const [offset, setOffset] = useState(0);
  const [exporting, setExporting] = useState(false);
  const { data: certificate } = useRead('dataset.certificate', { datasetId: dataset.id });
  const { data, error } = useRead('dataset.rows', { datasetId: dataset.id, offset, limit: PAGE });
  const asked = openQuestions(dataset).length;
  if (!data && !error) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut" title={certificate?.sentence}>
          {certificate?.sentence ?? error?.message}
        </span>
        <Button
          size="small"
          icon={asked > 0 ? 'help' : 'properties'}
          intent={asked > 0 ? 'warning' : 'none'}
          text={asked > 0 ? `Answer ${plural(asked, 'question')}` : 'Table settings'}
          onClick={onCheck}
        />
        <Button
          size="small"
          icon="export"
          text="Export"
          title={`Export the dataset ${dataset.view}`}
          onClick={() => setExporting(true)}
        />
        <Button
          size="small"
          icon="database"
          text="Open in Data"
          title={`The dataset ${dataset.view}`}
          onClick={() => go({ screen: 'data', focus: dataset.id })}
        />
      </div>
      {data && (
        <PreviewTable
          header={data.header}
          rows={data.rows}
          columns={dataset.columns}
          from={offset}
          label={`Rows of ${exhibit.label}`}
        />
      )}
      <div className="rt-evidence-viewer-foot">
        <Pager offset={offset} limit={PAGE} total={dataset.rows} noun="row" nouns="rows" onChange={setOffset} />
      </div>
      {exporting && <DatasetExportDialog dataset={dataset} onClose={() => setExporting(false)} />}
    </div>
  );
}

/** The first records of a file that became no dataset. */
function NoDataset({ exhibit, onCheck }: RowsProps) {
  const { data, error } = useRead('dataset.preview', { exhibitId: exhibit.id });
  if (!data && !error) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut" title={data?.sentence}>
          {data?.sentence ?? error?.message}
        </span>
        <Button size="small" text="Table settings" icon="properties" disabled={!data} onClick={onCheck} />
      </div>
      <Callout compact icon="info-sign">
        No dataset was created from this file. “Table settings” reads it with other options.
      </Callout>
      {data && <PreviewTable header={data.header} rows={data.rows} label={`First rows of ${exhibit.label}`} />}
      <p className="rt-evidence-viewer-foot rt-muted">
        {data && `The first ${plural(data.rows.length, 'record')} of the file.`}
      </p>
    </div>
  );
}
