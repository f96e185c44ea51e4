import { randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';

type Session = JobContext['session'];
const MOST = 8;

/**
 * What was computed and not saved, by an id of its own, until the vault is locked or eight newer ones came.
 * @param what "chart"
 * @param again how another one is had: "Draw it again."
 */
export function lastKept<T>(what: string, again: string) {
  const bySession = new WeakMap<Session, Map<string, T>>();
  return {
    /** @returns the id by which it is saved and exported */
    keep(session: Session, value: T): string {
      const kept = bySession.get(session) ?? new Map<string, T>();
      bySession.set(session, kept);
      const id = randomUUID();
      kept.set(id, value);
      for (const each of [...kept.keys()].slice(0, -MOST)) kept.delete(each);
      return id;
    },
    /** @throws Fault `not-found` */
    get(session: Session, id: string): T {
      const kept = bySession.get(session)?.get(id);
      if (!kept) throw new Fault('not-found', `That ${what} is no longer kept: only the last ${MOST} are. ${again}`);
      return kept;
    },
  };
}
