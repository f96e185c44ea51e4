import type { Socket } from 'node:net';
import { leaveMemoryOutOfDumps } from '../core/host/environment.ts';
import { forkProcess } from '../core/host/fork.ts';
import { endProcess, openLocalCore, replying } from '../core/host/local.ts';
import { type Back, serveWindow } from './back.ts';
import type { Entered, FromBack, ToBack } from './entrance.ts';

/**
 * The process that serves the browser and holds the core. It is all of the program that ever sees a reply, a passphrase or a
 * key, and it ends when the vault is locked; `supervisor.ts`, which holds the port and the token, starts another.
 */
leaveMemoryOutOfDumps();
const send = (message: FromBack): void => void process.send?.(message, undefined, undefined, () => {});

const questions = new Map<number, (answer: Entered) => void>();
let nextQuestion = 1;
let back: Back | null = null;
let lock: (why: 'closing' | 'suspend') => Promise<void> = () => Promise.resolve();

async function start({ options, token, port, past, vault }: Extract<ToBack, { kind: 'start' }>): Promise<void> {
  const core = openLocalCore(options, forkProcess);
  if (vault !== null) {
    const shown = await replying('show-vault', () => core.showVault(vault));
    if (!shown.ok) return send({ kind: 'failed', message: shown.error.message });
  }
  const enter = (code: unknown): Promise<Entered> => {
    const id = nextQuestion++;
    send({ kind: 'enter', id, code });
    return new Promise((resolve) => questions.set(id, resolve));
  };
  const served = serveWindow(core, { port, token, enter, replaced: alone.promise }, past);
  back = served;
  core.listen((event) => event.event === 'locked' && send({ kind: 'leaving', why: event.why, told: served.told }));
  lock = (why) => core.lock(why);
  void core.left.then(() => leave(served, false));
  send({ kind: 'ready' });
}
const alone = Promise.withResolvers<void>();
const ALONE_MS = 1000;
const FLUSHING_MS = 100;
/** Whoever was connected meanwhile is still told to ask again; cutting the connection would look like a failure. */
async function leave(served: Back | null, forGood: boolean): Promise<void> {
  served?.leave(forGood);
  if (!forGood) await Promise.race([alone.promise, new Promise((resolve) => setTimeout(resolve, ALONE_MS))]);
  setTimeout(endProcess, FLUSHING_MS);
}
const close = (): void => {
  back?.leave(true);
  void lock('closing').finally(() => leave(back, true));
};

process.on('message', (message: ToBack, socket?: Socket) => {
  switch (message.kind) {
    case 'start':
      return void start(message);
    case 'connection':
      return socket && (back ? back.connection(socket) : void socket.destroy());
    case 'entered':
      questions.get(message.id)?.(message.answer);
      questions.delete(message.id);
      return;
    case 'alone':
      return alone.resolve();
    case 'lock':
      return void lock('suspend');
    case 'close':
      return close();
  }
});
// Whoever started it is gone.
process.on('disconnect', close);
