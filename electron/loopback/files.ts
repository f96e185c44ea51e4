import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Fault } from '../../shared/contract/errors.ts';
import { FORGET_AFTER_MS, type LocalCore } from '../core/host/local.ts';
import { piecesOf, plainHeaders, readJson, refuse, reply, replyFault } from './answer.ts';

const Announced = z.strictObject({
  name: z.string().min(1).max(1000),
  size: z.int().min(0).nullable(),
});
const BYTES_MUST_COME_WITHIN_MS = 60_000;

interface Upload {
  begin(request: IncomingMessage): Promise<void>;
  /** Resolves when the core has read all, or will read no more. */
  readonly over: Promise<void>;
}

/** Files on their way in: announced first, so that a command can name them, then streamed as fast as the core reads. */
export class Uploads {
  private readonly waiting = new Map<string, Upload>();

  constructor(private readonly core: LocalCore) {}

  /** `POST /tickets {name, size}` -> `{ticket}` */
  async announce(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const parsed = Announced.safeParse(await readJson(request, 1 << 16));
      if (!parsed.success) throw new Fault('bad-request', 'A file is announced with its name and size.');
      const { name, size } = parsed.data;
      const { upload, bytes } = meeting(name, size);
      const ticket = this.core.admitBytes(name, size, bytes);
      this.waiting.set(ticket, upload);
      // Announced and never sent, or sent to nobody.
      const forget = setTimeout(() => this.waiting.delete(ticket), FORGET_AFTER_MS).unref();
      void upload.over.then(() => {
        clearTimeout(forget);
        this.waiting.delete(ticket);
      });
      reply(response, { ok: true, value: { ticket } });
    } catch (error) {
      replyFault(response, 'announcing a file', error);
    }
  }

  /** `PUT /tickets/TICKET`: answered when the core has taken the bytes, or wants no more of them. */
  async receive(ticket: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = this.waiting.get(ticket);
    this.waiting.delete(ticket);
    if (!upload) return refuse(response, 403, 'Unknown ticket.');
    await upload.begin(request);
    reply(response, { ok: true, value: null });
  }
}

/** Where the core, which reads when it is ready, and the request, which comes when the window sends it, meet. */
function meeting(name: string, size: number | null): { upload: Upload; bytes: AsyncIterable<Uint8Array> } {
  const arrived = Promise.withResolvers<IncomingMessage>();
  const finished = Promise.withResolvers<void>();
  const broken = () =>
    new Fault('changed', `"${name}" stopped arriving before its end. Nothing was stored; import it again.`);
  async function* read(): AsyncIterableIterator<Uint8Array> {
    let seen = 0;
    try {
      const late = setTimeout(() => arrived.reject(broken()), BYTES_MUST_COME_WITHIN_MS);
      const request = await arrived.promise.finally(() => clearTimeout(late));
      for await (const chunk of piecesOf(request)) {
        seen += chunk.length;
        if (size !== null && seen > size) throw broken();
        yield chunk;
      }
      if (!request.complete || (size !== null && seen !== size)) throw broken();
    } catch (error) {
      throw error instanceof Fault ? error : broken();
    } finally {
      finished.resolve();
    }
  }
  arrived.promise.catch(() => {}); // the reader, if there is one, hears of it
  return {
    upload: {
      begin: (request) => {
        request.on('close', () => finished.resolve());
        arrived.resolve(request);
        return finished.promise;
      },
      over: finished.promise,
    },
    bytes: read(),
  };
}

/** `GET /download/TICKET`: a finished file, once, always as an attachment. `known` hears that there is one. */
export async function download(
  core: LocalCore,
  ticket: string,
  response: ServerResponse,
  known: () => void,
): Promise<void> {
  let found: ReturnType<LocalCore['collect']>;
  try {
    found = core.collect(ticket);
  } catch {
    return refuse(response, 403, 'That file was fetched already, or too long ago. Make it again.');
  }
  known();
  response.writeHead(200, {
    ...plainHeaders(),
    'Content-Type': found.mediaType,
    'Content-Disposition': attachment(found.name),
  });
  // A failure on the way breaks the connection, so that the browser marks the download as failed.
  await pipeline(found.open(), response).catch(() => response.destroy());
}

/** RFC 6266 with the RFC 8187 form beside a plain ASCII one. */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
