import { Button, PopoverNext, ProgressBar, Spinner } from '@blueprintjs/core';
import type { JobState } from '../../shared/contract/jobs.ts';
import { call } from '../client/call.ts';
import { fraction, useRunningJobs } from '../state/jobs.ts';
import { formatBytes, formatCount, plural } from '../ui/format.ts';
import { showError } from '../ui/toaster.ts';

function amount({ progress }: JobState): string {
  if (!progress) return '';
  const show = progress.unit === 'bytes' ? formatBytes : formatCount;
  const unit = progress.unit === 'bytes' ? '' : ` ${progress.unit}`;
  return progress.total === null
    ? `${show(progress.done)}${unit}`
    : `${show(progress.done)} of ${show(progress.total)}${unit}`;
}

function JobRow({ job }: { job: JobState }) {
  const part = fraction(job);
  return (
    <li>
      <div className="rt-row">
        <span className="rt-grow rt-cut">{job.label}</span>
        <span className="rt-muted">{amount(job)}</span>
        <Button
          size="small"
          variant="minimal"
          icon="cross"
          aria-label={`Stop: ${job.label}`}
          onClick={() => call('job.cancel', { jobId: job.id }).catch(showError)}
        />
      </div>
      <ProgressBar {...(part === null ? {} : { value: part })} stripes={part === null} animate={part === null} />
    </li>
  );
}

/** What runs in the background, with a way to stop it. Nothing is shown while nothing runs. */
export function JobsIndicator() {
  const jobs = useRunningJobs();
  if (jobs.length === 0) return null;
  const [first] = jobs;
  const part = jobs.length === 1 && first ? fraction(first) : null;
  return (
    <PopoverNext
      placement="bottom-end"
      content={
        <ul className="rt-shell-jobs" aria-label="Running jobs">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      }
    >
      <Button variant="minimal" aria-label={`${plural(jobs.length, 'job')} running`}>
        <span className="rt-row">
          <Spinner size={16} {...(part === null ? {} : { value: part })} />
          {plural(jobs.length, 'job')}
        </span>
      </Button>
    </PopoverNext>
  );
}
