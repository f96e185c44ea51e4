import {
  type Answer,
  type CommandName,
  commands,
  type Input,
  type JobName,
  type Output,
} from '../../shared/contract/commands.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import { followJob, type JobOptions } from '../../shared/contract/jobs.ts';
import type { JobId } from '../../shared/contract/values.ts';
import type { Transport } from './transport.ts';

/** What `call` and `runJob` throw: a failure the core replied with, its message fit to be shown. */
export class CallError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

let transport: Transport | null = null;
export function useTransport(chosen: Transport): void {
  transport = chosen;
}
export function host(): Transport {
  if (!transport) throw new Error('no transport was chosen');
  return transport;
}

/** @throws CallError */
export async function call<N extends CommandName>(name: N, input: Input<N>): Promise<Answer<N>> {
  const asked = host().call(name, input);
  if (commands[name].kind === 'write' || KEEPS.has(name)) track(asked);
  const reply = await asked;
  if (reply.ok) return reply.value as Answer<N>;
  throw new CallError(reply.error.code, reply.error.message);
}

/** Not recorded by themselves, but a lock that the window asks for waits for them as well. */
const KEEPS: ReadonlySet<CommandName> = new Set(['desk.keep', 'desk.hold', 'desk.settle']);
const writing = new Set<Promise<unknown>>();
function track(asked: Promise<unknown>): void {
  const done = (): void => void writing.delete(asked);
  writing.add(asked);
  asked.then(done, done);
}
/** Resolves once every write is answered that was asked for, or that follows from what ends now; or after `milliseconds`. */
export async function written(milliseconds: number): Promise<void> {
  let over = false;
  const late = new Promise((resolve) => setTimeout(resolve, milliseconds)).then(() => (over = true));
  // A field that leaves the screen asks in a turn of its own, and for the next step once the first is answered.
  const turn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
  for (await turn(); writing.size > 0 && !over; await turn())
    await Promise.race([Promise.allSettled([...writing]), late]);
}

export const listen = (listener: (event: Event | null) => void): (() => void) => host().listen(listener);

export const onConnection = (listener: (up: boolean) => void): (() => void) =>
  host().connection?.(listener) ?? (() => {});

/** Starts a job and waits for its end; aborting `signal` cancels it. @throws CallError */
export async function runJob<N extends JobName>(
  name: N,
  input: Input<N>,
  options: JobOptions = {},
): Promise<Output<N>> {
  const result = await followJob(
    {
      start: async () => ((await call(name, input)) as { jobId: JobId }).jobId,
      listen,
      cancel: (jobId) => void host().call('job.cancel', { jobId }),
      failure: (code, message) => new CallError(code, message),
    },
    options,
  );
  return result as Output<N>;
}
