import { ProgressBar } from '@blueprintjs/core';
import type { JobState } from '../../../shared/contract/jobs.ts';
import { fraction } from '../../state/jobs.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';

/** A job that runs in a dialog: what it does, and how far it is. */
export function JobProgress({ job, waiting }: { job: JobState | null; waiting: string }) {
  const part = job ? fraction(job) : null;
  const { done, total, unit } = job?.progress ?? { done: 0, total: null, unit: 'steps' };
  const show = unit === 'bytes' ? formatBytes : formatCount;
  return (
    <>
      <p>{job?.label ?? waiting}</p>
      <ProgressBar {...(part === null ? {} : { value: part })} animate={part === null} stripes={part === null} />
      <p className="rt-muted">{total === null ? ' ' : `${show(done)} of ${show(total)}`}</p>
    </>
  );
}
