import type { Subject } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

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
