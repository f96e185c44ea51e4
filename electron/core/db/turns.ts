/** Nobody waits longer: whoever has the turn may have ended without giving it back. SQLite's own wait comes after it. */
const PATIENCE_MS = 5000;
const FREE = 0;
const [HOLDER, WANTED] = [0, 1];

/**
 * Whose turn it is to write to the store. SQLite lets one write at a time and the others look again after a while: beside a thread
 * that writes all the time, the core's connection could wait for seconds and fail. Here it is always the next.
 * @param shared eight bytes that the threads have in common: who writes beside the core, and how many of the core's writes wait
 */
export class Turns {
  private readonly state: Int32Array;
  constructor(readonly shared = new SharedArrayBuffer(8)) {
    this.state = new Int32Array(shared);
  }

  /** A write of the core. @param work is to say when SQLite let it begin: others wait for SQLite from then on */
  first<T>(work: (begun: () => void) => T): T {
    const { state } = this;
    let wanted = true;
    const begun = (): void => {
      if (wanted) Atomics.sub(state, WANTED, 1);
      wanted = false;
      Atomics.notify(state, WANTED);
    };
    Atomics.add(state, WANTED, 1);
    try {
      this.untilFree();
      return work(begun);
    } finally {
      begun();
    }
  }

  /** A write of a thread beside it. @param who its number, from 1 on */
  beside<T>(who: number, work: () => T): T {
    const { state } = this;
    for (;;) {
      const first = Atomics.load(state, WANTED);
      if (first > 0) Atomics.wait(state, WANTED, first, PATIENCE_MS);
      if (Atomics.compareExchange(state, HOLDER, FREE, who) !== FREE) this.untilFree();
      else if (Atomics.load(state, WANTED) === 0) break;
      else this.letGo(who);
    }
    try {
      return work();
    } finally {
      this.letGo(who);
    }
  }

  /** Does nothing where it is not the turn of `who`. */
  letGo(who: number): void {
    if (Atomics.compareExchange(this.state, HOLDER, who, FREE) === who) Atomics.notify(this.state, HOLDER);
  }

  private untilFree(): void {
    const until = performance.now() + PATIENCE_MS;
    for (let left = PATIENCE_MS; left > 0; left = until - performance.now()) {
      const holder = Atomics.load(this.state, HOLDER);
      if (holder === FREE) return;
      Atomics.wait(this.state, HOLDER, holder, left);
    }
  }
}
