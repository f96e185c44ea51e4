import type { Event } from '../../../shared/contract/events.ts';
import type { Core } from '../context.ts';
import { logFault } from '../log.ts';
import { inTransaction } from '../transaction.ts';
import type { Session } from './session.ts';

type Why = Extract<Event, { event: 'locked' }>['why'];

/** How long jobs may take to undo what they did; what they leave then, the next opening sweeps. */
const PATIENCE_MS = 1500;

/**
 * Locks the vault; nothing when none is open. Windows are told first, so that they clear before anything is waited for;
 * then jobs are stopped, the act is recorded, the store closed, the key overwritten, and the process told to end.
 */
export async function lockVault(core: Core, why: Why): Promise<void> {
  const session = core.session;
  if (!session) return;
  core.session = null; // from here on every command is refused
  core.emit({ event: 'locked', why });
  core.tickets.clear();
  await core.jobs.cancelAll(PATIENCE_MS);
  try {
    if (session.readOnly === null) {
      session.writer.rollback(); // of a job that did not stop in time
      core.settle({ ...core, emit: () => {} }, session);
      recordLock(core, session, why);
    }
  } catch (error) {
    logFault('vault.lock', error); // a store that cannot be written is locked all the same
  }
  try {
    session.close();
  } finally {
    core.locked();
  }
}

function recordLock(core: Core, session: Session, why: Why): void {
  inTransaction(
    { ...core, emit: () => {} },
    session,
    'vault',
    ({ record }) => record({ caseId: null, action: 'vault.lock', subject: 'vault', detail: { why } }),
    true,
  );
}

const CHECK_EVERY_MS = 1000;

/** Locks a vault that nobody used for its idle time; jobs that someone waits for count as use. @returns a function that stops watching */
export function watchIdle(core: Core): () => void {
  const timer = setInterval(() => {
    const session = core.session;
    if (!session) return;
    if (core.jobs.busy) return session.active();
    if (performance.now() - session.lastActive > session.idleMinutes * 60_000) void lockVault(core, 'idle');
  }, CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
