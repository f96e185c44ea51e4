import { Worker, type WorkerOptions } from 'node:worker_threads';
import { Fault } from '../../../shared/contract/errors.ts';
import { entryFile } from '../host/entries.ts';

interface Threaded<Message, Result> {
  readonly entry: string;
  /** What it is given, and within which memory it computes. */
  readonly options: Pick<WorkerOptions, 'workerData' | 'transferList' | 'resourceLimits'>;
  readonly mostSeconds: number;
  /** What is said where the memory does not suffice. */
  readonly tooLarge: string;
  /** What a person can ask instead, where it takes too long or too much. */
  readonly narrower: string;
  heard(message: Message, resolve: (result: Result) => void, reject: (fault: Fault) => void): void;
}

/**
 * Computes in a thread of its own that ends when `signal` is aborted, when it takes too long or needs too much memory.
 * @throws Fault `cancelled`, `too-large`, and what `heard` rejects with
 */
export async function inThread<Message, Result>(signal: AbortSignal, of: Threaded<Message, Result>): Promise<Result> {
  const worker = new Worker(entryFile(of.entry), of.options);
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const timer = setTimeout(
    () => reject(new Fault('too-large', `It took more than ${of.mostSeconds} s. ${of.narrower}`)),
    of.mostSeconds * 1000,
  );
  const abort = () => reject(new Fault('cancelled', 'Stopped.'));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  worker.on('message', (message: Message) => of.heard(message, resolve, reject));
  worker.on('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Fault('too-large', `${of.tooLarge} ${of.narrower}`) : error),
  );
  worker.on('exit', () => reject(new Error(`the thread ${of.entry} ended`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
