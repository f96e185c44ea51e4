import { InputGroup, Tab, type TabId, Tabs } from '@blueprintjs/core';
import { type ComponentType, useState } from 'react';
import type { CombinedDataset } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { isPicture, type Preview } from '../../../shared/domain/exhibit-kinds.ts';
import { call, host, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { EXHIBIT } from './actions.ts';
import { AttachmentsDialog } from './attachments-dialog.tsx';
import { ChartViewer } from './chart-viewer.tsx';
import { ExhibitRecord } from './exhibit-record.tsx';
import type { ExhibitPart } from './exhibit-words.ts';
import { FindEntitiesDialog } from './find-entities-dialog.tsx';
import { ImageViewer } from './image-viewer.tsx';
import { PictureFactsView, SimilarPictures } from './picture-facts.tsx';
import { QueryViewer } from './query-viewer.tsx';
import { TableViewer } from './table-viewer.tsx';
import { TextViewer } from './text-viewer.tsx';
import { TraceViewer } from './trace-viewer.tsx';

async function exportOriginal(exhibit: Exhibit): Promise<void> {
  try {
    const { ticket, name } = await runJob('evidence.export', { exhibitId: exhibit.id });
    if ((await host().save(ticket, name)) === 'saved')
      showToast({ message: `${exhibit.label} exported. The exported file is not encrypted.` });
  } catch (error) {
    showError(error);
  }
}

/** Media types of what messages are read from, and attachments come out of. */
const MAIL: ReadonlySet<string> = new Set(['message/rfc822', 'application/mbox']);

interface Props {
  readonly exhibit: Exhibit;
  readonly part: ExhibitPart;
  /** A text to be shown where it stands in the content. */
  readonly find: string | null;
  readonly onClose: () => void;
  /** Asked for a working copy of the picture. */
  readonly onCopy: () => void;
}

/** One exhibit: what it shows, and what is known of it. */
export function ExhibitDetail({ exhibit, part, find, onClose, onCopy }: Props) {
  const [removing, setRemoving] = useState(false);
  const [finding, setFinding] = useState<string | null>(null);
  const { row } = useNavigation().place;
  const [listing, setListing] = useState(false);
  const present = exhibit.removedAt === null;
  const isMail = present && MAIL.has(exhibit.mediaType);
  const actions = useActions(EXHIBIT, {
    export: {
      label: `Export the original of ${exhibit.label}`,
      when: present,
      perform: () => void exportOriginal(exhibit),
    },
    entities: {
      label: `Find entities in ${exhibit.label}`,
      when: present,
      perform: () => setFinding(window.getSelection()?.toString().trim() ?? ''),
    },
    attachments: {
      label: `Save attachments of ${exhibit.label} as exhibits`,
      when: isMail,
      perform: () => setListing(true),
    },
    remove: { label: `Remove ${exhibit.label}`, when: present, perform: () => setRemoving(true) },
    close: onClose,
  });
  return (
    <section className="rt-evidence-detail" aria-label={`${exhibit.label} ${exhibit.title}`}>
      <div className="rt-panel-head">
        <h2 className="rt-panel-title rt-evidence-two-lines" title={exhibit.title}>
          <span className="rt-mono">{exhibit.label}</span> {exhibit.title}
        </h2>
        <ActionButton action={actions.entities} size="small" text="Find entities" />
        {isMail && <ActionButton action={actions.attachments} size="small" text="Attachments" />}
        <ActionButton action={actions.export} size="small" text="Export original" />
        <ActionButton action={actions.remove} size="small" text="Remove" />
        <ActionButton action={actions.close} size="small" variant="minimal" />
      </div>
      <div className="rt-evidence-detail-split">
        <div className="rt-evidence-detail-view">
          <Viewer
            key={`${exhibit.id} ${part} ${find ?? ''} ${row ? `${row.datasetId} ${row.row}` : ''}`}
            exhibit={exhibit}
            part={part}
            find={find}
            onCopy={onCopy}
          />
        </div>
        <ExhibitSide exhibit={exhibit} />
      </div>
      {finding !== null && (
        <FindEntitiesDialog exhibit={exhibit} selection={finding} onClose={() => setFinding(null)} />
      )}
      {listing && <AttachmentsDialog exhibit={exhibit} onClose={() => setListing(false)} />}
      {removing && <RemoveDialog exhibit={exhibit} onClose={() => setRemoving(false)} />}
    </section>
  );
}

function Viewer({ exhibit, part, find, onCopy }: Omit<Props, 'onClose'>) {
  if (exhibit.removedAt)
    return (
      <EmptyState icon="trash" title="The content was removed">
        {exhibit.removedReason}
      </EmptyState>
    );
  const Shown = VIEWERS[exhibit.preview];
  return <Shown exhibit={exhibit} part={part} find={find} onCopy={onCopy} />;
}

const NotShown = ({ exhibit }: Pick<Props, 'exhibit'>) => (
  <EmptyState icon="document" title="No preview for this type of file">
    {exhibit.previewProblem ??
      `The file is stored unchanged as ${exhibit.mediaType}. Export the original to open it elsewhere.`}
  </EmptyState>
);
const VIEWERS: Readonly<Record<Preview, ComponentType<Omit<Props, 'onClose'>>>> = {
  image: ImageViewer,
  text: TextViewer,
  table: TableViewer,
  records: TableViewer,
  tables: TableViewer,
  query: QueryViewer,
  chart: ChartViewer,
  trace: TraceViewer,
  none: NotShown,
};

/** What a combined dataset is left with. */
function leaves({ view, members }: CombinedDataset, { id }: Exhibit): string {
  const going = members.filter(({ exhibitId }) => exhibitId === id).reduce((sum, { rows }) => sum + rows, 0);
  const rest = members.filter(({ exhibitId }) => exhibitId !== id);
  const left = rest.map((each) => each.exhibitLabel).join(', ');
  return rest.length > 1
    ? `${plural(going, 'row')} of it leave ${view}, which keeps those of ${left}.`
    : `${view} ends: of its datasets only that of ${left || 'none'} is left, under its own name.`;
}

function RemoveDialog({ exhibit, onClose }: { exhibit: Exhibit; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const { data: combined = [] } = useRead('dataset.combined', { caseId: exhibit.caseId });
  const parts = combined.filter(({ members }) => members.some(({ exhibitId }) => exhibitId === exhibit.id));
  return (
    <ConfirmDialog
      title={`Remove ${exhibit.label}`}
      confirm="Remove"
      intent="danger"
      disabled={reason.trim() === ''}
      onClose={onClose}
      onConfirm={() => call('evidence.remove', { exhibitId: exhibit.id, reason: reason.trim() })}
    >
      <p>
        The content of “{exhibit.title}” is deleted. This cannot be undone. Its number, hash, record and the reason stay
        in the case, and the number is not used again.
      </p>
      {parts.map((each) => (
        <p key={each.id}>{leaves(each, exhibit)}</p>
      ))}
      <Field label="Reason">
        {(id) => (
          <InputGroup
            id={id}
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

/** Beside an exhibit: its record, and for a picture what was found out about it. Going to the next picture keeps the tab. */
function ExhibitSide({ exhibit }: { exhibit: Exhibit }) {
  const [tab, setTab] = useState<TabId>('record');
  const record = <ExhibitRecord key={exhibit.id} exhibit={exhibit} />;
  if (!isPicture(exhibit) || exhibit.removedAt) return record;
  return (
    <Tabs id="side" className="rt-evidence-side" selectedTabId={tab} onChange={setTab} renderActiveTabPanelOnly>
      <Tab id="record" title="Record" panel={record} />
      <Tab
        id="picture"
        title={<PictureTitle exhibit={exhibit} />}
        panel={
          <div className="rt-evidence-record" key={exhibit.id}>
            <SimilarPictures exhibit={exhibit} />
            <PictureFactsView exhibit={exhibit} />
          </div>
        }
      />
    </Tabs>
  );
}

function PictureTitle({ exhibit }: { exhibit: Exhibit }) {
  const { data } = useRead('evidence.similar', { exhibitId: exhibit.id });
  return data && data.total > 0 ? `Picture details · ${formatCount(data.total)} similar` : 'Picture details';
}
