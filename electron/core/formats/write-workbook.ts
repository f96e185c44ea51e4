import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Fault } from '../../../shared/contract/errors.ts';
import { runsAsFormula } from '../../../shared/domain/cell-text.ts';
import { fitsDouble, type Measure, measured, type OutColumn, type OutRow, type OutTable } from './out-table.ts';

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 32_767;
const MOST_BYTES = 0xffff_ffff;

/** Styles of cells by their place in `cellXfs`: plain, text that must not run, dates, then decimals of 1, 2 … places. */
const PLAIN = 0;
const GUARDED = 1;
const DATE = 2;
const FIRST_SCALE = 3;
const MOST_SCALE = 15;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A table as a workbook of one sheet (ECMA-376), streamed. Numbers of at most 15 digits are numbers shown with their places,
 * longer ones and times are text, so that nothing is rounded. @param guard marks what a spreadsheet would run as text for good
 * @throws Fault `too-large` for more rows, columns or characters than a sheet holds
 */
export async function* asWorkbook(
  table: OutTable,
  guard: boolean,
  breathe: () => Promise<void> = async () => {},
): AsyncIterableIterator<Uint8Array> {
  const measures = await measured(table, breathe);
  await assertFits(table, measures);
  const zip = new ZipStream();
  for (const [name, text] of PARTS) yield* zip.entry(name, [Buffer.from(XML + text, 'utf8')]);
  yield* zip.entry('xl/styles.xml', [Buffer.from(XML + STYLES, 'utf8')]);
  yield* zip.entry('xl/worksheets/sheet1.xml', sheet(table, measures, guard));
  yield zip.end();
}

async function assertFits({ columns, batches }: OutTable, measures: readonly Measure[]): Promise<void> {
  let rows = 1;
  for (const batch of batches()) rows += batch.length;
  if (rows > MOST_ROWS || columns.length > MOST_COLUMNS)
    throw new Fault(
      'too-large',
      `A sheet holds at most ${(MOST_ROWS - 1).toLocaleString('en-US')} rows and ${MOST_COLUMNS.toLocaleString('en-US')} columns. Export as Parquet or CSV.`,
    );
  const long = measures.findIndex(({ longest }) => longest > LONGEST_TEXT);
  if (long >= 0)
    throw new Fault(
      'too-large',
      `"${columns[long]?.name}" has a value of more than ${LONGEST_TEXT.toLocaleString('en-US')} characters, which no cell of a sheet holds. Export as Parquet or CSV.`,
    );
}

const PARTS: readonly (readonly [name: string, xml: string])[] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  ],
];
const scales = Array.from({ length: MOST_SCALE }, (_, at) => at + 1);
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="${MOST_SCALE + 1}"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>${scales.map((scale) => `<numFmt numFmtId="${164 + scale}" formatCode="0.${'0'.repeat(scale)}"/>`).join('')}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${FIRST_SCALE + MOST_SCALE}"><xf/><xf quotePrefix="1"/><xf numFmtId="164" applyNumberFormat="1"/>${scales.map((scale) => `<xf numFmtId="${164 + scale}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;

function* sheet(
  { columns, batches }: OutTable,
  measures: readonly Measure[],
  guard: boolean,
): IterableIterator<Buffer> {
  yield Buffer.from(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`, 'utf8');
  let number = 0;
  const row = (cells: OutRow, cellOf: (cell: string, at: number) => string): string =>
    `<row r="${++number}">${cells.map((cell, at) => (cell === null ? '<c/>' : cellOf(cell, at))).join('')}</row>`;
  yield Buffer.from(
    row(
      columns.map(({ name }) => name),
      (cell) => textCell(cell, guard),
    ),
    'utf8',
  );
  for (const batch of batches()) {
    const rows = batch.map((cells) =>
      row(cells, (cell, at) => valueCell(cell, columns[at] as OutColumn, measures[at] as Measure, guard)),
    );
    yield Buffer.from(rows.join(''), 'utf8');
  }
  yield Buffer.from('</sheetData></worksheet>', 'utf8');
}

const FIRST_DATE = '1900-03-01'; // before it spreadsheets count a day that never was
const DAY_MS = 86_400_000;

function valueCell(cell: string, { kind }: OutColumn, { whole, scale }: Measure, guard: boolean): string {
  switch (kind) {
    case 'integer':
      return whole <= 15 ? `<c><v>${cell}</v></c>` : textCell(cell, guard);
    case 'decimal':
      return whole + scale <= 15 && scale <= MOST_SCALE && fitsDouble(cell)
        ? `<c s="${scale === 0 ? PLAIN : FIRST_SCALE + scale - 1}"><v>${cell}</v></c>`
        : textCell(cell, guard);
    case 'real':
      return Number.isFinite(Number(cell)) ? `<c><v>${cell}</v></c>` : textCell(cell, guard);
    case 'boolean':
      return `<c t="b"><v>${cell === 'true' ? 1 : 0}</v></c>`;
    case 'date':
      return cell >= FIRST_DATE && cell.length === 10
        ? `<c s="${DATE}"><v>${(Date.parse(`${cell}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS}</v></c>`
        : textCell(cell, guard);
    default:
      return textCell(cell, guard);
  }
}

const textCell = (text: string, guard: boolean): string =>
  `<c t="inlineStr"${guard && runsAsFormula(text) ? ` s="${GUARDED}"` : ''}><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

const MARKUP: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot hold is written as spreadsheets write it, `_xHHHH_`; so is what looks like that. */
const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, (character) =>
      character === '\t' || character === '\n' || (character > '\u007f' && character < '\u00a0')
        ? character
        : `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll(/[&<>"]/g, (character) => MARKUP[character] as string);

/** A zip archive (APPNOTE 6.3.10) written from front to back, sizes after the bytes of each entry. */
class ZipStream {
  private readonly central: Buffer[] = [];
  private offset = 0;

  async *entry(name: string, pieces: Iterable<Buffer>): AsyncIterableIterator<Uint8Array> {
    const title = Buffer.from(name, 'utf8');
    const at = this.offset;
    const local = Buffer.concat([header(0x04034b50, 0, 0, 0, title.length), title]);
    this.offset += local.length;
    yield local;
    let crc = 0;
    let bytes = 0;
    const counted = function* () {
      for (const piece of pieces) {
        crc = crc32(piece, crc);
        bytes += piece.length;
        yield piece;
      }
    };
    let packed = 0;
    const source = Readable.from(counted());
    const deflate = createDeflateRaw();
    source.on('error', (error) => deflate.destroy(error));
    for await (const piece of source.pipe(deflate)) {
      packed += (piece as Buffer).length;
      yield piece as Buffer;
    }
    this.offset += packed;
    if (bytes > MOST_BYTES || this.offset > MOST_BYTES)
      throw new Fault('too-large', 'The workbook would be larger than 4 GiB. Export as Parquet or CSV.');
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    sizes.writeUInt32LE(crc, 4);
    sizes.writeUInt32LE(packed, 8);
    sizes.writeUInt32LE(bytes, 12);
    this.offset += sizes.length;
    yield sizes;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    this.central.push(Buffer.concat([header(0x02014b50, crc, packed, bytes, title.length), rest, title]));
  }

  end(): Uint8Array {
    const list = Buffer.concat(this.central);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.central.length, 8);
    end.writeUInt16LE(this.central.length, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([list, end]);
  }
}

/** The fields that a local and a central header share; the central one says first which version made it. */
function header(signature: number, crc: number, packed: number, bytes: number, name: number): Buffer {
  const isCentral = signature === 0x02014b50;
  const head = Buffer.alloc(isCentral ? 32 : 30);
  let at = head.writeUInt32LE(signature, 0);
  if (isCentral) at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(20, at);
  at = head.writeUInt16LE(0x0808, at); // names in UTF-8, sizes after the bytes
  at = head.writeUInt16LE(8, at); // deflate
  at = head.writeUInt32LE(0x0021_0000, at); // 1980-01-01, so that the same rows make the same file
  at = head.writeUInt32LE(crc, at);
  at = head.writeUInt32LE(packed, at);
  at = head.writeUInt32LE(bytes, at);
  head.writeUInt16LE(name, at);
  return head;
}
