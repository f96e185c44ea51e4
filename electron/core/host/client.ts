import type { Answer, CommandName, Input, JobName, Output } from '../../../shared/contract/commands.ts';
import { Fault, type Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import { followJob, type JobOptions } from '../../../shared/contract/jobs.ts';
import type { JobId, Ticket } from '../../../shared/contract/values.ts';
import type { CoreOptions } from '../core.ts';
import type { Channel, StartCore } from './channel.ts';
import { answerKeyStore, type KeyStore } from './key-store.ts';
import type { Why } from './local.ts';
import type { Admitted, Collected, FromCore, ToCore } from './protocol.ts';

/** A core that does not answer a lock by then is killed: what was not acknowledged is not stored. */
const LOCK_MS = 5000;

/** Several times what any command takes. */
const MOST_LEVELS = 64;

/**
 * Whether data goes deeper than any command's: a forked process cannot read a message of some thousand levels, and ends.
 * Level by level, so that neither depth nor circles cost anything.
 */
function isNested(input: unknown): boolean {
  let level = new Set<object>();
  const note = (into: Set<object>, value: unknown) => {
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) into.add(value);
  };
  note(level, input);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    const next = new Set<object>();
    for (const value of level)
      for (const child of value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value))
        note(next, child);
    level = next;
  }
  return false;
}

/**
 * The core from the process that started it. When a vault is locked the core's process ends and a fresh one takes its
 * place; so it does when the core crashed. A process that ends before it is ready is not started again.
 */
export class CoreClient {
  private channel: Channel;
  private readonly waiting = new Map<number, (reply: Reply<unknown>) => void>();
  private readonly listeners = new Set<(event: Event) => void>();
  private next = 1;
  private ready = false;
  private closing = false;
  private gone = false;
  /** Resolves when a fresh process has taken the place of one that ends. */
  private fresh: PromiseWithResolvers<void> | null = null;
  private readonly finish = Promise.withResolvers<void>();
  private readonly options: CoreOptions;

  constructor(
    options: CoreOptions,
    private readonly startCore: StartCore,
    private readonly keyStore: KeyStore | null = null,
  ) {
    this.options = { ...options, keyStore: keyStore !== null };
    this.channel = this.start();
  }

  /** Resolves when the core is gone for good, asked or not. */
  get ended(): Promise<void> {
    return this.finish.promise;
  }

  /** Of the process that the core lives in at present. */
  get pid(): Promise<number | undefined> {
    return this.channel.pid;
  }

  /** Relays a call as it came; the core judges name and input. */
  call(name: unknown, input: unknown): Promise<Reply<unknown>> {
    if (isNested(input)) return Promise.resolve(failure('bad-request', 'The input is nested too deeply.'));
    return this.request({ kind: 'call', name, input });
  }
  /** A call of the host's own, typed; @throws Fault */
  async ask<N extends CommandName>(name: N, input: Input<N>): Promise<Answer<N>> {
    return unwrap(await this.call(name, input)) as Answer<N>;
  }
  /** Starts a job and waits for its end. Aborting `signal` cancels it. @throws Fault */
  async run<N extends JobName>(name: N, input: Input<N>, options: JobOptions = {}): Promise<Output<N>> {
    return runJob(this, name, input, options);
  }

  listen(listener: (event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A file or folder that the user picked, dropped or named; bytes for a file whose path is no UTF-8. @throws Fault when it cannot be read. */
  async admitPath(path: string | Uint8Array, as: 'file' | 'folder' = 'file'): Promise<Ticket> {
    return (unwrap(await this.request({ kind: 'admit-path', path, as })) as Admitted).ticket;
  }
  /** Redeems a ticket for a finished file. @throws Fault */
  async collect(
    ticket: unknown,
  ): Promise<{ name: string; mediaType: string; bytes: AsyncIterableIterator<Uint8Array> }> {
    const { name, mediaType, stream } = unwrap(await this.request({ kind: 'collect', ticket })) as Collected;
    return { name, mediaType, bytes: this.pull(stream) };
  }
  /** Writes the finished file behind a ticket; its bytes do not come through this process. @throws Fault */
  async save(ticket: unknown, path: string): Promise<void> {
    unwrap(await this.request({ kind: 'save', ticket, path }));
  }
  /** Puts a vault that the user named among the recent ones, so that a window can offer it. @throws Fault */
  async showVault(path: string): Promise<void> {
    unwrap(await this.request({ kind: 'show-vault', path }));
  }

  /** Locks the vault; whatever the core is doing, its process and all that it knew are gone after five seconds at most. */
  async lock(why: Why): Promise<void> {
    if (this.gone) return;
    const { channel } = this;
    const late = setTimeout(() => channel.kill(), LOCK_MS);
    await this.request({ kind: 'lock', why }).finally(() => clearTimeout(late));
  }
  /** Locks the vault and ends the core's process and its children. */
  async close(): Promise<void> {
    if (this.gone) return;
    this.closing = true;
    await this.lock('closing');
    this.channel.kill();
    await this.ended;
  }

  private start(): Channel {
    this.ready = false;
    const channel = this.startCore();
    channel.onMessage((message) => message !== null && this.receive(channel, message as FromCore));
    channel.onExit(() => this.exited());
    channel.send({ kind: 'start', options: this.options } satisfies ToCore);
    return channel;
  }
  private exited(): void {
    const again = this.ready && !this.closing;
    if (!again) this.gone = true;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    if (again) this.channel = this.start();
    for (const answer of waiting) answer(again ? ENDED : GONE);
    this.fresh?.resolve();
    this.fresh = null;
    if (!again) this.finish.resolve();
  }
  private async *pull(stream: number): AsyncIterableIterator<Uint8Array> {
    try {
      for (;;) {
        const chunk = unwrap(await this.request({ kind: 'pull', stream })) as Uint8Array | null;
        if (!chunk) return;
        yield chunk;
      }
    } finally {
      this.channel.send({ kind: 'drop', stream } satisfies ToCore);
    }
  }
  private async request(message: OmitId<ToCore>): Promise<Reply<unknown>> {
    await this.fresh?.promise;
    if (this.gone) return GONE;
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      try {
        this.channel.send({ ...message, id });
      } catch {
        this.waiting.delete(id);
        resolve(UNSENDABLE);
      }
    });
  }
  private receive(channel: Channel, message: FromCore): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        return;
      case 'leaving':
        this.fresh ??= Promise.withResolvers();
        return;
      case 'answer':
        this.waiting.get(message.id)?.(message.reply);
        this.waiting.delete(message.id);
        return;
      case 'event':
        for (const listener of this.listeners) listener(message.event);
        return;
      case 'key-store':
        return void answerKeyStore(this.keyStore, message.asked).then((answer) =>
          channel.send({ kind: 'key-store-answer', request: message.request, answer } satisfies ToCore),
        );
    }
  }
}

/** A core as jobs are run on it: any that is called and heard. */
interface Callable {
  call(name: unknown, input: unknown): Promise<Reply<unknown>>;
  listen(listener: (event: Event) => void): () => void;
}
/** Starts a job and waits for its result. @throws Fault */
export async function runJob<N extends JobName>(
  core: Callable,
  name: N,
  input: Input<N>,
  options: JobOptions = {},
): Promise<Output<N>> {
  const result = await followJob(
    {
      start: async () => (unwrap(await core.call(name, input)) as { jobId: JobId }).jobId,
      listen: (hear) => core.listen(hear),
      cancel: (jobId) => void core.call('job.cancel', { jobId }),
      failure: (code, message) => new Fault(code, message),
    },
    options,
  );
  return result as Output<N>;
}

type OmitId<M> = M extends { id: number } ? Omit<M, 'id'> : never;
const failure = (code: 'internal' | 'locked' | 'bad-request', message: string): Reply<never> => ({
  ok: false,
  error: { code, message },
});
const GONE = failure('internal', 'The core has ended. Start the program again; everything acknowledged is stored.');
const ENDED = failure('locked', 'The vault was locked before this was answered.');
const UNSENDABLE = failure('bad-request', 'The call holds something that is not data, or is nested too deeply.');

export function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.value;
  throw new Fault(reply.error.code, reply.error.message);
}
