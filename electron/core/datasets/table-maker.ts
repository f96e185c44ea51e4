import { Fault } from '../../../shared/contract/errors.ts';
import { CellsDigest } from './cells-digest.ts';
import { columnShapes } from './column-shapes.ts';
import type { StoredColumn } from './columns.ts';
import type { Dialect, Record } from './dialect.ts';
import { Fields, PLAIN, QUOTED } from './field-scanner.ts';
import { asLies, formsOf } from './forms.ts';
import { type LeftOut, Reading } from './reading.ts';
import { type ReadRecord, type ReadTotals, RecordReader, recordOf } from './records.ts';
import { type BlockMemory, type RowBlock, RowBlocks } from './row-blocks.ts';

/** What is needed to read a table; plain data, so that a thread can be given it. */
export interface TablePlan {
  readonly dialect: Dialect;
  /** Fields that most rows have; 0 where that is not known. */
  readonly width: number;
  /** The line end of the dialect was found, not asked for: see `RecordReader`. */
  readonly lenient: boolean;
  /** Records from several places of the file. */
  readonly sample: readonly Record[];
}

/** What reading a table came to; plain data too. */
export interface TableMade {
  readonly records: number;
  readonly stored: number;
  readonly skipped: number;
  readonly width: number;
  readonly header: Record | null;
  readonly headerRecords: readonly Record[];
  readonly repeatedHeaders: readonly number[];
  readonly short: readonly number[];
  readonly rejectedRecords: readonly LeftOut[];
  readonly skippedRecords: readonly LeftOut[];
  readonly columns: readonly StoredColumn[];
  readonly formulas: number;
  readonly stray: readonly number[];
  readonly totalRows: readonly number[];
  readonly last: { readonly cells: Record; readonly record: number } | null;
  readonly damaged: readonly { readonly header: string; readonly count: number }[];
  /** Digest of all its cells. */
  readonly cells: string;
  readonly totals: ReadTotals;
}

const MAX_COLUMNS = 1999; // SQLite's 2000, one of which numbers the rows
/** Rows that are looked at before it is decided how the cells of the columns lie. */
const FIRST_ROWS = 1000;

/** Turns text or records into rows of a table, some thousand at a time. Knows nothing of the store: it may run in a thread. */
export class TableMaker {
  private readonly reading: Reading;
  private readonly reader: RecordReader;
  private readonly digest = new CellsDigest();
  private blocks: RowBlocks | null = null;
  private first: Record[] = [];
  private readonly fields = new Fields();
  private scratch = Buffer.alloc(0);
  private line: string | null = null;

  constructor(
    { dialect, width, lenient, sample }: TablePlan,
    private readonly onBlock: (block: RowBlock) => void,
    private readonly into?: BlockMemory,
  ) {
    this.reading = new Reading(dialect, width, columnShapes(sample, width));
    this.reader = new RecordReader(dialect, lenient ? width : 0);
  }

  /** Takes text (UTF-8), whose bytes it may change. */
  text(piece: Buffer): void {
    this.reader.append(piece);
    this.readOn();
  }

  /** Takes a record that comes from elsewhere. */
  record(record: ReadRecord): void {
    this.reading.add(record);
    for (const cells of this.reading.drain()) this.store(cells);
  }

  /** @param totals of records that came from elsewhere @throws Fault `unsupported` where there is no row, or too many columns */
  end(totals?: ReadTotals): TableMade {
    const { reading, reader } = this;
    reader.finish();
    this.readOn();
    reading.end();
    for (const cells of reading.drain()) this.store(cells);
    if (reading.width === 0)
      throw new Fault(
        'unsupported',
        reading.records === 0
          ? 'The file holds no text, so there is no table in it.'
          : `No row is left after leaving out ${reading.skipped} of ${reading.records} records. Check where the table begins and ends.`,
      );
    const blocks = this.openBlocks();
    blocks.end();
    const { tally } = reading;
    return {
      records: reading.records,
      stored: reading.stored,
      skipped: reading.skipped,
      width: reading.width,
      header: reading.header,
      headerRecords: reading.headerRecords,
      repeatedHeaders: reading.repeatedHeaders,
      short: reading.short,
      rejectedRecords: reading.rejected,
      skippedRecords: reading.leftOut,
      columns: tally.stored.map((column, at) =>
        asLies({ ...column, form: blocks.forms[at] ?? 'text' }, blocks.misfits[at] ?? 0),
      ),
      formulas: tally.formulas,
      stray: reading.stray,
      totalRows: reading.totalRows,
      last: reading.last,
      damaged: tally.damaged,
      cells: this.digest.end(),
      totals: totals ?? reader.totals,
    };
  }

  private readOn(): void {
    const { reader, reading } = this;
    let asIs = false;
    while (reader.read()) {
      asIs = this.blocks !== null && reading.takeAsIs(reader);
      if (asIs) this.takeRow(this.blocks as RowBlocks);
      else this.record(recordOf(reader));
    }
    if (asIs) reading.keepLast(reader.cellsOf(reader.before));
  }

  /** A row as most are: its cells go from the text into the block without a string being made of each. */
  private takeRow(blocks: RowBlocks): void {
    const { reader } = this;
    reader.unescape();
    blocks.add(reader.text, reader.fields);
    this.line = null;
    this.reading.tallyAsIs(reader, blocks.ascii ? this.asciiCell : this.cell);
  }
  private readonly cell = (at: number): string => this.reader.cell(at) as string;
  /** Cells of a row that is ASCII throughout: pieces of one string, which cost less than strings of their own. */
  private readonly asciiCell = (at: number): string => {
    const { text, fields, from, to } = this.reader;
    const line = this.line ?? text.toString('latin1', from, to);
    this.line = line;
    return line.substring((fields.starts[at] as number) - from, (fields.ends[at] as number) - from);
  };

  private store(cells: Record): void {
    if (this.blocks) return this.addCells(this.blocks, cells);
    if (cells.length > MAX_COLUMNS)
      throw new Fault('unsupported', `The table has ${cells.length} columns; at most ${MAX_COLUMNS} can be stored.`);
    this.first.push(cells);
    if (this.first.length >= FIRST_ROWS) this.openBlocks();
  }

  private openBlocks(): RowBlocks {
    if (this.blocks) return this.blocks;
    const { first, reading } = this;
    const forms = formsOf(first, reading.columnsBy(first));
    this.blocks = new RowBlocks(forms, this.onBlock, (rows) => this.digest.addJson(rows), this.into);
    for (const cells of first.splice(0)) this.addCells(this.blocks, cells);
    return this.blocks;
  }

  private addCells(blocks: RowBlocks, cells: Record): void {
    const { fields } = this;
    fields.count = 0;
    let most = 0;
    for (const cell of cells) most += 3 * (cell?.length ?? 0);
    if (most > this.scratch.length) this.scratch = Buffer.alloc(2 * most);
    let at = 0;
    for (const cell of cells) {
      const length = cell === null ? 0 : this.scratch.write(cell, at, 'utf8');
      fields.push(at, at + length, cell === null ? PLAIN : QUOTED);
      at += length;
    }
    blocks.add(this.scratch, fields);
  }
}
