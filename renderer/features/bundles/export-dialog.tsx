import './bundles.css';
import {
  Button,
  Callout,
  Dialog,
  DialogBody,
  DialogFooter,
  Radio,
  RadioGroup,
  SegmentedControl,
  TextArea,
} from '@blueprintjs/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { readRecipients } from '../../../shared/domain/age-keys.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { JobProgress } from './job-progress.tsx';

/** Public keys, one a line, each looked at while it is typed. */
export function RecipientsField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { recipients, problems } = readRecipients(value);
  const help =
    recipients.length > 0
      ? `${plural(recipients.length, 'key')}. Whoever holds one of their secret halves can open the bundle.`
      : 'One a line. The receiver makes a key pair with age-keygen and sends the line that begins with age1.';
  return (
    <Field
      label="Public keys of the receivers"
      help={help}
      error={
        problems.length > 0 ? problems.map(({ line, problem }) => `Line ${line}: ${problem}.`).join(' ') : undefined
      }
    >
      {(id, describedBy) => (
        <TextArea
          id={id}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0}
          className="rt-mono"
          fill
          rows={4}
          spellCheck={false}
          placeholder="age1…"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What a bundle would hold, and what it holds although nobody chose it. */
export function GoingAlong({ caseId, exhibits }: { caseId: CaseId; exhibits: ExhibitId[] | undefined }) {
  const { data, error } = useRead('bundle.preview', { caseId, exhibits });
  if (error)
    return (
      <Callout compact intent="danger">
        {error.message}
      </Callout>
    );
  if (!data) return <p className="rt-muted">Checking what the bundle will contain…</p>;
  const { brought } = data;
  return (
    <div className="rt-column" role="status">
      <p className="rt-muted">
        {plural(data.exhibits, 'exhibit')} ({formatBytes(data.bytes)}), {plural(data.findings, 'finding')},{' '}
        {plural(data.entities, 'entity', 'entities')}, {plural(data.links, 'link')},{' '}
        {exhibits
          ? 'and the custody entries of these exhibits. Findings, entities and links are included where they rest on these exhibits alone; notes and the text of the report are left out.'
          : 'boards, notes, the text of the report, and the custody entries of the case.'}
      </p>
      {data.redactions > 0 && (
        <Callout compact intent="warning">
          {plural(data.redactions, 'redaction')} of the report {data.redactions === 1 ? 'is' : 'are'} not included. A
          report printed from the bundle is not redacted until its receiver sets its own.
        </Callout>
      )}
      {brought.length > 0 && (
        <Callout compact intent="primary">
          Also included, because a chosen exhibit was made from it:
          <ul className="rt-bundle-list">
            {brought.map(({ label, title, because }) => (
              <li key={label}>
                <span className="rt-mono">{label}</span> {title} <span className="rt-muted">({because})</span>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

type Made = Output<'bundle.export'>;
type State =
  | { readonly step: 'asking'; readonly problem: string }
  | { readonly step: 'making'; readonly job: JobState | null }
  | { readonly step: 'made'; readonly made: Made; readonly saved: 'saved' | 'cancelled' };

/** A case, or some of its exhibits, as one encrypted file for somebody else. Closing while it is made stops it. */
export function ExportBundleDialog({ caseId, onClose }: { caseId: CaseId; onClose: () => void }) {
  const [scope, setScope] = useState<'case' | 'exhibits'>('case');
  const [exhibits, setExhibits] = useState<ExhibitId[]>([]);
  const [way, setWay] = useState<'passphrase' | 'keys'>('passphrase');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [keys, setKeys] = useState('');
  const [state, setState] = useState<State>({ step: 'asking', problem: '' });
  const stop = useRef<AbortController | null>(null);
  const picker = useId();
  useEffect(() => () => stop.current?.abort(), []);

  const { recipients, problems } = readRecipients(keys);
  const sealed = way === 'passphrase' ? isUsable(passphrase) : recipients.length > 0 && problems.length === 0;
  const ready = sealed && (scope === 'case' || exhibits.length > 0);
  const to: Input<'bundle.export'>['to'] =
    way === 'passphrase' ? { passphrase: passphrase.first } : { recipients: [...recipients] };
  const chosen = scope === 'exhibits' ? exhibits : undefined;

  const make = async (): Promise<void> => {
    stop.current = new AbortController();
    setState({ step: 'making', job: null });
    try {
      const input = { caseId, to, ...(chosen ? { exhibits: chosen } : {}) };
      const { signal } = stop.current;
      const made = await runJob('bundle.export', input, {
        signal,
        onProgress: (job) => setState({ step: 'making', job }),
      });
      await save(made);
      setPassphrase(NO_PASSPHRASE);
    } catch (error) {
      const stopped = error instanceof CallError && error.code === 'cancelled';
      setState({ step: 'asking', problem: stopped ? 'Stopped. No bundle was made.' : messageOf(error) });
    }
  };
  const save = async (made: Made): Promise<void> =>
    setState({ step: 'made', made, saved: await host().save(made.ticket, made.name) });

  const making = state.step === 'making';
  return (
    <Dialog isOpen onClose={onClose} title="Export bundle" className="rt-bundle" canOutsideClickClose={false}>
      <DialogBody>
        {state.step === 'asking' && (
          <div className="rt-column">
            <RadioGroup
              label="What"
              selectedValue={scope}
              onChange={(event) => setScope(event.currentTarget.value as typeof scope)}
            >
              <Radio value="case" label="The whole case" />
              <Radio value="exhibits" label="Chosen exhibits" />
            </RadioGroup>
            {scope === 'exhibits' && (
              <div className="rt-field">
                <label htmlFor={picker}>Exhibits</label>
                <ExhibitPicker caseId={caseId} value={exhibits} onChange={setExhibits} id={picker} />
              </div>
            )}
            {(scope === 'case' || exhibits.length > 0) && <GoingAlong caseId={caseId} exhibits={chosen} />}
            <SegmentedControl
              aria-label="How it is encrypted"
              options={[
                { value: 'passphrase', label: 'With a passphrase' },
                { value: 'keys', label: 'For public keys' },
              ]}
              value={way}
              onValueChange={(value) => setWay(value as typeof way)}
            />
            {way === 'passphrase' ? (
              <NewPassphraseFields label="Passphrase of the bundle" value={passphrase} onChange={setPassphrase} />
            ) : (
              <RecipientsField value={keys} onChange={setKeys} />
            )}
            {way === 'passphrase' && (
              <p className="rt-field-help">It is stored nowhere. Send it by a different channel from the file.</p>
            )}
            {state.problem && (
              <Callout compact intent="danger" role="alert">
                {state.problem}
              </Callout>
            )}
          </div>
        )}
        {making && (
          <div className="rt-column" aria-live="polite">
            <JobProgress job={state.job} waiting="Collecting the contents" />
          </div>
        )}
        {state.step === 'made' && <Outcome made={state.made} saved={state.saved} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={making ? 'Stop' : state.step === 'made' ? 'Close' : 'Cancel'} onClick={onClose} />
            {state.step === 'asking' && (
              <Button intent="primary" icon="export" text="Export" disabled={!ready} onClick={() => void make()} />
            )}
            {state.step === 'made' && state.saved === 'cancelled' && (
              <Button intent="primary" icon="floppy-disk" text="Save it" onClick={() => void save(state.made)} />
            )}
          </>
        }
      />
    </Dialog>
  );
}

function Outcome({ made, saved }: { made: Made; saved: 'saved' | 'cancelled' }) {
  return (
    <div className="rt-column">
      <Callout intent={saved === 'saved' ? 'success' : 'warning'} role="status">
        <strong>{saved === 'saved' ? `${made.name} is saved.` : 'The bundle is ready but not saved.'}</strong>{' '}
        {plural(made.exhibits, 'exhibit')}, signed by this vault.
      </Callout>
      <p>SHA-256 of its manifest, also recorded in the custody log:</p>
      <Hash value={made.manifestSha256} name="The hash of the manifest" />
      <p className="rt-muted">
        The receiver imports it with Redthread, or opens it with the age tool: the folder that comes out holds
        verify.html, a page that checks every file and the signature in any browser. Give them the fingerprint of this
        vault through a different channel; it is in the vault settings.
      </p>
    </div>
  );
}
