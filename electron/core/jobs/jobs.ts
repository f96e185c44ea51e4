import { randomUUID } from 'node:crypto';
import { commands, type JobName } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import { JobId } from '../../../shared/contract/values.ts';
import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { untilAborted } from '../files/arriving.ts';
import { toFailure } from '../reply.ts';

/** A job's line in the store, there for as long as it runs. */
export interface Entry {
  label(text: string): void;
  end(): void;
}

interface Writing {
  readonly readOnly: string | null;
  readonly writer: WriteDb;
  /** @throws Fault */
  mustBeWritable(): void;
}
const NO_LINE: Entry = { label: () => {}, end: () => {} };

/** Notes that a job runs, so that the next opening can tell what was interrupted. @throws Fault where it could not write what it is to */
export function enterJob(session: Writing, command: JobName, at: string): Entry {
  if (commands[command].effect === 'reads') return NO_LINE;
  if (command === 'report.print' && session.readOnly !== null) return NO_LINE; // its pages say that it is unrecorded
  session.mustBeWritable();
  // A copy of the vault would hold the line of the job that makes it, and tell of it when it is opened.
  if (command === 'vault.backup') return NO_LINE;
  const db = session.writer;
  const id = db.insertId(
    sql`INSERT INTO running_jobs (command, label, started_at) VALUES (${command}, ${command}, ${at})`,
  );
  return {
    label: (text) => void db.run(sql`UPDATE running_jobs SET label = ${text} WHERE id = ${id}`),
    end: () => void db.run(sql`DELETE FROM running_jobs WHERE id = ${id}`),
  };
}

/** What ran when the program last ended without locking, oldest first; asked once, at opening. */
export function takeInterrupted(db: WriteDb): string[] {
  return db.transaction(() => {
    const labels = db.all<{ label: string }>(sql`SELECT label FROM running_jobs ORDER BY id`).map(({ label }) => label);
    if (labels.length > 0) db.run(sql`DELETE FROM running_jobs`);
    return labels;
  });
}

const KEPT = 200; // finished jobs remembered, so that a window that reconnects can ask for them
const REPORT_EVERY_MS = 100;
const STALLED_MS = 2000;

export interface Running {
  readonly signal: AbortSignal;
  /** Says that nobody waits for it: it started by itself, can be taken up again, and keeps no vault open that nobody uses. */
  unattended(): void;
  label(text: string): void;
  progress(done: number, total: number | null, unit: NonNullable<JobState['progress']>['unit']): void;
  /** Bytes that someone else sends: they end with the job's signal, and while they stall the job does not count as busy. */
  arriving(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** Long work: started, reported as events, cancelled, and remembered for a while once ended. */
export class Jobs {
  private readonly states = new Map<JobId, JobState>();
  private readonly controllers = new Map<JobId, AbortController>();
  private readonly alone = new Set<JobId>();
  private readonly ends = new Map<JobId, Promise<void>>();
  /** Since when a job waits for bytes from outside. */
  private readonly waiting = new Map<JobId, number>();
  private silent = false;

  constructor(private readonly emit: (event: Event) => void) {}

  start(command: string, label: string, work: (running: Running) => Promise<unknown>): JobId {
    const id = JobId.parse(randomUUID());
    const controller = new AbortController();
    this.controllers.set(id, controller);
    this.set({ id, command, label, state: 'running', progress: null, error: null, result: null });
    let reported = 0;
    const running: Running = {
      signal: controller.signal,
      unattended: () => void this.alone.add(id),
      label: (text) => this.set({ ...this.get(id), label: text }),
      progress: (done, total, unit) => {
        const now = performance.now();
        const silent = now - reported < REPORT_EVERY_MS && done !== total;
        if (!silent) reported = now;
        this.set({ ...this.get(id), progress: { done, total, unit } }, silent);
      },
      arriving: (bytes) =>
        untilAborted(bytes, controller.signal, (waits) => {
          if (waits) this.waiting.set(id, performance.now());
          else this.waiting.delete(id);
        }),
    };
    const end = Promise.resolve()
      .then(() => work(running))
      .then((result) => this.finish(id, { state: 'done', result }))
      .catch((error: unknown) => this.finish(id, failure(error, command, controller.signal)));
    this.ends.set(id, end);
    return id;
  }

  get(id: JobId): JobState {
    const state = this.states.get(id);
    if (!state) throw new Fault('not-found', 'That job is not known, or ended long ago.');
    return state;
  }
  list(): JobState[] {
    return [...this.states.values()];
  }
  /** Whether anything runs that someone waits for, and that does not itself wait for a sender that went silent. */
  get busy(): boolean {
    const now = performance.now();
    return [...this.controllers.keys()].some(
      (id) => !this.alone.has(id) && now - (this.waiting.get(id) ?? now) < STALLED_MS,
    );
  }
  get unattended(): boolean {
    return this.alone.size > 0;
  }
  cancel(id: JobId): void {
    this.get(id);
    this.controllers.get(id)?.abort();
  }
  /**
   * Cancels everything, waits until it has ended, but no longer than `patience` (ms), and forgets it. Nobody hears of it:
   * a job's label and result are of the case, and the windows have been cleared.
   */
  async cancelAll(patience: number): Promise<void> {
    this.silent = true;
    for (const controller of this.controllers.values()) controller.abort();
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, patience);
    await Promise.race([Promise.all(this.ends.values()), late.promise]);
    clearTimeout(timer);
    for (const held of [this.states, this.controllers, this.ends, this.alone, this.waiting]) held.clear();
    this.silent = false;
  }

  private finish(id: JobId, change: Partial<JobState>): void {
    this.controllers.delete(id);
    this.alone.delete(id);
    this.ends.delete(id);
    this.waiting.delete(id);
    if (!this.states.has(id)) return; // forgotten meanwhile
    this.set({ ...this.get(id), ...change });
    for (const [old, state] of this.states) {
      if (this.states.size <= KEPT) break;
      if (state.state !== 'running') this.states.delete(old);
    }
  }
  private set(state: JobState, silent = false): void {
    this.states.set(state.id, state);
    if (!silent && !this.silent) this.emit({ event: 'job', job: state });
  }
}

/** Whoever stopped a job hears that it stopped, whatever that made it throw; an expected failure is told as itself. */
function failure(error: unknown, command: string, signal: AbortSignal): Partial<JobState> {
  if (error instanceof Fault && !(error.code === 'cancelled' || (signal.aborted && error.code === 'locked')))
    return { state: 'failed', error: toFailure(error, command) };
  if (!(error instanceof Fault) && !signal.aborted)
    return { state: 'failed', error: toFailure(error, command, UNEXPECTED) };
  const message = error instanceof Fault && error.code === 'cancelled' ? error.message : 'Stopped.';
  return { state: 'cancelled', error: { code: 'cancelled', message } };
}

const UNEXPECTED = 'Something unexpected went wrong before the end. What was stored by then stays.';
