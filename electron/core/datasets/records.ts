import type { Dialect, Record } from './dialect.ts';

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
  readonly ends: { crlf: number; lf: number; cr: number };
}

export type Separators = Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'newline'>;

/** How the bytes of a field become its cell. */
export const PLAIN = 0; // as they are; NULL when there are none
export const QUOTED = 1; // as they are, between quotes
export const ESCAPED = 2; // between quotes, with escapes among them

/** Where the fields of a record lie: offsets into the text, the quotes around them left out. Reused from record to record. */
export class Fields {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  kinds = new Uint8Array(64);

  push(start: number, end: number, kind: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.kinds[this.count++] = kind;
  }
  private grow(): void {
    const wider = <A extends Int32Array | Uint8Array>(from: A, into: A): A => {
      into.set(from);
      return into;
    };
    this.starts = wider(this.starts, new Int32Array(this.count * 2));
    this.ends = wider(this.ends, new Int32Array(this.count * 2));
    this.kinds = wider(this.kinds, new Uint8Array(this.count * 2));
  }
}

// A quote that is never closed would otherwise swallow the rest of the file into one cell.
const MAX_RECORD_BYTES = 8 << 20;
/** How far the end of a quote is looked for before the quote is taken for a stray one; held in memory meanwhile. */
const LOOK_AHEAD_BYTES = 64 << 20;
/** So many line ends of another kind without one of the file's own show that it has no own kind. */
const MAX_BARE_ENDS = 100;

const CR = 13;
const LF = 10;

const TOO_LONG = `the record is longer than ${MAX_RECORD_BYTES >> 20} MiB; of its text the first ${MAX_RECORD_BYTES >> 20} MiB are listed`;
const UNCLOSED_QUOTE = 'a quote is opened and never closed';
const MISQUOTED_TEXT = "text follows a closing quote, so where its fields end is anyone's guess";
const BROKEN_LINE = 'a line end of another kind than the file has stands in it, and its fields do not fit the table';

// What scanning a record comes to, where it is not the offset of the next.
const MORE = -1;
const UNCLOSED = -2;
const MISQUOTED = -3;

/**
 * Reads delimited text (UTF-8) record by record, after RFC 4180 with what exports do beyond it: a quote opens at the start of a
 * field and closes before a delimiter or a line end; within quotes a doubled quote stands for one, and an escape before a quote
 * or an escape is taken away. A quote anywhere else is part of its value. A record whose quotes do not add up costs one line.
 */
export class RecordReader {
  /** The text at hand; `fields`, `from` and `to` point into it until `append`. */
  text: Buffer = Buffer.alloc(0);
  readonly fields = new Fields();
  /** Where the record starts, and where it ends without its line end. */
  from = 0;
  to = 0;
  /** Why the record cannot be trusted; it has no fields then. */
  problem: string | null = null;
  /** Of the record: number of the line it starts in, from 1. */
  line = 1;
  /** Whether a field of the record begins with a quote and goes on after the next one; it is kept as it stands. */
  stray = false;
  readonly totals: ReadTotals = { lines: 0, ends: { crlf: 0, lf: 0, cr: 0 } };

  private next = 0;
  private ended = false;
  private wanted = 0;
  private end = 0;
  private final = false;
  private readonly quote: number;
  private readonly escape: number;
  private readonly doubles: boolean;
  private readonly delimiter: Buffer;
  private readonly plainStops = new Uint8Array(256);
  private readonly quotedStops = new Uint8Array(256);
  private readonly endsAtLf: boolean;
  private readonly endsAtCr: boolean;
  /** Line ends of other kinds end a record too, or are part of a cell: whichever fits the table. */
  private lenient: boolean;
  /** Up to here every kind of line end ends a record. */
  private looseUntil = 0;
  private inner = 0;
  private bare = 0;
  private lastEnd: keyof ReadTotals['ends'] | null = null;
  private fieldAt = 0;
  private stopAt = 0;
  private inQuote = false;
  private passing: { readonly line: number; readonly text: string } | null = null;
  private midField = false;
  private listed: string | null = null;

  /**
   * @param separators an empty delimiter: every record is one value
   * @param width fields that the records of the table have. Given, a text said to end its lines with CRLF may have other line ends
   * too: one that completes a row ends it, one within a row is part of its cell. Left out, CRLF alone ends a record there.
   */
  constructor(
    { quote, escape: mark, delimiter, newline }: Separators,
    private readonly width = 0,
  ) {
    this.quote = quote === '' ? -1 : quote.charCodeAt(0);
    this.escape = quote === '' || mark === '' || mark === quote ? -1 : mark.charCodeAt(0);
    this.doubles = mark !== '';
    this.delimiter = Buffer.from(delimiter, 'utf8');
    this.endsAtLf = newline === '\n' || newline === 'mixed';
    this.endsAtCr = newline === '\r' || newline === 'mixed';
    this.lenient = newline === '\r\n' && width > 0;
    for (const stop of [CR, LF, this.delimiter[0] ?? LF]) this.plainStops[stop] = this.quotedStops[stop] = 1;
    for (const stop of [this.quote, this.escape]) if (stop >= 0) this.quotedStops[stop] = 1;
  }

  /** Takes more text. */
  append(piece: Buffer): void {
    const rest = this.text.subarray(this.next);
    this.text = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    this.looseUntil -= this.next;
    this.next = 0;
  }
  /** Says that no more text comes. */
  finish(): void {
    this.ended = true;
  }

  /** Goes to the next record. @returns whether there is one in the text taken so far; afterwards `append`, or `finish`, or the end */
  read(): boolean {
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
        if (this.ended || this.firstLineEnd() + 2 <= this.end) return this.giveUp(MISQUOTED_TEXT);
        if (size <= MAX_RECORD_BYTES) return this.wait(size);
        this.startPassing();
      } else if (this.lenient && this.bare > 0) {
        if (this.settle(after)) return true;
      } else return this.take(after, this.to - this.from > MAX_RECORD_BYTES ? TOO_LONG : null);
    }
  }

  /** The cells of the record as text. */
  cells(): Record {
    const { count } = this.fields;
    return this.problem === null ? Array.from({ length: count }, (_, at) => this.cell(at)) : [];
  }
  cell(at: number): string | null {
    const start = this.fields.starts[at] as number;
    const end = this.fields.ends[at] as number;
    const kind = this.fields.kinds[at];
    if (start === end) return kind === PLAIN ? null : '';
    if (kind !== ESCAPED) return this.text.toString('utf8', start, end);
    const bytes = Buffer.allocUnsafe(end - start);
    return bytes.toString('utf8', 0, this.unescapeInto(bytes, 0, start, end));
  }
  /** The record as it stood in the file, without its line end. */
  raw(): string {
    return this.listed ?? this.text.toString('utf8', this.from, this.to);
  }
  /** Takes the escapes out of the fields, in the text itself: the record as it stood is gone then. */
  unescape(): void {
    const { kinds, starts, ends, count } = this.fields;
    for (let at = 0; at < count; at++) {
      if (kinds[at] !== ESCAPED) continue;
      const start = starts[at] as number;
      ends[at] = start + this.unescapeInto(this.text, start, start, ends[at] as number);
      kinds[at] = QUOTED;
    }
  }
  /** Takes the escapes out of bytes between quotes. @returns how many bytes were written into `into` from `at` on */
  private unescapeInto(into: Uint8Array, at: number, start: number, end: number): number {
    const { text, quote, escape: mark, doubles } = this;
    let out = at;
    for (let from = start; from < end; from++) {
      const byte = text[from] as number;
      const next = from + 1 < end ? text[from + 1] : -1;
      if ((byte === mark && (next === quote || next === mark)) || (doubles && byte === quote && next === quote)) from++;
      into[out++] = text[from] as number;
    }
    return out - at;
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
    const at = this.firstLineEnd();
    this.to = at;
    this.inner = 0;
    this.fields.count = 0;
    const after = this.lineEnd(at, true);
    this.take(after, problem);
    this.listed = this.listedText(at);
    return true;
  }

  private firstLineEnd(): number {
    let at = this.from;
    while (at < this.end && this.text[at] !== LF && this.text[at] !== CR) at++;
    return at;
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

  private lineEndsIn(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at++) {
      const byte = this.text[at];
      if (byte === LF || (byte === CR && this.text[at + 1] !== LF)) count++;
    }
    return count;
  }

  /**
   * Finds the fields of the record at `from`. @param mid whether that is within an unquoted field
   * @param loose whether every kind of line end ends it
   * @returns the offset after its line end; or `MORE` with `fieldAt`, `stopAt` and `inQuote`, `UNCLOSED`, `MISQUOTED`
   */
  private scan(from: number, mid: boolean, loose: boolean): number {
    const { text, end, final, fields, quote, escape: mark, doubles, delimiter, plainStops, quotedStops } = this;
    const first = delimiter[0];
    const width = delimiter.length;
    fields.count = 0;
    this.inner = 0;
    this.bare = 0;
    this.stray = false;
    this.inQuote = false;
    this.lastEnd = null;
    let at = from;
    let quotable = !mid && quote >= 0;
    for (;;) {
      const start = at;
      this.fieldAt = start;
      if (quotable && at < end && text[at] === quote) {
        let spans = false;
        let escapes = false;
        at++;
        for (;;) {
          while (at < end && quotedStops[text[at] as number] === 0) at++;
          // What the last byte means may be told by the next.
          if (at >= end || (at + 1 === end && !final)) {
            this.inQuote = true;
            return final ? UNCLOSED : MORE;
          }
          const byte = text[at];
          if (byte === quote) {
            if (!doubles || at + 1 >= end || text[at + 1] !== quote) break;
            escapes = true;
            at += 2;
          } else if (byte === mark) {
            const escaped = at + 1 < end && (text[at + 1] === quote || text[at + 1] === mark);
            escapes ||= escaped;
            at += escaped ? 2 : 1;
          } else {
            if (byte === LF || (byte === CR && text[at + 1] !== LF)) this.inner++;
            spans ||= byte === LF || byte === CR || this.delimits(at);
            at++;
          }
        }
        const close = at++;
        if (!final && at + Math.max(width, 2) > end) {
          this.inQuote = false;
          this.stopAt = start;
          return MORE;
        }
        if (at < end && text[at] === first && this.delimits(at)) {
          fields.push(start + 1, close, escapes ? ESCAPED : QUOTED);
          at += width;
          continue;
        }
        const after = this.lineEnd(at, loose);
        if (after >= 0) {
          fields.push(start + 1, close, escapes ? ESCAPED : QUOTED);
          this.to = at;
          return after;
        }
        if (spans) return MISQUOTED;
        this.stray = true;
      }
      for (;;) {
        while (at < end && plainStops[text[at] as number] === 0) at++;
        if (!final && at + Math.max(width, 2) > end) {
          this.stopAt = at;
          return MORE;
        }
        if (at < end && text[at] === first && this.delimits(at)) {
          fields.push(start, at, PLAIN);
          at += width;
          quotable = quote >= 0;
          break;
        }
        const after = this.lineEnd(at, loose);
        if (after >= 0) {
          fields.push(start, at, PLAIN);
          this.to = at;
          return after;
        }
        const byte = text[at];
        if (byte === LF || byte === CR) {
          this.bare++;
          if (byte === LF || text[at + 1] !== LF) this.inner++;
        }
        at++;
      }
    }
  }

  private delimits(at: number): boolean {
    const { text, delimiter } = this;
    if (delimiter.length === 0 || at + delimiter.length > this.end) return false;
    for (let next = 0; next < delimiter.length; next++) if (text[at + next] !== delimiter[next]) return false;
    return true;
  }

  /** @returns the offset after the line end at `at`, or the end of the text there; -1 when there is neither */
  private lineEnd(at: number, loose: boolean): number {
    if (at >= this.end) {
      this.lastEnd = null;
      return at;
    }
    const byte = this.text[at];
    if (byte === LF) {
      if (!loose && !this.endsAtLf) return -1;
      this.lastEnd = 'lf';
      return at + 1;
    }
    if (byte !== CR) return -1;
    if (at + 1 < this.end && this.text[at + 1] === LF) {
      if (loose || this.endsAtCr === this.endsAtLf) {
        this.lastEnd = 'crlf';
        return at + 2;
      }
    }
    if (!loose && !this.endsAtCr) return -1;
    this.lastEnd = 'cr';
    return at + 1;
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
