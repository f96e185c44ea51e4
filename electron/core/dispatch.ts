import { setImmediate as nextTurn } from 'node:timers/promises';
import type { z } from 'zod';
import { type CommandName, commands, type JobName } from '../../shared/contract/commands.ts';
import { Fault, type Reply } from '../../shared/contract/errors.ts';
import type { Core, JobContext } from './context.ts';
import { handlers } from './handlers.ts';
import { enterJob } from './jobs/jobs.ts';
import { logFault } from './log.ts';
import { toReply } from './reply.ts';
import { inTransaction, opened } from './transaction.ts';

// The tables are typed name by name; here a name is only known at run time.
type AnyHandler = (context: unknown, input: unknown) => unknown;

const UNEXPECTED = 'Something unexpected went wrong. Nothing of this step was stored.';

/** Looks up, parses, runs, records and replies. Never throws, whatever it is given. */
export async function dispatch(core: Core, name: unknown, input: unknown): Promise<Reply<unknown>> {
  try {
    if (!isCommand(name)) throw new Fault('bad-request', 'There is no such command.');
    const command = commands[name];
    const parsed = parse(name, command.input, input);
    const handler = handlers[name] as AnyHandler;
    return { ok: true, value: await run(core, command.kind, name, handler, parsed) };
  } catch (error) {
    return toReply(error, isCommand(name) ? name : 'dispatch', UNEXPECTED);
  }
}

const isCommand = (name: unknown): name is CommandName => typeof name === 'string' && Object.hasOwn(commands, name);

function parse(name: string, schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new Fault('bad-request', `${name} was called wrongly${where}: ${issue?.message ?? 'malformed input'}`);
}

async function run(core: Core, kind: string, name: CommandName, handler: AnyHandler, input: unknown): Promise<unknown> {
  if (kind === 'session') return handler({ core }, input);
  const session = opened(core);
  // While a job works by itself, windows read again what it changes; that a person is there they say with `vault.touch`.
  if (kind !== 'read' || !core.jobs.unattended) session.active();
  if (kind === 'read') return handler({ core, session, db: session.reader }, input);
  if (kind === 'write') return inTransaction(core, session, name, (context) => handler(context, input), true);
  core.settle(core, session); // what it reads is what was typed last
  const jobId = core.jobs.start(name, name, async (running) => {
    const entry = enterJob(session, name as JobName, core.now().toISOString());
    const write: JobContext['write'] = (work) => {
      if (running.signal.aborted) throw new Fault('cancelled', 'Stopped.');
      return inTransaction(core, session, name, work, false);
    };
    const context: JobContext = {
      core,
      session,
      db: session.reader,
      signal: running.signal,
      unattended: running.unattended,
      label: (text) => {
        running.label(text);
        entry.label(text);
      },
      progress: running.progress,
      arriving: running.arriving,
      write,
      note: (work) => {
        if (session.readOnly === null) write(work);
      },
      breathe: async () => {
        await nextTurn();
        if (running.signal.aborted) throw new Fault('cancelled', 'Stopped.');
      },
    };
    try {
      return await handler(context, input);
    } finally {
      // What a job came to is not lost because its line could not be taken out: the next opening does that.
      try {
        entry.end();
      } catch (error) {
        logFault('end of a job', error);
      }
    }
  });
  return { jobId };
}
