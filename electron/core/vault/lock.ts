import type { Event } from '../../../shared/contract/events.ts';
import type { Core } from '../context.ts';
import { inTransaction } from '../transaction.ts';

type Why = Extract<Event, { event: 'locked' }>['why'];

/** Stops the jobs, records the act, closes the store and overwrites the key. Nothing when no vault is open. */
export async function lockVault(core: Core, why: Why): Promise<void> {
  const session = core.session;
  if (!session) return;
  core.session = null; // from here on every command is refused
  await core.jobs.cancelAll();
  core.tickets.clear();
  try {
    inTransaction(
      core,
      session,
      'vault',
      ({ record }) => record({ caseId: null, action: 'vault.lock', subject: 'vault', detail: { why } }),
      true,
    );
  } finally {
    session.close();
    core.jobs.forget();
    core.emit({ event: 'locked', why });
  }
}

const CHECK_EVERY_MS = 5000;

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
