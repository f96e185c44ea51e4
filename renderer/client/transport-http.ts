import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { Ticket } from '../../shared/contract/values.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import { CallError } from './call.ts';
import { followEvents } from './events-http.ts';
import { Listeners } from './listeners.ts';
import type { Transport } from './transport.ts';
import { Uploads } from './uploads.ts';

/** HTTP to the host at `base`, which is the one that served this page. `token` is what it gave out at its start. */
export function httpTransport(token: string, base = location.origin): Transport {
  const authorization = { Authorization: `Bearer ${token}` };
  const listeners = new Listeners<Event | null>();
  const uploads = new Uploads();
  let gone = false;
  const events = followEvents(base, authorization, (event) => {
    if (event === null) gone = true;
    uploads.sawEvent(event);
    listeners.tell(event);
  });

  async function send(
    method: string,
    path: string,
    body: BodyInit,
    signal: AbortSignal | null = null,
  ): Promise<Reply<unknown>> {
    // A job may end at once; its end must not be missed for want of a stream to hear it on.
    await events.open;
    if (gone) return GONE;
    try {
      const response = await fetch(base + path, { method, body, headers: authorization, cache: 'no-store', signal });
      if (response.status === 403) return REFUSED;
      return decodeWire(await response.text()) as Reply<unknown>;
    } catch {
      return UNREACHABLE;
    }
  }

  return {
    host: 'browser',
    call: async (name, input) => {
      const reply = await send('POST', '/call', encodeWire({ name, input }));
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
      const reply = await send('POST', '/tickets', encodeWire({ name: file.name || 'pasted', size: file.size }));
      if (!reply.ok) throw new CallError(reply.error.code, reply.error.message);
      const { ticket } = reply.value as { ticket: Ticket };
      const wanted = uploads.wanted(ticket);
      return {
        ticket,
        // What goes wrong with the bytes, the command that redeems the ticket says.
        send: () => inTurn(async () => wanted.aborted || send('PUT', `/tickets/${ticket}`, file, wanted)),
      };
    },
    save: async (ticket, name) => {
      const anchor = document.createElement('a');
      anchor.href = `${base}/download/${ticket}`;
      anchor.download = name;
      anchor.click();
      return 'saved';
    },
    pickFolder: null,
  };
}

/** A browser keeps six connections to a host; uploads must leave some for calls and events. */
const UPLOADS_AT_ONCE = 2;
let uploading = 0;
const queue: (() => void)[] = [];
async function inTurn(work: () => Promise<unknown>): Promise<void> {
  if (uploading >= UPLOADS_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else uploading += 1;
  try {
    await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else uploading -= 1;
  }
}

const failure = (message: string): Reply<never> => ({ ok: false, error: { code: 'internal', message } });
const GONE = failure('The program has ended. Start it again; everything acknowledged is stored.');
const REFUSED = failure('The program did not accept this window. Open the address that it printed at its start.');
const UNREACHABLE = failure('The program does not answer. If it has ended, start it again.');
