import type { WindowAsk, WindowTold } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';

/** A message port as the browser has it. */
export interface WebPort {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}

/**
 * The window's end of the line to the core. When a vault is locked the core's process ends, and its port with it: what was
 * asked then fails, and what is asked next waits for the port to the process that takes its place.
 */
export class CorePort {
  private port = Promise.withResolvers<WebPort>();
  private standing = false;
  private next = 1;
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private listener: (event: Event | null) => void = () => {};
  private open = false;

  /** A port to a new process takes the place of the one before. */
  use(port: WebPort): void {
    this.lose();
    this.standing = true;
    port.onmessage = ({ data }) => this.receive(data as WindowTold);
    this.port.resolve(port);
  }
  /** The core's process has ended. A vault that was open is locked, whether or not it could still say so. */
  lose(): void {
    if (this.standing) this.port = Promise.withResolvers();
    this.standing = false;
    for (const answer of this.waiting.values()) answer(ENDED);
    this.waiting.clear();
    if (this.open) this.tell({ event: 'locked', why: 'ended' });
  }
  listen(listener: (event: Event | null) => void): void {
    this.listener = listener;
  }
  /** There will be no core any more. */
  end(): void {
    this.lose();
    this.listener(null);
  }

  async ask(ask: WindowAsk['ask'], ...given: unknown[]): Promise<unknown> {
    const port = await this.port.promise;
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      port.postMessage({ id, ask, given } satisfies WindowAsk);
    });
  }

  private receive(message: WindowTold): void {
    if ('event' in message) return this.tell(message.event);
    this.waiting.get(message.id)?.(message.answer);
    this.waiting.delete(message.id);
  }
  private tell(event: Event): void {
    // The next port is to the next process, and so is what the window asks from here on.
    if (event.event === 'locked' && this.standing) {
      this.standing = false;
      this.port = Promise.withResolvers();
    }
    this.open = event.event !== 'locked' && (this.open || event.event === 'opened');
    this.listener(event);
  }
}

const ENDED: Reply<never> = {
  ok: false,
  error: { code: 'locked', message: 'The vault was locked before this was answered.' },
};
