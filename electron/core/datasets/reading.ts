import type { ColumnShapes } from './column-shapes.ts';
import { columnNames, Tally } from './columns.ts';
import type { Dialect, Record } from './dialect.ts';
import { headerNames, repeats } from './header.ts';
import type { ReadRecord } from './records.ts';

// Rejected rows are kept with their text as long as it stays within this; beyond it only their place and reason are.
const MAX_REJECTED_CHARACTERS = 32 << 20;
const MAX_RAW_CHARACTERS = 100_000;

export interface Rejected {
  readonly record: number;
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

/** Sorts the records of a file into header, rows, rejected and skipped; every record is counted exactly once. */
export class Reading {
  records = 0;
  stored = 0;
  skipped = 0;
  /** Numbers of the records that were filled up with NULL. */
  readonly short: number[] = [];
  /** Numbers of the records with a field that begins with a quote which does not close it. */
  readonly stray: number[] = [];
  /** The last row, and its number as a record. */
  last: { readonly cells: Record; readonly record: number } | null = null;
  header: Record | null = null;
  /** The records that make up the header, as they stood. */
  readonly headerRecords: Record[] = [];
  /** Numbers of the records that repeat the header. */
  readonly repeatedHeaders: number[] = [];
  /** Known from the first row on; 0 before. */
  width = 0;
  tally = new Tally([], []);
  readonly rejected: Rejected[] = [];
  private readonly rows: Record[] = [];
  private readonly held: ReadRecord[] = [];
  private rejectedCharacters = 0;

  /**
   * @param usualWidth fields that most rows have; the table is at least as wide
   * @param shapes what the columns of such rows look like, to tell a row that lost a field in its middle
   */
  constructor(
    private readonly dialect: Dialect,
    private readonly usualWidth: number,
    private readonly shapes: ColumnShapes | null = null,
  ) {}

  add(record: ReadRecord): void {
    const { skipLines, skipFooter, header } = this.dialect;
    this.records++;
    if (record.aside || this.records <= skipLines) return this.skip();
    if (header && !this.header) return this.takeHeader(record);
    if (skipFooter === 0) return this.take(record, this.records);
    // The text behind raw() is gone by the time the record leaves the queue.
    const [line, raw] = [record.line(), record.raw()];
    this.held.push({ ...record, line: () => line, raw: () => raw });
    if (this.held.length > skipFooter) this.take(this.held.shift() as ReadRecord, this.records - skipFooter);
  }

  /** What is still held back at the end is the footer. */
  end(): void {
    for (const _ of this.held.splice(0)) this.skip();
    this.closeHeader();
  }

  /** Rows since the last call, each of `width` cells. */
  drain(): Record[] {
    return this.rows.splice(0);
  }

  private takeHeader(record: ReadRecord): void {
    if (record.problem !== null) return this.reject(record, this.records, record.problem);
    if (isEmpty(record.cells)) return this.skip();
    this.headerRecords.push(record.cells);
    if (this.headerRecords.length === (this.dialect.headerRows ?? 1)) this.closeHeader();
  }

  private closeHeader(): void {
    if (this.header || this.headerRecords.length === 0) return;
    const names = headerNames(this.headerRecords, this.usualWidth, this.dialect.rowNames);
    this.header = names;
    this.open(Math.max(names.length, this.usualWidth));
  }

  private skip(): void {
    this.skipped++;
  }

  private open(width: number): void {
    const header = this.header ?? [];
    const headers = Array.from({ length: width }, (_, at) => header[at] ?? '');
    this.width = width;
    this.tally = new Tally(columnNames(header, width), headers);
  }

  private take(record: ReadRecord, ordinal: number): void {
    if (record.problem !== null) return this.reject(record, ordinal, record.problem);
    const { cells } = record;
    if (isEmpty(cells)) return this.skip();
    if (repeats(cells, this.headerRecords)) {
      this.repeatedHeaders.push(ordinal);
      return this.skip();
    }
    if (this.width === 0) this.open(Math.max(this.usualWidth, 1));
    const { width } = this;
    if (record.stray && cells.length <= width) this.stray.push(ordinal);
    if (cells.length === width) return this.store(cells, ordinal);
    if (cells.length < width) {
      const misfit = this.shapes?.misfit(cells) ?? null;
      if (misfit !== null)
        return this.reject(record, ordinal, `it has ${cells.length} of ${width} fields, and ${misfit}`);
      this.short.push(ordinal);
      return this.store([...cells, ...Array.from({ length: width - cells.length }, () => null)], ordinal);
    }
    this.reject(record, ordinal, `it has ${cells.length} fields, the table has ${width}`);
  }

  private store(cells: Record, record: number): void {
    this.stored++;
    this.last = { cells, record };
    this.tally.add(cells);
    this.rows.push(cells);
  }

  private reject(record: ReadRecord, ordinal: number, reason: string): void {
    const text = record.raw();
    const kept = this.rejectedCharacters > MAX_REJECTED_CHARACTERS ? '' : text.slice(0, MAX_RAW_CHARACTERS);
    this.rejectedCharacters += kept.length;
    const cut =
      kept.length < text.length ? ` (${text.length} characters, of which the first ${kept.length} are kept here)` : '';
    this.rejected.push({ record: ordinal, line: record.line(), reason: reason + cut, raw: kept });
  }
}

/** A blank line, or one of delimiters alone: it says nothing. A quoted empty string is a value. */
const isEmpty = (cells: Record): boolean => cells.every((cell) => cell === null);
