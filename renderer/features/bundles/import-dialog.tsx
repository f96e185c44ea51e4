import './bundles.css';
import { Button, Callout, Dialog, DialogBody, DialogFooter, HTMLSelect } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { OpenedFile } from '../../../shared/contract/bridge.ts';
import type { BundleReport, Merged } from '../../../shared/contract/bundle-report.ts';
import type { Input, JobName, Output } from '../../../shared/contract/commands.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import type { CaseId, Ticket } from '../../../shared/contract/values.ts';
import { ageKind } from '../../../shared/domain/age-keys.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { bundleToOpen } from '../../client/desktop.ts';
import { SignerName } from '../../parts/signer-name.tsx';
import { useWorkspace } from '../../state/navigation.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { JobProgress } from './job-progress.tsx';
import { MergeOutcome } from './merge-outcome.tsx';
import { type Choices, MergeReport } from './merge-report.tsx';
import { isWhole, NO_SECRET, SecretFields, secretOf } from './secret-fields.tsx';

/** A file, and what its first bytes say of how it is opened. */
export interface ChosenBundle {
  readonly file: File | OpenedFile;
  readonly kind: 'passphrase' | 'keys';
  readonly problem: string | null;
}

const HEAD_BYTES = 4096;
const PROBLEMS = {
  armored:
    'This is the text form of an age file (armor). Turn it into the binary form first: age -d it, then encrypt it without -a.',
  none: 'This is not an age file, so it is not a bundle. A bundle is named like C-0001-bundle.age.',
} as const;

export async function looked(file: File | OpenedFile): Promise<ChosenBundle> {
  const head =
    'head' in file
      ? file.head
      : await file
          .slice(0, HEAD_BYTES)
          .text()
          .catch(() => null);
  if (head === null) return { file, kind: 'passphrase', problem: 'The file cannot be read.' };
  const kind = ageKind(head);
  if (kind === 'armored' || kind === 'none') return { file, kind: 'passphrase', problem: PROBLEMS[kind] };
  return { file, kind, problem: null };
}

interface Props {
  readonly bundle: ChosenBundle | null;
  readonly onChoose: (bundle: ChosenBundle) => void;
}

export function ChooseBundle({ bundle, onChoose }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className="rt-muted">
        A bundle becomes a new case, or is merged into the case that it is of where that is here. Exhibits keep their
        hashes, and the sender’s custody log is added as an exhibit.
      </p>
      <div className="rt-row">
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="Bundle file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void looked(file).then(onChoose);
            event.target.value = ''; // so that the same file can be chosen again
          }}
        />
        <Button
          icon="document-open"
          text={bundle ? 'Choose another' : 'Choose the file'}
          onClick={() => chooser.current?.click()}
        />
        {bundle && (
          <span className="rt-grow rt-break">
            {bundle.file.name} <span className="rt-muted">{formatBytes(bundle.file.size)}</span>
          </span>
        )}
      </div>
      {bundle?.problem && (
        <Callout compact intent="danger" role="alert">
          {bundle.problem}
        </Callout>
      )}
    </>
  );
}

/** What came, and whose key signed it. */
export function Imported({ imported }: { imported: Output<'bundle.import'> }) {
  const { title, scope, createdAt, createdBy, exhibits, bytes, tables, queries, findings, entities } = imported;
  return (
    <div className="rt-column">
      <Callout intent="success" role="status">
        <strong>“{title}” is imported.</strong> All hashes and the signature agree.
      </Callout>
      <dl className="rt-facts">
        <dt>Holds</dt>
        <dd>
          {scope === 'case' ? 'A whole case: ' : 'Chosen exhibits: '}
          {plural(exhibits, 'exhibit')} ({formatBytes(bytes)}), {plural(tables, 'table')},{' '}
          {plural(queries, 'query', 'queries')}, {plural(findings, 'finding')}, {plural(entities, 'entity', 'entities')}
          {imported.removedThere > 0 && `; ${plural(imported.removedThere, 'exhibit')} had been removed by the sender`}
        </dd>
        <dt>Made</dt>
        <dd>
          <Time at={createdAt} /> by “{createdBy}”, as the sender states
        </dd>
      </dl>
      <Known imported={imported} />
      {(imported.problems.length > 0 || imported.unread > 0) && (
        <Callout compact intent="warning">
          {imported.unread > 0 && (
            <p>
              {plural(imported.unread, 'exhibit')} could not be read to the end. The overview of the case offers to go
              on.
            </p>
          )}
          <ul className="rt-bundle-list">
            {imported.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

function Known({ imported: { signer, seenBefore } }: { imported: Output<'bundle.import'> }) {
  if (signer.own)
    return (
      <Callout compact>
        <strong>Signed by this vault.</strong>
      </Callout>
    );
  return (
    <section className="rt-column" aria-label="Signer">
      <Callout compact intent={seenBefore ? 'none' : 'warning'}>
        {seenBefore ? (
          <>
            <strong>Signed by {signer.name === '' ? 'a key that is known' : `“${signer.name}”`}.</strong> This is bundle{' '}
            {signer.bundles} of that key.
          </>
        ) : (
          <>
            <strong>Signed by a key that was not seen before.</strong> The signature says that nothing was changed
            since; whose key it is, it cannot say. Compare the fingerprint with the sender through another channel, for
            example by telephone.
          </>
        )}
      </Callout>
      <SignerName signer={signer} />
    </section>
  );
}

/** One that the system asked to open: it lies on disk, and each attempt takes a ticket of its own. */
async function reopened(): Promise<{ ticket: Ticket; send: () => Promise<void> }> {
  const opened = await bundleToOpen(true);
  if (!opened) throw new CallError('not-found', 'The file is no longer at hand. Choose it again.');
  return { ticket: opened.ticket, send: async () => {} };
}

type Secret = Input<'bundle.import'>['with'];
type State =
  | { readonly step: 'asking'; readonly problem: string }
  | { readonly step: 'importing'; readonly job: JobState | null }
  | { readonly step: 'compared'; readonly report: BundleReport; readonly choices: Choices; readonly problem: string }
  | { readonly step: 'merged'; readonly merged: Merged }
  | { readonly step: 'imported'; readonly imported: Output<'bundle.import'> };

/** A bundle of somebody else becomes a case of its own. Closing while it is read stops it. @param file one that was dropped, or that the system asked to open */
export function ImportBundleDialog({ file, onClose }: { file: File | OpenedFile | null; onClose: () => void }) {
  const { openCase } = useWorkspace();
  const [bundle, setBundle] = useState<ChosenBundle | null>(null);
  const [secret, setSecret] = useState(NO_SECRET);
  const [state, setState] = useState<State>({ step: 'asking', problem: '' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    if (file) void looked(file).then(setBundle);
  }, [file]);
  useEffect(() => () => stop.current?.abort(), []);

  /** Sends the file with a job that reads it, which says by itself what is wrong with the bytes. */
  const read = async <N extends 'bundle.compare' | 'bundle.import' | 'bundle.merge'>(
    name: N,
    from: File | OpenedFile,
    input: Omit<Input<N>, 'ticket'>,
  ): Promise<Output<N>> => {
    stop.current = new AbortController();
    setState({ step: 'importing', job: null });
    const { ticket, send } = 'head' in from ? await reopened() : await host().admit(from);
    const reading = runJob(name as JobName, { ticket, ...input } as never, {
      signal: stop.current.signal,
      onProgress: (job) => setState({ step: 'importing', job }),
    });
    const [outcome] = await Promise.allSettled([reading, send()]);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value as Output<N>;
  };
  const wordsOf = (error: unknown): string =>
    error instanceof CallError && error.code === 'cancelled' ? 'Stopped. Nothing of it was stored.' : messageOf(error);

  const importBundle = async (from: File | OpenedFile, opening: Secret, asNew: boolean): Promise<void> => {
    try {
      if (!asNew) {
        const report = await read('bundle.compare', from, { with: opening });
        if (report.caseId !== null) return setState({ step: 'compared', report, choices: new Map(), problem: '' });
      }
      const imported = await read('bundle.import', from, { with: opening });
      setSecret(NO_SECRET);
      setState({ step: 'imported', imported });
    } catch (error) {
      setState({ step: 'asking', problem: wordsOf(error) });
    }
  };
  const compareWith = async (from: File | OpenedFile, into: CaseId): Promise<void> => {
    try {
      const report = await read('bundle.compare', from, { with: secretOf(bundle?.kind ?? 'passphrase', secret), into });
      setState({ step: 'compared', report, choices: new Map(), problem: '' });
    } catch (error) {
      setState({ step: 'asking', problem: wordsOf(error) });
    }
  };
  const merge = async (from: File | OpenedFile, report: BundleReport, choices: Choices): Promise<void> => {
    const { caseId, stateSha256 } = report;
    if (caseId === null) return;
    try {
      const chosen = [...choices].map(([key, take]) => ({ key, take }));
      const opening = secretOf(bundle?.kind ?? 'passphrase', secret);
      const merged = await read('bundle.merge', from, { with: opening, caseId, stateSha256, choices: chosen });
      setSecret(NO_SECRET);
      setState({ step: 'merged', merged });
    } catch (error) {
      setState({ step: 'compared', report, choices, problem: wordsOf(error) });
    }
  };

  const ready = bundle !== null && bundle.problem === null && isWhole(bundle.kind, secret);
  const importing = state.step === 'importing';
  /** The case that the bundle went into. */
  const there =
    state.step === 'merged' ? state.merged.caseId : state.step === 'imported' ? state.imported.caseId : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Import bundle"
      className={state.step === 'compared' ? 'rt-bundle rt-bundle-report' : 'rt-bundle'}
      canOutsideClickClose={false}
    >
      <DialogBody>
        {state.step === 'asking' && (
          <form
            id="import-bundle"
            className="rt-column"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) void importBundle(bundle.file, secretOf(bundle.kind, secret), false);
            }}
          >
            <ChooseBundle bundle={bundle} onChoose={setBundle} />
            {bundle?.problem === null && <SecretFields kind={bundle.kind} value={secret} onChange={setSecret} />}
            {state.problem && (
              <Callout compact intent="danger" role="alert">
                {state.problem}
              </Callout>
            )}
          </form>
        )}
        {importing && (
          <div className="rt-column" aria-live="polite">
            <JobProgress job={state.job} waiting="Opening the bundle" />
            <p className="rt-muted">
              Every name, size, hash and the signature are checked before anything of it is stored.
            </p>
          </div>
        )}
        {state.step === 'compared' && bundle && (
          <>
            {state.report.cases.length > 1 && (
              <div className="rt-row">
                <span>Held against</span>
                <HTMLSelect
                  aria-label="Held against"
                  value={state.report.caseId ?? ''}
                  onChange={(event) => void compareWith(bundle.file, event.currentTarget.value as CaseId)}
                  options={state.report.cases.map(({ caseId, label, title }) => ({
                    value: caseId,
                    label: `${label} ${title}`,
                  }))}
                />
              </div>
            )}
            <MergeReport
              report={state.report}
              choices={state.choices}
              onChoose={(choices) => setState({ ...state, choices })}
            />
            {state.problem && (
              <Callout compact intent="danger" role="alert">
                {state.problem}
              </Callout>
            )}
          </>
        )}
        {state.step === 'merged' && <MergeOutcome merged={state.merged} />}
        {state.step === 'imported' && <Imported imported={state.imported} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button
              text={importing ? 'Stop' : state.step === 'imported' || state.step === 'merged' ? 'Close' : 'Cancel'}
              onClick={onClose}
            />
            {state.step === 'asking' && (
              <Button
                type="submit"
                form="import-bundle"
                intent="primary"
                icon="import"
                text="Import"
                disabled={!ready}
              />
            )}
            {state.step === 'compared' && bundle && (
              <>
                <Button
                  text="Import as a new case"
                  onClick={() => void importBundle(bundle.file, secretOf(bundle.kind, secret), true)}
                />
                <Button
                  intent="primary"
                  icon="git-merge"
                  text={`Merge into ${state.report.cases.find(({ caseId }) => caseId === state.report.caseId)?.label ?? 'the case'}`}
                  onClick={() => void merge(bundle.file, state.report, state.choices)}
                />
              </>
            )}
            {there !== null && (
              <Button
                intent="primary"
                icon="folder-open"
                text="Open the case"
                onClick={() => {
                  openCase(there);
                  onClose();
                }}
              />
            )}
          </>
        }
      />
    </Dialog>
  );
}
