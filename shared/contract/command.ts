import { z } from 'zod';

/**
 * `session`: works without an open vault, or opens and closes it; outside any transaction.
 * `read`: gets a read-only handle. `write`: one transaction together with its custody entry.
 * `job`: replies with a job id at once; its `output` arrives as the job's result.
 */
export type CommandKind = 'session' | 'read' | 'write' | 'job';

/** What the data of a vault is divided into, to say what a write changes and what a read rests on. */
export const Area = z.enum([
  'vault',
  'case',
  'evidence',
  'dataset',
  'profile',
  'copy',
  'attachment',
  'ocr',
  'query',
  'variant',
  'mapping',
  'page',
  'analysis',
  'chart',
  'entity',
  'identity',
  'board',
  'snapshot',
  'graph',
  'finding',
  'proofreading',
  'event',
  'timeline',
  'selection',
  'report',
  'custody',
  'bundle',
  'desk',
  'pattern',
  'typology',
  'checklist',
  'transfer',
  'trace',
  'request',
  'question',
  'calendar',
  'reply',
  'screening',
  'country',
  'work',
  'trend',
  'retention',
]);
export type Area = z.infer<typeof Area>;

/**
 * What the answer of a read may change with. `immutable`: the same input has the same answer for as long as the vault is
 * open, as bytes of an original do. `everything`: any write may change it, as each adds a custody entry.
 */
export type RestsOn = 'immutable' | 'everything' | readonly [Area, ...Area[]];
/** What a write or job changes beside the area that it is named after. */
export type AlsoChanges = 'everything' | readonly Area[];

export interface Command<K extends CommandKind, I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K;
  readonly input: I;
  readonly output: O;
}

/** A read outside any transaction rests on the vault's own record: its list, its status. */
export const session = <I extends z.ZodRawShape, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'session', input: z.strictObject(input), output, restsOn: ['vault'] as RestsOn }) as const;

export const read = <I extends z.ZodRawShape, O extends z.ZodType>(input: I, output: O, restsOn: RestsOn) =>
  ({ kind: 'read', input: z.strictObject(input), output, restsOn }) as const;

export const write = <I extends z.ZodRawShape, O extends z.ZodType>(
  input: I,
  output: O,
  alsoChanges: AlsoChanges = [],
) => ({ kind: 'write', input: z.strictObject(input), output, alsoChanges }) as const;

/** @param effect when one that `writes` is interrupted, something may be missing, and the next opening tells of it */
export const job = <I extends z.ZodRawShape, O extends z.ZodType>(
  effect: 'reads' | 'writes',
  input: I,
  output: O,
  alsoChanges: AlsoChanges = [],
) => ({ kind: 'job', effect, input: z.strictObject(input), output, alsoChanges }) as const;
