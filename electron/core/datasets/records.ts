import { CsvError, parse } from 'csv-parse';
import { parse as parseStrictly } from 'csv-parse/sync';
import { csvOptions, type Dialect, type Record } from './dialect.ts';

/** One record as it was read, in the order of the file. */
export interface ReadRecord {
  readonly cells: Record;
  /** Why the record cannot be trusted; its cells are then empty. */
  readonly problem: string | null;
  /** Whether the record is no part of the table: a directive, a rule, a remark. */
  readonly aside?: boolean;
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

/** Of a record that is too long, this much text is listed. */
const LISTED_BYTES = 8 << 20;
// A quote that is never closed would otherwise swallow the rest of the file into one cell.
const MAX_RECORD_BYTES = 8 << 20;
/** How far the end of a quote is looked for before the quote is taken for a stray one; held in memory meanwhile. */
const LOOK_AHEAD_BYTES = 64 << 20;
const CR = 13;
const LF = 10;

/**
 * Reads `text` (UTF-8) record by record. A record whose quotes do not add up is given up at its first line end
 * and reading goes on with the next line, so that one stray quote costs one row.
 * @param each called for every record, blank ones included
 * @param pause awaited after each piece of input, with the bytes of text taken so far
 */
export async function readRecords(
  text: Iterable<Buffer>,
  dialect: Dialect,
  each: (record: ReadRecord) => void,
  pause: (bytes: number) => Promise<void>,
): Promise<ReadTotals> {
  const totals: ReadTotals = { lines: 0, ends: { crlf: 0, lf: 0, cr: 0 } };
  const window = new Window();
  let taken = 0;
  let gaveUp = '';
  /** The record that is too long, while its end is looked for. */
  let passing: { readonly line: number; readonly text: string; readonly ends: RecordEnds } | null = null;
  /** Of a record that is too long, and within a quote: whether the quote is closed decides what it is. */
  let looking: RecordEnds | null = null;
  let parser = start();
  for (const piece of text) {
    window.append(piece);
    taken += piece.length;
    await feed(piece);
    window.forget();
    await pause(taken);
  }
  await settle();
  for (;;) {
    const error = await failure((done) => parser.once('error', done).once('end', done).resume().end());
    if (!error) break;
    await feed(restart(error));
    await settle();
  }
  totals.lines = window.linesBefore(Number.POSITIVE_INFINITY);
  return totals;

  function start() {
    const base = window.at;
    let doubtful = false;
    gaveUp = UNCLOSED;
    const options = csvOptions(dialect);
    const made = parse({
      ...options,
      cast: (value, context) => {
        if (context.quoting && value.startsWith(dialect.quote) && spans(value, dialect)) doubtful = true;
        return options.cast(value, context);
      },
      max_record_size: MAX_RECORD_BYTES,
      on_record: (cells: Record, { bytes }) => {
        const from = window.at;
        if (doubtful && isMisquoted(window.text(from, base + bytes), dialect)) throw new Error((gaveUp = MISQUOTED));
        doubtful = false;
        window.at = base + bytes;
        note(window.endBefore(window.at));
        each({
          cells,
          problem: null,
          line: () => window.linesBefore(from) + 1,
          raw: () => withoutEnd(window.text(from, window.at)),
        });
        return null;
      },
    });
    made.on('error', () => {}); // the callback of `write` has it too
    return made;
  }

  /** At the end of the text: a quote that was not closed by now never is. */
  async function settle(): Promise<void> {
    while (looking) await feed(looking.quoted ? giveUp() : tooLong(looking, window.rest().length));
    if (passing) report();
  }

  async function feed(piece: Buffer): Promise<void> {
    let todo = looking && piece.length > 0 ? look(looking, piece) : passing ? pass(piece) : piece;
    for (;;) {
      const given = todo;
      const error = given.length > 0 && (await failure((done) => parser.write(given, done)));
      if (!error) return;
      todo = restart(error);
    }
  }

  /** Gives a record up and returns what comes after it, or, where its end cannot be told, after its first line. */
  function restart(error: unknown): Buffer {
    if (!(error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')) return giveUp();
    return look(new RecordEnds(dialect), window.rest());
  }

  /** Goes on looking for the end of a record that is too long. @param piece the last of what is taken so far */
  function look(ends: RecordEnds, piece: Buffer): Buffer {
    const end = ends.find(piece);
    const rest = window.rest();
    if (end >= 0) return tooLong(ends, rest.length - piece.length + end);
    if (!ends.quoted) return tooLong(ends, -1);
    looking = ends;
    return rest.length > LOOK_AHEAD_BYTES ? giveUp() : rest.subarray(rest.length);
  }

  /** @param end its offset from the record's start; -1 when it is still to come */
  function tooLong(ends: RecordEnds, end: number): Buffer {
    looking = null;
    const rest = window.rest();
    const text = rest.toString('utf8', 0, Math.min(end < 0 ? rest.length : end, LISTED_BYTES));
    passing = { line: window.linesBefore(window.at) + 1, text, ends };
    return end < 0 ? pass(rest.subarray(rest.length)) : passed(rest, end);
  }

  function giveUp(): Buffer {
    looking = null;
    const from = window.at;
    const rest = window.rest();
    const lineEnd = rest.findIndex((byte) => byte === LF || byte === CR);
    const text = rest.toString('utf8', 0, lineEnd < 0 ? rest.length : lineEnd);
    const line = window.linesBefore(from) + 1;
    const next = lineEnd < 0 ? rest.length : afterEnd(rest, lineEnd);
    window.at = from + next;
    note(window.endBefore(window.at));
    each({ cells: [], problem: gaveUp, line: () => line, raw: () => text });
    parser = start();
    return rest.subarray(next);
  }

  /** Drops the rest of a record that is too long. @returns what of the piece comes after it */
  function pass(piece: Buffer): Buffer {
    const end = passing?.ends.find(piece) ?? -1;
    if (end >= 0) return passed(piece, end);
    window.at = window.end;
    return piece.subarray(piece.length);
  }
  function passed(piece: Buffer, end: number): Buffer {
    const next = afterEnd(piece, end);
    window.at = window.end - (piece.length - next);
    note(window.endBefore(window.at));
    report();
    return piece.subarray(next);
  }
  function report(): void {
    if (!passing) return;
    const { line, text } = passing;
    passing = null;
    each({ cells: [], problem: TOO_LONG, line: () => line, raw: () => text });
    parser = start();
  }

  function note(end: keyof ReadTotals['ends'] | null): void {
    if (end) totals.ends[end]++;
  }
}

const afterEnd = (bytes: Buffer, end: number): number => end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);

/** Finds line ends outside quotes, piece by piece, by the parser's rules: a quote opens at the start of a field and closes at its end. */
class RecordEnds {
  private open = false;
  private escaped = false;
  /** A quote within a quoted field: what follows tells whether it closed. */
  private closing = false;
  private atStart = true;
  private readonly quote: number;
  private readonly escape: number;
  private readonly delimiter: Buffer;
  private matched = 0;

  constructor({ quote, escape: mark, delimiter }: Dialect) {
    this.quote = quote === '' ? -1 : quote.charCodeAt(0);
    this.escape = mark === '' || mark === quote ? -1 : mark.charCodeAt(0);
    this.delimiter = Buffer.from(delimiter, 'utf8');
  }
  /** Whether the text so far ends within a quote. */
  get quoted(): boolean {
    return this.open && !this.closing;
  }
  /** @returns the offset of the line end, or -1 */
  find(bytes: Buffer): number {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      const ends = byte === LF || byte === CR;
      if (this.closing) {
        this.closing = false;
        if (byte === this.quote) continue; // a doubled quote stands for one
        this.open = !ends && byte !== this.delimiter[0];
      }
      if (this.open) {
        if (this.escaped) this.escaped = false;
        else if (byte === this.escape) this.escaped = true;
        else this.closing = byte === this.quote;
      } else if (ends) return at;
      else if (this.atStart && byte === this.quote) {
        this.open = true;
        this.atStart = false;
      } else {
        this.matched = byte === this.delimiter[this.matched] ? this.matched + 1 : 0;
        this.atStart = this.matched === this.delimiter.length;
        if (this.atStart) this.matched = 0;
      }
    }
    return -1;
  }
}

const TOO_LONG = `the record is longer than ${MAX_RECORD_BYTES >> 20} MiB; of its text the first ${LISTED_BYTES >> 20} MiB are listed`;
const UNCLOSED = 'a quote is opened and never closed';
const MISQUOTED = "text follows a closing quote, so where its fields end is anyone's guess";

const spans = (value: string, { delimiter }: Dialect): boolean => value.includes(delimiter) || /[\r\n]/.test(value);

/** Whether a field goes on after its closing quote. Such a field is kept as it stands, unless it took others in. */
function isMisquoted(text: string, dialect: Dialect): boolean {
  try {
    parseStrictly(text, { ...csvOptions(dialect), relax_quotes: false });
    return false;
  } catch (error) {
    return error instanceof CsvError && error.code !== 'INVALID_OPENING_QUOTE';
  }
}

const withoutEnd = (text: string): string => text.replace(/\r?\n$|\r$/, '');

const failure = (work: (done: (error?: unknown) => void) => unknown): Promise<unknown> => new Promise(work);

/** The text since the last record, addressed by its byte offset in the whole. */
class Window {
  /** Where the last record ended. */
  at = 0;
  private pieces: Buffer = Buffer.alloc(0);
  private base = 0;
  private counted = 0;
  private lines = 0;

  append(piece: Buffer): void {
    this.pieces = this.pieces.length === 0 ? piece : Buffer.concat([this.pieces, piece]);
  }
  /** Lets go of what was read; two bytes stay, because a line end may be two bytes long. */
  forget(): void {
    const keepFrom = Math.max(this.base, this.at - 2);
    this.linesBefore(this.at);
    this.pieces = this.pieces.subarray(keepFrom - this.base);
    this.base = keepFrom;
  }
  /** Where the text taken so far ends. */
  get end(): number {
    return this.base + this.pieces.length;
  }
  rest(): Buffer {
    return this.pieces.subarray(this.at - this.base);
  }
  endBefore(end: number): 'crlf' | 'lf' | 'cr' | null {
    const last = this.pieces[end - 1 - this.base];
    if (last === CR) return 'cr';
    if (last !== LF) return null;
    return this.pieces[end - 2 - this.base] === CR ? 'crlf' : 'lf';
  }
  text(from: number, to: number): string {
    return this.pieces.toString('utf8', from - this.base, to - this.base);
  }
  /** Line ends before an offset; offsets may only grow from call to call. */
  linesBefore(offset: number): number {
    const end = Math.min(offset, this.base + this.pieces.length);
    for (; this.counted < end; this.counted++) {
      const byte = this.pieces[this.counted - this.base];
      if (byte === LF || (byte === CR && this.pieces[this.counted + 1 - this.base] !== LF)) this.lines++;
    }
    return this.lines;
  }
}
