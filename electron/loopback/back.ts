import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Fault } from '../../shared/contract/errors.ts';
import { FolderAsk } from '../../shared/contract/folders.ts';
import { FolderList, type TopFolder } from '../core/host/folder-list.ts';
import { failureReply, type LocalCore } from '../core/host/local.ts';
import { type WindowFiles, windowFiles } from '../core/host/window-files.ts';
import { readJson, refuse, relayCall, reply, replyFault } from './answer.ts';
import { Connections } from './connections.ts';
import type { Entered } from './entrance.ts';
import { EventStreams, type Past } from './events.ts';
import { download, Uploads } from './files.ts';
import { authorised, type Door, mayDownload, mayOpen, sameSite } from './guard.ts';

export interface Gate extends Door {
  /** Exchanges a code for the token. */
  enter(code: unknown): Promise<Entered>;
  /** Resolves when, after a lock, no connection comes here any more: the next ones wait for the next process. */
  readonly replaced: Promise<void>;
}
export interface Back {
  connection(socket: Socket): void;
  /** The number of the last event that windows were told. */
  readonly told: number;
  /** Answers nothing more; windows hear whether the program ends (`forGood`), or only this process. */
  leave(forGood: boolean): void;
}

/** Serves the window and the core over connections that someone else accepted. */
export function serveWindow(
  core: LocalCore,
  gate: Gate,
  past: Past,
  files: WindowFiles = windowFiles(),
  tops?: () => readonly TopFolder[],
): Back {
  const folders = new FolderList((path) => core.admitPath(path, 'folder'), tops);
  const events = new EventStreams(core, past);
  const uploads = new Uploads(core);
  const connections = new Connections();
  let leaving: 'no' | 'replaced' | 'for good' = 'no';
  const answering = new Set<ServerResponse>();
  /** Whoever asks on from here is answered by the next process, over another connection. */
  const turnAway = (forGood: boolean): void => {
    if (leaving !== 'for good') leaving = forGood ? 'for good' : 'replaced';
    for (const response of answering) if (!response.headersSent) response.setHeader('Connection', 'close');
    server.closeIdleConnections();
  };
  core.listen(({ event }) => event === 'locked' && turnAway(false));

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers, socket } = request;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!mayOpen(headers, gate)) return refuse(response, 403, 'Not from here.');
    if (leaving !== 'no') return toNext(request, response);
    const downloading = /^\/download\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1];
    if (method === 'GET' && downloading) {
      if (!mayDownload(headers, gate)) return refuse(response, 403, 'Not from here.');
      return download(core, downloading, response, () => connections.known(socket));
    }
    const file = method === 'GET' || method === 'HEAD' ? files(path) : null;
    if (file) {
      response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length });
      return void response.end(method === 'HEAD' ? undefined : file.body);
    }
    if (method === 'POST' && path === '/enter') return enter(request, response);
    if (!authorised(headers, gate)) return refuse(response, 403, 'The token is missing or wrong.');
    connections.known(socket);
    if (method === 'POST' && path === '/call') return relayCall(core, request, response);
    if (method === 'GET' && path === '/events') return events.add(request, response);
    if (method === 'POST' && path === '/folders') return listFolders(request, response);
    if (method === 'POST' && path === '/tickets') return uploads.announce(request, response);
    const uploading = /^\/tickets\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1];
    if (method === 'PUT' && uploading) return uploads.receive(uploading, request, response);
    refuse(response, 404, 'There is nothing here.');
  }
  /** Sends whoever asks to the process that comes next, unread: the new connection waits until that one is ready. */
  async function toNext(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Connection', 'close');
    if (leaving === 'replaced') await gate.replaced;
    if (leaving === 'for good') return refuse(response, 503, 'The program has ended.');
    // Joined, not resolved: a path that begins with two slashes would name another host.
    const path = request.url?.startsWith('/') ? request.url : '/';
    response.setHeader('Location', `http://127.0.0.1:${gate.port}${path}`);
    refuse(response, 307, 'Another process answers.');
  }
  /** `POST /folders`: a page of the list of folders, or a ticket for the one that was chosen. */
  async function listFolders(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const asked = FolderAsk.safeParse(await readJson(request, 1 << 12));
      if (!asked.success) throw new Fault('bad-request', asked.error.issues[0]?.message ?? 'No such folder.');
      reply(response, { ok: true, value: await folders.answer(asked.data) });
    } catch (error) {
      replyFault(response, 'listing folders', error);
    }
  }
  /** `POST /enter {code}` -> `{token}` */
  async function enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = sameSite(request.headers) ? await readJson(request, 1 << 10).catch(() => null) : null;
    const entered = await gate.enter(body?.['code']);
    if ('refused' in entered) return refuse(response, 403, entered.refused);
    connections.known(request.socket);
    reply(response, { ok: true, value: entered });
  }

  // Bodies have no time limit as a whole, because a file may be large; each piece has one, where it is read.
  const server = createServer({ requestTimeout: 0, maxHeaderSize: 16_384 }, (request, response) => {
    answering.add(response);
    response.on('close', () => answering.delete(response));
    route(request, response).catch((error: unknown) => {
      const failure = failureReply('browser host', error);
      if (response.headersSent) response.destroy();
      else reply(response, failure, 500);
    });
  });
  return {
    connection: (socket) => {
      socket.on('error', () => {});
      connections.add(socket);
      server.emit('connection', socket);
      socket.resume();
    },
    get told() {
      return events.told;
    },
    leave: (forGood) => {
      events.end(forGood);
      turnAway(forGood);
    },
  };
}
