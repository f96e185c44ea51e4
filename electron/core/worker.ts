import { MessageChannel, parentPort, workerData } from 'node:worker_threads';
import { Fault, type Reply } from '../../shared/contract/errors.ts';
import { Ticket } from '../../shared/contract/values.ts';
import { type CoreOptions, makeCore } from './core.ts';
import { dispatch } from './dispatch.ts';
import { incomingFile } from './files/disk.ts';
import { readPipe, servePipe } from './files/pipe.ts';
import type { Channel, StartProcess } from './host/channel.ts';
import { type KeyStoreAnswer, keyStoreThrough } from './host/key-store.ts';
import type { Admitted, Collected, FromCore, ToCore } from './host/protocol.ts';
import { logFault } from './log.ts';
import { lockVault, watchIdle } from './vault/lock.ts';

if (!parentPort) throw new Error('the core runs in a worker thread');
const host = parentPort;
const send = (message: FromCore, transfer: readonly import('node:worker_threads').Transferable[] = []) =>
  host.postMessage(message, transfer);

const children = new Map<
  number,
  { message(value: unknown): void; pid(value: number | undefined): void; exit(): void }
>();
let nextChild = 1;

/** The host starts processes, because under Electron only its main thread can. */
const startProcess: StartProcess = (entry) => {
  const child = nextChild++;
  const onMessage: ((message: unknown) => void)[] = [];
  const onExit: (() => void)[] = [];
  const pid = Promise.withResolvers<number | undefined>();
  children.set(child, {
    message: (value) => {
      for (const listener of onMessage) listener(value);
    },
    pid: pid.resolve,
    exit: () => {
      children.delete(child);
      for (const listener of onExit) listener();
    },
  });
  send({ kind: 'child-start', child, entry });
  return {
    send: (message) => send({ kind: 'child-send', child, message }),
    onMessage: (listener) => onMessage.push(listener),
    onExit: (listener) => onExit.push(listener),
    kill: () => send({ kind: 'child-kill', child }),
    pid: pid.promise,
  } satisfies Channel;
};

const asked = new Map<number, (answer: KeyStoreAnswer) => void>();
let nextRequest = 1;
/** So does it ask the operating system's key store, where it reaches one. */
const keyStore = keyStoreThrough((question) => {
  const request = nextRequest++;
  send({ kind: 'key-store', request, asked: question });
  return new Promise((resolve) => asked.set(request, resolve));
});

const options = workerData as CoreOptions;
const core = makeCore(
  options,
  startProcess,
  (event) => send({ kind: 'event', event }),
  options.keyStore === true ? keyStore : null,
);
watchIdle(core);

host.on('message', (message: ToCore) => {
  switch (message.kind) {
    case 'call':
      return void dispatch(core, message.name, message.input).then((reply) =>
        send({ kind: 'answer', id: message.id, reply }),
      );
    case 'admit-path':
      return void answer(
        message.id,
        async (): Promise<Admitted> => ({
          ticket: core.tickets.issue(
            message.as === 'folder' ? { kind: 'folder', path: message.path } : await incomingFile(message.path),
          ),
        }),
      );
    case 'admit-bytes': {
      const { name, size, port } = message;
      return void answer(
        message.id,
        async (): Promise<Admitted> => ({
          ticket: core.tickets.issue({ kind: 'file', name, size, open: () => readPipe(port) }),
        }),
      );
    }
    case 'collect':
      return void collect(message.id, message.ticket);
    case 'show-vault':
      return void answer(message.id, async () => {
        core.settings.show(message.path);
        return null;
      });
    case 'close':
      return void answer(message.id, async () => {
        await lockVault(core, 'closing');
        return null;
      });
    case 'key-store-answer':
      asked.get(message.request)?.(message.answer);
      asked.delete(message.request);
      return;
    case 'child-message':
      return children.get(message.child)?.message(message.message);
    case 'child-pid':
      return children.get(message.child)?.pid(message.pid);
    case 'child-exit':
      return children.get(message.child)?.exit();
  }
});

function refusal(error: unknown, where: string): Reply<never> {
  if (error instanceof Fault) return { ok: false, error: { code: error.code, message: error.message } };
  logFault(where, error);
  return { ok: false, error: { code: 'internal', message: 'Something unexpected went wrong.' } };
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  const reply: Reply<unknown> = await work().then(
    (value) => ({ ok: true, value }),
    (error: unknown) => refusal(error, 'host request'),
  );
  send({ kind: 'answer', id, reply });
}

async function collect(id: number, ticket: unknown): Promise<void> {
  try {
    const parsed = Ticket.safeParse(ticket);
    if (!parsed.success) throw new Fault('bad-request', 'That is not a ticket.');
    const { name, mediaType, open } = core.tickets.takeOutgoing(parsed.data);
    const { port1, port2 } = new MessageChannel();
    servePipe(port1, open());
    send({ kind: 'answer', id, reply: { ok: true, value: { name, mediaType, port: port2 } satisfies Collected } }, [
      port2,
    ]);
  } catch (error) {
    send({ kind: 'answer', id, reply: refusal(error, 'collect') });
  }
}
