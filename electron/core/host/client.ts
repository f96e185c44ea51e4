import { MessageChannel, type MessagePort, type Transferable, Worker } from 'node:worker_threads';
import type { Answer, CommandName, Input, JobName, Output } from '../../../shared/contract/commands.ts';
import { Fault, type Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import { followJob, type JobOptions } from '../../../shared/contract/follow-job.ts';
import type { JobId, Ticket } from '../../../shared/contract/values.ts';
import type { CoreOptions } from '../core.ts';
import { readPipe, servePipe } from '../files/pipe.ts';
import type { Channel, StartProcess } from './channel.ts';
import { entryFile } from './entries.ts';
import { answerKeyStore, type KeyStore } from './key-store.ts';
import type { Admitted, Collected, FromCore, ToCore } from './protocol.ts';

/** All that a host knows of the core. `call` relays what the renderer says; everything else is for the host itself. */
export class CoreClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (reply: Reply<unknown>) => void>();
  private readonly listeners = new Set<(event: Event) => void>();
  private readonly children = new Map<number, Channel>();
  private next = 1;
  private gone = false;
  private readonly finish = Promise.withResolvers<void>();

  constructor(
    options: CoreOptions,
    private readonly startProcess: StartProcess,
    private readonly keyStore: KeyStore | null = null,
  ) {
    const workerData: CoreOptions = { ...options, keyStore: keyStore !== null };
    this.worker = new Worker(entryFile('core-worker'), { workerData });
    this.worker.on('message', (message: FromCore) => this.receive(message));
    this.worker.on('error', () => this.end());
    this.worker.on('exit', () => this.end());
  }

  /** Resolves when the core is gone, asked or not. */
  get ended(): Promise<void> {
    return this.finish.promise;
  }

  /** Relays a call as it came; the core judges name and input. */
  call(name: unknown, input: unknown): Promise<Reply<unknown>> {
    return this.request({ kind: 'call', name, input });
  }
  /** A call of the host's own, typed; @throws Fault */
  async ask<N extends CommandName>(name: N, input: Input<N>): Promise<Answer<N>> {
    return unwrap(await this.call(name, input)) as Answer<N>;
  }
  /** Starts a job and waits for its end. Aborting `signal` cancels it. @throws Fault */
  async run<N extends JobName>(name: N, input: Input<N>, options: JobOptions = {}): Promise<Output<N>> {
    const result = await followJob(
      {
        start: async () => ((await this.ask(name, input)) as { jobId: JobId }).jobId,
        listen: (hear) => this.listen(hear),
        cancel: (jobId) => void this.call('job.cancel', { jobId }),
        failure: (code, message) => new Fault(code, message),
      },
      options,
    );
    return result as Output<N>;
  }

  listen(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A file or folder that the user picked, dropped or named. @throws Fault when it cannot be read. */
  async admitPath(path: string, as: 'file' | 'folder' = 'file'): Promise<Ticket> {
    return (unwrap(await this.request({ kind: 'admit-path', path, as })) as Admitted).ticket;
  }
  /** Bytes that arrive over the host's transport; they are pulled when the core wants them, never stored on the way. */
  async admitBytes(name: string, size: number | null, bytes: AsyncIterable<Uint8Array>): Promise<Ticket> {
    const { port1, port2 } = new MessageChannel();
    servePipe(port1, bytes);
    port1.unref();
    return (unwrap(await this.request({ kind: 'admit-bytes', name, size, port: port2 }, [port2])) as Admitted).ticket;
  }
  /** Redeems a ticket for a finished file. @throws Fault */
  async collect(
    ticket: unknown,
  ): Promise<{ name: string; mediaType: string; bytes: AsyncIterableIterator<Uint8Array> }> {
    const { name, mediaType, port } = unwrap(await this.request({ kind: 'collect', ticket })) as Collected;
    return { name, mediaType, bytes: readPipe(port as MessagePort) };
  }

  /** Puts a vault that the user named among the recent ones, so that a window can offer it. @throws Fault */
  async showVault(path: string): Promise<void> {
    unwrap(await this.request({ kind: 'show-vault', path }));
  }

  /** Locks the vault and ends every thread and process the core has. */
  async close(): Promise<void> {
    if (this.gone) return;
    await this.request({ kind: 'close' });
    for (const child of this.children.values()) child.kill();
    await this.worker.terminate();
  }

  private request(message: OmitId<ToCore>, transfer: readonly Transferable[] = []): Promise<Reply<unknown>> {
    if (this.gone) return Promise.resolve(GONE);
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      try {
        this.worker.postMessage({ ...message, id }, transfer);
      } catch {
        this.waiting.delete(id);
        resolve(UNSENDABLE);
      }
    });
  }
  private tell(message: ToCore): void {
    if (!this.gone) this.worker.postMessage(message);
  }
  private receive(message: FromCore): void {
    switch (message.kind) {
      case 'answer':
        this.waiting.get(message.id)?.(message.reply);
        this.waiting.delete(message.id);
        return;
      case 'event':
        for (const listener of this.listeners) listener(message.event);
        return;
      case 'key-store':
        return void answerKeyStore(this.keyStore, message.asked).then((answer) =>
          this.tell({ kind: 'key-store-answer', request: message.request, answer }),
        );
      case 'child-start':
        return this.startChild(message.child, this.startProcess(message.entry));
      case 'child-send':
        return this.children.get(message.child)?.send(message.message);
      case 'child-kill':
        return this.children.get(message.child)?.kill();
    }
  }
  private startChild(child: number, channel: Channel): void {
    this.children.set(child, channel);
    channel.onMessage((value) => this.tell({ kind: 'child-message', child, message: value }));
    channel.onExit(() => {
      this.children.delete(child);
      this.tell({ kind: 'child-exit', child });
    });
    void channel.pid.then((pid) => this.tell({ kind: 'child-pid', child, pid }));
  }
  private end(): void {
    this.gone = true;
    this.finish.resolve();
    for (const child of this.children.values()) child.kill();
    for (const answer of this.waiting.values()) answer(GONE);
    this.waiting.clear();
  }
}

type OmitId<M> = M extends { id: number } ? Omit<M, 'id'> : never;
const GONE: Reply<never> = {
  ok: false,
  error: {
    code: 'internal',
    message: 'The core has ended. Start the program again; everything acknowledged is stored.',
  },
};

const UNSENDABLE: Reply<never> = {
  ok: false,
  error: { code: 'bad-request', message: 'The call holds something that is not data, or is nested too deeply.' },
};

function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.value;
  throw new Fault(reply.error.code, reply.error.message);
}
