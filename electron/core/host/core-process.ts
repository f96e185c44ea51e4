import './no-report.ts';
import type { Outgoing } from '../files/tickets.ts';
import { type ChildChannel, electronParent, type Port, type PortMain, portOf, type StartProcess } from './channel.ts';
import { leaveMemoryOutOfDumps } from './environment.ts';
import { forkProcess } from './fork.ts';
import { type KeyStoreAnswer, keyStoreThrough } from './key-store.ts';
import { endProcess, type LocalCore, openLocalCore, replying } from './local.ts';
import type { Admitted, Collected, FromCore, ToCore } from './protocol.ts';
import { serveWindowPort } from './window-port.ts';

/** The core in a process of its own, for Electron and the command line. It ends when the vault is locked. */
leaveMemoryOutOfDumps();
const electron = electronParent();

function send(message: FromCore): void {
  if (electron) electron.postMessage(message);
  else process.send?.(message, undefined, undefined, () => {});
}

interface StartedChild {
  readonly port: PromiseWithResolvers<Port>;
  readonly pid: PromiseWithResolvers<number | undefined>;
  /** Once it is known. */
  running: number | undefined;
  readonly onExit: (() => void)[];
  /** Who waits to hear how much memory it holds. */
  onMemory: ((bytes: number | null) => void)[];
}
const children = new Map<number, StartedChild>();
let nextChild = 1;

/** Under Electron only its main process starts others. It hands over one end of a port: what is said goes past it. */
const startThroughMain: StartProcess = (entry) => {
  const id = nextChild++;
  const child: StartedChild = {
    port: Promise.withResolvers(),
    pid: Promise.withResolvers(),
    running: undefined,
    onExit: [],
    onMemory: [],
  };
  children.set(id, child);
  send({ kind: 'child-start', child: id, entry });
  return {
    send: (message) => void child.port.promise.then((port) => port.send(message)),
    onMessage: (listener) => void child.port.promise.then((port) => port.onMessage(listener)),
    onExit: (listener) => child.onExit.push(listener),
    kill: () => send({ kind: 'child-kill', child: id }),
    pid: child.pid.promise,
    memory: () => {
      if (!children.has(id)) return Promise.resolve(null);
      const asked = Promise.withResolvers<number | null>();
      child.onMemory.push(asked.resolve);
      send({ kind: 'child-memory', child: id });
      return asked.promise;
    },
  } satisfies ChildChannel;
};

/**
 * What main would end is ended from here where main was killed: a child deep in a query hears of nothing, and has the key.
 * Under plain Node the children are of this process's group, which ends as a whole.
 */
process.on('exit', () => {
  for (const { running } of children.values()) {
    try {
      if (running !== undefined) process.kill(running, 'SIGKILL');
    } catch {
      // it has ended by itself (ESRCH)
    }
  }
});

const questions = new Map<number, (answer: KeyStoreAnswer) => void>();
let nextQuestion = 1;
/** Only the host reaches the operating system's key store. */
const keyStore = keyStoreThrough((asked) => {
  const request = nextQuestion++;
  send({ kind: 'key-store', request, asked });
  return new Promise((resolve) => questions.set(request, resolve));
});

const streams = new Map<number, AsyncIterator<Uint8Array>>();
let nextStream = 1;
function collected({ name, mediaType, open }: Outgoing): Collected {
  const stream = nextStream++;
  streams.set(stream, open()[Symbol.asyncIterator]());
  return { name, mediaType, stream };
}
async function pull(stream: number): Promise<Uint8Array | null> {
  const next = await streams.get(stream)?.next();
  if (next && !next.done) return next.value;
  streams.delete(stream);
  return null;
}

let core: LocalCore | null = null;
const LEAVING_MS = electron ? 100 : 0; // Electron does not say when a message is on its way

function start(options: Extract<ToCore, { kind: 'start' }>['options']): void {
  const started = openLocalCore(
    options,
    electron ? startThroughMain : forkProcess,
    options.keyStore === true ? keyStore : null,
  );
  core = started;
  started.listen((event) => {
    if (!electron || options.hostHears === true) send({ kind: 'event', event });
    if (event.event === 'locked') send({ kind: 'leaving', why: event.why });
  });
  void started.left.then(() => setTimeout(leave, LEAVING_MS));
  send({ kind: 'ready' });
}
function leave(): void {
  // Written after all others; when it is through, so are they.
  if (process.send) process.send(null, undefined, undefined, endProcess);
  else endProcess();
}

function childStarted(id: number, pid: number | undefined, port: PortMain | undefined): void {
  const child = children.get(id);
  if (!child) return;
  child.running = pid;
  child.pid.resolve(pid);
  if (port) child.port.resolve(portOf(port));
}

function tellMemory(id: number, bytes: number | null): void {
  const child = children.get(id);
  const waiting = child?.onMemory ?? [];
  if (child) child.onMemory = [];
  for (const hear of waiting) hear(bytes);
}

function receive(message: ToCore, port: PortMain | undefined): void {
  if (message.kind === 'start') return start(message.options);
  const here = core;
  if (!here) return;
  const answer = (id: number, work: () => unknown): void =>
    void replying(message.kind, work).then((reply) => send({ kind: 'answer', id, reply }));
  switch (message.kind) {
    case 'call':
      return void here
        .call(message.name, message.input)
        .then((reply) => send({ kind: 'answer', id: message.id, reply }));
    case 'admit-path':
      return answer(
        message.id,
        async (): Promise<Admitted> => ({ ticket: await here.admitPath(message.path, message.as) }),
      );
    case 'collect':
      return answer(message.id, () => collected(here.collect(message.ticket)));
    case 'pull':
      return answer(message.id, () => pull(message.stream));
    case 'drop':
      void streams.get(message.stream)?.return?.();
      streams.delete(message.stream);
      return;
    case 'save':
      return answer(message.id, () => here.save(message.ticket, message.path));
    case 'show-vault':
      return answer(message.id, () => here.showVault(message.path));
    case 'lock':
      return answer(message.id, () => here.lock(message.why));
    case 'key-store-answer':
      questions.get(message.request)?.(message.answer);
      questions.delete(message.request);
      return;
    case 'window':
      if (port) serveWindowPort(here, portOf(port));
      return;
    case 'child':
      return childStarted(message.child, message.pid, port);
    case 'child-memory':
      return tellMemory(message.child, message.bytes);
    case 'child-exit':
      tellMemory(message.child, null);
      for (const listener of children.get(message.child)?.onExit ?? []) listener();
      children.delete(message.child);
      return;
  }
}

if (electron) electron.on('message', ({ data, ports }) => receive(data as ToCore, ports[0]));
else {
  process.on('message', (message) => receive(message as ToCore, undefined));
  // Whoever started it is gone: the vault is locked, which ends the process; without a vault it ends so.
  process.on('disconnect', () => void (core?.lock('closing') ?? Promise.resolve()).finally(endProcess));
}
