import type { Event } from '../../shared/contract/events.ts';
import { decodeWire } from '../../shared/contract/wire.ts';

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
    while (performance.now() - aliveAt < PATIENCE_MS) {
      const again = await once(() => {
        aliveAt = performance.now();
      });
      if (!again) break;
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
