import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** The ids, each once, in the order given. @throws Fault `not-found` when one is not an exhibit of the case */
export function requireExhibitsOfCase(db: ReadDb | WriteDb, caseId: CaseId, ids: readonly ExhibitId[]): ExhibitId[] {
  const unique = [...new Set(ids)];
  for (const id of unique) {
    if (!db.get(sql`SELECT 1 FROM exhibits WHERE id = ${id} AND case_id = ${caseId}`))
      throw new Fault('not-found', 'An exhibit named as support is not in this case.');
  }
  return unique;
}
