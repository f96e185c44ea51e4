import { Fault } from '../../../shared/contract/errors.ts';
import type { Dialect } from '../../../shared/contract/proofreading.ts';
import type { ReadContext } from '../context.ts';
import { Child, watchMemory } from '../process/child.ts';
import type { ProofAnswer, ProofRequest } from './process.ts';

type Context = Pick<ReadContext, 'core' | 'session'>;

/** Loading took 1.6 s and a text of 2,000 words 0.25 s, on a busy machine 9 s and 2 s. */
const READ_SECONDS = 60;
/** It holds about 450 MB, which nobody needs who does not write. */
const IDLE_SECONDS = 180;
const MOST_MEMORY_BYTES = 1500 << 20;
const stopped = (): Fault => new Fault('too-large', `Proofreading took more than ${READ_SECONDS} s and was stopped.`);
const tooMuch = (): Fault => new Fault('too-large', 'Proofreading needed too much memory and was stopped.');

/** The process that proofreads for a session: started when first needed, ended when idle and with the session. */
class Proofreader {
  private child: Child | null = null;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly core: Context['core'],
    session: Context['session'],
  ) {
    session.onClose(() => this.end(new Fault('locked', 'The vault was locked.')));
  }

  /** One text after the other, so that ending the process over one takes no other with it. */
  read(request: ProofRequest): Promise<ProofAnswer> {
    const turn = this.last.then(() => this.ask(request));
    this.last = turn.catch(() => {});
    return turn;
  }

  private async ask(request: ProofRequest): Promise<ProofAnswer> {
    clearTimeout(this.idle);
    if (!this.child || this.child.ended) this.child = new Child(this.core.startProcess, 'proofreader');
    const child = this.child;
    const timer = setTimeout(() => child.kill(stopped()), READ_SECONDS * 1000);
    const stop = watchMemory(child, MOST_MEMORY_BYTES, tooMuch);
    try {
      return await child.ask<ProofAnswer>('read', request);
    } finally {
      clearTimeout(timer);
      stop();
      this.idle = setTimeout(() => this.end(), IDLE_SECONDS * 1000).unref();
    }
  }

  private end(reason?: Fault): void {
    clearTimeout(this.idle);
    this.child?.kill(reason);
    this.child = null;
  }
}

const readers = new WeakMap<Context['session'], Proofreader>();

/** What Harper remarks on these paragraphs. @throws Fault `too-large` where it takes too long or too much memory */
export function proofread(
  { core, session }: Context,
  paragraphs: readonly string[],
  dialect: Dialect,
): Promise<ProofAnswer> {
  let reader = readers.get(session);
  if (!reader) readers.set(session, (reader = new Proofreader(core, session)));
  return reader.read({ paragraphs, dialect });
}
