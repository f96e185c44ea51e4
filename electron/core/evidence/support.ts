import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** What the areas whose claims rest on exhibits may ask of them. */
type Db = ReadDb | WriteDb;

/** The ids, each once, in the order given. @throws Fault `not-found` when one is not an exhibit of the case */
export function requireExhibitsOfCase(db: Db, caseId: CaseId, ids: readonly ExhibitId[]): ExhibitId[] {
  const unique = [...new Set(ids)];
  for (const id of unique) {
    if (!db.get(sql`SELECT 1 FROM exhibits WHERE id = ${id} AND case_id = ${caseId}`))
      throw new Fault('not-found', 'An exhibit named as support is not in this case.');
  }
  return unique;
}

/** Numbers of the exhibits of a case by id, the removed ones with them. */
export const exhibitNumbers = (db: Db, caseId: CaseId): ReadonlyMap<ExhibitId, number> =>
  new Map(
    db
      .all<{ id: ExhibitId; number: number }>(sql`SELECT id, number FROM exhibits WHERE case_id = ${caseId}`)
      .map(({ id, number }) => [id, number]),
  );

/** Those of the case that were not removed, by number. */
export const idsHeld = (db: Db, caseId: CaseId): ExhibitId[] =>
  db
    .all<{ id: ExhibitId }>(
      sql`SELECT id FROM exhibits WHERE case_id = ${caseId} AND removed_at IS NULL ORDER BY number`,
    )
    .map(({ id }) => id);

/** In how many exhibits of each case a file with that SHA-256 came, the removed ones not counted. */
export const casesWithBytes = (db: Db, sha256: string): { caseId: CaseId; exhibits: number }[] =>
  db.all(
    sql`SELECT case_id AS caseId, count(*) AS exhibits FROM exhibits WHERE sha256 = ${sha256} AND removed_at IS NULL GROUP BY case_id`,
  );
