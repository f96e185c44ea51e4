import type { Record } from './dialect.ts';
import { FieldScanner, Fields, type LineEnd, MISQUOTED, MORE, type Separators, UNCLOSED } from './field-scanner.ts';

/** One record as it was read, in the order of the file. */
export interface ReadRecord {
  readonly cells: Record;
  /** Why the record cannot be trusted; its cells are then empty. */
  readonly problem: string | null;
  /** Whether a field begins with a quote that does not close it. */
  readonly stray?: boolean;
  /** Whether the record is no part of the table: a directive, a rule, a remark. */
  readonly aside?: boolean;
  /** Places of the cells that the format itself keeps as numbers, each with a point: 6.125 is never 6125 there. */
  readonly numbers?: readonly number[];
  /** Number of the line it starts in, from 1. */
  line(): number;
  /** Its text as it stood in the file, without the line end. */
  raw(): string;
}

/** What a read amounted to. */
export interface ReadTotals {
  /** Line ends in the text, those within quotes included. */
  lines: number;
  readonly ends: { [kind in LineEnd]: number };
}

// A quote that is never closed would otherwise swallow the rest of the file into one cell.
const MAX_RECORD_BYTES = 8 << 20;
/** How far the end of a quote is looked for before the quote is taken for a stray one; held in memory meanwhile. */
const LOOK_AHEAD_BYTES = 64 << 20;
/** Memory that is kept for text that goes on from piece to piece; a longer record has its own. */
const MOST_JOINED_BYTES = 8 << 20;
/** So many line ends of another kind without one of the file's own show that it has no own kind. */
const MAX_BARE_ENDS = 100;

const TOO_LONG = `the record is longer than ${MAX_RECORD_BYTES >> 20} MiB; of its text the first ${MAX_RECORD_BYTES >> 20} MiB are listed`;
const UNCLOSED_QUOTE = 'a quote is opened and never closed';
const MISQUOTED_TEXT = "text follows a closing quote, so where its fields end is anyone's guess";
const BROKEN_LINE = 'a line end of another kind than the file has stands in it, and its fields do not fit the table';

/**
 * Reads delimited text (UTF-8) record by record, after RFC 4180 with what exports do beyond it: a quote opens at the start of a
 * field and closes before a delimiter or a line end; within quotes a doubled quote stands for one, and an escape before a quote
 * or an escape is taken away. A quote anywhere else is part of its value. A record whose quotes do not add up costs one line.
 */
export class RecordReader extends FieldScanner {
  /** Where the record starts in the text. It, `to` and the fields hold until `append`. */
  from = 0;
  /** Why the record cannot be trusted; it has no fields then. */
  problem: string | null = null;
  /** Of the record: number of the line it starts in, from 1. */
  line = 1;
  readonly totals: ReadTotals = { lines: 0, ends: { crlf: 0, lf: 0, cr: 0 } };

  /** Fields of the record that was read before this one. */
  before = new Fields();

  private next = 0;
  private ended = false;
  private wanted = 0;
  /** Where text that goes on from piece to piece is put together. */
  private joined = Buffer.alloc(0);
  /** Line ends of other kinds end a record too, or are part of a cell: whichever fits the table. */
  private lenient: boolean;
  /** Up to here every kind of line end ends a record. */
  private looseUntil = 0;
  private passing: { readonly line: number; readonly text: string } | null = null;
  private midField = false;
  private listed: string | null = null;

  /**
   * @param separators an empty delimiter: every record is one value
   * @param width fields that the records of the table have. Given, a text said to end its lines with CRLF may have other line ends
   * too: one that completes a row ends it, one within a row is part of its cell. Left out, CRLF alone ends a record there.
   */
  constructor(
    separators: Separators,
    private readonly width = 0,
  ) {
    super(separators);
    this.lenient = separators.newline === '\r\n' && width > 0;
  }

  /** Takes more text. */
  append(piece: Buffer): void {
    const rest = this.text.length - this.next;
    this.use(rest === 0 ? piece : this.join(rest, piece));
    this.looseUntil -= this.next;
    this.next = 0;
  }
  private join(rest: number, piece: Buffer): Buffer {
    const size = rest + piece.length;
    const into = size <= this.joined.length ? this.joined : Buffer.allocUnsafeSlow(2 * size);
    this.text.copy(into, 0, this.next);
    piece.copy(into, rest);
    if (into.length <= MOST_JOINED_BYTES) this.joined = into;
    return into.subarray(0, size);
  }
  /** Says that no more text comes. */
  finish(): void {
    this.ended = true;
  }

  /** Goes to the next record. @returns whether there is one in the text taken so far; afterwards `append`, or `finish`, or the end */
  read(): boolean {
    [this.fields, this.before] = [this.before, this.fields];
    this.end = this.text.length;
    this.final = this.ended;
    for (;;) {
      const size = this.end - this.next;
      if (size === 0 || (!this.ended && size < this.wanted)) return this.ended && this.passing ? this.passed() : false;
      this.from = this.next;
      const after = this.scan(this.next, this.midField, this.next < this.looseUntil);
      if (this.passing) {
        if (this.pass(after)) return true;
        if (after === MORE) return false;
        continue;
      }
      if (this.lenient && this.bare > MAX_BARE_ENDS) this.stopBeingLenient();
      else if (after === MORE) {
        if (size <= MAX_RECORD_BYTES || (this.inQuote && size <= LOOK_AHEAD_BYTES)) return this.wait(size);
        if (this.inQuote) return this.giveUp(UNCLOSED_QUOTE);
        this.startPassing();
      } else if (after === UNCLOSED) return this.giveUp(UNCLOSED_QUOTE);
      else if (after === MISQUOTED) {
        if (this.ended || this.firstLineEnd(this.from) + 2 <= this.end) return this.giveUp(MISQUOTED_TEXT);
        if (size <= MAX_RECORD_BYTES) return this.wait(size);
        this.startPassing();
      } else if (this.lenient && this.bare > 0) {
        if (this.settle(after)) return true;
      } else return this.take(after, this.to - this.from > MAX_RECORD_BYTES ? TOO_LONG : null);
    }
  }

  /** The cells of the record as text. */
  cells(): Record {
    return this.problem === null ? this.cellsOf(this.fields) : [];
  }
  cellsOf(fields: Fields): Record {
    return Array.from({ length: fields.count }, (_, at) => this.cell(at, fields));
  }
  /** The record as it stood in the file, without its line end. */
  raw(): string {
    return this.listed ?? this.text.toString('utf8', this.from, this.to);
  }
  private take(after: number, problem: string | null): true {
    this.problem = problem;
    this.listed = problem === TOO_LONG ? this.listedText(this.to) : null;
    this.line = this.totals.lines + 1;
    this.totals.lines += this.inner + (this.lastEnd ? 1 : 0);
    if (this.lastEnd) this.totals.ends[this.lastEnd]++;
    this.next = after;
    this.wanted = 0;
    return true;
  }

  /** Gives the record up at its first line end, whatever it is quoted in. */
  private giveUp(problem: string): true {
    const at = this.firstLineEnd(this.from);
    this.to = at;
    this.inner = 0;
    this.fields.count = 0;
    const after = this.lineEnd(at, true);
    this.take(after, problem);
    this.listed = this.listedText(at);
    return true;
  }

  private wait(size: number): false {
    this.wanted = size > 1 << 20 ? size * 2 : 0; // what is scanned again stays a fraction of the whole
    return false;
  }
  private startPassing(): void {
    this.passing = { line: this.totals.lines + 1, text: this.listedText(this.end) };
  }

  /** Goes on through a record that is too long, keeping nothing of it. @returns whether its end was found */
  private pass(after: number): boolean {
    if (after >= 0) {
      this.next = after;
      this.totals.lines += this.inner + (this.lastEnd ? 1 : 0);
      return this.passed();
    }
    // A quote that opens and does not close, or closes in the middle of text, is a stray one here.
    const stray = after !== MORE || (this.inQuote && this.end - this.fieldAt > LOOK_AHEAD_BYTES);
    const resume = stray || this.inQuote ? this.fieldAt : this.stopAt;
    this.midField = stray || (resume === this.next ? this.midField : resume > this.fieldAt);
    this.totals.lines += this.lineEndsIn(this.next, resume);
    this.next = resume;
    this.wanted = 0;
    return false;
  }
  private passed(): true {
    const { line, text } = this.passing as { line: number; text: string };
    if (this.lastEnd) this.totals.ends[this.lastEnd]++;
    this.passing = null;
    this.midField = false;
    this.fields.count = 0;
    this.problem = TOO_LONG;
    this.line = line;
    this.listed = text;
    return true;
  }
  private listedText(end: number): string {
    return this.text.toString('utf8', this.from, Math.min(end, this.from + MAX_RECORD_BYTES));
  }

  /**
   * A line that ends as all do has line ends of another kind within it: rows that were put together from elsewhere, if each is
   * one; else part of a cell, if the line is a row; else nobody can tell, and it is rejected whole.
   * @returns whether that made it a record
   */
  private settle(after: number): boolean {
    const { fields, end, final } = this;
    const joined = fields.count;
    this.end = after;
    this.final = true;
    let rows = true;
    for (let at = this.from; at < after && rows; ) {
      at = this.scan(at, false, true);
      const blank = fields.count === 1 && fields.starts[0] === fields.ends[0];
      rows = at >= 0 && (blank || fields.count === this.width);
    }
    this.end = end;
    this.final = final;
    if (rows) {
      this.looseUntil = after;
      return false;
    }
    this.scan(this.from, false, false);
    return this.take(after, joined === this.width ? null : BROKEN_LINE);
  }
  private stopBeingLenient(): void {
    this.lenient = false;
    this.looseUntil = Number.POSITIVE_INFINITY;
  }
}

/**
 * Reads `text` (UTF-8) record by record.
 * @param each called for every record, blank ones included @param width as `RecordReader` takes it
 * @param pause awaited after each piece of input, with the bytes of text taken so far
 */
export async function readRecords(
  text: Iterable<Buffer>,
  separators: Separators,
  each: (record: ReadRecord) => void,
  pause: (bytes: number) => Promise<void>,
  width = 0,
): Promise<ReadTotals> {
  const reader = new RecordReader(separators, width);
  let taken = 0;
  for (const piece of text) {
    reader.append(piece);
    taken += piece.length;
    while (reader.read()) each(recordOf(reader));
    await pause(taken);
  }
  reader.finish();
  while (reader.read()) each(recordOf(reader));
  return reader.totals;
}

/** All records of a text at once. */
export function* recordsIn(text: string, separators: Separators): IterableIterator<ReadRecord> {
  const reader = new RecordReader(separators);
  reader.append(Buffer.from(text, 'utf8'));
  reader.finish();
  while (reader.read()) yield recordOf(reader);
}

/** The record that a reader is at, as long as it is. */
export const recordOf = (reader: RecordReader): ReadRecord => ({
  cells: reader.cells(),
  problem: reader.problem,
  stray: reader.stray,
  line: () => reader.line,
  raw: () => reader.raw(),
});
