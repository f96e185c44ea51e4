import type { Reply } from '../../shared/contract/errors.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import type { Transport } from './transport.ts';
import { electronTransport } from './transport-electron.ts';
import { httpTransport } from './transport-http.ts';

/**
 * The way to the core from where this page runs; null when it was opened without the address the host printed.
 *
 * In a browser the key comes in the address's fragment, which a browser sends to no server. It is taken out of the
 * address bar at once and kept in `sessionStorage`, so that a reload does not lose the session: that store belongs to
 * this one tab, no other origin can read it, and the key is worthless once the program has ended.
 */
export async function connect(): Promise<Transport | null> {
  if (window.redthread) return electronTransport(window.redthread);
  const token = await enter();
  return token === null ? null : httpTransport(token);
}

const KEPT_AS = 'redthread-token';

async function enter(): Promise<string | null> {
  const fragment = location.hash.slice(1);
  if (fragment === '') return sessionStorage.getItem(KEPT_AS);
  history.replaceState(null, '', location.pathname);
  const token = fragment.startsWith('once=') ? await exchange(fragment.slice('once='.length)) : fragment;
  if (token !== null) sessionStorage.setItem(KEPT_AS, token);
  return token;
}

/** A browser that the program itself opened got a code that works once, in place of the key. */
async function exchange(code: string): Promise<string | null> {
  const response = await fetch('/enter', { method: 'POST', body: encodeWire({ code }), cache: 'no-store' });
  if (!response.ok) return null;
  const reply = decodeWire(await response.text()) as Reply<{ token: string }>;
  return reply.ok ? reply.value.token : null;
}
