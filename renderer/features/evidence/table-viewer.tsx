import { Button, Callout, Spinner, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { CertificateView } from './certificate-view.tsx';
import { DialectForm } from './dialect-form.tsx';
import { PreviewTable } from './preview-table.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { TextViewer } from './text-viewer.tsx';

/** A CSV-like exhibit: its first rows, how it was read, what became of every record, and the plain text. */
export function TableViewer({ exhibit }: { exhibit: Exhibit }) {
  const [tab, setTab] = useState<string>('rows');
  const [changing, setChanging] = useState(false);
  return (
    <div className="rt-viewer">
      <Tabs
        id="table"
        className="rt-viewer-tabs"
        selectedTabId={tab}
        onChange={(id) => setTab(String(id))}
        renderActiveTabPanelOnly
      >
        <Tab id="rows" title="Rows" panel={<Rows exhibit={exhibit} onChange={() => setChanging(true)} />} />
        {exhibit.datasetId && (
          <Tab
            id="certificate"
            title="Import certificate"
            panel={<CertificateView datasetId={exhibit.datasetId} onRejected={() => setTab('rejected')} />}
          />
        )}
        {exhibit.datasetId && (
          <Tab id="rejected" title="Rejected rows" panel={<RejectedRows datasetId={exhibit.datasetId} />} />
        )}
        <Tab id="text" title="Text" panel={<TextViewer exhibit={exhibit} />} />
      </Tabs>
      {changing && <DialectForm exhibit={exhibit} onClose={() => setChanging(false)} />}
    </div>
  );
}

function Rows({ exhibit, onChange }: { exhibit: Exhibit; onChange: () => void }) {
  const { caseId, go } = useNavigation();
  const { data: datasets } = useRead('dataset.list', { caseId });
  const dataset = datasets?.find(({ id }) => id === exhibit.datasetId);
  const certificate = useRead(
    'dataset.certificate',
    { datasetId: exhibit.datasetId as NonNullable<Exhibit['datasetId']> },
    { enabled: exhibit.datasetId !== null },
  );
  const dialect = certificate.data?.dialect;
  const { data, error } = useRead(
    'dataset.preview',
    { exhibitId: exhibit.id, ...(dialect ? { dialect } : {}) },
    {
      enabled: exhibit.datasetId === null || !certificate.isPending,
    },
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
      {exhibit.datasetId === null && (
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
