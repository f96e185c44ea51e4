import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreClient } from '../../electron/core/host/client.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import type { WindowFiles } from '../../electron/core/host/window-files.ts';
import { type Loopback, startLoopback } from '../../electron/loopback/server.ts';
import type { Transport } from '../../renderer/client/transport.ts';
import { httpTransport } from '../../renderer/client/transport-http.ts';
import { CHEAP } from './passphrase.ts';

/** The real core in its worker thread, with a home of its own. */
export interface WorkerHost extends AsyncDisposable {
  readonly client: CoreClient;
  readonly folder: string;
}
export function openWorker(): WorkerHost {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-host-'));
  const client = new CoreClient(
    { program: 'test 0', settingsFolder: folder, vaultsFolder: join(folder, 'vaults'), keyCost: CHEAP },
    forkProcess,
  );
  return {
    client,
    folder,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The loopback host in front of it, and the window's own transport to it. */
export interface HttpHost extends WorkerHost {
  readonly loopback: Loopback;
  readonly base: string;
  readonly transport: Transport;
}
export async function openHttp(files?: WindowFiles): Promise<HttpHost> {
  const worker = openWorker();
  const loopback = await startLoopback(worker.client, files);
  const base = `http://127.0.0.1:${loopback.port}`;
  return {
    ...worker,
    loopback,
    base,
    transport: httpTransport(loopback.token, base),
    [Symbol.asyncDispose]: async () => {
      await loopback.close();
      await worker[Symbol.asyncDispose]();
    },
  };
}
