import { Fault } from '../../../shared/contract/errors.ts';
import type { StoreOpening, ToWrite, Wrote } from '../db/store-thread.ts';
import { type Opened, StoreThread } from './store-thread.ts';

/** So much of one writer is on its way to the thread at most. */
const MOST_UNDER_WAY = 2;

/**
 * Writes to the store in a thread with a connection of its own, and copies what was written into the store's file, so that the core
 * waits for no disk meanwhile. For what counts for nothing until a transaction of the core, which brings along what was written before
 * it. All that is written beside one session goes through one thread, in turn.
 */
export class StoreBeside {
  private readonly thread: StoreThread;
  private woken = Promise.withResolvers<void>();
  private underWay = 0;
  private failure: unknown = null;

  /** @param signal ends what waits for the thread, not what it does at the moment */
  constructor(
    opened: Opened,
    private readonly signal: AbortSignal,
    private readonly onSpare: (image: Uint8Array) => void = () => {},
  ) {
    this.thread = StoreThread.join(opened);
    signal.addEventListener('abort', this.abort);
    if (signal.aborted) this.abort();
  }

  /** What the thread was told; another that reads the store may be told the same. */
  get opening(): StoreOpening {
    return this.thread.opening;
  }
  /** Whether another is taken at once. */
  get ready(): boolean {
    return this.underWay < MOST_UNDER_WAY;
  }

  /** Hands over a statement, whose bytes are the thread's from then on. @throws Fault of an earlier one, `cancelled` */
  async write(message: ToWrite, transfer: readonly ArrayBuffer[]): Promise<void> {
    await this.until(() => this.ready);
    this.underWay++;
    void this.thread.ask(message, transfer).then(this.heard, this.fail);
  }

  /** Waits until all is written, and copied into the store's file if that may change. @throws Fault where it is not, `cancelled` */
  async settled(): Promise<void> {
    await this.until(() => this.underWay === 0);
    await this.thread.ask('copy');
    if (this.failure) throw this.failure;
  }

  /** Waits for what is under way, writes nothing more, and ends the thread where it is the last one's; the key that it had is gone then. */
  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.abort);
    while (this.underWay > 0 && !this.thread.ended) await this.wake();
    await this.thread.leave();
  }

  private readonly abort = (): void => this.fail(new Fault('cancelled', 'Stopped.'));

  private readonly heard = (wrote: Wrote): void => {
    this.underWay--;
    if ('fault' in wrote) return this.fail(new Fault(wrote.fault.code, wrote.fault.message));
    if (wrote.spare) this.onSpare(wrote.spare);
    this.woken.resolve();
  };
  private readonly fail = (error: unknown): void => {
    this.failure ??= error;
    this.woken.resolve();
  };
  private wake(): Promise<void> {
    this.woken = Promise.withResolvers();
    return this.woken.promise;
  }
  private async until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (this.failure) throw this.failure;
      if (holds()) return;
      await this.wake();
    }
  }
}
