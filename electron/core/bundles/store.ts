import type { z } from 'zod';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { BundledQuery } from './format.ts';

export const queryLimit = (db: ReadDb, exhibitId: ExhibitId): number =>
  db.one<{ limit: number }>(
    sql`SELECT row_limit AS "limit" FROM queries WHERE exhibit_id = ${exhibitId}`,
    'That exhibit is not a frozen query.',
  ).limit;

/** What a query exhibit says beside its rows, as the sending vault had it. */
export function insertQuery(db: WriteDb, exhibitId: ExhibitId, query: z.infer<typeof BundledQuery>): void {
  db.run(sql`
    INSERT INTO queries (exhibit_id, sql, columns, row_count, limited_by, row_limit, inputs, ran_at, elapsed_ms)
    VALUES (${exhibitId}, ${query.sql}, ${JSON.stringify(query.columns)}, ${query.rowCount}, ${query.limitedBy}, ${query.rowLimit},
      ${JSON.stringify(query.inputs)}, ${query.ranAt}, ${query.elapsedMs})`);
}

/** Numbers up to `last` were used elsewhere, if only by exhibits that were removed there, and are never given again. */
export function keepNumbers(db: WriteDb, caseId: CaseId, last: number): void {
  db.runOne(
    sql`UPDATE cases SET next_exhibit = max(next_exhibit, ${last + 1}) WHERE id = ${caseId}`,
    'That case is not in this vault.',
  );
}
