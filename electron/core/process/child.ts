import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';
import type { ChildEntry, StartProcess } from '../host/channel.ts';

/** Under plain Node, measuring starts a program each time on systems other than Linux; Electron knows by itself. */
const MEASURE_EVERY_MS = process.platform === 'linux' || process.versions['electron'] ? 250 : 1000;

/** Ends `child` with `reason` once it holds more than `limit` bytes. @returns a function that stops watching */
export function watchMemory(child: Child, limit: number, reason: () => Fault): () => void {
  let stopped = false;
  void (async () => {
    const pid = await child.pid;
    while (!stopped && pid !== undefined) {
      const used = await child.memory();
      if (stopped) break;
      if (used !== null && used > limit) child.kill(reason());
      await new Promise((resolve) => setTimeout(resolve, MEASURE_EVERY_MS).unref());
    }
  })();
  return () => {
    stopped = true;
  };
}

/** What goes over a channel. `notice` is an unasked message about request `id`, such as a batch of rows. */
export type Request = { id: number; name: string; payload: unknown };
export type Response =
  | { id: number; kind: 'value'; value: unknown }
  | { id: number; kind: 'notice'; value: unknown }
  | { id: number; kind: 'fault'; code: ErrorCode; message: string }
  | { id: number; kind: 'broken'; where: string };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly notice: (value: unknown) => void;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onNotice?: (value: unknown) => void;
}

/** A child process that answers questions. Aborting a question ends the process: native work cannot be interrupted otherwise. */
export class Child {
  private readonly channel;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  ended = false;

  constructor(start: StartProcess, entry: ChildEntry) {
    this.channel = start(entry);
    this.channel.onMessage((message) => this.receive(message as Response));
    this.channel.onExit(() =>
      this.end(new Fault('internal', `The ${entry} process ended unexpectedly. Repeat the step.`)),
    );
  }

  get pid(): Promise<number | undefined> {
    return this.channel.pid;
  }

  /** Bytes that it holds; null when that is not known. */
  memory(): Promise<number | null> {
    return this.channel.memory();
  }

  ask<T>(name: string, payload: unknown, { signal, onNotice }: AskOptions = {}): Promise<T> {
    if (this.ended) return Promise.reject(new Fault('internal', 'The helper process has ended. Repeat the step.'));
    const id = this.next++;
    return new Promise<T>((resolve, reject) => {
      const stopped = new Fault('cancelled', 'Stopped.');
      const abort = () => this.kill(stopped);
      if (signal?.aborted) {
        abort();
        return reject(stopped); // it waits for no answer yet, so that ending the process does not reach it
      }
      signal?.addEventListener('abort', abort, { once: true });
      const settle =
        <A>(then: (value: A) => void) =>
        (value: A) => {
          signal?.removeEventListener('abort', abort);
          then(value);
        };
      this.waiting.set(id, {
        resolve: settle((value) => resolve(value as T)),
        reject: settle(reject),
        notice: onNotice ?? (() => {}),
      });
      this.channel.send({ id, name, payload } satisfies Request);
    });
  }

  /** Ends the process; what is being asked fails with `reason`. */
  kill(reason: Fault = new Fault('cancelled', 'Stopped.')): void {
    this.channel.kill();
    this.end(reason);
  }

  private end(reason: Fault): void {
    this.ended = true;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of all) each.reject(reason);
  }

  private receive(message: Response): void {
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    if (message.kind === 'notice') return waiting.notice(message.value);
    this.waiting.delete(message.id);
    if (message.kind === 'value') waiting.resolve(message.value);
    else if (message.kind === 'fault') waiting.reject(new Fault(message.code, message.message));
    else waiting.reject(new Error(message.where));
  }
}
