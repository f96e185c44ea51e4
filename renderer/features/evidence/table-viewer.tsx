import { Button, Callout, Spinner, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import type { DatasetSummary, Exhibit } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { CertificateView, RejectedRows } from './certificate.tsx';
import { DialectForm } from './dialect-form.tsx';
import { PreviewTable } from './preview-table.tsx';
import { TextViewer } from './text-viewer.tsx';

/** A CSV-like exhibit with a tab for each dataset that was read from it; a single one needs none. */
export function TableViewer({ exhibit }: { exhibit: Exhibit }) {
  const { caseId } = useNavigation();
  const [chosen, setChosen] = useState<DatasetId | null>(null);
  const { data, error } = useRead('dataset.list', { caseId });
  if (!data && !error) return <Spinner className="rt-waiting" />;
  const datasets = (data ?? []).filter(({ exhibitId }) => exhibitId === exhibit.id);
  const dataset = datasets.find(({ id }) => id === chosen) ?? datasets[0] ?? null;
  return (
    <div className="rt-viewer">
      {datasets.length > 1 && (
        <Tabs
          id="datasets"
          className="rt-viewer-datasets"
          selectedTabId={dataset?.id}
          onChange={(id) => setChosen(id as DatasetId)}
        >
          {datasets.map(({ id, view, part }) => (
            <Tab key={id} id={id} icon="th" title={part === '' ? view : `${part} (${view})`} />
          ))}
        </Tabs>
      )}
      <DatasetView key={dataset?.id} exhibit={exhibit} dataset={dataset} onAdded={setChosen} />
    </div>
  );
}

interface ViewProps {
  readonly exhibit: Exhibit;
  readonly dataset: DatasetSummary | null;
  readonly onAdded: (id: DatasetId) => void;
}

/** One reading of the file: its first rows, how it was read, what became of every record, and the plain text. */
function DatasetView({ exhibit, dataset, onAdded }: ViewProps) {
  const [tab, setTab] = useState<string>('rows');
  const [changing, setChanging] = useState(false);
  const rows = <Rows exhibit={exhibit} dataset={dataset} onChange={() => setChanging(true)} />;
  return (
    <div className="rt-viewer">
      <Tabs
        id="table"
        className="rt-viewer-tabs"
        selectedTabId={tab}
        onChange={(id) => setTab(String(id))}
        renderActiveTabPanelOnly
      >
        <Tab id="rows" title="Rows" panel={rows} />
        {dataset && (
          <Tab
            id="certificate"
            title="Import certificate"
            panel={<CertificateView datasetId={dataset.id} onRejected={() => setTab('rejected')} />}
          />
        )}
        {dataset && <Tab id="rejected" title="Rejected rows" panel={<RejectedRows datasetId={dataset.id} />} />}
        <Tab id="text" title="Text" panel={<TextViewer exhibit={exhibit} />} />
      </Tabs>
      {changing && (
        <DialectForm exhibit={exhibit} dataset={dataset} onAdded={onAdded} onClose={() => setChanging(false)} />
      )}
    </div>
  );
}

function Rows({ exhibit, dataset, onChange }: Omit<ViewProps, 'onAdded'> & { onChange: () => void }) {
  const { go } = useNavigation();
  const certificate = useRead(
    'dataset.certificate',
    { datasetId: dataset?.id as DatasetId },
    { enabled: dataset !== null },
  );
  const dialect = certificate.data?.dialect;
  const { data, error } = useRead(
    'dataset.preview',
    { exhibitId: exhibit.id, ...(dialect ? { dialect } : {}) },
    { enabled: dataset === null || !certificate.isPending },
  );
  if (!data && !error) return <Spinner className="rt-waiting" />;
  return (
    <div className="rt-viewer">
      <div className="rt-viewer-tools">
        <span className="rt-grow rt-cut" title={data?.sentence}>
          {data?.sentence ?? error?.message}
        </span>
        <Button size="small" text="Change" icon="edit" disabled={!data} onClick={onChange} />
        {dataset && (
          <Button
            size="small"
            icon="database"
            text="Query it"
            title={`The dataset ${dataset.view}`}
            onClick={() => go({ screen: 'data', focus: dataset.id })}
          />
        )}
      </div>
      {dataset === null && (
        <Callout compact icon="info-sign">
          No dataset was made of this file. “Change” reads it in another way.
        </Callout>
      )}
      {data && <PreviewTable header={data.header} rows={data.rows} label={`First rows of ${exhibit.label}`} />}
      <p className="rt-viewer-foot rt-muted">
        {data && `The first ${plural(data.rows.length, 'record')} of the file.`}
        {dataset && ` The dataset ${dataset.view} holds ${plural(dataset.rows, 'row')}.`}
      </p>
    </div>
  );
}
