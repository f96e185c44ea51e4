import type { Case } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { factsOf } from './store.ts';

/** What is known of a case by itself. */
export type CaseFacts = Omit<Case, 'counts' | 'boardId'>;

/** @throws Fault `not-found` */
export const caseFacts = (db: ReadDb | WriteDb, id: CaseId): CaseFacts => factsOf(db, id);

/** The number a person reads the case by. @throws Fault `not-found` */
export const caseNumber = (db: ReadDb | WriteDb, id: CaseId): number => factsOf(db, id).number;

export const caseExists = (db: ReadDb | WriteDb, id: CaseId): boolean =>
  db.get(sql`SELECT 1 FROM cases WHERE id = ${id}`) !== undefined;

/** @throws Fault `not-found` */
export function requireCase(db: ReadDb | WriteDb, id: CaseId): void {
  if (!caseExists(db, id)) throw new Fault('not-found', 'That case is not in this vault.');
}

/** How a person names a case; null when it is not there. */
export function caseNaming(db: ReadDb | WriteDb, id: string): { label: string; title: string } | null {
  const row = db.get<{ number: number; title: string }>(sql`SELECT number, title FROM cases WHERE id = ${id}`);
  return row ? { label: caseLabel(row.number), title: row.title } : null;
}
