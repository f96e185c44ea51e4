import { Worker } from 'node:worker_threads';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { entryFile } from '../host/entries.ts';
import type { Summary } from './engine/summary.ts';
import { buffersOf, type FromTraceThread, THREAD_LIMITS, type ToTrace } from './thread-messages.ts';

const MOST_SECONDS = 900;

/** Traces in a thread of its own that ends when the job is cancelled, takes too long or needs too much memory. */
export async function traceInThread({ signal, progress }: JobContext, workerData: ToTrace): Promise<Summary> {
  const total = workerData.ledger.count;
  const worker = new Worker(entryFile('trace-thread'), {
    workerData,
    transferList: buffersOf(workerData.ledger),
    resourceLimits: THREAD_LIMITS,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Summary>();
  const narrower = 'Narrow it: fewer hops, a later beginning, or a least amount.';
  const timer = setTimeout(
    () => reject(new Fault('too-large', `It took more than ${MOST_SECONDS} s. ${narrower}`)),
    MOST_SECONDS * 1000,
  );
  const abort = () => reject(new Fault('cancelled', 'Stopped.'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  worker.on('message', (message: FromTraceThread) => {
    if ('summary' in message) resolve(message.summary);
    else progress(message.done, total, 'rows');
  });
  worker.on('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new Fault('too-large', `It needs more memory than a trace may take. ${narrower}`)
        : error,
    ),
  );
  worker.on('exit', () => reject(new Error('the thread of a trace ended')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
