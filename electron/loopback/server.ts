import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CoreClient } from '../core/host/client.ts';
import { type WindowFiles, windowFiles } from '../core/host/window-files.ts';
import { refuse, reply } from './answer.ts';
import { relayCall } from './calls.ts';
import { Entrance } from './entrance.ts';
import { EventStreams } from './events.ts';
import { download, Uploads } from './files.ts';
import { authorised, mayDownload, mayOpen } from './guard.ts';

export interface Loopback {
  readonly port: number;
  readonly token: string;
  /** What the user may open or type; opens the window as often as wanted. */
  readonly address: string;
  /** An address that works once and soon expires; for a browser's command line, which others on the machine can read. */
  onceAddress(): string;
  /** Hears that such an address was used twice: one of the two was not the user's own browser. */
  onStolen(listener: () => void): void;
  close(): Promise<void>;
}

/** Serves the window and relays it to the core, on this machine only. */
export async function startLoopback(core: CoreClient, files: WindowFiles = windowFiles()): Promise<Loopback> {
  const events = new EventStreams(core);
  const uploads = new Uploads(core);
  const entrance = new Entrance();
  const door = { port: 0, token: randomBytes(32).toString('base64url') };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers } = request;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!mayOpen(headers, door)) return refuse(response, 403, 'Not from here.');
    const downloading = /^\/download\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1];
    if (method === 'GET' && downloading) {
      if (!mayDownload(headers, door)) return refuse(response, 403, 'Not from here.');
      return download(core, downloading, response);
    }
    const file = method === 'GET' || method === 'HEAD' ? files(path) : null;
    if (file) {
      response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length });
      return void response.end(method === 'HEAD' ? undefined : file.body);
    }
    if (method === 'POST' && path === '/enter') return entrance.enter(request, response, door.token);
    if (!authorised(headers, door)) return refuse(response, 403, 'The token is missing or wrong.');
    if (method === 'POST' && path === '/call') return relayCall(core, request, response);
    if (method === 'GET' && path === '/events') return events.add(request, response);
    if (method === 'POST' && path === '/tickets') return uploads.announce(request, response);
    const uploading = /^\/tickets\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1];
    if (method === 'PUT' && uploading) return uploads.receive(uploading, request, response);
    refuse(response, 404, 'There is nothing here.');
  }

  const server = createServer(
    { requestTimeout: 0, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    (request, response) => {
      route(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else
          reply(response, { ok: false, error: { code: 'internal', message: 'Something unexpected went wrong.' } }, 500);
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, resolve);
  });
  door.port = (server.address() as AddressInfo).port;
  const base = `http://127.0.0.1:${door.port}/`;
  return {
    port: door.port,
    token: door.token,
    address: `${base}#${door.token}`,
    onStolen: (listener) => {
      entrance.onStolen = listener;
    },
    onceAddress: () => `${base}#once=${entrance.code()}`,
    close: async () => {
      events.end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      setTimeout(() => server.closeAllConnections(), 200).unref();
      await closed;
    },
  };
}
