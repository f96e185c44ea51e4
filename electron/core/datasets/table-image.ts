/**
 * A database of one table, written as the bytes of its file: SQLite then copies the records as they are, which costs a fifth
 * of binding each cell to a statement. After "Database File Format", https://www.sqlite.org/fileformat2.html; names of fields
 * and sections are those of that document.
 */
const PAGE = 65_536;
const FILE_HEADER = 100;
const LEAF_HEADER = 8;
const INTERIOR_HEADER = 12;
const LEAF_TABLE = 0x0d;
const INTERIOR_TABLE = 0x05;
/** Section 1.6, "Cell Payload Overflow Pages": of a longer payload a part lies in the cell, the rest in pages of its own. */
const MOST_LOCAL = PAGE - 35;
const LEAST_LOCAL = Math.floor(((PAGE - 12) * 32) / 255) - 23;
const OVERFLOW = PAGE - 4;
const FIRST_PAGES = 24;

export class TableImage {
  /** The file; records are written into it where `room` says. */
  bytes: Uint8Array = Buffer.alloc(0);
  view = new DataView(this.bytes.buffer);
  private pages = 0;
  private readonly leaves: { readonly page: number; readonly last: number }[] = [];
  private leaf = 0;
  private pointers = 0;
  private cells = 0;
  private content = 0;
  private last = 0;

  /**
   * @param create the statement that makes the table, which is called `t` and has an INTEGER PRIMARY KEY first
   * @param spare memory of a file that nobody needs any more, where there is some
   */
  constructor(
    private readonly create: string,
    private readonly spare: () => Uint8Array | undefined = () => undefined,
  ) {
    this.start();
  }

  /** How many bytes were filled. */
  get size(): number {
    return this.pages * PAGE - (this.content - this.pointers);
  }

  /** Makes room for a record of `size` bytes under a number higher than those before. @returns where it is to be written */
  room(row: number, size: number): number {
    if (size > MOST_LOCAL) throw new Error('a record does not fit a page');
    return this.cell(row, size, size);
  }

  /** Adds a record of any size. */
  add(row: number, record: Uint8Array): void {
    if (record.length <= MOST_LOCAL) {
      const at = this.room(row, record.length);
      this.bytes.set(record, at);
      return;
    }
    const fits = LEAST_LOCAL + ((record.length - LEAST_LOCAL) % OVERFLOW);
    const local = fits <= MOST_LOCAL ? fits : LEAST_LOCAL;
    const at = this.cell(row, record.length, local + 4);
    this.bytes.set(record.subarray(0, local), at);
    let link = at + local;
    for (let done = local; done < record.length; done += OVERFLOW) {
      const page = this.page();
      writeUint32(this.bytes, link, page);
      link = (page - 1) * PAGE;
      this.bytes.set(record.subarray(done, done + OVERFLOW), link + 4);
    }
  }

  /** @returns the file; afterwards there is a new, empty one */
  end(): Uint8Array {
    this.closeLeaf();
    const root = this.leaves.length === 1 ? (this.leaves[0]?.page as number) : this.interior();
    this.writeFirstPage(root);
    const file = this.bytes.subarray(0, this.pages * PAGE);
    this.start();
    return file;
  }

  private start(): void {
    const spare = this.spare();
    this.use(spare ? spare.fill(0) : Buffer.alloc(FIRST_PAGES * PAGE));
    this.pages = 1;
    this.leaves.length = 0;
    this.openLeaf();
  }

  private use(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private page(): number {
    const page = ++this.pages;
    if (page * PAGE > this.bytes.length) {
      const wider = Buffer.alloc(this.bytes.length * 2);
      wider.set(this.bytes);
      this.use(wider);
    }
    return page;
  }

  private openLeaf(): void {
    this.leaf = this.page();
    const start = (this.leaf - 1) * PAGE;
    this.pointers = start + LEAF_HEADER;
    this.content = start + PAGE;
    this.cells = 0;
  }

  private closeLeaf(): void {
    writeTreeHeader(this.bytes, (this.leaf - 1) * PAGE, LEAF_TABLE, this.cells, this.content);
    this.leaves.push({ page: this.leaf, last: this.last });
  }

  /** Section 1.5, a cell of a table's leaf: size of the payload, number of the row, as much of the payload as lies here. */
  private cell(row: number, payload: number, here: number): number {
    const size = varintLength(payload) + varintLength(row) + here;
    if (this.content - size < this.pointers + 2) {
      this.closeLeaf();
      this.openLeaf();
    }
    this.content -= size;
    this.last = row;
    this.cells++;
    writeUint16(this.bytes, this.pointers, this.content - (this.leaf - 1) * PAGE);
    this.pointers += 2;
    return writeVarint(this.bytes, writeVarint(this.bytes, this.content, payload), row);
  }

  /** One page that points to all leaves: room for some thousand of them, far more than are ever made. */
  private interior(): number {
    const page = this.page();
    const start = (page - 1) * PAGE;
    const before = this.leaves.slice(0, -1);
    let content = start + PAGE;
    for (const [at, { page: child, last }] of before.entries()) {
      content -= 4 + varintLength(last);
      writeUint32(this.bytes, content, child);
      writeVarint(this.bytes, content + 4, last);
      writeUint16(this.bytes, start + INTERIOR_HEADER + 2 * at, content - start);
    }
    if (content < start + INTERIOR_HEADER + 2 * before.length) throw new Error('a table has too many pages');
    writeTreeHeader(this.bytes, start, INTERIOR_TABLE, before.length, content);
    writeUint32(this.bytes, start + 8, this.leaves.at(-1)?.page as number);
    return page;
  }

  /** Sections 1.3, "The Database Header", and 2.6, "Storage Of The SQL Database Schema". */
  private writeFirstPage(root: number): void {
    const { bytes } = this;
    bytes.set(Buffer.from('SQLite format 3\0', 'latin1'));
    bytes.set([0, 1, 1, 1, 0, 64, 32, 32], 16); // page size 65536, no journal, no reserved bytes, payload fractions
    writeUint32(bytes, 24, 1); // change counter
    writeUint32(bytes, 28, this.pages);
    writeUint32(bytes, 40, 1); // schema cookie
    writeUint32(bytes, 44, 4); // schema format
    writeUint32(bytes, 56, 1); // UTF-8
    writeUint32(bytes, 92, 1); // the change counter that the size was written at
    writeUint32(bytes, 96, 3_053_000); // as that version writes it
    const create = Buffer.from(this.create, 'utf8');
    const types = [13 + 2 * 5, 13 + 2, 13 + 2, 4, 13 + 2 * create.length]; // 'table', 't', 't', root, sql
    const header = 1 + types.reduce((sum, type) => sum + varintLength(type), 0);
    const size = header + 5 + 1 + 1 + 4 + create.length;
    if (size > MOST_LOCAL) throw new Error('a table has too many columns');
    const start = PAGE - (varintLength(size) + 1 + size);
    let at = writeVarint(bytes, start, size);
    at = writeVarint(bytes, at, 1);
    at = writeVarint(bytes, at, header);
    for (const type of types) at = writeVarint(bytes, at, type);
    bytes.set(Buffer.from('tablett', 'latin1'), at);
    writeUint32(bytes, at + 7, root);
    bytes.set(create, at + 11);
    writeTreeHeader(bytes, FILE_HEADER, LEAF_TABLE, 1, start);
    writeUint16(bytes, FILE_HEADER + LEAF_HEADER, start);
  }
}

/** The eight bytes that begin a page of a tree: its kind, no free block, number of cells, start of the cells, no fragments. */
function writeTreeHeader(bytes: Uint8Array, at: number, kind: number, cells: number, content: number): void {
  bytes[at] = kind;
  writeUint16(bytes, at + 3, cells);
  writeUint16(bytes, at + 5, content % PAGE);
}

function writeUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value;
}
function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Bytes of a variable-length integer of SQLite: seven bits a byte, the high ones first. @param value from 0 to 2^53 - 1 */
export function varintLength(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  if (value < 0x1000_0000) return 4;
  let length = 5;
  for (let limit = 2 ** 35; value >= limit; limit *= 128) length++;
  return length;
}

/** @returns the offset after it */
export function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    bytes[at] = value;
    return at + 1;
  }
  if (value < 0x4000) {
    bytes[at] = 0x80 | (value >> 7);
    bytes[at + 1] = value & 0x7f;
    return at + 2;
  }
  const length = varintLength(value);
  let rest = value;
  for (let back = length - 1; back >= 0; back--) {
    bytes[at + back] = (rest % 128) | (back === length - 1 ? 0 : 0x80);
    rest = Math.floor(rest / 128);
  }
  return at + length;
}
