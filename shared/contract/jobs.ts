import { z } from 'zod';
import { job, session } from './command.ts';
import { ErrorCode } from './errors.ts';
import { CaseId, JobId, Nothing } from './values.ts';

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
