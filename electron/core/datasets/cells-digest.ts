import { createHash, type Hash } from 'node:crypto';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Record } from './dialect.ts';

/**
 * The digest of all cells of a dataset: SHA-256 over its rows in order. A row is its number, 8 bytes big-endian, then each of
 * its cells: 0x00 for NULL, or 0x01, the length of its UTF-8 bytes in 4 bytes big-endian, and these bytes. Lengths keep cells
 * apart, so that no two tables of one width share the bytes that are hashed.
 */
const VERSION = 'v1';
/** Hashing is called once for about as many bytes; a longer row makes the buffer grow. */
const BUFFER_BYTES = 64 * 1024;
const ROW_BYTES = 8;
const CELL_BYTES = 5;
const MOST_UTF8_PER_UNIT = 3;

/** Takes rows as they are stored. */
export class CellsDigest {
  private readonly hash: Hash = createHash('sha256');
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;

  add(row: number, cells: Record): void {
    this.room(ROW_BYTES);
    this.buffer.writeUInt32BE(Math.floor(row / 2 ** 32), this.used);
    this.buffer.writeUInt32BE(row % 2 ** 32, this.used + 4);
    this.used += ROW_BYTES;
    for (const cell of cells) {
      if (cell === null) {
        this.room(1);
        this.buffer[this.used++] = 0;
        continue;
      }
      this.room(CELL_BYTES + cell.length * MOST_UTF8_PER_UNIT);
      const length = this.buffer.write(cell, this.used + CELL_BYTES, 'utf8');
      this.buffer[this.used] = 1;
      this.buffer.writeUInt32BE(length, this.used + 1);
      this.used += CELL_BYTES + length;
    }
  }

  /** @returns the text that is kept: "v1:" and 64 hexadecimal digits. Nothing can be added afterwards. */
  end(): string {
    this.flush();
    return `${VERSION}:${this.hash.digest('hex')}`;
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.buffer.length) return;
    this.flush();
    if (bytes > this.buffer.length) this.buffer = Buffer.allocUnsafe(bytes);
  }
  private flush(): void {
    this.hash.update(this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}

/** The digest of a whole table at once. @param rows each with its number, in order */
export function cellsDigest(rows: Iterable<readonly [row: number, cells: Record]>): string {
  const digest = new CellsDigest();
  for (const [row, cells] of rows) digest.add(row, cells);
  return digest.end();
}

const ROWS_A_TURN = 20_000;

/**
 * The digest of a dataset's table as it lies in the store.
 * @param breathe lets other work run now and then. @throws where the table is missing or not of this form
 */
export async function storedCellsDigest(
  db: ReadDb | WriteDb,
  number: number,
  breathe: () => Promise<void>,
): Promise<string> {
  const digest = new CellsDigest();
  for (const [row, cells] of storedRows(db, number)) {
    digest.add(row, cells);
    if (row % ROWS_A_TURN === 0) await breathe();
  }
  return digest.end();
}

function* storedRows(db: ReadDb | WriteDb, number: number): IterableIterator<readonly [number, Record]> {
  const all = sql`SELECT * FROM ${identifier(`ds_${number}`)} ORDER BY "row"`;
  for (const [row, ...cells] of db.eachArray<[number, ...Record]>(all)) yield [row, cells];
}
