import { z } from 'zod';
import { job, session } from './command.ts';
import { ErrorCode } from './errors.ts';
import type { Event } from './events.ts';
import { CaseId, JobId, Nothing } from './values.ts';

/** What following a job takes: how to start it, hear of it and cancel it, and what its failure is told as. */
export interface JobLine {
  start(): Promise<JobId>;
  /** `null` says that the core is gone for good. @returns a function that stops hearing */
  listen(hear: (event: Event | null) => void): () => void;
  cancel(jobId: JobId): void;
  failure(code: ErrorCode, message: string): Error;
}
export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (job: JobState) => void;
}

/** Starts a job and waits for its result; aborting `signal` cancels it. @throws what `line.failure` makes */
export async function followJob(line: JobLine, { signal, onProgress }: JobOptions): Promise<unknown> {
  const early: JobState[] = []; // events that overtake the reply with the job's id
  let hear = (job: JobState): void => void early.push(job);
  let end = (_code: ErrorCode, _message: string): void => {};
  const stop = line.listen((event) => {
    if (event === null) end('internal', 'The program has ended.');
    else if (event.event === 'locked')
      end('locked', 'The vault was locked.'); // a lock ends jobs without a word
    else if (event.event === 'job') hear(event.job);
  });
  try {
    const jobId = await line.start();
    const cancel = () => line.cancel(jobId);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    return await new Promise((resolve, reject) => {
      end = (code, message) => reject(line.failure(code, message));
      hear = (job) => {
        if (job.id !== jobId) return;
        if (job.state === 'running') onProgress?.(job);
        else if (job.state === 'done') resolve(job.result);
        else reject(line.failure(job.error?.code ?? 'internal', job.error?.message ?? 'The job failed.'));
      };
      for (const job of early) hear(job);
    });
  } finally {
    stop();
  }
}

export const JobState = z.object({
  id: JobId,
  command: z.string(),
  label: z.string().describe('what a person sees: "Importing logins.csv"'),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: z
    .object({ done: z.number(), total: z.number().nullable(), unit: z.enum(['bytes', 'rows', 'steps']) })
    .nullable(),
  error: z.object({ code: ErrorCode, message: z.string() }).nullable(),
  result: z.unknown().describe('the output of the command, when done'),
});
export type JobState = z.infer<typeof JobState>;

export const jobCommands = {
  'job.status': session({ jobId: JobId }, JobState),
  'job.list': session({}, z.array(JobState)),
  'job.cancel': session({ jobId: JobId }, Nothing),
  /** Builds the labelled synthetic sample case in the open vault. */
  'sample.build': job('writes', {}, z.object({ caseId: CaseId }), 'everything'),
};
