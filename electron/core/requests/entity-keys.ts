import type { CaseId } from '../../../shared/contract/values.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import { traitOf } from '../../../shared/domain/entity-traits.ts';
import type { WriteContext } from '../context.ts';
import { lastEntry, writtenSince } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type NameOfCase, namesAfter, namesAmong, namesOfVault } from '../entities/reads.ts';

/**
 * The entities of all cases by what all writings of a value have in common. Held in memory for as long as the vault is open, and
 * brought up to date by what the custody log says was written: forms of values are computed by this program, never stored.
 */
interface Keys {
  /** The last entry of the log that it takes into account. */
  seq: number;
  readonly of: Map<string, { readonly key: string; readonly caseId: CaseId }>;
  readonly by: Map<string, Set<string>>;
  /** Rows of the table up to this one are taken into account; null once all are. */
  after: number | null;
}
type Session = WriteContext['session'];
const kept = new WeakMap<Session, Keys>();

function put(keys: Keys, { id, caseId, type, label }: NameOfCase): void {
  drop(keys, id);
  const { of, by } = keys;
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
 * nobody should wait for. A look that comes before the end looks at what may be meant of what is left (`early`).
 */
export function prepareKeys(session: Session): void {
  if (planned.has(session)) return;
  planned.add(session);
  const slice = (): void => {
    const keys = kept.get(session);
    if (!keys || keys.after === null) return;
    const until = performance.now() + WORK_MS;
    while (performance.now() < until) takeNext(keys, session.reader, 50);
    setTimeout(slice, PAUSE_MS).unref();
  };
  const start = (): void => {
    if (closed) return;
    keysOf(session, session.reader);
    slice();
  };
  let closed = false;
  session.onClose(() => {
    closed = true;
  });
  setTimeout(start, WAIT_MS).unref();
}
const planned = new WeakSet<Session>();

function keysOf(session: Session, db: ReadDb | WriteDb): Keys {
  const held = kept.get(session);
  if (held) return held;
  const fresh: Keys = { seq: lastEntry(db)?.seq ?? 0, of: new Map(), by: new Map(), after: 0 };
  kept.set(session, fresh);
  session.onClose(() => kept.delete(session));
  return fresh;
}

/** What is read later than `seq` and was written since is put anew once it is asked for. */
function takeNext(keys: Keys, db: ReadDb | WriteDb, most: number): void {
  if (keys.after === null) return;
  const next = namesAfter(db, keys.after, most);
  for (const each of next) put(keys, each);
  keys.after = next.length < most ? null : (next.at(-1)?.row ?? null);
}

function upToDate(session: Session, db: ReadDb | WriteDb): Keys {
  const seq = lastEntry(db)?.seq ?? 0;
  const keys = keysOf(session, db);
  while (keys.after !== null) takeNext(keys, db, 5000);
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
/**
 * Finds entities of all cases by the normal form of a value. To be asked within one transaction.
 * @param wanted the only keys that will be asked for, where they are few: before all keys are computed, only labels that may have
 * one of these are brought into their form
 */
export function entityFinder(
  session: Session,
  db: ReadDb | WriteDb,
  wanted?: Iterable<string>,
): (key: string) => Found[] {
  const { after } = keysOf(session, db);
  if (wanted && after !== null) return early(session, db, new Set(wanted), after);
  const { of, by } = upToDate(session, db);
  return (key) =>
    [...(by.get(key) ?? [])].flatMap((id) => {
      const held = of.get(id);
      return held ? [{ id, caseId: held.caseId }] : [];
    });
}

/** A look before all keys are computed: what was computed so far, and of the rest what may be one of the wanted. */
function early(
  session: Session,
  db: ReadDb | WriteDb,
  wanted: ReadonlySet<string>,
  after: number,
): (key: string) => Found[] {
  prepareKeys(session);
  const { seq, of, by } = keysOf(session, db);
  const found = new Map<string, Found[]>();
  const add = (key: string, { id, caseId }: Found): void =>
    void found.set(key, [...(found.get(key) ?? []), { id, caseId }]);
  const written = new Set(writtenSince(db, seq, 'entities'));
  for (const key of wanted)
    for (const id of by.get(key) ?? []) if (!written.has(id)) add(key, { id, caseId: of.get(id)?.caseId as CaseId });
  const mayBe = traitsOf(wanted);
  const rest = namesAmong(db, after, mayBe).filter(({ id }) => !written.has(id));
  for (const each of [...rest, ...namesOfVault(db, written)]) {
    const key = normalKey(each);
    if (wanted.has(key)) add(key, each);
  }
  return (key) => found.get(key) ?? [];
}

/** Whether a label may have one of the keys: by its type, and by what it has in common with their forms. */
function traitsOf(wanted: ReadonlySet<string>): (type: string, label: string) => boolean {
  const traits = new Map<string, Set<string> | null>();
  for (const key of wanted) {
    const kind = key.slice(0, key.indexOf(' '));
    const trait = traitOf(kind, key.slice(kind.length + 1));
    const held = traits.get(kind);
    // Where nothing is told of one of the forms, each label of the type is brought into its own.
    if (trait === null || held === null) traits.set(kind, null);
    else traits.set(kind, (held ?? new Set()).add(trait));
  }
  return (type, label) => {
    if (type.includes(' ')) return true; // a type of one's own, whose name its keys do not tell apart from the form
    if (type === 'payout') return traits.has('payout') || traits.has('bank');
    const held = traits.get(type);
    if (held === undefined) return false;
    const trait = held && traitOf(type, label);
    return !held || trait === null || held.has(trait);
  };
}
