import { Worker } from 'node:worker_threads';
import { Fault } from '../../../shared/contract/errors.ts';
import type { WriteDb } from '../db/open.ts';
import type { Settling } from '../db/settling.ts';
import type { StoreOpening, ToWrite, Wrote } from '../db/store-thread.ts';
import { entryFile } from '../host/entries.ts';

interface Opened {
  readonly storeFile: string;
  readonly key: Uint8Array;
  readonly writer: WriteDb;
}

/** So much is on its way to the thread at most. */
const MOST_UNDER_WAY = 2;
let threads = 1;

/**
 * Writes to the store in a thread with a connection of its own, and copies what was written into the store's file, so that the core
 * waits for no disk meanwhile. For what counts for nothing until a transaction of the core, which brings along what was written before it.
 */
export class StoreBeside {
  /** What the thread was told; another that reads the store may be told the same. */
  readonly opening: StoreOpening;
  private readonly worker: Worker;
  private readonly settling: Settling;
  private woken = Promise.withResolvers<void>();
  private underWay = 0;
  private failure: unknown = null;
  private readonly ended = Promise.withResolvers<void>();

  /** @param signal ends what waits for the thread, not what it does at the moment */
  constructor(
    { storeFile, key, writer }: Opened,
    private readonly signal: AbortSignal,
    private readonly onSpare: (image: Uint8Array) => void = () => {},
  ) {
    this.settling = writer.settling;
    const copy = new SharedArrayBuffer(key.length);
    new Uint8Array(copy).set(key);
    this.opening = { file: storeFile, key: copy, settling: writer.settling.shared, who: ++threads };
    this.worker = new Worker(entryFile('store-thread'), { workerData: this.opening });
    this.worker.on('message', (wrote: Wrote) => this.heard(wrote));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => {
      this.fail(new Error('the thread that writes to the store ended'));
      this.ended.resolve();
    });
    signal.addEventListener('abort', this.abort);
    if (signal.aborted) this.abort();
  }

  /** Whether another is taken at once. */
  get ready(): boolean {
    return this.underWay < MOST_UNDER_WAY;
  }

  /** Hands over a statement, whose bytes are the thread's from then on. @throws Fault of an earlier one, `cancelled` */
  async write(message: ToWrite, transfer: readonly ArrayBuffer[]): Promise<void> {
    await this.until(() => this.ready);
    this.underWay++;
    this.worker.postMessage(message, [...transfer]);
  }

  /** Waits until all is written. @throws Fault where it is not, `cancelled` */
  settled(): Promise<void> {
    return this.until(() => this.underWay === 0);
  }

  /** Ends the thread; what it did not come to is not done. The key that it had is gone afterwards. */
  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.abort);
    try {
      await this.worker.terminate();
      await this.ended.promise;
    } finally {
      new Uint8Array(this.opening.key).fill(0);
      this.settling.letGo(this.opening.who);
    }
  }

  private readonly abort = (): void => this.fail(new Fault('cancelled', 'Stopped.'));

  private heard(wrote: Wrote): void {
    this.underWay--;
    if ('fault' in wrote) return this.fail(new Fault(wrote.fault.code, wrote.fault.message));
    if (wrote.spare) this.onSpare(wrote.spare);
    this.woken.resolve();
  }
  private fail(error: unknown): void {
    this.failure ??= error;
    this.woken.resolve();
  }
  private async until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (this.failure) throw this.failure;
      if (holds()) return;
      this.woken = Promise.withResolvers();
      await this.woken.promise;
    }
  }
}
