import type { ColumnShapes } from './column-shapes.ts';
import { columnNames, type StoredColumn, Tally } from './columns.ts';
import type { Dialect, Record } from './dialect.ts';
import { type Fields, PLAIN } from './field-scanner.ts';
import { headerNames, repeats } from './header.ts';
import type { ReadRecord, RecordReader } from './records.ts';
import { isTotal } from './table-place.ts';

// Records that become no row are kept with their text as long as it stays within this; beyond it only their place and reason are.
const MAX_KEPT_CHARACTERS = 32 << 20;
const MAX_RAW_CHARACTERS = 100_000;

/** So many records that were skipped are listed; a file of blank lines has no end of them. */
const MOST_SKIPPED = 10_000;

/** A record that became no row, with its text. */
export interface LeftOut {
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
  /** Numbers of the records with a field that begins with a quote which does not close it, or is none where nothing is quoted. */
  readonly stray: number[] = [];
  /** Numbers of the first rows that say that they add others up. */
  readonly totalRows: number[] = [];
  header: Record | null = null;
  /** The records that make up the header, as they stood. */
  readonly headerRecords: Record[] = [];
  /** Numbers of the records that repeat the header. */
  readonly repeatedHeaders: number[] = [];
  /** Known from the first row on; 0 before. */
  width = 0;
  /** Fields of the last record that repeated the header: rows below a shorter one are whole with as many. */
  private announced = 0;
  tally = new Tally([], []);
  readonly rejected: LeftOut[] = [];
  /** Skipped records with their text. */
  readonly leftOut: LeftOut[] = [];
  private readonly rows: Record[] = [];
  /** Whether quotes of the text are taken for parts of its values. */
  private readonly plainText: boolean;
  private readonly held: ReadRecord[] = [];
  private keptCharacters = 0;
  private lastCells: Record = [];
  private lastRecord = 0;
  /** Bytes of the first cell of each record of the header. */
  private firstLengths: readonly number[] = [];

  /**
   * @param usualWidth fields that most rows have; the table is at least as wide
   * @param shapes what the columns of such rows look like, to tell a row that lost a field in its middle
   */
  constructor(
    private readonly dialect: Dialect,
    private readonly usualWidth: number,
    private readonly shapes: ColumnShapes | null = null,
  ) {
    const { quote, layout, format } = dialect;
    this.plainText = quote === '' && layout === 'delimited' && format === undefined;
  }

  add(record: ReadRecord): void {
    const { skipLines, skipFooter, header } = this.dialect;
    this.records++;
    if (record.aside || this.records <= skipLines)
      return this.skip(record, this.records, record.aside ? 'belongs to the layout' : 'stands above the table');
    if (header && !this.header) return this.takeHeader(record);
    if (skipFooter === 0) return this.take(record, this.records);
    // The text behind raw() is gone by the time the record leaves the queue.
    const [line, raw] = [record.line(), record.raw()];
    this.held.push({ ...record, line: () => line, raw: () => raw });
    if (this.held.length > skipFooter) this.take(this.held.shift() as ReadRecord, this.records - skipFooter);
  }

  /**
   * Counts a record as a row where it is one as most are: as wide as the table, not blank, nothing wrong with it. Its cells are
   * then the caller's to store and to tally. @returns false where it is to be added instead
   */
  takeAsIs(reader: RecordReader): boolean {
    const { fields, problem, stray } = reader;
    if (this.width === 0 || fields.count !== this.width || problem !== null || stray) return false;
    const { skipLines, skipFooter, header } = this.dialect;
    if (this.records < skipLines || skipFooter > 0 || (header && !this.header)) return false;
    if (isBlankRecord(fields) || this.mayRepeat(reader)) return false;
    this.records++;
    this.stored++;
    return true;
  }

  /** Tallies a record that was taken as it is. @param cell gives the text of a cell that is not empty */
  tallyAsIs(reader: RecordReader, cell: (at: number) => string): void {
    const { text, fields } = reader;
    this.tally.addFields(text, fields, cell);
    this.lastRecord = this.records;
    if (this.plainText && holdsQuote(text, fields)) this.stray.push(this.records);
    if (this.totalRows.length < MOST_TOTALS && mayBeginTotal(text, fields) && isTotal(reader.cells()))
      this.totalRows.push(this.records);
  }
  /** Has the cells of the last row, where that was taken as it is. */
  keepLast(cells: Record): void {
    this.lastCells = cells;
  }

  /** Whether a record begins as one of the header does: cells are compared only then. */
  private mayRepeat(reader: RecordReader): boolean {
    const { starts, ends } = reader.fields;
    const length = (ends[0] as number) - (starts[0] as number);
    return (
      this.headerRecords.length > 0 &&
      this.firstLengths.includes(length) &&
      this.headerRecords.some((names) => names[0] === reader.cell(0))
    );
  }

  /** What is still held back at the end is the footer. */
  end(): void {
    const first = this.records - this.held.length + 1;
    for (const [at, record] of this.held.splice(0).entries()) this.skip(record, first + at, 'stands below the table');
    this.closeHeader();
  }

  /** The last row, and its number as a record. */
  get last(): { readonly cells: Record; readonly record: number } | null {
    return this.stored === 0 ? null : { cells: this.lastCells, record: this.lastRecord };
  }

  /** Rows since the last call, each of `width` cells. */
  drain(): Record[] {
    return this.rows.splice(0);
  }

  private takeHeader(record: ReadRecord): void {
    if (record.problem !== null) return this.reject(record, this.records, record.problem);
    if (isEmpty(record.cells)) return this.skip(record, this.records, BLANK);
    this.headerRecords.push(record.cells);
    if (this.headerRecords.length === (this.dialect.headerRows ?? 1)) this.closeHeader();
  }

  private closeHeader(): void {
    if (this.header || this.headerRecords.length === 0) return;
    const names = headerNames(this.headerRecords, this.usualWidth, this.dialect.rowNames);
    this.header = names;
    this.firstLengths = this.headerRecords.map((record) => Buffer.byteLength(record[0] ?? ''));
    this.open(Math.max(names.length, this.usualWidth));
  }

  private skip(record: ReadRecord, ordinal: number, reason: string): void {
    this.skipped++;
    if (this.leftOut.length < MOST_SKIPPED) this.leftOut.push(this.listed(record, ordinal, reason));
    else if (this.leftOut.length === MOST_SKIPPED)
      this.leftOut.push({
        record: ordinal,
        line: record.line(),
        reason: `${reason}; records skipped after it are not listed`,
        raw: '',
      });
  }

  private open(width: number): void {
    this.width = width;
    this.tally = this.newTally();
  }
  private newTally(): Tally {
    const header = this.header ?? [];
    const headers = Array.from({ length: this.width }, (_, at) => header[at] ?? '');
    return new Tally(columnNames(header, this.width), headers);
  }
  /** What the columns would be if these were all rows. */
  columnsBy(rows: readonly Record[]): StoredColumn[] {
    const tally = this.newTally();
    for (const cells of rows) tally.add(cells);
    return tally.stored;
  }

  private take(record: ReadRecord, ordinal: number): void {
    if (record.problem !== null) return this.reject(record, ordinal, record.problem);
    const { cells } = record;
    if (isEmpty(cells)) return this.skip(record, ordinal, BLANK);
    if (repeats(cells, this.headerRecords)) {
      this.repeatedHeaders.push(ordinal);
      this.announced = cells.length;
      const without = this.width - cells.length;
      const short = without > 0 ? `, without the last ${without === 1 ? 'column' : `${without} columns`}` : '';
      return this.skip(record, ordinal, `repeats the header${short}`);
    }
    if (this.width === 0) this.open(Math.max(this.usualWidth, 1));
    const { width } = this;
    if (record.stray && cells.length <= width) this.stray.push(ordinal);
    if (cells.length === width) return this.store(cells, ordinal, record.numbers);
    if (cells.length < width) {
      if (!this.isWhole(cells)) {
        const misfit = this.shapes?.misfit(cells) ?? null;
        if (misfit !== null)
          return this.reject(record, ordinal, `it has ${cells.length} of ${width} fields, and ${misfit}`);
        this.short.push(ordinal);
      }
      return this.store([...cells, ...Array.from({ length: width - cells.length }, () => null)], ordinal);
    }
    this.reject(record, ordinal, `it has ${cells.length} fields, the table has ${width}`);
  }

  /** As many fields as the shorter header above has, each filled and without a quote: nothing in it can have moved. */
  private isWhole(cells: Record): boolean {
    return cells.length === this.announced && cells.every((cell) => cell && !cell.includes('"'));
  }

  private store(cells: Record, record: number, numbers?: readonly number[]): void {
    this.stored++;
    this.lastCells = cells;
    this.lastRecord = record;
    this.note(cells, record);
    this.tally.add(cells, numbers);
    this.rows.push(cells);
  }

  private note(cells: Record, record: number): void {
    if (this.plainText && cells.some((cell) => cell?.charCodeAt(0) === QUOTE)) this.stray.push(record);
    if (this.totalRows.length < MOST_TOTALS && mayBeTotal(cells) && isTotal(cells)) this.totalRows.push(record);
  }

  private reject(record: ReadRecord, ordinal: number, reason: string): void {
    this.rejected.push(this.listed(record, ordinal, reason));
  }

  private listed(record: ReadRecord, ordinal: number, reason: string): LeftOut {
    const text = record.raw();
    const kept = this.keptCharacters > MAX_KEPT_CHARACTERS ? '' : text.slice(0, MAX_RAW_CHARACTERS);
    this.keptCharacters += kept.length;
    const cut =
      kept.length < text.length ? ` (${text.length} characters, of which the first ${kept.length} are kept here)` : '';
    return { record: ordinal, line: record.line(), reason: reason + cut, raw: kept };
  }
}

const BLANK = 'blank';
const MOST_TOTALS = 100;

/** By the first letter of the first value: Grand total, Subtotal, Sum, Total. Most rows are passed over by it. */
function mayBeTotal(cells: Record): boolean {
  const first = cells.find((cell) => cell !== null && cell !== '');
  return first !== undefined && first !== null && beginsTotal(first.charCodeAt(0));
}
function mayBeginTotal(text: Uint8Array, { count, starts, ends }: Fields): boolean {
  for (let at = 0; at < count; at++)
    if (starts[at] !== ends[at]) return beginsTotal(text[starts[at] as number] as number);
  return false;
}
function beginsTotal(first: number): boolean {
  const letter = first | 0x20;
  return letter === 0x74 || letter === 0x73 || letter === 0x67 || letter === 0x20;
}

const QUOTE = 0x22;
function holdsQuote(text: Uint8Array, { count, starts, ends }: Fields): boolean {
  for (let at = 0; at < count; at++) if (starts[at] !== ends[at] && text[starts[at] as number] === QUOTE) return true;
  return false;
}

/** A blank line, or one of delimiters alone: it says nothing. A quoted empty string is a value. */
const isEmpty = (cells: Record): boolean => cells.every((cell) => cell === null);

function isBlankRecord({ count, starts, ends, kinds }: Fields): boolean {
  for (let at = 0; at < count; at++) if (starts[at] !== ends[at] || kinds[at] !== PLAIN) return false;
  return true;
}
