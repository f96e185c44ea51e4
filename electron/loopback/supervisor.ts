import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { defaultFolders } from '../core/host/entries.ts';
import { forkEntry, killGroup } from '../core/host/fork.ts';
import { VERSION } from '../core/host/version.ts';
import type { Ending } from './ending.ts';
import { Entrance, type FromBack, type ToBack } from './entrance.ts';
import type { Past } from './events.ts';
import { openFront } from './front.ts';
import { watchSleep } from './sleep.ts';

/** A core that does not end by then is killed; SQLite rolls back what it had not committed. */
const LOCK_MS = 5000;

export interface Supervised {
  /** For the user: works once; `onNewAddress` hears of the next. */
  readonly address: string;
  onNewAddress(listener: (address: string) => void): void;
  /** For a browser's command line: works once and soon expires. */
  launchAddress(): string;
  /** Hears that such an address was used twice: one of the two was not the user's own browser. */
  onStolen(listener: () => void): void;
}

/** Connections that may not be acknowledged yet; a browser opens six at a time. */
const MOST_HANDED = 64;

/**
 * Holds the port, the token and the codes, and keeps a process that serves: when a vault is locked that process ends, the
 * only way to be rid of what it knew, and a fresh one takes its place. Connections are passed on unread.
 * @param vault a folder to show among the recent vaults. @throws when there is no vault in it
 */
export async function supervise(ending: Ending, vault?: string): Promise<Supervised> {
  const folders = defaultFolders();
  const options = { program: `browser ${VERSION}`, settingsFolder: folders.settings, vaultsFolder: folders.vaults };
  const token = randomBytes(32).toString('base64url');
  const entrance = new Entrance(token);
  const front = await openFront();
  const base = `http://127.0.0.1:${front.port}/`;
  const first = Promise.withResolvers<void>();
  let generation = 0;
  let closing = false;
  let present: ChildProcess;
  /** Started while the one before still ends, so that a window waits less. */
  let prepared: ChildProcess | null = null;

  const prepare = (): ChildProcess => forkEntry('browser-host', { group: true });
  const say = (back: ChildProcess, message: ToBack): void => void (back.connected && back.send(message, () => {}));

  function start(locked: Past['locked']): void {
    const back = prepared ?? prepare();
    prepared = null;
    present = back;
    let ready = false;
    const handed: Socket[] = [];
    let last: Past['locked'] = { why: 'ended', seq: Number.POSITIVE_INFINITY };
    back.on('error', () => killGroup(back));
    back.on('message', (message: FromBack) => {
      switch (message.kind) {
        case 'ready':
          ready = true;
          front.serveBy((socket) => {
            handed.push(socket);
            if (handed.length > MOST_HANDED) handed.shift();
            back.send({ kind: 'connection' } satisfies ToBack, socket, {}, () => {});
          });
          return first.resolve();
        case 'failed':
          return first.reject(new Error(message.message));
        case 'enter':
          return say(back, { kind: 'entered', id: message.id, answer: entrance.exchange(message.code) });
        case 'leaving':
          last = { why: message.why, seq: message.told };
          front.serveBy(null);
          say(back, { kind: 'alone' });
          setTimeout(() => killGroup(back), LOCK_MS).unref();
          if (!closing) prepared = prepare();
          return;
      }
    });
    back.on('exit', () => {
      killGroup(back);
      // One that it had not acknowledged is still open here, and a window would wait on it for ever.
      for (const socket of handed) socket.destroy();
      front.serveBy(null);
      if (closing) return;
      if (ready) return start(last);
      first.reject(new Error('its process did not start'));
      ending.end(1);
    });
    const past: Past = { generation: generation++, locked };
    say(back, {
      kind: 'start',
      options,
      token,
      port: front.port,
      past,
      vault: vault === undefined ? null : resolve(vault),
    });
  }

  ending.add(async () => {
    closing = true;
    if (prepared) killGroup(prepared);
    const gone = new Promise<void>((done) => present.once('exit', () => done()));
    say(present, { kind: 'close' });
    const late = setTimeout(() => killGroup(present), LOCK_MS);
    if (present.exitCode === null && present.signalCode === null) await gone;
    clearTimeout(late);
    await front.close();
  });
  ending.add(watchSleep(() => say(present, { kind: 'lock' })));
  start(null);
  await first.promise;

  let hear: (address: string) => void = () => {};
  entrance.onUsed = () => hear(`${base}#once=${entrance.code(false)}`);
  return {
    address: `${base}#once=${entrance.code(false)}`,
    onNewAddress: (listener) => {
      hear = listener;
    },
    launchAddress: () => `${base}#once=${entrance.code(true)}`,
    onStolen: (listener) => {
      entrance.onStolen = listener;
    },
  };
}
