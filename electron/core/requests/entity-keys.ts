import type { CaseId } from '../../../shared/contract/values.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import type { WriteContext } from '../context.ts';
import { lastEntry, writtenSince } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type NameOfCase, namesOfVault } from '../entities/reads.ts';

/**
 * The entities of all cases by what all writings of a value have in common. Held in memory for as long as the vault is open, and
 * brought up to date by what the custody log says was written: forms of values are computed by this program, never stored.
 */
interface Keys {
  /** The last entry of the log that it takes into account. */
  seq: number;
  readonly of: Map<string, { readonly key: string; readonly caseId: CaseId }>;
  readonly by: Map<string, Set<string>>;
}
type Session = WriteContext['session'];
const kept = new WeakMap<Session, Keys>();

function put({ of, by }: Keys, { id, caseId, type, label }: NameOfCase): void {
  const key = normalKey({ type, label });
  of.set(id, { key, caseId });
  const ids = by.get(key);
  if (ids) ids.add(id);
  else by.set(key, new Set([id]));
}

function drop({ of, by }: Keys, id: string): void {
  const held = of.get(id);
  if (!held) return;
  of.delete(id);
  by.get(held.key)?.delete(id);
}

function upToDate(session: Session, db: ReadDb | WriteDb): Keys {
  const seq = lastEntry(db)?.seq ?? 0;
  const keys = kept.get(session);
  if (!keys) {
    const fresh: Keys = { seq, of: new Map(), by: new Map() };
    for (const each of namesOfVault(db)) put(fresh, each);
    kept.set(session, fresh);
    session.onClose(() => kept.delete(session));
    return fresh;
  }
  const written = writtenSince(db, keys.seq, 'entities');
  for (const id of written) drop(keys, id);
  if (written.length > 0) for (const each of namesOfVault(db, written)) put(keys, each);
  keys.seq = seq;
  return keys;
}

export interface Found {
  readonly id: string;
  readonly caseId: CaseId;
}
/** Finds entities of all cases by the normal form of a value. To be asked within one transaction. */
export function entityFinder(session: Session, db: ReadDb | WriteDb): (key: string) => Found[] {
  const { of, by } = upToDate(session, db);
  return (key) =>
    [...(by.get(key) ?? [])].flatMap((id) => {
      const held = of.get(id);
      return held ? [{ id, caseId: held.caseId }] : [];
    });
}
