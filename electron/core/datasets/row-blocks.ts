import { BLOB_TIME, CellValues, DATE_BYTES, NULL, TEXT, TIME, TIME_BYTES, ZERO } from './cell-values.ts';
import { type Fields, PLAIN } from './field-scanner.ts';
import { tableColumns } from './forms.ts';
import { TableImage, varintLength, writeVarint } from './table-image.ts';

/** Some rows of a table, as many as a transaction of the store should take. */
export interface RowBlock {
  /** A database with the rows in its table `t`, which is made as `tableColumns` says. */
  readonly image: Uint8Array;
  readonly rows: number;
  readonly forms: readonly string[];
}

/** How large blocks are, which bounds how long the store is busy with one; and images of those that were stored, to be used again. */
export interface BlockMemory {
  readonly bytes: number;
  readonly spare?: () => Uint8Array | undefined;
}
const IN_THE_CORE: BlockMemory = { bytes: 1 << 20 };
/** A row is counted as so many bytes at least: each costs some time, however short it is. */
const LEAST_ROW = 100;
/** What JSON is digested at once. */
const JSON_BYTES = 64 * 1024;

/** A record that is put together apart, since it may not fit a page; and the longest one that SQLite takes. */
const LONG = 32_000;
const LONGEST = 1e9;

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const BACKSLASH = 0x5c;
const NULL_WORD = 0x6c6c756e; // as its bytes lie, the first one lowest

const HEX = '0123456789abcdef';
/** What JSON escapes (RFC 8785, section 3.2.2.2), by its byte. */
const ESCAPES: readonly (Uint8Array | null)[] = Array.from({ length: 256 }, (_, byte) => {
  const short = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', 34: '"', 92: '\\' }[byte];
  if (short) return Buffer.from(`\\${short}`, 'latin1');
  return byte < 0x20 ? Buffer.from(`\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`, 'latin1') : null;
});

// Four bytes at once, after "Determine if a word has a byte less than n" of Bit Twiddling Hacks,
// https://graphics.stanford.edu/~seander/bithacks.html.
const ONES = 0x01010101;
const HIGHS = 0x80808080 | 0;
const SPACES = 0x20202020;
const QUOTES = 0x22222222;
const BACKSLASHES = 0x5c5c5c5c;

/** Whether JSON escapes any of four bytes. */
function isEscaped(word: number): boolean {
  const quotes = word ^ QUOTES;
  const backslashes = word ^ BACKSLASHES;
  const found =
    (((word - SPACES) | 0) & ~word) | (((quotes - ONES) | 0) & ~quotes) | (((backslashes - ONES) | 0) & ~backslashes);
  return (found & HIGHS) !== 0;
}

/** Turns rows into blocks for the store and into the JSON that their digest is over, from the bytes of their cells. */
export class RowBlocks {
  /** Rows so far; they are numbered from 1. */
  rows = 0;
  /** Whether the last row is ASCII throughout. */
  ascii = true;
  private readonly image: TableImage;
  private readonly values: CellValues;
  private inBlock = 0;
  private json = new DataView(new ArrayBuffer(2 * JSON_BYTES));
  private used = 0;
  private source: Uint8Array = new Uint8Array(0);
  private sourceView = new DataView(this.source.buffer);

  /**
   * @param forms of the columns
   * @param onBlock takes a block @param onJson takes rows as a JSON array, in bytes that are used again afterwards
   */
  constructor(
    readonly forms: readonly string[],
    private readonly onBlock: (block: RowBlock) => void,
    private readonly onJson: (rows: Uint8Array) => void,
    private readonly memory = IN_THE_CORE,
  ) {
    this.image = new TableImage(`CREATE TABLE t (${tableColumns(forms)}) STRICT`, memory.spare);
    this.values = new CellValues(forms);
  }

  /** Of each column: how many values lie as text, although its form is another. */
  get misfits(): Uint32Array {
    return this.values.misfits;
  }

  /** @param fields of the row in `bytes`; those that are missing are NULL. None may have escapes in it */
  add(bytes: Uint8Array, fields: Fields): void {
    const row = ++this.rows;
    if (bytes !== this.source) {
      this.source = bytes;
      this.sourceView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const { types } = this.values;
    const { starts, ends, kinds, count } = fields;
    const width = types.length;
    let header = 1; // of the column that numbers the rows, which is NULL in the record
    let body = 0;
    let text = 0;
    for (let at = 0; at < width; at++) {
      const start = starts[at] as number;
      const end = ends[at] as number;
      if (at >= count || (start === end && kinds[at] === PLAIN)) {
        types[at] = NULL;
        header++;
        continue;
      }
      body += this.values.take(at, bytes, start, end);
      text += end - start;
      const type = types[at] as number;
      header += type < 0x80 ? 1 : varintLength(type);
    }
    header += header < 0x7f ? 1 : 2;
    if (header > 0x3fff) throw new Error('the header of a record is too long');
    this.openJson(row, 6 * text + 5 * width);
    const size = header + body;
    if (size > LONGEST) throw new Error('a record is too long');
    if (size > LONG) {
      const record = new Uint8Array(size);
      this.fill(record, new DataView(record.buffer), 0, header, fields);
      this.image.add(row, record);
    } else {
      const at = this.image.room(row, size);
      this.fill(this.image.bytes, this.image.view, at, header, fields);
    }
    if (this.used >= JSON_BYTES) this.closeJson();
    this.inBlock++;
    if (Math.max(this.inBlock * LEAST_ROW, this.image.size) >= this.memory.bytes) this.closeBlock();
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

  /** Writes the cells of a row into the JSON, and a record of them from `from` on; both take the bytes in one go. */
  private fill(into: Uint8Array, record: DataView, from: number, header: number, { starts, ends }: Fields): void {
    const { source, sourceView, json, values } = this;
    const { types } = values;
    const width = types.length;
    let at = writeVarint(into, from, header);
    into[at++] = NULL;
    for (let column = 0; column < width; column++) {
      const type = types[column] as number;
      if (type < 0x80) into[at++] = type;
      else at = writeVarint(into, at, type);
    }
    let out = this.used;
    let high = 0;
    for (let column = 0; column < width; column++) {
      const type = types[column] as number;
      json.setUint8(out++, COMMA);
      if (type === NULL) {
        json.setInt32(out, NULL_WORD, true);
        out += 4;
        continue;
      }
      json.setUint8(out++, QUOTE);
      let next = starts[column] as number;
      const end = ends[column] as number;
      if (type >= TEXT) {
        for (; next + 4 <= end; next += 4) {
          const word = sourceView.getInt32(next, true);
          if (isEscaped(word)) out = this.escape(next, next + 4, out);
          else {
            json.setInt32(out, word, true);
            out += 4;
          }
          record.setInt32(at, word, true);
          at += 4;
          high |= word;
        }
        for (; next < end; next++) {
          const byte = source[next] as number;
          if (byte < SPACE || byte === QUOTE || byte === BACKSLASH) out = this.escape(next, next + 1, out);
          else json.setUint8(out++, byte);
          into[at++] = byte;
          high |= byte;
        }
        if ((type === TIME || type === BLOB_TIME) && values.isTimed(column)) into[at - TIME_BYTES + DATE_BYTES] = SPACE;
      } else {
        if (type < ZERO) at = values.write(record, at, column, type);
        for (; next < end; next++) json.setUint8(out++, source[next] as number);
      }
      json.setUint8(out++, QUOTE);
    }
    json.setUint8(out++, CLOSE);
    this.used = out;
    this.ascii = (high & HIGHS) === 0;
  }

  private escape(from: number, to: number, at: number): number {
    const { source, json } = this;
    let out = at;
    for (let next = from; next < to; next++) {
      const byte = source[next] as number;
      const escaped = ESCAPES[byte];
      if (!escaped) json.setUint8(out++, byte);
      else for (const part of escaped) json.setUint8(out++, part);
    }
    return out;
  }

  /** Makes room for a row of at most `most` bytes, and begins it. */
  private openJson(row: number, most: number): void {
    const needed = most + 64;
    if (this.used + needed > this.json.byteLength) this.closeJson();
    if (needed > this.json.byteLength) this.json = new DataView(new ArrayBuffer(2 * needed));
    const { json } = this;
    let out = this.used;
    json.setUint8(out, out === 0 ? OPEN : COMMA);
    json.setUint8(out + 1, OPEN);
    out += 2;
    let digits = 1;
    for (let limit = 10; row >= limit; limit *= 10) digits++;
    let rest = row;
    for (let back = digits - 1; back >= 0; back--) {
      const tens = Math.floor(rest / 10);
      json.setUint8(out + back, 0x30 + rest - 10 * tens);
      rest = tens;
    }
    this.used = out + digits;
  }
  private closeJson(): void {
    if (this.used === 0) return;
    this.json.setUint8(this.used++, CLOSE);
    this.onJson(new Uint8Array(this.json.buffer, 0, this.used));
    this.used = 0;
  }
}
