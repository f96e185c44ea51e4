import { Button, Icon, PopoverNext, ProgressBar, Spinner } from '@blueprintjs/core';
import type { Case } from '../../shared/contract/cases.ts';
import type { JobState } from '../../shared/contract/jobs.ts';
import { caseLabel } from '../../shared/domain/labels.ts';
import { call } from '../client/call.ts';
import { Mark, ThemeButton } from '../parts/mark.tsx';
import { ActionButton, Keys } from '../state/action-button.tsx';
import { fraction, useRunningJobs } from '../state/jobs.ts';
import { formatBytes, formatCount, plural } from '../ui/format.ts';
import { showError } from '../ui/toaster.ts';
import type { WindowActions } from './actions.ts';
import { SelectionChip } from './selection-chip.tsx';

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

interface Props {
  readonly actions: WindowActions;
  readonly opened: Case | null;
  readonly vaultName: string | null;
}

/** What is open, what runs, and the way to everything else. */
export function Header({ actions, opened, vaultName }: Props) {
  return (
    <header className="rt-shell-header">
      <Mark />
      {opened ? (
        <>
          <ActionButton action={actions.cases} variant="minimal" size="small" text="Cases" />
          <div className="rt-shell-header-case rt-cut" title={opened.title}>
            <span className="rt-mono rt-muted">{caseLabel(opened.number)}</span> <strong>{opened.title}</strong>
            {opened.codename && <span className="rt-muted"> · {opened.codename}</span>}
            {opened.status !== 'open' && <span className="rt-warn"> · {opened.status}</span>}
          </div>
        </>
      ) : (
        <div className="rt-shell-header-case rt-cut">
          <strong>Redthread</strong> {vaultName && <span className="rt-muted">· vault “{vaultName}”</span>}
        </div>
      )}
      <button type="button" className="rt-shell-search-open" onClick={actions.palette.perform}>
        <Icon icon="search" size={14} />
        <span className="rt-grow">Search or run a command</span>
        <Keys shortcut={actions.palette.shortcut ?? ''} />
      </button>
      <div className="rt-shell-header-end">
        {opened && <SelectionChip />}
        <JobsIndicator />
        <ThemeButton />
        <ActionButton action={actions.help} variant="minimal" />
        <ActionButton action={actions.settings} variant="minimal" />
        <ActionButton action={actions.lock} variant="minimal" text="Lock" />
      </div>
    </header>
  );
}
