import { Fault } from '../../../shared/contract/errors.ts';
import type { FrozenQuery, QueryInput, QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

export interface PastRun {
  readonly sql: string;
  readonly ranAt: string;
  readonly elapsedMs: number;
  readonly rowCount: number | null;
  readonly error: string | null;
}

const HISTORY = 500;

/** Adds a run; the case keeps its last 500. */
export function insertRun(db: WriteDb, caseId: CaseId, run: PastRun): void {
  db.run(sql`
    INSERT INTO query_runs (case_id, sql, ran_at, elapsed_ms, row_count, error)
    VALUES (${caseId}, ${run.sql}, ${run.ranAt}, ${run.elapsedMs}, ${run.rowCount}, ${run.error})`);
  db.run(sql`
    DELETE FROM query_runs WHERE case_id = ${caseId} AND id <=
      (SELECT id FROM query_runs WHERE case_id = ${caseId} ORDER BY id DESC LIMIT 1 OFFSET ${HISTORY})`);
}

export const listRuns = (db: Db, caseId: CaseId): PastRun[] =>
  db.all(sql`
    SELECT sql, ran_at AS ranAt, row_count AS rowCount, elapsed_ms AS elapsedMs, error
    FROM query_runs WHERE case_id = ${caseId} ORDER BY id DESC`);

export interface Frozen extends Omit<FrozenQuery, 'exhibit' | 'resultSha256'> {
  readonly rowLimit: number;
}

export function insertFrozen(
  db: WriteDb,
  exhibitId: ExhibitId,
  result: Omit<QueryResult, 'resultId' | 'comparedAsText' | 'warnings'>,
  ranAt: string,
): void {
  const { sql: text, columns, rowCount, limitedBy, rowLimit, inputs, elapsedMs } = result;
  db.run(sql`
    INSERT INTO queries (exhibit_id, sql, columns, row_count, limited_by, row_limit, inputs, ran_at, elapsed_ms)
    VALUES (${exhibitId}, ${text}, ${JSON.stringify(columns)}, ${rowCount}, ${limitedBy}, ${rowLimit}, ${JSON.stringify(inputs)},
      ${ranAt}, ${elapsedMs})`);
}

/** @throws Fault `not-found` when the exhibit is no frozen query */
export function frozenQuery(db: Db, exhibitId: ExhibitId): Frozen {
  const row = db.get<Omit<Frozen, 'columns' | 'inputs'> & { columns: string; inputs: string }>(sql`
    SELECT sql, columns, row_count AS rowCount, limited_by AS limitedBy, row_limit AS rowLimit, inputs, ran_at AS ranAt,
      elapsed_ms AS elapsedMs
    FROM queries WHERE exhibit_id = ${exhibitId}`);
  if (!row) throw new Fault('not-found', 'That exhibit is not a frozen query.');
  return { ...row, columns: JSON.parse(row.columns), inputs: JSON.parse(row.inputs) as QueryInput[] };
}
