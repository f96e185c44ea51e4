import { Fault } from '../../../shared/contract/errors.ts';
import { TICKET_LIFETIME_MS } from '../files/tickets.ts';

/** Bytes handed over piece by piece; each piece is acknowledged when the reader asks for the next. */
export class ByteQueue {
  private next: { chunk: Uint8Array | null; taken: (wanted: boolean) => void } | null = null;
  private wake: () => void = () => {};
  private state: 'open' | 'stopped' | 'broken' = 'open';
  private forget: () => void = () => {};
  private readonly unused: NodeJS.Timeout;

  constructor(
    private readonly name: string,
    private readonly size: number,
  ) {
    this.unused = setTimeout(() => this.break(), TICKET_LIFETIME_MS).unref();
  }

  /** Hears when nobody will send or read any more, as when bytes were announced and never sent. */
  whenForgotten(forget: () => void): void {
    this.forget = forget;
  }

  /** `null` says that all came. @returns whether the reader wants more */
  push(chunk: Uint8Array | null): Promise<boolean> {
    if (this.state !== 'open' || this.next) return Promise.resolve(false);
    return new Promise((taken) => {
      this.next = { chunk, taken };
      this.wake();
    });
  }
  /** The sender went away before the end. */
  break(): void {
    if (this.state === 'open') this.state = 'broken';
    this.wake();
    this.forget();
  }

  async *read(): AsyncIterableIterator<Uint8Array> {
    let seen = 0;
    clearTimeout(this.unused);
    try {
      for (;;) {
        while (!this.next && this.state === 'open') await new Promise<void>((resolve) => (this.wake = resolve));
        const given = this.next;
        if (!given) throw this.incomplete();
        if (given.chunk === null) {
          if (seen !== this.size) throw this.incomplete();
          return;
        }
        seen += given.chunk.length;
        if (seen > this.size) throw this.incomplete();
        yield given.chunk;
        this.next = null;
        given.taken(true);
      }
    } finally {
      this.state = 'stopped';
      clearTimeout(this.unused);
      this.forget();
      this.next?.taken(false);
      this.next = null;
    }
  }

  private incomplete(): Fault {
    return new Fault('changed', `"${this.name}" did not arrive whole. Nothing was stored; import it again.`);
  }
}
