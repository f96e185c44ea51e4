import './bundles.css';
import { Button, Callout, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { ChooseBundle, type ChosenBundle, looked } from './choose-bundle.tsx';
import { Imported } from './imported.tsx';
import { JobProgress } from './job-progress.tsx';
import { isWhole, NO_SECRET, SecretFields, secretOf } from './secret-fields.tsx';

type Secret = Input<'bundle.import'>['with'];
type State =
  | { readonly step: 'asking'; readonly problem: string }
  | { readonly step: 'importing'; readonly job: JobState | null }
  | { readonly step: 'imported'; readonly imported: Output<'bundle.import'> };

/** A bundle of somebody else becomes a case of its own. Closing while it is read stops it. @param file one that was dropped */
export function ImportBundleDialog({ file, onClose }: { file: File | null; onClose: () => void }) {
  const { openCase } = useWorkspace();
  const [bundle, setBundle] = useState<ChosenBundle | null>(null);
  const [secret, setSecret] = useState(NO_SECRET);
  const [state, setState] = useState<State>({ step: 'asking', problem: '' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    if (file) void looked(file).then(setBundle);
  }, [file]);
  useEffect(() => () => stop.current?.abort(), []);

  const importBundle = async (from: File, opening: Secret): Promise<void> => {
    stop.current = new AbortController();
    setState({ step: 'importing', job: null });
    try {
      const { ticket, send } = await host().admit(from);
      const importing = runJob(
        'bundle.import',
        { ticket, with: opening },
        { signal: stop.current.signal, onProgress: (job) => setState({ step: 'importing', job }) },
      );
      // Whatever goes wrong with the bytes is what the job then fails with.
      const [outcome] = await Promise.allSettled([importing, send()]);
      if (outcome.status === 'rejected') throw outcome.reason;
      setSecret(NO_SECRET);
      setState({ step: 'imported', imported: outcome.value });
    } catch (error) {
      const stopped = error instanceof CallError && error.code === 'cancelled';
      setState({ step: 'asking', problem: stopped ? 'Stopped. Nothing of it was stored.' : messageOf(error) });
    }
  };

  const ready = bundle !== null && bundle.problem === null && isWhole(bundle.kind, secret);
  const importing = state.step === 'importing';
  return (
    <Dialog isOpen onClose={onClose} title="Import bundle" className="rt-bundle" canOutsideClickClose={false}>
      <DialogBody>
        {state.step === 'asking' && (
          <form
            id="import-bundle"
            className="rt-column"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) void importBundle(bundle.file, secretOf(bundle.kind, secret));
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
        {state.step === 'imported' && <Imported imported={state.imported} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={importing ? 'Stop' : state.step === 'imported' ? 'Close' : 'Cancel'} onClick={onClose} />
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
            {state.step === 'imported' && (
              <Button
                intent="primary"
                icon="folder-open"
                text="Open the case"
                onClick={() => {
                  openCase(state.imported.caseId);
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
