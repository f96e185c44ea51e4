import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that depends neither on where the texts differ nor on their length. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** What a request must show. `port` is the one this launch listens on. */
export interface Door {
  readonly port: number;
  readonly token: string;
}

/**
 * Is the request meant for this very program? A page that has its name resolve to 127.0.0.1 (DNS rebinding)
 * sends that name as `Host`; a page from elsewhere sends its own `Origin`.
 */
export function addressed(headers: IncomingHttpHeaders, { port }: Pick<Door, 'port'>): boolean {
  const host = `127.0.0.1:${port}`;
  return headers.host === host && (headers.origin === undefined || headers.origin === `http://${host}`);
}

/** Was it sent by our own page, as far as the browser says? Programs other than browsers send no such header. */
export const sameSite = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';

/** May it have the window's files? They hold no secret, but a page from elsewhere has no business with them. */
export const mayOpen = (headers: IncomingHttpHeaders, door: Pick<Door, 'port'>): boolean =>
  addressed(headers, door) && (sameSite(headers) || headers['sec-fetch-site'] === 'none');

/** May it speak to the core? */
export function authorised(headers: IncomingHttpHeaders, door: Door): boolean {
  const given = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(headers.authorization ?? '')?.[1];
  return addressed(headers, door) && sameSite(headers) && given !== undefined && sameSecret(given, door.token);
}

/**
 * May it fetch a finished file? A browser's download carries no header of ours, so the single-use ticket in the
 * address is the key, and the browser's own word that our page asked for it must be there; a bearer token does as well.
 */
export const mayDownload = (headers: IncomingHttpHeaders, door: Door): boolean =>
  authorised(headers, door) || (addressed(headers, door) && headers['sec-fetch-site'] === 'same-origin');
