import { Fault } from '../../../shared/contract/errors.ts';
import { runsAsFormula } from '../../../shared/domain/cell-text.ts';
import { ZipStream } from '../files/zip-stream.ts';
import { fitsDouble, type Measure, measured, type OutColumn, type OutRow, type OutTable } from './out-table.ts';

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 32_767;

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
  const zip = new ZipStream('The workbook would be larger than 4 GiB. Export as Parquet or CSV.');
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
