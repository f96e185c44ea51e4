import { useEffect, useState } from 'react';
import type { JobState } from '../../shared/contract/jobs.ts';
import { call, listen } from '../client/call.ts';

/** The jobs that run now, oldest first. */
export function useRunningJobs(): readonly JobState[] {
  const [jobs, setJobs] = useState<ReadonlyMap<string, JobState>>(new Map());
  useEffect(() => {
    const apply = (job: JobState): void =>
      setJobs((before) => {
        const next = new Map(before);
        if (job.state === 'running') next.set(job.id, job);
        else next.delete(job.id);
        return next;
      });
    const stop = listen((event) => event?.event === 'job' && apply(event.job));
    // Those that were started before this window listened.
    call('job.list', {}).then(
      (known) => known.filter((job) => job.state === 'running').forEach(apply),
      () => {},
    );
    return stop;
  }, []);
  return [...jobs.values()];
}

/** 0…1, or null while the whole is not known. */
export const fraction = ({ progress }: Pick<JobState, 'progress'>): number | null =>
  progress?.total ? Math.min(1, progress.done / progress.total) : null;
