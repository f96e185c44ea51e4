import { setTimeout as after } from 'node:timers/promises';

/** What whoever keeps the file as it is calls itself; a thread that copies into it has a number of its own, from 2 on. */
const KEEPER = 1;
const FREE = 0;
const LOOK_EVERY_MS = 5;

/**
 * Who may copy what was written into the store's file, or keep that file as it is: one at a time, among all threads of the process.
 * @param shared four bytes that they have in common
 */
export class Settling {
  private readonly holder: Int32Array;
  constructor(readonly shared = new SharedArrayBuffer(4)) {
    this.holder = new Int32Array(shared);
  }

  /** @returns whether it was free, and is `who`'s now */
  take(who: number): boolean {
    return Atomics.compareExchange(this.holder, 0, FREE, who) === FREE;
  }
  /** Does nothing where `who` has not got it. */
  letGo(who: number): void {
    Atomics.compareExchange(this.holder, 0, who, FREE);
  }

  /** While `work` runs, no thread copies into the file. */
  async keep<T>(work: () => Promise<T>): Promise<T> {
    while (!this.take(KEEPER)) await after(LOOK_EVERY_MS);
    try {
      return await work();
    } finally {
      this.letGo(KEEPER);
    }
  }
}
