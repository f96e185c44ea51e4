import type { CaseId } from '../../../shared/contract/values.ts';
import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

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
