import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { FolderAsk, FolderPage } from '../../shared/contract/folders.ts';
import type { Ticket } from '../../shared/contract/values.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import { CallError } from './call.ts';
import { Listeners } from './listeners.ts';
import { forgetPrint, printHere } from './print-here.ts';
import type { Transport } from './transport.ts';
import { Uploads } from './uploads.ts';

/** The host sends a blank line every ten seconds; a stream that stays silent longer than this is broken. */
const SILENCE_MS = 35_000;
/** For how long a host that does not answer may still come back (a machine waking up). */
const PATIENCE_MS = 8_000;
const RETRY_MS = 400;

type Line = { hello: number } | { seq: number; event: Event } | { ended: true };

/**
 * Follows the host's events for as long as the page lives, over as many connections as it takes; none is lost,
 * because each is numbered and the host repeats what came after the last one heard. Tells `null` once when the
 * host is gone for good. `open` resolves when the first connection stands or can never stand.
 */
export function followEvents(
  base: string,
  headers: Record<string, string>,
  tell: (event: Event | null) => void,
  connected: (up: boolean) => void = () => {},
): { open: Promise<void> } {
  const open = Promise.withResolvers<void>();
  let heard: number | null = null;

  /** @returns false when there is no use in trying again */
  async function once(alive: () => void): Promise<boolean> {
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(), SILENCE_MS);
    try {
      const last: Record<string, string> = heard === null ? {} : { 'Last-Event-ID': String(heard) };
      const response = await fetch(`${base}/events`, {
        headers: { ...headers, ...last },
        cache: 'no-store',
        signal: stop.signal,
      });
      if (response.status === 403 || !response.body) return false;
      for await (const text of lines(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), SILENCE_MS);
        alive();
        if (text === '') continue;
        const line = decodeWire(text) as Line;
        if ('ended' in line) return false;
        if ('hello' in line) {
          if (heard !== null) connected(true);
          heard ??= line.hello;
          open.resolve();
        } else {
          heard = line.seq;
          tell(line.event);
        }
      }
    } catch {
      // the connection broke; try again
    } finally {
      clearTimeout(timer);
      stop.abort();
    }
    return true;
  }

  async function follow(): Promise<void> {
    let aliveAt = performance.now();
    let wasSilent = false;
    while (performance.now() - aliveAt < PATIENCE_MS) {
      const asked = performance.now();
      const again = await once(() => {
        aliveAt = performance.now();
        wasSilent = false;
      });
      if (!again) break;
      connected(false);
      // What was never answered may have been asked of a process that died of it: one more is asked of its successor.
      if (!wasSilent && performance.now() - asked >= SILENCE_MS) {
        wasSilent = true;
        aliveAt = performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    tell(null);
    open.resolve();
  }
  void follow();
  return { open: open.promise };
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncIterableIterator<string> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

/** HTTP to the host at `base`, which is the one that served this page. `token` is what it gave out at its start. */
export function httpTransport(token: string, base = location.origin): Transport {
  const authorization = { Authorization: `Bearer ${token}` };
  const listeners = new Listeners<Event | null>();
  const uploads = new Uploads();
  let gone = false;
  const connection = new Listeners<boolean>();
  const events = followEvents(
    base,
    authorization,
    (event) => {
      if (event === null) gone = true;
      if (event === null || event.event === 'locked') forgetPrint();
      uploads.sawEvent(event);
      listeners.tell(event);
    },
    (up) => connection.tell(up),
  );

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

  async function ofFolders<T>(asked: FolderAsk): Promise<T> {
    const reply = await send('POST', '/folders', encodeWire(asked));
    if (!reply.ok) throw new CallError(reply.error.code, reply.error.message);
    return reply.value as T;
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
    connection: connection.add,
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
    print: async (ticket) => {
      const response = await fetch(`${base}/download/${ticket}`, { headers: authorization, cache: 'no-store' });
      if (!response.ok)
        throw new CallError('not-found', 'That report was fetched already, or too long ago. Print it again.');
      await printHere(await response.blob());
      return 'offered';
    },
    folders: {
      list: (ref) => ofFolders<FolderPage>({ act: 'list', ref }),
      make: (ref, name) => ofFolders<FolderPage>({ act: 'make', ref, name }),
      choose: async (ref) => (await ofFolders<{ ticket: Ticket }>({ act: 'choose', ref })).ticket,
    },
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
