import type { CaseId } from '../../../shared/contract/values.ts';
import { reopenIncoming } from '../db/incoming.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

/** Tables whose rows stay when a case goes: its record with empty words, its certificate, the log (`custody/erase.ts`), the vault's own. */
export const STAYING: ReadonlySet<string> = new Set([
  ...['cases', 'destructions', 'erasing', 'custody', 'custody_details', 'custody_rows', 'custody_end'],
  ...['migrations', 'meta', 'contents', 'chunks', 'incoming', 'running_jobs'],
]);

/** Tables of the vault as a whole: what investigators made for all their cases. */
export const OF_THE_VAULT: ReadonlySet<string> = new Set([
  ...['calendars', 'retention_rules', 'mappings', 'own_types', 'profiles', 'signers', 'typologies', 'open_edits'],
]);

/** Rows that refer to a case by no reference that the schema knows: what outlives that which it is about. */
const BY_HAND: Readonly<Record<string, (caseId: CaseId) => Sql>> = {
  working_state: (caseId) => sql`scope = ${caseId}`,
  finding_comments: ofFinding,
  finding_reviews: ofFinding,
  finding_versions: ofFinding,
};
function ofFinding(caseId: CaseId): Sql {
  return sql`finding_id IN (SELECT id FROM findings WHERE case_id = ${caseId} UNION SELECT id FROM deleted_findings WHERE case_id = ${caseId})`;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: readonly { readonly from: string; readonly table: string; readonly to: string }[];
}

export function tablesOf(db: Db): Table[] {
  return db
    .all<{ name: string }>(sql`
      SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'ds_[0-9]*'
        AND name NOT GLOB 'search_index*' ORDER BY name`)
    .map(({ name }) => ({
      name,
      columns: db.all<{ name: string }>(sql`SELECT name FROM pragma_table_info(${name})`).map((column) => column.name),
      references: db.all<Table['references'][number]>(
        sql`SELECT "from", "table", coalesce("to", 'id') AS "to" FROM pragma_foreign_key_list(${name})`,
      ),
    }));
}

export interface OfCase {
  readonly table: string;
  readonly where: Sql;
}

/**
 * Every table with rows of a case, and which they are, as the schema tells: by their `case_id`, or by what they refer to. One that
 * a later migration adds is among them by itself. Those that refer to others come before them.
 */
export function rowsOfCase(db: Db, caseId: CaseId): OfCase[] {
  const tables = new Map(tablesOf(db).map((table) => [table.name, table]));
  const known = new Map<string, Sql | null>();
  const whereOf = (name: string): Sql | null => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, null); // a circle of references adds nothing
    const table = tables.get(name);
    if (!table || STAYING.has(name)) return null;
    const own = table.columns.includes('case_id');
    const tests = own ? [sql`case_id = ${caseId}`] : [];
    const byHand = BY_HAND[name];
    if (byHand) tests.push(byHand(caseId));
    for (const { from, table: parent, to } of table.references) {
      if (from === 'case_id' || (own && parent !== 'cases')) continue;
      const within = parent === 'cases' ? sql`${caseId}` : selectOf(parent, to, whereOf(parent));
      if (within) tests.push(sql`${identifier(from)} IN (${within})`);
    }
    const all = tests.length === 0 ? null : join(tests, ' OR ');
    // What is searched of the record of the case follows it, and is empty then.
    const where = all && name === 'search_docs' ? sql`${all} AND subject_id <> ${caseId}` : all;
    known.set(name, where);
    return where;
  };
  const ordered: OfCase[] = [];
  const placed = new Set<string>();
  const place = (name: string): void => {
    if (placed.has(name)) return;
    placed.add(name);
    for (const table of tables.values())
      if (table.references.some(({ table: parent }) => parent === name)) place(table.name);
    const where = whereOf(name);
    if (where) ordered.push({ table: name, where });
  };
  for (const name of [...Object.keys(BY_HAND), ...tables.keys()]) place(name);
  return ordered;
}

const selectOf = (table: string, column: string, where: Sql | null): Sql | null =>
  where && sql`SELECT ${identifier(column)} FROM ${identifier(table)} WHERE ${where}`;

export const countRows = (db: Db, { table, where }: OfCase): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM ${identifier(table)} WHERE ${where}`, '').n;

export interface Erased {
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Contents whose bytes are still to be deleted, batch by batch; swept at the next opening where that was interrupted. */
  readonly contents: readonly number[];
}

/** In one transaction, while `erasing` names the case and freed space is overwritten. Tables of datasets go with their rows. */
export function eraseRows(db: WriteDb, caseId: CaseId, at: string): Erased {
  const contents = contentsOfCase(db, caseId);
  const datasets = db.all<{ number: number; rows: number }>(
    sql`SELECT number, rows FROM datasets WHERE case_id = ${caseId} ORDER BY number`,
  );
  db.deferReferences();
  const erased = rowsOfCase(db, caseId).map((of) => {
    const rows = countRows(db, of);
    if (rows > 0) db.run(sql`DELETE FROM ${identifier(of.table)} WHERE ${of.where}`);
    return { table: of.table, rows };
  });
  for (const { number } of datasets) db.run(sql`DROP TABLE ${identifier(`ds_${number}`)}`);
  for (const id of contents) {
    db.run(sql`DELETE FROM contents WHERE id = ${id}`);
    reopenIncoming(db, id, 'content', at);
  }
  db.run(sql`
    UPDATE cases SET title = '', codename = '', requester = '', team = '', background = '', due_at = NULL,
      status = 'closed', updated_at = ${at} WHERE id = ${caseId}`);
  // The index keeps what was taken out of it until it is made anew.
  db.run(sql`INSERT INTO search_index (search_index) VALUES ('optimize')`);
  return {
    tables: [
      ...erased.filter(({ table, rows }) => rows > 0 && table !== 'search_docs'),
      ...datasets.map(({ rows }, index) => ({ table: `rows of dataset ${index + 1}`, rows })),
    ],
    contents,
  };
}

/** The originals of a case. */
export const contentsOfCase = (db: Db, caseId: CaseId): number[] =>
  db
    .all<{ id: number }>(sql`
      SELECT DISTINCT content_id AS id FROM exhibits WHERE case_id = ${caseId} AND content_id IS NOT NULL
        AND content_id NOT IN (SELECT content_id FROM exhibits WHERE case_id <> ${caseId} AND content_id IS NOT NULL) ORDER BY content_id`)
    .map(({ id }) => id);
