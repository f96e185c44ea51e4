import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorCode, Fault, type Reply } from '../../shared/contract/errors.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import { failureReply, type LocalCore } from '../core/host/local.ts';
import { windowHeaders } from '../core/host/window-files.ts';

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

/** Headers of everything that is not a page of the window; no style may run in it, so nobody knows its nonce. */
export const plainHeaders = (): Record<string, string> => windowHeaders('none');

export function refuse(response: ServerResponse, status: number, message: string): void {
  const headers: Record<string, string> = { ...plainHeaders(), 'Content-Type': 'text/plain; charset=utf-8' };
  // What is still coming in is not read to its end: the connection goes.
  if (!response.req.complete) headers['Connection'] = 'close';
  response.writeHead(status, headers).end(`${message}\n`);
}

const STATUS: Partial<Record<ErrorCode, number>> = { 'bad-request': 400, 'too-large': 413 };

/** Sends a reply of the core, or one in its form. The status only repeats what the reply says. */
export function reply(response: ServerResponse, value: Reply<unknown>, status = 200): void {
  const headers: Record<string, string> = { ...plainHeaders(), 'Content-Type': 'application/json; charset=utf-8' };
  if (!response.req.complete) headers['Connection'] = 'close';
  response.writeHead(status, headers).end(encodeWire(value));
}

export function replyFault(response: ServerResponse, where: string, error: unknown): void {
  const failure = failureReply(where, error);
  reply(response, failure, failure.ok ? 200 : (STATUS[failure.error.code] ?? 200));
}

/** A sender that is silent for so long while its bytes are waited for has gone away. */
export const SILENCE_MS = 30_000;

/** What comes of a body, piece by piece; breaks the connection when the sender stalls. @throws Error */
export async function* piecesOf(request: IncomingMessage, silence = SILENCE_MS): AsyncIterableIterator<Buffer> {
  const iterator = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    // Runs only while the next piece is asked for: a reader that takes its time holds the sender back.
    const late = setTimeout(() => request.destroy(new Error('the sender stalled')), silence);
    const { done, value } = await iterator.next().finally(() => clearTimeout(late));
    if (done) return;
    yield value;
  }
}

/** The whole body as text. @throws Fault `too-large` */
export async function readBody(request: IncomingMessage, most: number): Promise<string> {
  const tooLarge = () =>
    new Fault('too-large', `A call may carry at most ${most / (1 << 20)} MiB. Send files as files, not inside a call.`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of piecesOf(request)) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
