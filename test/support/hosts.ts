import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Port } from '../../electron/core/host/channel.ts';
import { CoreClient, runJob, unwrap } from '../../electron/core/host/client.ts';
import { forkCore } from '../../electron/core/host/fork.ts';
import { type LocalCore, openLocalCore, type Why } from '../../electron/core/host/local.ts';
import type { WindowFiles } from '../../electron/core/host/window-files.ts';
import { serveWindowPort } from '../../electron/core/host/window-port.ts';
import { type Back, serveWindow } from '../../electron/loopback/back.ts';
import { Entrance } from '../../electron/loopback/entrance.ts';
import { openFront } from '../../electron/loopback/front.ts';
import { CorePort } from '../../electron/preload/core-port.ts';
import type { Transport } from '../../renderer/client/transport.ts';
import { httpTransport } from '../../renderer/client/transport-http.ts';
import { startKept } from './kept-children.ts';
import { CHEAP } from './passphrase.ts';

const optionsIn = (folder: string) => ({
  program: 'test 0',
  settingsFolder: folder,
  vaultsFolder: join(folder, 'vaults'),
  keyCost: CHEAP,
});

/** The real core in its process, with a home of its own. */
export interface CoreHost<C = CoreClient> extends AsyncDisposable {
  readonly client: C;
  readonly folder: string;
}
export function openCoreHost(): CoreHost {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-host-'));
  const client = new CoreClient(optionsIn(folder), forkCore);
  return {
    client,
    folder,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What tests ask of a core, whichever is there at the moment. */
export type Asked = Pick<CoreClient, 'call' | 'ask' | 'run' | 'listen'>;

/** The core in this very process; a fresh one takes its place on each lock, as a supervisor would have it. */
function replacedOnLock(
  onStart: (core: LocalCore, generation: number, locked: Why | null) => () => void | Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-host-'));
  const listeners = new Set<Parameters<LocalCore['listen']>[0]>();
  let ended = false;
  let core: LocalCore;
  const start = (generation: number, why: Why | null): void => {
    const here = openLocalCore(optionsIn(folder), startKept);
    core = here;
    let lockedWhy: Why | null = null;
    here.listen((event) => {
      if (event.event === 'locked') lockedWhy = event.why;
      for (const listener of listeners) listener(event);
    });
    const leave = onStart(here, generation, why);
    void here.left.then(async () => {
      await leave();
      if (!ended) start(generation + 1, lockedWhy);
    });
  };
  start(0, null);
  const client: Asked = {
    call: (name, input) => core.call(name, input),
    ask: async (name, input) => unwrap(await core.call(name, input)) as never,
    run: (name, input, options) => runJob(client, name, input, options),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    folder,
    client,
    core: () => core,
    [Symbol.asyncDispose]: async () => {
      ended = true;
      await core.lock('closing');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The browser host in this process, and the window's own transport to it. */
export interface HttpHost extends CoreHost<Asked> {
  readonly loopback: {
    readonly port: number;
    readonly token: string;
    readonly entrance: Entrance;
    close(): Promise<void>;
  };
  readonly base: string;
  readonly transport: Transport;
}
export async function openHttp(files?: WindowFiles): Promise<HttpHost> {
  const front = await openFront();
  const token = randomBytes(32).toString('base64url');
  const entrance = new Entrance(token);
  const sockets = new Set<Socket>();
  let back: Back | null = null;
  let told = 0;
  const enter = async (code: unknown) => entrance.exchange(code);
  const host = replacedOnLock((core, generation, lockedWhy) => {
    const locked = lockedWhy === null ? null : { why: lockedWhy, seq: told };
    const replaced = Promise.withResolvers<void>();
    const gate = { port: front.port, token, enter, replaced: replaced.promise };
    const here = serveWindow(core, gate, { generation, locked }, files);
    back = here;
    front.serveBy((socket) => {
      sockets.add(socket);
      here.connection(socket);
    });
    core.listen(({ event }) => {
      if (event !== 'locked') return;
      told = here.told;
      front.serveBy(null);
      replaced.resolve();
    });
    return () => here.leave(false);
  });
  const close = async (): Promise<void> => {
    back?.leave(true);
    setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, 100);
    await front.close();
  };
  const base = `http://127.0.0.1:${front.port}`;
  return {
    ...host,
    loopback: { port: front.port, token, entrance, close },
    base,
    transport: httpTransport(token, base),
    [Symbol.asyncDispose]: async () => {
      await close();
      await host[Symbol.asyncDispose]();
    },
  };
}

/** The core in this process behind a port, as Electron's windows have it; only Electron's message passing is missing. */
export interface PortHost extends CoreHost<Asked> {
  readonly port: CorePort;
  /** The core there is at the moment. */
  core(): LocalCore;
  /** The window is closed or loaded anew. */
  closeWindow(): void;
}
export function openPortHost(): PortHost {
  const port = new CorePort();
  let closeWindow = (): void => {};
  const host = replacedOnLock((core) => {
    const { port1, port2 } = new MessageChannel();
    const served: Port = {
      send: (message) => port1.postMessage(message),
      onMessage: (listener) => port1.on('message', listener),
      onClose: (listener) => port1.on('close', listener),
    };
    serveWindowPort(core, served);
    port.use(port2 as never);
    closeWindow = () => port2.close();
    return async () => {
      await new Promise((resolve) => setTimeout(resolve, 50)); // what was answered is on its way
      port1.close();
      port.lose();
    };
  });
  return {
    ...host,
    port,
    closeWindow: () => closeWindow(),
    [Symbol.asyncDispose]: async () => {
      closeWindow();
      await host[Symbol.asyncDispose]();
    },
  };
}
