import type { Answer, CommandName, Input, JobName, Output } from '../../shared/contract/commands.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { JobState } from '../../shared/contract/jobs.ts';
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
  const reply = await host().call(name, input);
  if (reply.ok) return reply.value as Answer<N>;
  throw new CallError(reply.error.code, reply.error.message);
}

export const listen = (listener: (event: Event | null) => void): (() => void) => host().listen(listener);

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (job: JobState) => void;
}

/** Starts a job and waits for its end; aborting `signal` cancels it. @throws CallError */
export async function runJob<N extends JobName>(
  name: N,
  input: Input<N>,
  options: JobOptions = {},
): Promise<Output<N>> {
  const early: JobState[] = []; // events that overtake the reply with the job's id
  let hear = (job: JobState): void => void early.push(job);
  let gone = (): void => {};
  const stop = listen((event) => (event === null ? gone() : event.event === 'job' && hear(event.job)));
  try {
    const { jobId } = (await call(name, input)) as { jobId: JobState['id'] };
    const cancel = () => void host().call('job.cancel', { jobId });
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted) cancel();
    return await new Promise<Output<N>>((resolve, reject) => {
      gone = () => reject(new CallError('internal', 'The program has ended.'));
      hear = (job) => {
        if (job.id !== jobId) return;
        if (job.state === 'running') options.onProgress?.(job);
        else if (job.state === 'done') resolve(job.result as Output<N>);
        else reject(new CallError(job.error?.code ?? 'internal', job.error?.message ?? 'The job failed.'));
      };
      for (const job of early) hear(job);
    });
  } finally {
    stop();
  }
}
