import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '../../shared/contract/errors.ts';
import { decodeWire } from '../../shared/contract/wire.ts';
import type { LocalCore } from '../core/host/local.ts';
import { readBody, reply, replyFault } from './answer.ts';

/** A board's picture is the largest thing a call carries. */
export const MOST_CALL_BYTES = 64 << 20;

/** `POST /call {name, input}`: relayed as it is; the core judges it. */
export async function relayCall(core: LocalCore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readJson(request, MOST_CALL_BYTES);
    const answer = await core.call(body['name'], body['input']);
    reply(response, answer, !answer.ok && answer.error.code === 'bad-request' ? 400 : 200);
  } catch (error) {
    replyFault(response, 'relaying a call', error);
  }
}

/** An object out of a request's body. @throws Fault `bad-request`, `too-large` */
export async function readJson(request: IncomingMessage, most: number): Promise<Record<string, unknown>> {
  const text = await readBody(request, most);
  let value: unknown;
  try {
    value = decodeWire(text);
  } catch {
    throw new Fault('bad-request', 'The call is not JSON.');
  }
  if (typeof value !== 'object' || value === null) throw new Fault('bad-request', 'The call is not an object.');
  return value as Record<string, unknown>;
}
