import { Button, Callout, Dialog, DialogBody, DialogFooter, ProgressBar } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { JobState } from '../../../shared/contract/jobs.ts';
import type { VerifyReport } from '../../../shared/contract/vault.ts';
import { CallError, runJob } from '../../client/call.ts';
import { fraction } from '../../state/jobs.ts';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { messageOf } from '../../ui/toaster.ts';

type State = { job: JobState | null } | { report: VerifyReport } | { problem: string };

/** Re-hashes every original and walks the chain, then names every fault. Closing while it runs stops it. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const [state, setState] = useState<State>({ job: null });
  useEffect(() => {
    const stop = new AbortController();
    runJob('vault.verify', {}, { signal: stop.signal, onProgress: (job) => setState({ job }) }).then(
      (report) => setState({ report }),
      (error: unknown) =>
        setState({ problem: error instanceof CallError && error.code === 'cancelled' ? 'Stopped.' : messageOf(error) }),
    );
    return () => stop.abort();
  }, []);
  const running = 'job' in state;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Verify the vault"
      className="rt-custody-verify"
      canOutsideClickClose={!running}
    >
      <DialogBody>
        <div className="rt-column" aria-live="polite">
          {'job' in state && <Progress job={state.job} />}
          {'problem' in state && <Callout intent="danger">{state.problem}</Callout>}
          {'report' in state && <Result report={state.report} />}
        </div>
      </DialogBody>
      <DialogFooter actions={<Button text={running ? 'Stop' : 'Close'} onClick={onClose} />} />
    </Dialog>
  );
}

function Progress({ job }: { job: JobState | null }) {
  const part = job ? fraction(job) : null;
  const { done, total, unit } = job?.progress ?? { done: 0, total: null, unit: 'steps' };
  const show = unit === 'bytes' ? formatBytes : formatCount;
  return (
    <>
      <p>Every original is read and hashed again, and the custody log is walked from its first entry.</p>
      <ProgressBar {...(part === null ? {} : { value: part })} animate={part === null} stripes={part === null} />
      <p className="rt-muted">{total === null ? job?.label : `${show(done)} of ${show(total)}`}</p>
    </>
  );
}

function Result({ report }: { report: VerifyReport }) {
  return (
    <>
      <Callout intent={report.ok ? 'success' : 'danger'}>
        <strong>{report.ok ? 'Everything is as it was stored.' : `${plural(report.faults.length, 'fault')}.`}</strong>{' '}
        {report.ok
          ? 'All hashes agree, and no entry of the custody log was changed, removed or inserted.'
          : 'What is named here is not as it was stored. Keep this vault as it is, and compare it with a backup.'}
      </Callout>
      <dl className="rt-facts">
        <dt>Originals hashed</dt>
        <dd>
          {formatCount(report.originals)} ({formatBytes(report.bytes)})
        </dd>
        <dt>Custody entries</dt>
        <dd>{formatCount(report.custodyEntries)}</dd>
        <dt>Head of the chain</dt>
        <dd>
          <Hash value={report.head} name="The head" />
        </dd>
      </dl>
      {report.notices.length > 0 && (
        <Callout intent="warning" icon="info-sign" title="To be known; not a fault of the store">
          {report.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </Callout>
      )}
      {report.faults.length > 0 && (
        <ul className="rt-list rt-panel" aria-label="Faults">
          {report.faults.map((fault) => (
            <li key={`${fault.what} ${fault.subject} ${fault.problem}`} className="rt-line">
              <strong className="rt-nowrap">{fault.subject}</strong>
              <span className="rt-grow">{fault.problem}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
