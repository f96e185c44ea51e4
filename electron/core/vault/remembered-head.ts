import type { VaultStatus } from '../../../shared/contract/vault.ts';
import type { Core } from '../context.ts';
import { isInLog, lastEntry } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { logFault } from '../log.ts';
import type { Session } from './session.ts';
import type { SeenHead } from './settings.ts';

/**
 * The end of the custody log as this computer last saw it, kept outside the vault. A store that was put back as a whole, or a log
 * that was cut and hashed again with the key, is sound in itself; only someone who remembers what it held can tell.
 */
const REMEMBER_EVERY_MS = 5000;

/** The head that the store must hold and does not; null when it holds it, or this computer has not seen the vault before. */
export function missedHead(core: Core, { id, reader }: Session): SeenHead | null {
  const seen = core.settings.headOf(id);
  return seen && !isInLog(reader, seen) ? seen : null;
}

/** What is told of it, with the log as it was found: before the entry of this opening. */
export function rolledBackTo({ reader }: Session, seen: SeenHead): VaultStatus['rolledBack'] {
  const now = lastEntry(reader);
  return { seen: { seq: seen.seq, at: seen.at }, now: { seq: now?.seq ?? 0, at: now?.at ?? null } };
}

/**
 * Remembers the head now, some seconds after each write, and when the vault is closed. The store is flushed before: what is
 * remembered is in it after a cut of power too.
 */
export function followHead(core: Core, session: Session): void {
  let last = '';
  const remember = (db: ReadDb | WriteDb) => {
    try {
      const head = lastEntry(db);
      if (!head || head.hash === last) return;
      core.settings.rememberHead(session.id, head);
      last = head.hash;
    } catch (error) {
      logFault('remembered head', error); // a settings folder that cannot be written must not keep a vault open
    }
  };
  remember(session.reader);
  const timer = setInterval(() => remember(session.reader), REMEMBER_EVERY_MS);
  timer.unref();
  session.onClose(() => {
    clearInterval(timer);
    remember(session.readOnly === null ? session.writer : session.reader); // the other connection may still be reading a state of before
  });
}
