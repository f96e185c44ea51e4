import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { ReadDb } from '../db/open.ts';
import { join, type Sql, sql } from '../db/sql.ts';
import { HEAD_KEY } from './chain.ts';

export interface CustodyFilter {
  readonly caseId?: string | undefined;
  readonly action?: string | undefined;
  readonly text?: string | undefined;
}
type Row = Omit<CustodyEntry, 'detail'> & { detail: string };

const COLUMNS = sql`seq, at, zone, actor, program, case_id AS caseId, action, subject, detail, previous, hash`;

/** Entries of one case include those of the vault itself, which concern every case. */
function where({ caseId, action, text }: CustodyFilter): Sql {
  const tests: Sql[] = [sql`TRUE`];
  if (caseId) tests.push(sql`(case_id = ${caseId} OR case_id IS NULL)`);
  if (action) tests.push(sql`substr(action, 1, length(${action})) = ${action}`);
  if (text)
    tests.push(sql`instr(lower(action || ' ' || subject || ' ' || actor || ' ' || detail), lower(${text})) > 0`);
  return join(tests, ' AND ');
}

const fromRow = (row: Row): CustodyEntry => ({ ...row, detail: JSON.parse(row.detail) }) as CustodyEntry;

export const countEntries = (db: ReadDb, filter: CustodyFilter): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM custody WHERE ${where(filter)}`, '').n;

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
      sql`SELECT ${COLUMNS} FROM custody WHERE ${where(filter)} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    )
    .map(fromRow);
}

export function* eachEntry(db: ReadDb, filter: CustodyFilter): IterableIterator<CustodyEntry> {
  for (const row of db.each<Row>(sql`SELECT ${COLUMNS} FROM custody WHERE ${where(filter)} ORDER BY seq`))
    yield fromRow(row);
}

export interface Original {
  readonly contentId: number;
  readonly sha256: string;
  readonly bytes: number;
  /** The exhibits that rest on it: "E-0003 of C-0001". */
  readonly exhibits: string;
}
export const listOriginals = (db: ReadDb): Original[] =>
  db.all<Original>(sql`
    SELECT contents.id AS contentId, contents.sha256, contents.bytes,
      coalesce(group_concat(printf('E-%04d of C-%04d', exhibits.number, cases.number), ', '), 'bytes without an exhibit') AS exhibits
    FROM contents LEFT JOIN exhibits ON exhibits.content_id = contents.id LEFT JOIN cases ON cases.id = exhibits.case_id
    GROUP BY contents.id ORDER BY contents.id`);

export interface RecordedExhibit {
  readonly id: string;
  readonly label: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly held: number;
  readonly contentSha256: string | null;
}
export const listRecorded = (db: ReadDb): RecordedExhibit[] =>
  db.all<RecordedExhibit>(sql`
    SELECT exhibits.id, printf('E-%04d of C-%04d', exhibits.number, cases.number) AS label, exhibits.sha256, exhibits.bytes,
      exhibits.removed_at IS NULL AS held, contents.sha256 AS contentSha256
    FROM exhibits JOIN cases ON cases.id = exhibits.case_id LEFT JOIN contents ON contents.id = exhibits.content_id
    ORDER BY cases.number, exhibits.number`);

export const notedHead = (db: ReadDb): string | undefined =>
  db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${HEAD_KEY}`)?.value;
