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
} from '@blueprintjs/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { readRecipients } from '../../../shared/domain/age-keys.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { isUsable, NewPassphraseFields, NO_PASSPHRASE } from '../../parts/new-passphrase.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { GoingAlong } from './included.tsx';
import { JobProgress } from './job-progress.tsx';
import { RecipientsField } from './recipients-field.tsx';

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
