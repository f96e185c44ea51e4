import type { Entity, Link } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import * as store from './store.ts';

/** What other areas may ask of entities and links. Each names its exhibits in the order of their numbers. */
type Db = ReadDb | WriteDb;

export const listEntities = (db: Db, caseId: CaseId): Entity[] => inOrder(db, caseId, store.entitiesOfCase(db, caseId));
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
export function entityNaming(db: Db, id: string): { label: string; title: string } | null {
  const found = store.entityRow(db, id);
  return found ? { label: found.label, title: found.label } : null;
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
