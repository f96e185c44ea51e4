import { type CommandName, commands, type Input, type Output } from '../../../shared/contract/commands.ts';
import type { HandlerTable, JobContext } from '../context.ts';
import { inTransaction } from '../transaction.ts';

export type CallInside = <N extends CommandName>(name: N, input: Input<N>) => Promise<Output<N>>;

/**
 * Runs commands of other areas from within a job, just as a caller would: parsed, in a transaction of their own,
 * recorded under their own names. A job is waited for. It is not cancelled half-way: once begun, a sample is finished.
 */
export function callsInside(handlers: HandlerTable, { core, session }: JobContext): CallInside {
  return async <N extends CommandName>(name: N, input: Input<N>) => {
    const { kind, input: schema } = commands[name];
    const parsed: unknown = schema.parse(input);
    const handler = handlers[name] as (context: unknown, input: unknown) => unknown;
    if (kind === 'session') return (await handler({ core }, parsed)) as Output<N>;
    if (kind === 'read') return (await handler({ core, session, db: session.reader }, parsed)) as Output<N>;
    if (kind === 'write')
      return inTransaction(core, session, name, (write) => handler(write, parsed), true) as Output<N>;
    const within: JobContext = {
      core,
      session,
      db: session.reader,
      signal: new AbortController().signal,
      write: (work) => inTransaction(core, session, name, work, false),
      note: (work) => inTransaction(core, session, name, work, false),
      unattended: () => {},
      label: () => {},
      progress: () => {},
      arriving: (bytes) => bytes,
      breathe: () => Promise.resolve(),
    };
    return (await handler(within, parsed)) as Output<N>;
  };
}
