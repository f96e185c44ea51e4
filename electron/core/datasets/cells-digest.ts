import { createHash, type Hash } from 'node:crypto';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { cellsDigestV1 } from './cells-digest-v1.ts';
import type { Record } from './dialect.ts';
import { cellText } from './forms.ts';

/**
 * The digest of all cells of a dataset: SHA-256 over the UTF-8 bytes of one JSON array of its rows in order, each an array of
 * its number and its cells, a cell being a string or null, in the form of RFC 8785: `[[1,"a",null],[2,"","b"]]`. SQLite writes
 * the same text for many rows at once, so that a table is digested without a string being made of each of its cells.
 */
const VERSION = 'v2';
const FLUSH_CHARACTERS = 64 * 1024;

/** Takes rows as they are stored. */
export class CellsDigest {
  private readonly hash: Hash = createHash('sha256');
  private text = '';
  private before = '[';

  add(row: number, cells: Record): void {
    let json = JSON.stringify(cells);
    // Half of a pair is stored as U+FFFD; JSON would name it.
    if (json.includes('\\ud')) json = JSON.stringify(cells.map((cell) => cell?.toWellFormed() ?? null));
    this.text += `${this.before}[${row}${json.length > 2 ? ',' : ''}${json.slice(1)}`;
    this.before = ',';
    if (this.text.length >= FLUSH_CHARACTERS) this.flush();
  }
  /** Takes rows as the JSON array of several, such as SQLite wrote it. */
  addJson(rows: Uint8Array): void {
    if (rows.length <= EMPTY.length) return;
    this.text += this.before;
    this.before = ',';
    this.flush();
    this.hash.update(rows.subarray(1, -1));
  }

  /** @returns the text that is kept: "v2:" and 64 hexadecimal digits. Nothing can be added afterwards. */
  end(): string {
    this.text += this.before === '[' ? EMPTY : ']';
    this.flush();
    return `${VERSION}:${this.hash.digest('hex')}`;
  }
  private flush(): void {
    this.hash.update(this.text, 'utf8');
    this.text = '';
  }
}
const EMPTY = '[]';

/** The digest of a whole table at once. @param rows each with its number, in order */
export function cellsDigest(rows: Iterable<readonly [row: number, cells: Record]>): string {
  const digest = new CellsDigest();
  for (const [row, cells] of rows) digest.add(row, cells);
  return digest.end();
}

/** A dataset's table, and the digest that was kept of it. */
export interface Digested {
  readonly number: number;
  /** How many rows it has; they are numbered from 1. */
  readonly rows: number;
  readonly cellsSha256: string;
}
type Db = ReadDb | WriteDb;

/**
 * The digest of a dataset's table as it lies in the store, in the form that the kept one has.
 * @param breathe lets other work run now and then. @throws where the table is missing or not of this form
 */
export async function storedCellsDigest(
  db: Db,
  { number, rows, cellsSha256 }: Digested,
  breathe: () => Promise<void>,
): Promise<string> {
  const table = sql`${identifier(`ds_${number}`)}`;
  const cells = db
    .all<{ form: string }>(sql`
      SELECT form FROM dataset_columns JOIN datasets ON datasets.id = dataset_id WHERE number = ${number} ORDER BY dataset_columns.position`)
    .map(({ form }, at) => cellText(`c${at + 1}`, form));
  const columns = join([sql`"row"`, ...cells], ', ');
  const eachRow = () => db.eachArray<[number, ...Record]>(sql`SELECT ${columns} FROM ${table} ORDER BY "row"`);
  if (cellsSha256.startsWith('v1:')) return cellsDigestV1(eachRow(), breathe);
  const digest = new CellsDigest();
  if (cells.length < MOST_ARGUMENTS) {
    const atOnce = rowsAtOnce(db, number);
    for (let last = 0; last < rows; last += atOnce) {
      const several = sql`
        SELECT CAST(json_group_array(json_array(${columns})) AS BLOB) AS json FROM ${table}
        WHERE "row" > ${last} AND "row" <= ${Math.min(last + atOnce, rows)}`;
      digest.addJson(db.one<{ json: Uint8Array }>(several, '').json);
      await breathe();
    }
    return digest.end();
  }
  for (const [row, ...cells] of eachRow()) {
    digest.add(row, cells);
    if (row % ROWS_A_TURN === 0) await breathe();
  }
  return digest.end();
}

/** SQLite's functions take no more. */
const MOST_ARGUMENTS = 1000;
const ROWS_A_TURN = 20_000;

/** As JSON a row becomes up to six times as long, and several are in memory at once. */
const MOST_BYTES_AT_ONCE = 16 << 20;
const MOST_ROWS_AT_ONCE = 2000;

/** How many rows to take in one piece, so that it is of bounded size even if each is as long as the longest. */
function rowsAtOnce(db: Db, number: number): number {
  const { longest } = db.one<{ longest: number }>(
    sql`SELECT mx_payload AS longest FROM dbstat WHERE name = ${`ds_${number}`} AND aggregate = TRUE`,
    '',
  );
  return Math.max(1, Math.min(MOST_ROWS_AT_ONCE, Math.floor(MOST_BYTES_AT_ONCE / Math.max(1, longest))));
}
