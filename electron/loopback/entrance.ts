import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse, reply } from './answer.ts';
import { readJson } from './calls.ts';
import { sameSecret, sameSite } from './guard.ts';

const LIFETIME_MS = 2 * 60_000;

/**
 * Exchanges a single-use code for the token. A browser is started with an address on its command line, which every
 * user of the machine can read; the token must not stand there. Should someone else be faster with the code, the
 * user's own window is turned away, and the host is told (`onStolen`) so that it can end before a vault is opened.
 */
export class Entrance {
  private readonly codes = new Map<string, { until: number; used: boolean }>();
  onStolen: () => void = () => {};

  code(): string {
    const code = randomBytes(32).toString('base64url');
    this.codes.set(code, { until: Date.now() + LIFETIME_MS, used: false });
    return code;
  }

  /** `POST /enter {code}` -> `{token}` */
  async enter(request: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
    const given = sameSite(request.headers) ? (await readJson(request, 1 << 10).catch(() => null))?.['code'] : null;
    const entry = [...this.codes].find(([code]) => typeof given === 'string' && sameSecret(given, code))?.[1];
    if (!entry || entry.until < Date.now()) return refuse(response, 403, 'The address has expired.');
    if (entry.used) {
      refuse(response, 403, 'The address was used before.');
      return this.onStolen();
    }
    entry.used = true;
    reply(response, { ok: true, value: { token } });
  }
}
