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
  /** Read from the store and not taken into account yet, the last first. */
  readonly rest: NameOfCase[];
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

/** A slice of work, and the pause after it in which the core does what it is asked. */
const WORK_MS = 12;
const PAUSE_MS = 12;
/** First what the window shows on opening. */
const WAIT_MS = 500;

/**
 * Computes the keys ahead of the first look, a slice at a time beside other work: for 200,000 entities that takes seconds, which
 * nobody should wait for. A look that comes before the end does what is left.
 */
export function prepareKeys(session: Session): void {
  if (planned.has(session)) return;
  planned.add(session);
  const slice = (): void => {
    const keys = kept.get(session);
    if (!keys || keys.rest.length === 0) return;
    const until = performance.now() + WORK_MS;
    while (performance.now() < until) takeNext(keys, 50);
    setTimeout(slice, PAUSE_MS).unref();
  };
  const start = (): void => {
    if (closed || kept.has(session)) return;
    begin(session, session.reader);
    slice();
  };
  let closed = false;
  session.onClose(() => {
    closed = true;
  });
  setTimeout(start, WAIT_MS).unref();
}
const planned = new WeakSet<Session>();

function begin(session: Session, db: ReadDb | WriteDb): Keys {
  const fresh: Keys = { seq: lastEntry(db)?.seq ?? 0, of: new Map(), by: new Map(), rest: namesOfVault(db) };
  kept.set(session, fresh);
  session.onClose(() => kept.delete(session));
  return fresh;
}

function takeNext(keys: Keys, most: number): void {
  for (const each of keys.rest.splice(-most)) put(keys, each);
}

function upToDate(session: Session, db: ReadDb | WriteDb): Keys {
  const seq = lastEntry(db)?.seq ?? 0;
  const keys = kept.get(session) ?? begin(session, db);
  // First what was read then, so that what was written since stands in its place.
  takeNext(keys, keys.rest.length);
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
