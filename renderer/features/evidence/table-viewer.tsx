import { Button, Callout, Spinner, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import type { DatasetSummary, Exhibit } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { CertificateView, RejectedRows } from './certificate.tsx';
import { DialectForm } from './dialect-form.tsx';
import type { ExhibitPart } from './exhibit-words.ts';
import { PreviewTable } from './preview-table.tsx';
import { TextViewer } from './text-viewer.tsx';

/** A CSV-like exhibit with a tab for each dataset parsed from it; a single one needs none. */
export function TableViewer({ exhibit, part }: { exhibit: Exhibit; part: ExhibitPart }) {
  const { caseId } = useNavigation();
  const [chosen, setChosen] = useState<DatasetId | null>(null);
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
      <DatasetView key={dataset?.id} exhibit={exhibit} part={part} dataset={dataset} onAdded={setChosen} />
    </div>
  );
}

interface ViewProps {
  readonly exhibit: Exhibit;
  readonly part: ExhibitPart;
  readonly dataset: DatasetSummary | null;
  readonly onAdded: (id: DatasetId) => void;
}

/** One reading of the file: its first rows, how it was read, what became of every record, and the plain text. */
function DatasetView({ exhibit, part, dataset, onAdded }: ViewProps) {
  const [tab, setTab] = useState<string>(part === 'certificate' && dataset ? 'certificate' : 'rows');
  const [changing, setChanging] = useState(false);
  const rows = <Rows exhibit={exhibit} dataset={dataset} onChange={() => setChanging(true)} />;
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
            title={
              dataset.warnings > 0
                ? `Import certificate · ${plural(dataset.warnings, 'warning')}`
                : 'Import certificate'
            }
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

function Rows({ exhibit, dataset, onChange }: Omit<ViewProps, 'onAdded' | 'part'> & { onChange: () => void }) {
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
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <span className="rt-grow rt-cut" title={data?.sentence}>
          {data?.sentence ?? error?.message}
        </span>
        <Button size="small" text="Change parsing" icon="edit" disabled={!data} onClick={onChange} />
        {dataset && (
          <Button
            size="small"
            icon="database"
            text="Open in Data"
            title={`The dataset ${dataset.view}`}
            onClick={() => go({ screen: 'data', focus: dataset.id })}
          />
        )}
      </div>
      {dataset === null && (
        <Callout compact icon="info-sign">
          No dataset was created from this file. “Change parsing” parses it with other options.
        </Callout>
      )}
      {data && <PreviewTable header={data.header} rows={data.rows} label={`First rows of ${exhibit.label}`} />}
      <p className="rt-evidence-viewer-foot rt-muted">
        {data && `The first ${plural(data.rows.length, 'record')} of the file.`}
        {dataset && ` The dataset ${dataset.view} holds ${plural(dataset.rows, 'row')}.`}
      </p>
    </div>
  );
}
