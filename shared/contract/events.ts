import { z } from 'zod';
import { Area } from './command.ts';
import { JobState } from './jobs.ts';
import { CaseId } from './values.ts';

/** What the core tells every window. Carries no case text beyond what a job's label and result hold. */
export const Event = z.discriminatedUnion('event', [
  z.object({ event: z.literal('job'), job: JobState }),
  z.object({ event: z.literal('changed'), areas: z.array(Area), caseId: CaseId.nullable() }),
  z.object({ event: z.literal('locked'), why: z.enum(['asked', 'idle', 'closing', 'suspend', 'ended']) }),
  z.object({ event: z.literal('opened') }),
]);
export type Event = z.infer<typeof Event>;
