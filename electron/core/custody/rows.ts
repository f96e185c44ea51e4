import { createHash, type Hash, hash } from 'node:crypto';
import type { ReadDb, Row, WriteDb } from '../db/open.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

/**
 * Tables whose rows are not attested one by one, and what holds them instead. Dataset tables (`ds_1` …) are held by
 * `datasets.cells_sha256`, the search index's own tables by SQLite's integrity check against `search_docs`.
 */
export const UNATTESTED: Readonly<Record<string, string>> = {
  custody: 'the log itself, walked entry by entry',
  custody_details: 'each is held by its entry',
  custody_rows: 'each list is held by its entry',
  custody_end: 'held against the last entry',
  migrations: 'held against the schema that this program makes',
  contents: 'held against the record of their exhibit, which is attested, and against their bytes',
  chunks: 'hashed again and held against contents.sha256',
  incoming: 'work under way, swept at opening',
  running_jobs: 'work under way, swept at opening',
  arrivals: 'what is still to be read; verify names each, and holds it against the log',
  search_docs: 'made again from what it mirrors',
  working_state:
    'where somebody was and which statements were open: says nothing of the case that is not recorded elsewhere',
  open_edits:
    'an edit under way, recorded when it ends; one that was not typed since the opening under an entry of its own',
  indexed_texts: 'made again from what it mirrors',
  erasing: 'a row within the transaction that destroys a case, and never after it',
};

/** A table whose rows are attested, and the columns that tell its rows apart. */
export interface Attested {
  readonly table: string;
  readonly key: readonly string[];
  /** In the order of the digest's form: sorted by UTF-16 code units. */
  readonly columns: readonly string[];
}

const isExempt = (table: string): boolean =>
  Object.hasOwn(UNATTESTED, table) || /^(ds_\d+|sqlite_.*|search_index(_.*)?)$/.test(table);

/** Every table of the store but the exempt ones. A table without a primary key cannot be attested: it does not come to that. */
export function attestedTables(db: Db): Attested[] {
  return db
    .all<{ name: string }>(sql`SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name`)
    .filter(({ name }) => !isExempt(name))
    .map(({ name }) => {
      const columns = db.all<{ name: string; pk: number }>(
        sql`SELECT name, pk FROM pragma_table_info(${name}, 'main')`,
      );
      const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
      if (key.length === 0) throw new Error(`${name} has no primary key`);
      return {
        table: name,
        key: key.map((column) => column.name),
        columns: columns.map((column) => column.name).sort(),
      };
    });
}

/** What names a row in `custody_rows`: its key as text, or a JSON array of a key of several columns. @param of "new", "old", a table */
export function keyOf({ key }: Attested, of: string): string {
  const parts = key.map((column) => `${of}.${identifier(column).text}`);
  return parts.length === 1 ? `CAST(${parts[0]} AS TEXT)` : `json_array(${parts.join(', ')})`;
}

/** A table and the statement that reads its touched rows, so that a write need neither ask the schema nor put it together. */
interface Watched {
  readonly attested: Attested;
  readonly touched: Sql;
}
const watched = new WeakMap<WriteDb, readonly Watched[]>();

/**
 * Notes from here on which rows are written through this connection, in temporary tables and triggers that end with it.
 * To be called once, after the schema stands.
 */
export function watchRows(db: WriteDb): void {
  db.script('CREATE TEMP TABLE touched_rows (tbl TEXT, key TEXT, PRIMARY KEY (tbl, key)) STRICT, WITHOUT ROWID');
  const tables = attestedTables(db);
  watched.set(
    db,
    tables.map((attested) => ({ attested, touched: touchedRows(attested) })),
  );
  for (const attested of tables) {
    const { table } = attested;
    // Not INSERT OR IGNORE: the conflict clause of the statement that fires a trigger, such as an upsert's, overrides it.
    const note = (of: 'new' | 'old') => `
      INSERT INTO touched_rows SELECT '${table}', ${keyOf(attested, of)}
      WHERE NOT EXISTS (SELECT 1 FROM touched_rows WHERE tbl = '${table}' AND key = ${keyOf(attested, of)});`;
    db.script(`
      CREATE TEMP TRIGGER touched_${table}_i AFTER INSERT ON main.${table} BEGIN ${note('new')} END;
      CREATE TEMP TRIGGER touched_${table}_u AFTER UPDATE ON main.${table} BEGIN ${note('old')} ${note('new')} END;
      CREATE TEMP TRIGGER touched_${table}_d AFTER DELETE ON main.${table} BEGIN ${note('old')} END;`);
  }
}

/** After a migration: every row counts as written, so that the next entry attests all of them in their new form. */
export function touchAll(db: WriteDb): void {
  for (const attested of attestedTables(db)) touch(db, attested);
}

function touch(db: WriteDb, attested: Attested): void {
  const all: Sql = { text: `SELECT ${keyOf(attested, attested.table)} AS key FROM main.${attested.table}`, values: [] };
  db.run(sql`INSERT OR IGNORE INTO temp.touched_rows SELECT ${attested.table}, key FROM (${all})`);
}

export const touchedTables = (db: WriteDb): string[] =>
  db.all<{ tbl: string }>(sql`SELECT DISTINCT tbl FROM temp.touched_rows`).map(({ tbl }) => tbl);

/** A row as written: its table, its key and its digest, null when it was deleted. */
export interface Written {
  readonly table: string;
  readonly key: string;
  readonly digest: Buffer | null;
}

/** Takes what was noted since the last time, as it stands now, by table and key in the order of their UTF-8 bytes. */
export function takeTouched(db: WriteDb): Written[] {
  const touched = new Set(touchedTables(db));
  if (touched.size === 0) return [];
  const written = (watched.get(db) ?? [])
    .filter(({ attested }) => touched.has(attested.table))
    .flatMap((each) => writtenIn(db, each));
  db.run(sql`DELETE FROM temp.touched_rows`);
  return written;
}

function touchedRows({ table, key, columns }: Attested): Sql {
  const on = key.map((column, at) => {
    const value = key.length === 1 ? 'touched.key' : `(touched.key ->> ${at})`;
    return { text: `t.${identifier(column).text} = ${value}`, values: [] };
  });
  const list = columns.map((column) => ({ text: `t.${identifier(column).text}`, values: [] }));
  return sql`
    SELECT touched.key AS "(touched)", t.${identifier(key[0] as string)} IS NOT NULL AS "(there)", ${join(list, ', ')}
    FROM temp.touched_rows AS touched LEFT JOIN main.${identifier(table)} AS t ON ${join(on, ' AND ')}
    WHERE touched.tbl = ${table} ORDER BY touched.key`;
}

const writtenIn = (db: WriteDb, { attested, touched }: Watched): Written[] =>
  db.all<Row>(touched).map((row) => ({
    table: attested.table,
    key: row['(touched)'] as string,
    digest: row['(there)'] === 1 ? rowDigest(attested, row) : null,
  }));

/**
 * SHA-256 over "redthread row 1", a line feed, and the RFC 8785 form of `{"row": {column: value, …}, "table": name}`; a
 * BLOB stands as `{"sha256": hex}`. Columns are named, so that the form says what it is a digest of.
 * @returns 32 bytes
 */
export function rowDigest({ table, columns }: Attested, row: Row): Buffer {
  // Keys are sorted and values are flat: what JSON.stringify writes is the canonical form.
  const values = Object.fromEntries(columns.map((column) => [column, plain(row[column])]));
  return hash('sha256', `redthread row 1\n${JSON.stringify({ row: values, table })}`, 'buffer');
}

const plain = (value: unknown): unknown => (value instanceof Uint8Array ? { sha256: hash('sha256', value) } : value);

/** SHA-256 over "redthread rows 1" and a line "table NUL key NUL digest in hex, or -" for each row in order; null for none. */
export function rowsRoot(rows: Iterable<Written>): string | null {
  let text = 'redthread rows 1\n';
  let sum: Hash | null = null;
  let any = false;
  for (const { table, key, digest } of rows) {
    any = true;
    text += `${table}\0${key}\0${digest?.toString('hex') ?? '-'}\n`;
    if (text.length < FLUSH_CHARACTERS) continue;
    sum = (sum ?? createHash('sha256')).update(text);
    text = '';
  }
  if (!any) return null;
  return sum ? sum.update(text).digest('hex') : hash('sha256', text);
}
const FLUSH_CHARACTERS = 64 * 1024;

export function insertWritten(db: WriteDb, seq: number, rows: readonly Written[]): void {
  for (const { table, key, digest } of rows)
    db.run(sql`INSERT INTO custody_rows (seq, tbl, key, digest) VALUES (${seq}, ${table}, ${key}, ${digest})`);
}

/** What entries `after < seq <= last` say was written, in the order of the log and of each entry's root. */
export const listWritten = (db: ReadDb, after: number, last: number): IterableIterator<Written & { seq: number }> =>
  db.each(sql`
    SELECT seq, tbl AS "table", key, digest FROM custody_rows WHERE seq > ${after} AND seq <= ${last} ORDER BY seq, tbl, key`);

/** Every row of a table as it is now. */
export function* eachRow(
  db: ReadDb,
  attested: Attested,
): IterableIterator<{ readonly key: string; readonly row: Row; readonly digest: Buffer }> {
  const columns = join(
    attested.columns.map((column) => sql`${identifier(column)}`),
    ', ',
  );
  const key = { text: keyOf(attested, attested.table), values: [] };
  for (const row of db.each<Row>(sql`SELECT ${key} AS "(key)", ${columns} FROM ${identifier(attested.table)}`))
    yield { key: row['(key)'] as string, row, digest: rowDigest(attested, row) };
}
