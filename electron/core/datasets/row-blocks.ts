import { EXACT_DIGITS } from '../../../shared/domain/readings.ts';
import { tableColumns } from './forms.ts';
import { type Fields, PLAIN } from './records.ts';
import { TableImage, varintLength, writeVarint } from './table-image.ts';

/** Some rows of a table, as many as a transaction of the store should take. */
export interface RowBlock {
  /** A database with the rows in its table `t`, which is made as `tableColumns` says. */
  readonly image: Uint8Array;
  readonly rows: number;
  readonly forms: readonly string[];
}

/** Of rows in one block: their number bounds how long the store is busy with them. */
const BLOCK_BYTES = 1 << 20;
const BLOCK_ROWS = 10_000;
/** What JSON is digested at once. */
const JSON_BYTES = 64 * 1024;

// Serial types of SQLite's record format (https://www.sqlite.org/fileformat2.html, section 2.1).
const NULL = 0;
const INT8 = 1;
const INT16 = 2;
const INT24 = 3;
const INT32 = 4;
const INT48 = 5;
const INT64 = 6;
const FLOAT64 = 7;
const ZERO = 8;
const ONE = 9;
const TEXT = 13;
/** 2026-05-04T10:20:30Z, and where its marks stand. */
const TIME_BYTES = 20;
const DATE_BYTES = 10;
const TIME_MARKS = Uint8Array.from('0000-00-00T00:00:00Z', (mark) => (mark === '0' ? 0 : mark.charCodeAt(0)));
const TIME = TEXT + 2 * TIME_BYTES;
const BLOB_TIME = TIME - 1;
const AS_INTEGER = -1;
const AS_TIME = -2;

const MOST_DIGITS = 19;
const MAX_INT64 = 2n ** 63n;
const SPACE = 0x20;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT = 0x30;
const QUOTE = 0x22;

const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);
const HEX = '0123456789abcdef';
/** What JSON escapes (RFC 8785, section 3.2.2.2), by its byte. */
const ESCAPES: readonly (Uint8Array | null)[] = Array.from({ length: 256 }, (_, byte) => {
  const short = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', 34: '"', 92: '\\' }[byte];
  if (short) return Buffer.from(`\\${short}`, 'latin1');
  return byte < 0x20 ? Buffer.from(`\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`, 'latin1') : null;
});
const PLAIN_JSON = Uint8Array.from(ESCAPES, (escaped) => (escaped ? 0 : 1));

/** Turns rows into blocks for the store and into the JSON that their digest is over, from the bytes of their cells. */
export class RowBlocks {
  /** Rows so far; they are numbered from 1. */
  rows = 0;
  /** Whether the last row is ASCII throughout. */
  ascii = true;
  private readonly image: TableImage;
  private inBlock = 0;
  private json = Buffer.allocUnsafeSlow(2 * JSON_BYTES);
  private used = 0;
  /** Of each column: how many values lie as text, although its form is another. */
  readonly misfits: Uint32Array;
  /** How cells of a column are tried: 0 as text, a scale as REAL, or one of those below. */
  private readonly scales: Int32Array;
  private readonly timed: Uint8Array;
  private readonly types: Float64Array;
  private readonly numbers: Float64Array;
  private readonly bigs: BigInt64Array;
  private readonly number = new DataView(new ArrayBuffer(8));

  /**
   * @param forms of the columns
   * @param onBlock takes a block @param onJson takes rows as a JSON array, in bytes that are used again afterwards
   */
  constructor(
    readonly forms: readonly string[],
    private readonly onBlock: (block: RowBlock) => void,
    private readonly onJson: (rows: Uint8Array) => void,
  ) {
    this.image = new TableImage(`CREATE TABLE t (${tableColumns(forms)}) STRICT`);
    const width = forms.length;
    this.scales = Int32Array.from(forms, scaleOf);
    this.timed = new Uint8Array(width);
    this.misfits = new Uint32Array(width);
    this.types = new Float64Array(width);
    this.numbers = new Float64Array(width);
    this.bigs = new BigInt64Array(width);
  }

  /** @param fields of the row in `bytes`; those that are missing are NULL. None may have escapes in it */
  add(bytes: Uint8Array, fields: Fields): void {
    const row = ++this.rows;
    this.writeJson(row, bytes, fields);
    this.writeRecord(row, bytes, fields);
    this.inBlock++;
    if (this.inBlock >= BLOCK_ROWS || this.image.size >= BLOCK_BYTES) this.closeBlock();
  }

  end(): void {
    this.closeJson();
    this.closeBlock();
  }

  private closeBlock(): void {
    if (this.inBlock === 0) return;
    const rows = this.inBlock;
    this.inBlock = 0;
    this.onBlock({ image: this.image.end(), rows, forms: this.forms });
  }

  private writeRecord(row: number, bytes: Uint8Array, fields: Fields): void {
    const { types, scales } = this;
    const { starts, ends, kinds, count } = fields;
    const width = types.length;
    let header = 1; // of the column that numbers the rows, which is NULL in the record
    let body = 0;
    for (let at = 0; at < width; at++) {
      const start = starts[at] as number;
      const end = ends[at] as number;
      let type: number = NULL;
      if (at < count && (start < end || kinds[at] !== PLAIN)) {
        const scale = scales[at] as number;
        if (scale !== 0 && start < end) {
          type =
            scale > 0
              ? this.real(at, bytes, start, end, scale)
              : scale === AS_INTEGER
                ? this.integer(at, bytes, start, end)
                : this.time(at, bytes, start, end);
          if (type === NULL) this.misfits[at] = (this.misfits[at] as number) + 1;
          body += type < ZERO ? (BYTES[type] as number) : type < TEXT ? 0 : TIME_BYTES;
        }
        if (type === NULL) {
          type = TEXT + 2 * (end - start);
          body += end - start;
        }
      }
      types[at] = type;
      header += type < 0x80 ? 1 : varintLength(type);
    }
    header += header < 0x7f ? 1 : 2;
    if (header > 0x3fff) throw new Error('the header of a record is too long');
    const size = header + body;
    if (size > LONG) {
      const record = Buffer.allocUnsafe(size);
      this.fill(record, 0, header, bytes, fields);
      this.image.add(row, record);
    } else {
      const at = this.image.room(row, size);
      this.fill(this.image.bytes, at, header, bytes, fields);
    }
  }

  private fill(into: Uint8Array, from: number, header: number, bytes: Uint8Array, { starts, ends }: Fields): void {
    const { types } = this;
    const width = types.length;
    let at = writeVarint(into, from, header);
    into[at++] = NULL;
    for (let column = 0; column < width; column++) {
      const type = types[column] as number;
      if (type < 0x80) into[at++] = type;
      else at = writeVarint(into, at, type);
    }
    for (let column = 0; column < width; column++) {
      const type = types[column] as number;
      if (type >= TEXT) {
        const end = ends[column] as number;
        const start = starts[column] as number;
        if (type === TIME || type === BLOB_TIME) {
          for (let next = start; next < end; next++) into[at++] = bytes[next] as number;
          if (this.timed[column] === 1) into[at - TIME_BYTES + DATE_BYTES] = SPACE;
        } else if (end - start > COPIED_AT_ONCE) {
          into.set(bytes.subarray(start, end), at);
          at += end - start;
        } else for (let next = start; next < end; next++) into[at++] = bytes[next] as number;
      } else if (type !== NULL && type < ZERO) at = this.writeNumber(into, at, column, type);
    }
  }

  private writeNumber(into: Uint8Array, at: number, column: number, type: number): number {
    const value = this.numbers[column] as number;
    if (type === FLOAT64 || type === INT64) {
      const { number } = this;
      if (type === FLOAT64) number.setFloat64(0, value);
      else number.setBigInt64(0, this.bigs[column] as bigint);
      for (let next = 0; next < 8; next++) into[at + next] = number.getUint8(next);
      return at + 8;
    }
    const length = BYTES[type] as number;
    let end = at + length;
    if (type === INT48) {
      const high = Math.floor(value / 2 ** 32);
      into[at] = high >> 8;
      into[at + 1] = high;
    }
    const low = value | 0;
    for (let shift = 0; shift < 32 && end > at + (type === INT48 ? 2 : 0); shift += 8) into[--end] = low >> shift;
    return at + length;
  }

  /** @returns the serial type of an INTEGER with this text, or NULL where there is none */
  private integer(column: number, bytes: Uint8Array, start: number, end: number): number {
    const negative = bytes[start] === MINUS;
    const from = negative ? start + 1 : start;
    const digits = end - from;
    if (digits === 0 || digits > MOST_DIGITS) return NULL;
    if (bytes[from] === DIGIT && (digits > 1 || negative)) return NULL;
    let value = 0;
    for (let at = from; at < end; at++) {
      const digit = (bytes[at] as number) - DIGIT;
      if (digit < 0 || digit > 9) return NULL;
      value = value * 10 + digit;
    }
    if (digits > EXACT_DIGITS) {
      const big = BigInt(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));
      if (big >= MAX_INT64 || big < -MAX_INT64) return NULL;
      this.bigs[column] = big;
      return INT64;
    }
    if (value < 2) return negative ? this.small(column, -value) : value === 0 ? ZERO : ONE;
    return this.small(column, negative ? -value : value);
  }
  private small(column: number, value: number): number {
    this.numbers[column] = value;
    const size = value < 0 ? -value - 1 : value;
    if (size < 0x80) return INT8;
    if (size < 0x8000) return INT16;
    if (size < 0x80_0000) return INT24;
    if (size < 0x8000_0000) return INT32;
    if (size < 0x8000_0000_0000) return INT48;
    this.bigs[column] = BigInt(value);
    return INT64;
  }

  /** @returns FLOAT64 where a REAL printed with `scale` decimals gives this text, else NULL */
  private real(column: number, bytes: Uint8Array, start: number, end: number, scale: number): number {
    const negative = bytes[start] === MINUS;
    const from = negative ? start + 1 : start;
    const point = end - scale - 1;
    if (point <= from || bytes[point] !== POINT) return NULL;
    if (bytes[from] === DIGIT && point > from + 1) return NULL;
    let value = 0;
    for (let at = from; at < end; at++) {
      if (at === point) continue;
      const digit = (bytes[at] as number) - DIGIT;
      if (digit < 0 || digit > 9) return NULL;
      value = value * 10 + digit;
    }
    // Digits and power are exact, so that their quotient is the nearest double, and its text with 15 digits the one that was read.
    if (value >= 1e15 || (value === 0 && negative)) return NULL;
    this.numbers[column] = (negative ? -value : value) / (POWERS[scale] as number);
    return FLOAT64;
  }

  /** @returns the serial type of an instant that is written in the one form that is taken, or NULL */
  private time(column: number, bytes: Uint8Array, start: number, end: number): number {
    this.timed[column] = 0;
    if (end - start !== TIME_BYTES) return NULL;
    for (let at = 0; at < TIME_BYTES; at++) {
      const byte = bytes[start + at] as number;
      const mark = TIME_MARKS[at] as number;
      if (mark === 0 ? byte < DIGIT || byte > DIGIT + 9 : byte !== mark && !(at === DATE_BYTES && byte === SPACE))
        return NULL;
    }
    this.timed[column] = bytes[start + DATE_BYTES] === SPACE ? 0 : 1;
    return this.timed[column] === 1 ? TIME : BLOB_TIME;
  }

  private writeJson(row: number, bytes: Uint8Array, { starts, ends, kinds, count }: Fields): void {
    const width = this.types.length;
    let most = 32 + 5 * width;
    for (let at = 0; at < width && at < count; at++) most += 6 * ((ends[at] as number) - (starts[at] as number)) + 3;
    if (this.used + most > this.json.length) this.closeJson();
    if (most > this.json.length) this.json = Buffer.allocUnsafeSlow(2 * most);
    const { json } = this;
    let out = this.used;
    let high = 0;
    json[out] = out === 0 ? 0x5b : 0x2c;
    json[out + 1] = 0x5b;
    out += 2;
    const number = String(row);
    for (let at = 0; at < number.length; at++) json[out++] = number.charCodeAt(at);
    for (let column = 0; column < width; column++) {
      json[out++] = 0x2c;
      const start = starts[column] as number;
      const end = ends[column] as number;
      if (column >= count || (start === end && kinds[column] === PLAIN)) {
        json[out] = 0x6e; // null
        json[out + 1] = 0x75;
        json[out + 2] = json[out + 3] = 0x6c;
        out += 4;
        continue;
      }
      json[out++] = QUOTE;
      for (let at = start; at < end; at++) {
        const byte = bytes[at] as number;
        high |= byte;
        if (PLAIN_JSON[byte] === 1) json[out++] = byte;
        else for (const part of ESCAPES[byte] as Uint8Array) json[out++] = part;
      }
      json[out++] = QUOTE;
    }
    json[out++] = 0x5d;
    this.used = out;
    this.ascii = high < 0x80;
    if (out >= JSON_BYTES) this.closeJson();
  }
  private closeJson(): void {
    if (this.used === 0) return;
    this.json[this.used++] = 0x5d;
    this.onJson(this.json.subarray(0, this.used));
    this.used = 0;
  }
}

/** Bytes that a number of a serial type takes. */
const BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];
/** A record that is put together apart, since it may not fit a page. */
const LONG = 32_000;
/** From here on copying by a call is faster than byte by byte. */
const COPIED_AT_ONCE = 64;

function scaleOf(form: string): number {
  if (form === 'integer') return AS_INTEGER;
  return form === 'time' ? AS_TIME : Number(/^real:(\d+)$/.exec(form)?.[1] ?? 0);
}
