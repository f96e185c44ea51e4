import type { Case } from '../../../shared/contract/cases.ts';
import type { Subject } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import * as retention from './retention.ts';
import { factsOf, NOT_DESTROYED, requireKept } from './store.ts';

/* What links may join and boards may show, under one id whatever it is: exhibits, entities and notes of a case. */

export const subjectOf = (db: ReadDb | WriteDb, id: string): { caseId: CaseId; kind: Subject['kind'] } | undefined =>
  db.get(sql`SELECT case_id AS caseId, kind FROM subjects WHERE id = ${id}`);

/** The kind of the subject that a column names, as an expression of a statement over another table. */
export const kindOfSubject: Contributed = (column) => sql`(SELECT kind FROM main.subjects AS s WHERE s.id = ${column})`;

/** @throws Fault `conflict` */
export function addSubject(db: WriteDb, caseId: CaseId, { kind, id }: Subject): void {
  if (subjectOf(db, id)) throw new Fault('conflict', 'An item of this vault has that id already.');
  db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${id}, ${caseId}, ${kind})`);
}

/** Once its links are cut and its places are cleared. */
export const dropSubject = (db: WriteDb, id: string): void => {
  db.run(sql`DELETE FROM subjects WHERE id = ${id}`);
};

/** @throws Fault `not-found` when it is not of this case, or not of that kind */
export function requireSubject(db: ReadDb | WriteDb, caseId: CaseId, { kind, id }: Subject): void {
  const found = subjectOf(db, id);
  if (found?.caseId !== caseId || found.kind !== kind) throw missing(kind);
}

export const missing = (what: string): Fault =>
  new Fault('not-found', `That ${what} is not in this case. It may have been removed meanwhile.`);

const MISSING = 'That case is not in this vault.';

/** Numbers up to `last` were used elsewhere, if only by exhibits that were removed there, and are never given again. */
export function keepNumbers(db: WriteDb, caseId: CaseId, last: number): void {
  db.runOne(sql`UPDATE cases SET next_exhibit = max(next_exhibit, ${last + 1}) WHERE id = ${caseId}`, MISSING);
}

/** Takes the next exhibit number of the case, or the one given, and never lets it be used again. @throws Fault `not-found` */
export function takeExhibitNumber(db: WriteDb, caseId: CaseId, given?: number): number {
  const { next } = db.one<{ next: number }>(sql`SELECT next_exhibit AS next FROM cases WHERE id = ${caseId}`, MISSING);
  const number = given ?? next;
  keepNumbers(db, caseId, number);
  return number;
}

/** The next finding number of the case, or the one given, which no other finding ever gets. @throws Fault `not-found` */
export function takeFindingNumber(db: WriteDb, caseId: CaseId, given?: number): number {
  const { next } = db.one<{ next: number }>(sql`SELECT next_finding AS next FROM cases WHERE id = ${caseId}`, MISSING);
  const number = given ?? next;
  db.run(sql`UPDATE cases SET next_finding = ${Math.max(next, number + 1)} WHERE id = ${caseId}`);
  return number;
}

/** From which on no number was ever given in the case. @throws Fault `not-found` */
export const nextNumbers = (db: ReadDb | WriteDb, caseId: CaseId): { exhibit: number; finding: number } =>
  db.one(sql`SELECT next_exhibit AS exhibit, next_finding AS finding FROM cases WHERE id = ${caseId}`, MISSING);

/** What is known of a case by itself. */
export type CaseFacts = Omit<Case, 'counts' | 'boardId' | 'answeredAt'>;

/** @throws Fault `not-found` */
export const caseFacts = (db: ReadDb | WriteDb, id: CaseId): CaseFacts => factsOf(db, id);

/** Every case, by number. */
export const allCases = (db: ReadDb | WriteDb): Pick<Case, 'id' | 'number' | 'tlp' | 'team' | 'createdAt'>[] =>
  db.all(sql`SELECT id, number, tlp, team, created_at AS createdAt FROM cases WHERE ${NOT_DESTROYED} ORDER BY number`);

/** The number a person reads the case by. @throws Fault `not-found` */
export const caseNumber = (db: ReadDb | WriteDb, id: CaseId): number => factsOf(db, id).number;

export const caseExists = (db: ReadDb | WriteDb, id: CaseId): boolean =>
  db.get(sql`SELECT 1 FROM cases WHERE id = ${id} AND ${NOT_DESTROYED}`) !== undefined;

/** @throws Fault `not-found` */
export const requireCase = (db: ReadDb | WriteDb, id: CaseId): void => requireKept(db, id);

/** How a person names a case; null when it is not there. */
export function caseNaming(db: ReadDb | WriteDb, id: string): { label: string; title: string } | null {
  const row = db.get<{ number: number; title: string }>(sql`SELECT number, title FROM cases WHERE id = ${id}`);
  return row ? { label: caseLabel(row.number), title: row.title } : null;
}

/** How long a case is kept, and the holds that forbid that anything of it goes. */
export const { requireNoHold, retentionOf, putRetention, askOfHolds } = retention;
