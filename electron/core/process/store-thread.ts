import { Worker } from 'node:worker_threads';
import type { WriteDb } from '../db/open.ts';
import type { StoreOpening, ToCopy, ToWrite, Wrote } from '../db/store-thread.ts';
import { entryFile } from '../host/entries.ts';

/** What is known of a session to write beside it. */
export interface Opened {
  readonly storeFile: string;
  readonly key: Uint8Array;
  readonly writer: WriteDb;
  onClose(closer: () => void): void;
}

const running = new WeakMap<WriteDb, StoreThread>();
const known = new WeakSet<WriteDb>();
const YOUNG_MB = 2;
let threads = 1;

/** The thread that writes beside a session, while anybody has something for it. Meanwhile a commit of the core copies nothing. */
export class StoreThread {
  readonly opening: StoreOpening;
  ended = false;
  private users = 0;
  private readonly worker: Worker;
  private readonly asked: PromiseWithResolvers<Wrote>[] = [];
  private readonly exited = Promise.withResolvers<void>();
  private readonly copyAgain: () => void;

  private constructor(private readonly opened: Opened) {
    const { storeFile: file, key, writer } = opened;
    const copy = new SharedArrayBuffer(key.length);
    new Uint8Array(copy).set(key);
    this.opening = {
      file,
      key: copy,
      settling: writer.settling.shared,
      turns: writer.turns.shared,
      who: ++threads,
    };
    this.copyAgain = writer.leaveCopying();
    // What it is sent lies outside its heap and goes with its young part: a small one keeps little of it.
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    this.worker = new Worker(entryFile('store-thread'), { workerData: this.opening, resourceLimits });
    this.worker.on('message', (wrote: Wrote) => this.asked.shift()?.resolve(wrote));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => {
      this.end(new Error('the thread that writes to the store ended'));
      this.exited.resolve();
    });
  }

  /** The thread of a session, which is started for its first user. `leave` is to be called once. */
  static join(opened: Opened): StoreThread {
    const { writer } = opened;
    let thread = running.get(writer);
    if (!thread || thread.ended) {
      thread = new StoreThread(opened);
      running.set(writer, thread);
    }
    if (!known.has(writer)) opened.onClose(() => running.get(writer)?.stop());
    known.add(writer);
    thread.users++;
    return thread;
  }

  /** Each is answered in its turn. @throws where the thread ended before */
  ask(message: ToWrite | ToCopy, transfer: readonly ArrayBuffer[] = []): Promise<Wrote> {
    const answer = Promise.withResolvers<Wrote>();
    if (this.ended) answer.reject(new Error('the thread that writes to the store has ended'));
    else {
      this.asked.push(answer);
      this.worker.postMessage(message, [...transfer]);
    }
    return answer.promise;
  }

  /** With its last user the thread ends, after it copied what was written. */
  async leave(): Promise<void> {
    if (--this.users > 0) return;
    if (running.get(this.opened.writer) === this) running.delete(this.opened.writer);
    await this.ask('copy').catch(() => {});
    await this.stop();
  }

  private async stop(): Promise<void> {
    try {
      await this.worker.terminate();
      await this.exited.promise;
    } finally {
      const { key, who } = this.opening;
      new Uint8Array(key).fill(0);
      this.opened.writer.settling.letGo(who);
      this.opened.writer.turns.letGo(who);
    }
  }

  private end(error: unknown): void {
    if (!this.ended) this.copyAgain();
    this.ended = true;
    for (const answer of this.asked.splice(0)) answer.reject(error);
  }
}
