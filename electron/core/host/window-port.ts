import { FileAnnouncement, WindowAsk } from '../../../shared/contract/bridge.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Ticket } from '../../../shared/contract/values.ts';
import { TICKET_LIFETIME_MS } from '../files/tickets.ts';
import type { Port } from './channel.ts';
import { type LocalCore, replying } from './local.ts';

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

/**
 * Serves one window over a port between its preload script and this process, so that no reply, event or file passes
 * Electron's main process. What comes is unknown until looked at; every failure is a reply.
 */
export function serveWindowPort(core: LocalCore, port: Port): void {
  const queues = new Map<Ticket, ByteQueue>();
  const deaf = core.listen((event) => port.send({ event }));
  port.onClose(() => {
    deaf();
    for (const queue of queues.values()) queue.break();
    queues.clear();
  });
  port.onMessage((message) => {
    const asked = WindowAsk.safeParse(message);
    if (asked.success) void answer(asked.data).then((reply) => port.send({ id: asked.data.id, answer: reply }));
  });

  function answer({ ask, given }: WindowAsk): Promise<unknown> {
    const [first, second] = given;
    switch (ask) {
      case 'call':
        return core.call(first, second);
      case 'admit-path':
        return replying(ask, async () => ({
          ticket: await core.admitPath(typeof first === 'string' ? first : '', 'file'),
        }));
      case 'admit-bytes':
        return replying(ask, () => announce(first, second));
      case 'admit-chunk':
        return admit(first, second);
    }
  }
  function announce(name: unknown, size: unknown): { ticket: Ticket } {
    const announced = FileAnnouncement.safeParse({ name, size });
    if (!announced.success) throw new Fault('bad-request', 'A file is announced with its name and size.');
    const queue = new ByteQueue(announced.data.name, announced.data.size);
    const ticket = core.admitBytes(announced.data.name, announced.data.size, queue.read());
    queues.set(ticket, queue);
    queue.whenForgotten(() => queues.delete(ticket));
    return { ticket };
  }
  /** @returns whether the core wants more */
  async function admit(ticket: unknown, chunk: unknown): Promise<boolean> {
    const parsed = Ticket.safeParse(ticket);
    const queue = parsed.success ? queues.get(parsed.data) : undefined;
    if (!parsed.success || !queue || !(chunk === null || chunk instanceof Uint8Array)) return false;
    const wanted = await queue.push(chunk);
    if (!wanted || chunk === null) queues.delete(parsed.data);
    return wanted;
  }
}
