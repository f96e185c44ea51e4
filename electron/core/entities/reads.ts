import type { Entity, Link } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import type { KeptEntityOp } from './operations.ts';
import * as store from './store.ts';

/** One operation that was made and what takes it back; null when it no longer applied. */
export interface Made<Op> {
  readonly op: Op;
  readonly back: readonly Op[] | null;
}

/** What of an operation the custody log tells, under its name. */
export interface Told {
  readonly name: string;
  readonly what: unknown;
}

/** Of what comes into being or goes. @param verb what became of it; an inverse tells what was removed */
export function toldOfEntityOp(op: KeptEntityOp, verb: 'create' | 'remove'): Told[] {
  if (op.op === 'entity.create') {
    const { id, type, label } = op.entity;
    return [{ name: `entity.${verb}`, what: { id, type, label } }];
  }
  if (op.op === 'link.create') {
    const { id, type, label, from, to } = op.link;
    return [{ name: `link.${verb}`, what: { id, type, label, from: from.id, to: to.id } }];
  }
  return [];
}

/** Of an edit: the old and the new values. */
export function toldOfEdit(op: KeptEntityOp, [before]: readonly { readonly op: string }[]): Told[] {
  if ((op.op !== 'entity.update' && op.op !== 'link.update') || before?.op !== op.op) return [];
  return [{ name: op.op, what: { id: op.id, from: brief(before), to: brief(op) } }];
}

/** By the names of the operations. */
export function gathered(told: readonly Told[]): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const { name, what } of told) {
    lists[name] ??= [];
    lists[name].push(what);
  }
  return lists;
}

/** What entity operations did: all that came, went or was changed, links and places of a removed entity included. */
export const summariseEntityOps = (made: readonly Made<KeptEntityOp>[]): Record<string, unknown[]> =>
  gathered(
    made.flatMap(({ op, back }) => [
      ...toldOfEntityOp(op, 'create'),
      ...(back ?? []).flatMap((each) => toldOfEntityOp(each, 'remove')),
      ...toldOfEdit(op, back ?? []),
    ]),
  );

/** A note may be long, and its text is in the case; that it changed is what counts here. */
function brief({ op: _op, id: _id, ...set }: { op: string; id?: string }): object {
  return Object.fromEntries(
    Object.entries(set).map(([key, value]) => [key, key === 'note' || key === 'rows' ? 'changed' : value]),
  );
}

/** What other areas may ask of entities and links. Each names its exhibits in the order of their numbers. */
type Db = ReadDb | WriteDb;

export const listEntities = (db: Db, caseId: CaseId): Entity[] => inOrder(db, caseId, store.entitiesOfCase(db, caseId));
/** Every entity of a case by what it is called, in the order in which they were made. */
export const { namesOfCase } = store;
/** Of every case of the vault. */
export const { entitiesOfType, namesOfVault, namesAfter, namesAmong, exhibitsBehind } = store;
export type { NameOfCase } from './store.ts';
/** Those of the ids that are entities of the case, in the order in which they were made. */
export const entitiesAmong = (db: Db, caseId: CaseId, ids: Iterable<string>): Entity[] =>
  inOrder(db, caseId, store.entitiesAmong(db, ids));

/** How many entities and links a case holds, as expressions over the case's id. */
export const { entitiesHeld, linksHeld } = store;

/** @throws Fault `not-found` */
export function entityById(db: Db, id: string): Entity {
  const found = store.entityRow(db, id);
  if (!found) throw new Fault('not-found', 'That entity is not in this vault.');
  return inOrder(db, found.caseId, [found])[0] as Entity;
}

/** How a person names an entity: by what it is called. */
export function entityNaming(db: Db, id: string): { label: string; title: string; caseId: CaseId } | null {
  const found = store.entityRow(db, id);
  return found ? { label: found.label, title: found.label, caseId: found.caseId } : null;
}

export const listLinks = (db: Db, caseId: CaseId): Link[] => asLinks(db, caseId, store.linksOfCase(db, caseId));
export const linksAmong = (db: Db, caseId: CaseId, ids: Iterable<string>): Link[] =>
  asLinks(db, caseId, store.linksAmong(db, ids));
/** Links both of whose ends are among the ids. */
export const linksWithin = (db: Db, caseId: CaseId, subjects: Iterable<string>): Link[] =>
  asLinks(db, caseId, store.linksWithin(db, subjects));
/** Links one of whose ends at least is among the ids. */
export const linksAt = (db: Db, caseId: CaseId, subjects: Iterable<string>): Link[] =>
  asLinks(db, caseId, store.linksAt(db, subjects));

/** When each link was made. */
export const linkTimes = (db: Db, caseId: CaseId): ReadonlyMap<string, string> =>
  new Map(store.linksOfCase(db, caseId).map(({ id, createdAt }) => [id, createdAt]));

const asLinks = (db: Db, caseId: CaseId, rows: store.LinkRow[]): Link[] =>
  inOrder(
    db,
    caseId,
    rows.map(({ createdAt: _, ...link }) => link),
  );

function inOrder<T extends Pick<Entity, 'exhibits'>>(db: Db, caseId: CaseId, rows: T[]): T[] {
  if (rows.every(({ exhibits }) => exhibits.length < 2)) return rows;
  const numbers = exhibitNumbers(db, caseId);
  const number = (id: Entity['exhibits'][number]): number => numbers.get(id) ?? 0;
  return rows.map((row) => ({ ...row, exhibits: row.exhibits.toSorted((a, b) => number(a) - number(b)) }));
}
