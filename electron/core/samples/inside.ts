import { type CommandName, commands, type Input, type Output } from '../../../shared/contract/commands.ts';
import { beginBoard, boardHandlers } from '../board/commands.ts';
import { caseHandlers } from '../cases/commands.ts';
import type { JobContext } from '../context.ts';
import { evidenceHandlers } from '../evidence/commands.ts';
import { findingHandlers } from '../findings/commands.ts';
import { intakeHandlers } from '../intake/commands.ts';
import { queryHandlers } from '../query/commands.ts';
import { reportHandlers } from '../reports/commands.ts';
import { inTransaction } from '../transaction.ts';

// Not the table of every handler: that one holds the sample's own, and would close a circle.
const handlers = {
  ...caseHandlers(beginBoard),
  ...evidenceHandlers,
  ...intakeHandlers,
  ...queryHandlers,
  ...boardHandlers,
  ...findingHandlers,
  ...reportHandlers,
};
type Inside = Extract<CommandName, keyof typeof handlers>;

/**
 * Runs a command of another area from within a job, just as a caller would: parsed, in its own transaction,
 * recorded under its own name. A job is waited for. It is not cancelled half-way: once begun, a sample is finished.
 */
export async function callInside<N extends Inside>(context: JobContext, name: N, input: Input<N>): Promise<Output<N>> {
  const { kind, input: schema } = commands[name];
  const parsed: unknown = schema.parse(input);
  const { core, session } = context;
  const handler = handlers[name] as (context: unknown, input: unknown) => unknown;
  if (kind === 'read') return handler({ core, session, db: session.reader }, parsed) as Output<N>;
  if (kind === 'write') return inTransaction(core, session, name, (write) => handler(write, parsed), true) as Output<N>;
  const within: JobContext = {
    core,
    session,
    db: session.reader,
    signal: new AbortController().signal,
    write: (work) => inTransaction(core, session, name, work, false),
    unattended: () => {},
    label: () => {},
    progress: () => {},
    arriving: (bytes) => bytes,
    breathe: () => Promise.resolve(),
  };
  return (await handler(within, parsed)) as Output<N>;
}
