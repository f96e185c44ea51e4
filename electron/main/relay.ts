import { type Channels, FileAnnouncement } from '../../shared/contract/bridge.ts';
import { Fault, type Reply } from '../../shared/contract/errors.ts';
import { Ticket } from '../../shared/contract/values.ts';
import type { CoreClient } from '../core/host/client.ts';
import { saveTo } from '../core/host/save.ts';
import { ByteQueue } from './byte-queue.ts';

/** The system's dialogs; null when the user dismissed one. */
export interface Dialogs {
  whereToSave(name: string): Promise<string | null>;
  whichFolder(): Promise<string | null>;
}

export type Relay = { readonly [C in Channels]: (...given: readonly unknown[]) => Promise<unknown> } & {
  /** The window is gone or was loaded anew: nothing it had begun to send will come. */
  forget(): void;
};

/** What the window may ask of the host. Arguments are unknown until looked at; every failure is a reply. */
export function makeRelay(core: CoreClient, dialogs: Dialogs): Relay {
  const queues = new Map<Ticket, ByteQueue>();
  return {
    call: (name, input) => core.call(name, input),
    'admit-path': (path) =>
      replying(async () => ({ ticket: await core.admitPath(typeof path === 'string' ? path : '') })),
    'admit-bytes': (name, size) =>
      replying(async () => {
        const announced = FileAnnouncement.safeParse({ name, size });
        if (!announced.success) throw new Fault('bad-request', 'A file is announced with its name and size.');
        const queue = new ByteQueue(announced.data.name, announced.data.size);
        const ticket = await core.admitBytes(announced.data.name, announced.data.size, queue.read());
        queues.set(ticket, queue);
        return { ticket };
      }),
    'admit-chunk': async (ticket, chunk) => {
      const parsed = Ticket.safeParse(ticket);
      const queue = parsed.success ? queues.get(parsed.data) : undefined;
      if (!parsed.success || !queue || !(chunk === null || chunk instanceof Uint8Array)) return false;
      const wanted = await queue.push(chunk);
      if (!wanted || chunk === null) queues.delete(parsed.data);
      return wanted;
    },
    save: (ticket, name) =>
      replying(async () => {
        if (typeof name !== 'string') throw new Fault('bad-request', 'A file is saved under a name.');
        const path = await dialogs.whereToSave(name);
        if (path === null) return 'cancelled';
        await saveTo(path, (await core.collect(ticket)).bytes);
        return 'saved';
      }),
    'pick-folder': () =>
      replying(async () => {
        const path = await dialogs.whichFolder();
        return path === null ? null : { ticket: await core.admitPath(path, 'folder') };
      }),
    forget: () => {
      for (const queue of queues.values()) queue.break();
      queues.clear();
    },
  };
}

async function replying(work: () => Promise<unknown>): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, error: { code: error.code, message: error.message } };
    return { ok: false, error: { code: 'internal', message: 'Something unexpected went wrong.' } };
  }
}
