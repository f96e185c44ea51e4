import { FileAnnouncement, WindowAsk } from '../../../shared/contract/bridge.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Ticket } from '../../../shared/contract/values.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Port } from './channel.ts';
import { type LocalCore, replying } from './local.ts';

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
