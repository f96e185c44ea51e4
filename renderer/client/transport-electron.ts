import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { Ticket } from '../../shared/contract/values.ts';
import { CallError } from './call.ts';
import { Listeners } from './listeners.ts';
import type { Transport } from './transport.ts';
import { Uploads } from './uploads.ts';

const CHUNK_BYTES = 1 << 20;

/** The preload script's bridge as a transport. */
export function electronTransport(bridge: Bridge): Transport {
  const listeners = new Listeners<Event | null>();
  const uploads = new Uploads();
  let gone = false;
  bridge.listen((event) => {
    if (event === null) gone = true;
    uploads.sawEvent(event);
    listeners.tell(event);
  });
  return {
    host: 'electron',
    call: async (name, input) => {
      const reply = await bridge.call(name, input);
      uploads.sawReply(input, reply);
      return reply;
    },
    listen: (listener) => {
      const stop = listeners.add(listener);
      let wanted = true;
      if (gone) queueMicrotask(() => wanted && listener(null));
      return () => {
        wanted = false;
        stop();
      };
    },
    admit: async (file) => {
      const onDisk = await bridge.admitFile(file);
      if (onDisk) return { ticket: unwrap(onDisk).ticket, send: async () => {} };
      const { ticket } = unwrap(await bridge.admitBytes(file.name || 'pasted', file.size));
      const wanted = uploads.wanted(ticket);
      return { ticket, send: () => sendBytes(bridge, ticket, file, wanted) };
    },
    save: async (ticket, name) => unwrap(await bridge.save(ticket, name)),
    print: async (ticket, name) => unwrap(await bridge.print(ticket, name)),
    folders: async () => unwrap(await bridge.pickFolder())?.ticket ?? null,
  };
}

/** Ends early, without a word, when nobody wants the bytes: the command that redeems the ticket says why. */
async function sendBytes(bridge: Bridge, ticket: Ticket, file: File, wanted: AbortSignal): Promise<void> {
  const unwanted = new Promise<false>((resolve) => {
    wanted.addEventListener('abort', () => resolve(false), { once: true });
  });
  for (let at = 0; at < file.size && !wanted.aborted; at += CHUNK_BYTES) {
    const chunk = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer());
    if (!(await Promise.race([bridge.admitChunk(ticket, chunk), unwanted]))) return;
  }
  if (!wanted.aborted) await Promise.race([bridge.admitChunk(ticket, null), unwanted]);
}

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallError(reply.error.code, reply.error.message);
}
