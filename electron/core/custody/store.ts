import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { ReadDb } from '../db/open.ts';
import { join, type Sql, sql } from '../db/sql.ts';

export interface CustodyFilter {
  readonly caseId?: string | undefined;
  readonly action?: string | undefined;
  readonly text?: string | undefined;
}
type Row = Omit<CustodyEntry, 'detail'> & { detail: string };

/** An entry of a case that was destroyed has no words any more; it is listed all the same. */
const WORDS = sql`iif(detail IS NULL, 'words erased with the case', subject)`;
const COLUMNS = sql`seq, at, zone, actor, program, case_id AS caseId, action, ${WORDS} AS subject, coalesce(detail, '{}') AS detail,
  detail_sha256 AS detailSha256, rows_sha256 AS rowsSha256, previous, hash`;
const LOG = sql`custody LEFT JOIN custody_details USING (seq)`;

/** Entries of one case include those of the vault itself, which concern every case. */
function where({ caseId, action, text }: CustodyFilter): Sql {
  const tests: Sql[] = [sql`TRUE`];
  if (caseId) tests.push(sql`(case_id = ${caseId} OR case_id IS NULL)`);
  if (action) tests.push(sql`substr(action, 1, length(${action})) = ${action}`);
  if (text)
    tests.push(
      sql`instr(lower(action || ' ' || subject || ' ' || actor || ' ' || coalesce(detail, '')), lower(${text})) > 0`,
    );
  return join(tests, ' AND ');
}

const fromRow = (row: Row): CustodyEntry => ({ ...row, detail: JSON.parse(row.detail) }) as CustodyEntry;

export const countEntries = (db: ReadDb, filter: CustodyFilter): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM ${LOG} WHERE ${where(filter)}`, '').n;

export function listEntries(
  db: ReadDb,
  filter: CustodyFilter,
  offset: number,
  limit: number,
  newestFirst: boolean,
): CustodyEntry[] {
  const order = newestFirst ? sql`seq DESC` : sql`seq`;
  return db
    .all<Row>(
      sql`SELECT ${COLUMNS} FROM ${LOG} WHERE ${where(filter)} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    )
    .map(fromRow);
}

const PAGE = 500;

/** Page by page rather than in one statement, which would keep its connection at the state of its first step meanwhile. */
export function* eachEntry(db: ReadDb, filter: CustodyFilter): IterableIterator<CustodyEntry> {
  let after = 0;
  for (;;) {
    const rows = db.all<Row>(
      sql`SELECT ${COLUMNS} FROM ${LOG} WHERE ${where(filter)} AND seq > ${after} ORDER BY seq LIMIT ${PAGE}`,
    );
    for (const row of rows) yield fromRow(row);
    if (rows.length < PAGE) return;
    after = (rows.at(-1) as Row).seq;
  }
}
