import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import { CallError } from './call.ts';
import type { Transport } from './transport.ts';

const CHUNK_BYTES = 1 << 20;

/** The preload script's bridge as a transport. */
export function electronTransport(bridge: Bridge): Transport {
  const listeners = new Set<(event: Event | null) => void>();
  let gone = false;
  bridge.listen((event) => {
    if (event === null) gone = true;
    for (const listener of listeners) listener(event);
  });
  return {
    host: 'electron',
    call: (name, input) => bridge.call(name, input),
    listen: (listener) => {
      listeners.add(listener);
      if (gone) queueMicrotask(() => listeners.has(listener) && listener(null));
      return () => listeners.delete(listener);
    },
    admit: async (file) => {
      const onDisk = await bridge.admitFile(file);
      if (onDisk) return { ticket: unwrap(onDisk).ticket, send: async () => {} };
      const { ticket } = unwrap(await bridge.admitBytes(file.name || 'pasted', file.size));
      return { ticket, send: () => sendBytes(bridge, ticket, file) };
    },
    save: async (ticket, name) => unwrap(await bridge.save(ticket, name)),
    pickFolder: async () => unwrap(await bridge.pickFolder())?.ticket ?? null,
  };
}

async function sendBytes(bridge: Bridge, ticket: Parameters<Bridge['admitChunk']>[0], file: File): Promise<void> {
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const chunk = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer());
    if (!(await bridge.admitChunk(ticket, chunk))) return; // the command that redeems the ticket says why
  }
  await bridge.admitChunk(ticket, null);
}

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallError(reply.error.code, reply.error.message);
}
