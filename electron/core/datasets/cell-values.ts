import { EXACT_DIGITS } from '../../../shared/domain/readings.ts';

// Serial types of SQLite's record format (https://www.sqlite.org/fileformat2.html, section 2.1).
export const NULL = 0;
const INT8 = 1;
const INT16 = 2;
const INT24 = 3;
const INT32 = 4;
const INT48 = 5;
const INT64 = 6;
const FLOAT64 = 7;
export const ZERO = 8;
const ONE = 9;
export const TEXT = 13;
/** 2026-05-04T10:20:30Z, and where its marks stand. */
export const TIME_BYTES = 20;
export const DATE_BYTES = 10;
const TIME_MARKS = Uint8Array.from('0000-00-00T00:00:00Z', (mark) => (mark === '0' ? 0 : mark.charCodeAt(0)));
export const TIME = TEXT + 2 * TIME_BYTES;
export const BLOB_TIME = TIME - 1;
const AS_INTEGER = -1;
const AS_TIME = -2;

const MOST_DIGITS = 19;
const MAX_INT64 = 2n ** 63n;
const SPACE = 0x20;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT = 0x30;

const POWERS = Array.from({ length: 16 }, (_, power) => 10 ** power);
/** Bytes that a number of a serial type takes. */
const BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

/** How the cells of a row lie in a record: as numbers and instants where the forms of their columns and their texts allow it. */
export class CellValues {
  /** Serial types of the cells of the row. */
  readonly types: Int32Array;
  /** Of each column: how many values lie as text, although its form is another. */
  readonly misfits: Uint32Array;
  /** How cells of a column are tried: 0 as text, a scale as REAL, or AS_INTEGER, AS_TIME. */
  private readonly scales: Int32Array;
  private readonly timed: Uint8Array;
  private readonly numbers: Float64Array;
  private readonly bigs: BigInt64Array;

  /** @param forms of the columns */
  constructor(forms: readonly string[]) {
    const width = forms.length;
    this.types = new Int32Array(width);
    this.misfits = new Uint32Array(width);
    this.scales = Int32Array.from(forms, scaleOf);
    this.timed = new Uint8Array(width);
    this.numbers = new Float64Array(width);
    this.bigs = new BigInt64Array(width);
  }

  /** Looks at a cell that is not NULL and notes its type. @returns how many bytes it takes in the body of the record */
  take(column: number, bytes: Uint8Array, start: number, end: number): number {
    const scale = this.scales[column] as number;
    if (scale !== 0 && start < end) {
      const type =
        scale > 0
          ? this.real(column, bytes, start, end, scale)
          : scale === AS_INTEGER
            ? this.integer(column, bytes, start, end)
            : this.time(column, bytes, start, end);
      if (type !== NULL) {
        this.types[column] = type;
        return type < ZERO ? (BYTES[type] as number) : type < TEXT ? 0 : TIME_BYTES;
      }
      this.misfits[column] = (this.misfits[column] as number) + 1;
    }
    this.types[column] = TEXT + 2 * (end - start);
    return end - start;
  }

  /** Whether an instant is written with the T that a cell of the form 'time' lies without. */
  isTimed(column: number): boolean {
    return this.timed[column] === 1;
  }

  /** Writes the number that a cell lies as. @param type below ZERO @returns the offset after it */
  write(into: DataView, at: number, column: number, type: number): number {
    const value = this.numbers[column] as number;
    switch (type) {
      case FLOAT64:
        into.setFloat64(at, value);
        return at + 8;
      case INT64:
        into.setBigInt64(at, this.bigs[column] as bigint);
        return at + 8;
      case INT48:
        into.setInt16(at, Math.floor(value / 2 ** 32));
        into.setInt32(at + 2, value | 0);
        return at + 6;
      case INT32:
        into.setInt32(at, value);
        return at + 4;
      case INT24:
        into.setInt8(at, value >> 16);
        into.setInt16(at + 1, value);
        return at + 3;
      case INT16:
        into.setInt16(at, value);
        return at + 2;
      default:
        into.setInt8(at, value);
        return at + 1;
    }
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
}

function scaleOf(form: string): number {
  if (form === 'integer') return AS_INTEGER;
  return form === 'time' ? AS_TIME : Number(/^real:(\d+)$/.exec(form)?.[1] ?? 0);
}
