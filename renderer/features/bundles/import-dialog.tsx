import './bundles.css';
import { Button, Callout, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { ChooseBundle, type ChosenBundle, looked } from './choose-bundle.tsx';
import { TakenIn } from './imported.tsx';
import { JobProgress } from './job-progress.tsx';
import { isWhole, NO_SECRET, SecretFields, secretOf } from './secret-fields.tsx';

type Secret = Input<'bundle.import'>['with'];
type State =
  | { readonly step: 'asking'; readonly problem: string }
  | { readonly step: 'taking'; readonly job: JobState | null }
  | { readonly step: 'taken'; readonly taken: Output<'bundle.import'> };

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
    setState({ step: 'taking', job: null });
    try {
      const { ticket, send } = await host().admit(from);
      const taking = runJob(
        'bundle.import',
        { ticket, with: opening },
        { signal: stop.current.signal, onProgress: (job) => setState({ step: 'taking', job }) },
      );
      // Whatever goes wrong with the bytes is what the job then fails with.
      const [outcome] = await Promise.allSettled([taking, send()]);
      if (outcome.status === 'rejected') throw outcome.reason;
      setSecret(NO_SECRET);
      setState({ step: 'taken', taken: outcome.value });
    } catch (error) {
      const stopped = error instanceof CallError && error.code === 'cancelled';
      setState({ step: 'asking', problem: stopped ? 'Stopped. Nothing of it was stored.' : messageOf(error) });
    }
  };

  const ready = bundle !== null && bundle.problem === null && isWhole(bundle.kind, secret);
  const taking = state.step === 'taking';
  return (
    <Dialog isOpen onClose={onClose} title="Take in a bundle" className="rt-exchange" canOutsideClickClose={false}>
      <DialogBody>
        {state.step === 'asking' && (
          <form
            id="take-in"
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
        {taking && (
          <div className="rt-column" aria-live="polite">
            <JobProgress job={state.job} waiting="Opening the bundle" />
            <p className="rt-muted">
              Every name, size, hash and the signature are checked before anything of it is stored.
            </p>
          </div>
        )}
        {state.step === 'taken' && <TakenIn taken={state.taken} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={taking ? 'Stop' : state.step === 'taken' ? 'Close' : 'Cancel'} onClick={onClose} />
            {state.step === 'asking' && (
              <Button type="submit" form="take-in" intent="primary" icon="import" text="Take it in" disabled={!ready} />
            )}
            {state.step === 'taken' && (
              <Button
                intent="primary"
                icon="folder-open"
                text="Open the case"
                onClick={() => {
                  openCase(state.taken.caseId);
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
