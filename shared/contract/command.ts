import { z } from 'zod';

/**
 * `session`: works without an open vault, or opens and closes it; outside any transaction.
 * `read`: gets a read-only handle. `write`: one transaction together with its custody entry.
 * `job`: replies with a job id at once; its `output` arrives as the job's result.
 */
export type CommandKind = 'session' | 'read' | 'write' | 'job';

export interface Command<K extends CommandKind, I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K;
  readonly input: I;
  readonly output: O;
}

const define =
  <K extends CommandKind>(kind: K) =>
  <I extends z.ZodRawShape, O extends z.ZodType>(input: I, output: O) =>
    ({ kind, input: z.strictObject(input), output }) as const;

export const session = define('session');
export const read = define('read');
export const write = define('write');
export const job = define('job');
