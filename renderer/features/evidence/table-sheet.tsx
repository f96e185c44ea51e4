import { Button, Callout, Dialog, DialogFooter, ProgressBar } from '@blueprintjs/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Certificate, DatasetSummary, Dialect } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { type CallError, call } from '../../client/call.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { type JobRun, useJob } from '../../client/use-job.ts';
import { GraphOffer } from '../../parts/graph-offer.tsx';
import { openQuestions } from '../../parts/questions.ts';
import { ReadingDialog } from '../../parts/reading-dialog.tsx';
import { useSession } from '../../state/session.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';
import { AppendOffer } from './append-offer.tsx';
import { DialectSentence } from './dialect-sentence.tsx';
import { SaveProfile } from './save-profile.tsx';
import { SheetNotes } from './sheet-notes.tsx';
import { SheetQuestions } from './sheet-questions.tsx';
import { type SampleRows, SheetSample } from './sheet-sample.tsx';

interface Props {
  readonly exhibit: Exhibit;
  /** What was read from the file; null where nothing is yet. */
  readonly dataset: DatasetSummary | null;
  /** Begins with its text in other encodings, side by side. */
  readonly comparing: boolean;
  readonly onAdded: (id: DatasetId) => void;
  readonly onShow: (tab: 'rejected' | 'skipped') => void;
  readonly onClose: () => void;
}

/** How a file was read as a table, to be checked and changed: its sentence, its rows, its columns, what is asked of a person. */
export function TableSheet({ exhibit, dataset, comparing: comparingFirst, onAdded, onShow, onClose }: Props) {
  const [edited, setEdited] = useState<Dialect | null>(null);
  const [column, setColumn] = useState<string | null>(null);
  const [comparing, setComparing] = useState(comparingFirst);
  const job = useJob();
  const certificate = useRead(
    'dataset.certificate',
    { datasetId: dataset?.id as DatasetId },
    { enabled: dataset !== null },
  );
  const part = dataset?.part ?? '';
  const sniffed = useRead('dataset.preview', { exhibitId: exhibit.id, part });
  const stored = dataset === null ? sniffed.data?.dialect : certificate.data?.dialect;
  const dialect = edited ?? stored ?? null;
  const changed = edited !== null && JSON.stringify(edited) !== JSON.stringify(stored);
  const preview = usePreview(exhibit, part, changed || dataset === null ? dialect : null);
  const rows = useSample(dataset, changed);

  const parse = async (add: boolean): Promise<void> => {
    if (!dialect) return;
    const of = dataset ? { part: dataset.part, datasetId: dataset.id } : {};
    const made = await job.run('dataset.parse', { exhibitId: exhibit.id, dialect, add, ...of });
    if (!made) return;
    const { rejected } = made.certificate;
    const left = rejected > 0 ? `, ${plural(rejected, 'row')} rejected` : '';
    showToast({ message: `${made.dataset.view}: ${plural(made.dataset.rows, 'row')}${left}.`, intent: 'success' });
    setEdited(null);
    onAdded(made.dataset.id);
  };
  const problem = job.problem || preview.error?.message || (dataset === null ? sniffed.error?.message : '') || '';
  const tried = changed || dataset === null;
  const header = tried ? (preview.data?.header ?? []) : (rows.header ?? []);
  const width = Math.max(header.length, ...(tried ? (preview.data?.rows ?? []).map((row) => row.length) : [0]));
  const groups: SampleRows[] = tried ? [{ from: 0, rows: preview.data?.rows ?? [] }] : rows.groups;
  /** Escape takes back one thing at a time: a change that was not read yet, the encodings, and then the sheet. */
  const close = (event?: SyntheticEvent): void => {
    const byKey = event?.type === 'keydown';
    if (byKey && dataset && changed) setEdited(null);
    else if (byKey && dataset && comparing) setComparing(false);
    else onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={dataset ? `Table ${dataset.view} of ${exhibit.label}` : `Table of ${exhibit.label}`}
      className="rt-evidence-sheet"
      canOutsideClickClose={false}
    >
      <div className="rt-evidence-sheet-body">
        {dialect && <DialectSentence dialect={dialect} disabled={job.running} onChange={setEdited} />}
        {problem && (
          <Callout compact intent="danger" role="alert">
            {problem}
          </Callout>
        )}
        <div className="rt-evidence-sheet-split">
          <SheetSample
            label={tried ? 'First rows' : 'First, middle and last rows'}
            header={Array.from({ length: width }, (_, at) => header[at] ?? `column ${at + 1}`)}
            columns={tried ? [] : (dataset?.columns ?? [])}
            groups={groups}
            {...(job.running ? {} : { onColumn: setColumn })}
          />
          <aside className="rt-evidence-sheet-side" aria-label="What to check">
            {changed || !dataset ? (
              <p className="rt-muted">
                These are the first rows as the sentence above has them read. Columns are read once the whole file is.
              </p>
            ) : (
              <>
                <SheetQuestions dataset={dataset} job={job} onColumn={setColumn} />
                <GraphOffer exhibitIds={[exhibit.id]} className="rt-row rt-row-wrap" />
                <AppendOffer caseId={exhibit.caseId} dataset={dataset} job={job} />
                {certificate.data && (
                  <SheetNotes
                    exhibit={exhibit}
                    dataset={dataset}
                    certificate={certificate.data}
                    comparing={comparing}
                    disabled={job.running}
                    onShow={onShow}
                    onComparing={setComparing}
                    onEncoding={(encoding) => dialect && setEdited({ ...dialect, encoding, bom: false })}
                  />
                )}
              </>
            )}
          </aside>
        </div>
      </div>
      <Foot
        job={job}
        dataset={dataset}
        certificate={certificate.data}
        changed={changed}
        usable={preview.data !== undefined && !preview.isError}
        onDetect={sniffed.data && (() => setEdited(sniffed.data.dialect))}
        onRestore={() => setEdited(null)}
        onParse={parse}
        onClose={onClose}
      />
      {dataset && column !== null && (
        <ReadingDialog dataset={dataset} column={column} onClose={() => setColumn(null)} />
      )}
    </Dialog>
  );
}

/** "2,000 rows stored, 1 rejected, 3 left out", as the import certificate counts them. */
const becameOf = ({ stored, rejected, skipped }: Certificate): string =>
  [
    `${plural(stored, 'row')} stored`,
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(skipped > 0 ? [`${formatCount(skipped)} left out`] : []),
  ].join(', ');

interface FootProps {
  readonly job: JobRun;
  readonly dataset: DatasetSummary | null;
  readonly certificate: Certificate | undefined;
  readonly changed: boolean;
  /** The sentence gives a table. */
  readonly usable: boolean;
  readonly onDetect: (() => void) | undefined;
  readonly onRestore: () => void;
  readonly onParse: (add: boolean) => Promise<void>;
  readonly onClose: () => void;
}
function Foot({ job, dataset, certificate, changed, usable, onDetect, onRestore, onParse, onClose }: FootProps) {
  const asked = dataset !== null && openQuestions(dataset).length > 0;
  const writable = useSession().vault?.readOnly === null;
  const [saving, setSaving] = useState(false);
  if (job.running)
    return (
      <DialogFooter actions={<Button text="Cancel" onClick={job.cancel} />}>
        <span className="rt-row" role="status">
          <span className="rt-nowrap">{job.doing}</span>
          <ProgressBar className="rt-evidence-sheet-progress" {...(job.share === null ? {} : { value: job.share })} />
        </span>
      </DialogFooter>
    );
  if (dataset && !changed)
    return (
      <DialogFooter
        actions={
          <>
            <Button text="Detect automatically" disabled={!onDetect} onClick={onDetect} />
            <Button
              text="Save as profile"
              title="The next file with this header is read the same way"
              disabled={!writable || asked}
              onClick={() => setSaving(true)}
            />
            {/* Made anew when the last question is answered, so that Enter goes on from there. */}
            <Button key={String(asked)} autoFocus={!asked} intent="primary" text="Done" onClick={onClose} />
          </>
        }
      >
        {certificate && `${becameOf(certificate)}.`}
        {saving && <SaveProfile dataset={dataset} onClose={() => setSaving(false)} />}
      </DialogFooter>
    );
  return (
    <DialogFooter
      actions={
        <>
          <Button text="Detect automatically" disabled={!onDetect} onClick={onDetect} />
          <Button text={dataset ? 'Discard the change' : 'Close'} onClick={dataset ? onRestore : onClose} />
          {dataset && <Button text="Add as another dataset" disabled={!usable} onClick={() => void onParse(true)} />}
          <Button
            intent="primary"
            text={dataset ? 'Replace the dataset' : 'Create dataset'}
            disabled={!usable}
            onClick={() => void onParse(false)}
          />
        </>
      }
    >
      {dataset && 'Queries saved as exhibits stay as they are.'}
    </DialogFooter>
  );
}

function usePreview(exhibit: Exhibit, part: string, dialect: Dialect | null) {
  const input = { exhibitId: exhibit.id, part, ...(dialect ? { dialect } : {}) };
  return useQuery<Output<'dataset.preview'>, CallError>({
    queryKey: keyOf('dataset.preview', input),
    queryFn: () => call('dataset.preview', input),
    enabled: dialect !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

const FIRST = 12;
const FURTHER = 6; // rows from the middle, and from the end

/** Rows of a dataset from its beginning, its middle and its end; all of them where there are few. */
function useSample(dataset: DatasetSummary | null, off: boolean) {
  const total = dataset?.rows ?? 0;
  const few = total <= FIRST + 2 * FURTHER;
  const datasetId = dataset?.id as DatasetId;
  const on = dataset !== null && !off;
  const middleAt = Math.max(FIRST, Math.floor((total - FURTHER) / 2));
  const endAt = Math.max(middleAt + FURTHER, total - FURTHER);
  const first = useRead(
    'dataset.rows',
    { datasetId, offset: 0, limit: few ? FIRST + 2 * FURTHER : FIRST },
    { enabled: on },
  );
  const middle = useRead('dataset.rows', { datasetId, offset: middleAt, limit: FURTHER }, { enabled: on && !few });
  const end = useRead('dataset.rows', { datasetId, offset: endAt, limit: FURTHER }, { enabled: on && !few });
  const parts: SampleRows[] = [{ from: 0, rows: first.data?.rows ?? [] }];
  if (!few) parts.push({ from: middleAt, rows: middle.data?.rows ?? [] }, { from: endAt, rows: end.data?.rows ?? [] });
  return { header: first.data?.header, groups: parts };
}
