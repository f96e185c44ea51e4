import type { Handlers } from '../context.ts';

export const jobHandlers: Handlers<'job'> = {
  'job.status': ({ core }, { jobId }) => core.jobs.get(jobId),
  'job.list': ({ core }) => core.jobs.list(),
  'job.cancel': ({ core }, { jobId }) => {
    core.jobs.cancel(jobId);
    return null;
  },
};
