import { type CellObject, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { Fault } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { MOST_CELLS, MOST_TABLES } from './limits.ts';
import { type OpenDocument, unescaped } from './open-document.ts';
import { type Cell, type Found, firstOf, type Table, type TableRecord } from './table.ts';

type Dense = (CellObject | undefined)[][];

/**
 * The sheets of a workbook (XLSX, XLSB, XLS, ODS), each a table of its cells as the sheet shows them. Where a format shows
 * less than the cell holds (digits, a time, the century), the value as stored stands in a further column.
 * @param document what an OpenDocument says of itself
 * @throws Fault `unsupported` for one that is encrypted or damaged, `too-large`
 */
export function readWorkbook(bytes: Uint8Array, document: OpenDocument | null = null): Found {
  const book = opened(bytes);
  const notes: string[] = [];
  const states = book.Workbook?.Sheets ?? [];
  const names = document ? book.SheetNames.map(unescaped) : book.SheetNames;
  const isHidden = (name: string, at: number) => (states[at]?.Hidden ?? 0) !== 0 || document?.hidden.has(name) === true;
  const hidden = names.filter(isHidden);
  if (hidden.length > 0)
    notes.push(
      `The workbook hides ${counted(hidden.length, 'sheet')}: ${quoted(hidden)}. They are read like the others.`,
    );
  const tables: Table[] = [];
  const empty: string[] = [];
  for (const [at, name] of names.slice(0, MOST_TABLES).entries()) {
    const sheet = book.Sheets[book.SheetNames[at] as string] as WorkSheet & { '!data'?: Dense };
    const table = tableOf(name, sheet, book, isHidden(name, at));
    if (table) tables.push(table);
    else empty.push(name);
  }
  if (empty.length > 0) notes.push(`Without any cell: ${quoted(empty)}.`);
  if (book.SheetNames.length > MOST_TABLES)
    notes.push(`The workbook has ${counted(book.SheetNames.length, 'sheet')}; the first ${MOST_TABLES} are read.`);
  return { tables, notes };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isCompound = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

function opened(bytes: Uint8Array): WorkBook {
  // The library would take anything else for a text of some kind.
  if (!isZip(bytes) && !isCompound(bytes)) throw new Fault('unsupported', 'The file holds no workbook.');
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: true,
      cellStyles: true, // without them hidden rows and columns are not told
      cellHTML: false,
      cellFormula: true,
      bookVBA: false,
      dateNF: 'yyyy-mm-dd', // for the format whose look depends on whose computer shows it
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    if (/password|encrypt/i.test(why))
      throw new Fault(
        'unsupported',
        'The workbook is encrypted with a password. Open it in a spreadsheet program, save it without one, and import that beside it.',
      );
    throw new Fault(
      'unsupported',
      'The workbook is damaged or of a kind that is not read. Open it in a spreadsheet program, save it as XLSX, and import that beside it.',
    );
  }
}

const quoted = (names: readonly string[]): string => firstOf(names.map((name) => `"${name}"`));

/** What the cells of a sheet gave rise to. */
interface Marks {
  /** Columns in which a cell holds more than it shows. */
  readonly stored: Set<number>;
  valueless: number;
  formulas: number;
  errors: number;
  /** Numbers beyond the 15 digits that spreadsheets keep. */
  long: number;
}

function tableOf(
  name: string,
  sheet: WorkSheet & { '!data'?: Dense },
  book: WorkBook,
  isHidden: boolean,
): Table | null {
  const rows = sheet['!data'] ?? [];
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const marks: Marks = { stored: new Set(), valueless: 0, formulas: 0, errors: 0, long: 0 };
  let width = 0;
  let cells = 0;
  for (const row of rows) {
    for (const [at, cell] of (row ?? []).entries()) {
      if (!cell) continue;
      if (++cells > MOST_CELLS)
        throw new Fault(
          'too-large',
          `The workbook has more than ${counted(MOST_CELLS, 'cell')}. Export the sheet as CSV.`,
        );
      const { shown, stored } = look(cell, date1904, marks);
      if (shown !== null) width = Math.max(width, at + 1);
      if (stored !== null) marks.stored.add(at);
    }
  }
  if (width === 0) return null;
  const more = [...marks.stored].sort((a, b) => a - b);
  return {
    part: name.toWellFormed(),
    format: `workbook, sheet "${name.toWellFormed()}"${isHidden ? ' (hidden)' : ''}`,
    header: null,
    width: width + more.length,
    notes: notesOn(sheet, marks, more),
    *records(): IterableIterator<TableRecord> {
      let first = true;
      for (const [at, row] of rows.entries()) {
        if (!row?.some((cell) => cell && look(cell, date1904).shown !== null)) continue;
        const record: Cell[] = [];
        for (let column = 0; column < width; column++) record.push(shownOf(row[column], date1904));
        // The first row with all of its own cells filled names the columns; so it does for the further ones.
        const texts = row.filter((cell) => cell?.t === 's').length;
        const names = first && texts * 2 > width && !more.some((column) => row[column]?.t === 'n');
        for (const column of more)
          record.push(
            names ? `${record[column] ?? utils.encode_col(column)} (stored value)` : storedOf(row[column], date1904),
          );
        if (names) first = false;
        const numbers = record.flatMap((text, column) =>
          row[column < width ? column : (more[column - width] as number)]?.t === 'n' && POINTED.test(text ?? '')
            ? [column]
            : [],
        );
        const raw = record.map((cell) => cell ?? '').join('\t');
        yield { cells: record, line: at + 1, problem: null, raw, numbers };
      }
    },
  };
}

const shownOf = (cell: CellObject | undefined, date1904: boolean): Cell => (cell ? look(cell, date1904).shown : null);
const POINTED = /^-?\d+\.\d+$/;
/** In a further column: what the cell holds, whether it shows all of it or not: 0.5 of 50%, as beside it 0.125 of 13%. */
function storedOf(cell: CellObject | undefined, date1904: boolean): Cell {
  if (!cell) return null;
  const { shown, stored } = look(cell, date1904);
  if (stored !== null || cell.t !== 'n' || typeof cell.v !== 'number') return stored ?? shown;
  return SSF.is_date(String(cell.z ?? 'General')) ? shown : numberText(cell.v);
}

function look(cell: CellObject, date1904: boolean, marks?: Marks): { shown: Cell; stored: Cell } {
  const found = textsOf(cell, date1904, marks);
  if (cell.f !== undefined && marks) {
    marks.formulas++;
    if (found.shown === null) marks.valueless++;
  }
  return found;
}

function textsOf(cell: CellObject, date1904: boolean, marks?: Marks): { shown: Cell; stored: Cell } {
  switch (cell.t) {
    case 's':
      return { shown: cell.v === undefined ? null : String(cell.v).toWellFormed(), stored: null };
    case 'b':
      return { shown: cell.v ? 'TRUE' : 'FALSE', stored: null };
    case 'n':
      return number(cell, date1904, marks);
    case 'd':
      return { shown: cell.w ?? (cell.v instanceof Date ? cell.v.toISOString() : String(cell.v)), stored: null };
    case 'e':
      if (cell.w === undefined && cell.f !== undefined) return { shown: null, stored: null };
      if (marks) marks.errors++;
      return { shown: cell.w ?? '#ERROR', stored: null };
    default:
      return { shown: null, stored: null };
  }
}

const SPREADSHEET_DIGITS = 1e15;

function number({ v, w, z }: CellObject, date1904: boolean, marks?: Marks): { shown: Cell; stored: Cell } {
  if (typeof v !== 'number') return { shown: w ?? null, stored: null };
  const plain = numberText(v);
  if (marks && Math.abs(v) >= SPREADSHEET_DIGITS) marks.long++;
  const format = String(z ?? 'General');
  // "General" fits numbers to the width of a column; that is no statement about them.
  if (format === 'General' || format === '@' || w === undefined || /^#+$/.test(w))
    return { shown: plain, stored: null };
  if (SSF.is_date(format)) {
    const stored = dateText(v, date1904);
    return { shown: w.trim(), stored: stored === null || stored === w.trim() ? null : stored };
  }
  return { shown: w.trim(), stored: says(w, v) ? null : plain };
}

/** Without an exponent. */
function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : text;
}

/** Whether the text of a number says all of its digits. */
function says(shown: string, value: number): boolean {
  const percent = shown.includes('%');
  const digits = shown.replaceAll(/[^\d.eE+-]|(?<![eE])\+/g, '');
  const bracketed = /\(.*\)/.test(shown);
  const read = Math.abs(Number(digits)) * (bracketed || digits.startsWith('-') ? -1 : 1);
  if (digits === '' || Number.isNaN(read)) return false;
  return percent ? Math.abs(read / 100 - value) <= Math.abs(value) * 1e-15 : read === value;
}

/** A date, a time or both, as ISO 8601 writes them. */
function dateText(value: number, date1904: boolean): Cell {
  const code = SSF.parse_date_code(value, { date1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
    S: number;
    u?: number;
  } | null;
  if (!code) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${String(code.y).padStart(4, '0')}-${two(code.m)}-${two(code.d)}`;
  if (Number.isInteger(value)) return date;
  const fraction = code.u
    ? `.${String(Math.round(code.u * 1000))
        .padStart(3, '0')
        .slice(0, 3)}`
    : '';
  const time = `${two(code.H)}:${two(code.M)}:${two(code.S)}${fraction}`;
  return value >= 0 && value < 1 ? time : `${date} ${time}`;
}

function notesOn(sheet: WorkSheet, marks: Marks, stored: readonly number[]): string[] {
  const notes: string[] = [];
  const columns = (sheet['!cols'] ?? []).flatMap((column, at) => (column?.hidden ? [utils.encode_col(at)] : []));
  if (columns.length > 0)
    notes.push(
      `Hidden in the sheet and read all the same: ${columns.length === 1 ? 'column' : 'columns'} ${firstOf(columns)}.`,
    );
  const rows = (sheet['!rows'] ?? []).flatMap((row, at) => (row?.hidden ? [String(at + 1)] : []));
  if (rows.length > 0)
    notes.push(
      `Hidden in the sheet, by a filter or by hand, and read all the same: ${rows.length === 1 ? 'row' : 'rows'} ${firstOf(rows)}.`,
    );
  const merged = (sheet['!merges'] ?? []).map((range) => utils.encode_range(range));
  if (merged.length > 0)
    notes.push(`Merged cells (${firstOf(merged)}): the value stands in the first cell, the others are NULL.`);
  if (stored.length > 0)
    notes.push(
      `The formats of ${stored.length === 1 ? 'column' : 'columns'} ${firstOf(stored.map((at) => utils.encode_col(at)))} show less than the cells hold, or a date in one of several orders; the values as stored stand in further columns at the end.`,
    );
  if (marks.valueless > 0)
    notes.push(
      `${counted(marks.valueless, 'formula')} ${marks.valueless === 1 ? 'holds' : 'hold'} no value, since the file was never calculated; they are NULL. Open and save it in a spreadsheet program to have them.`,
    );
  else if (marks.formulas > 0)
    notes.push(
      `${counted(marks.formulas, 'cell')} ${marks.formulas === 1 ? 'is a formula' : 'are formulas'}; read are the values that the file holds for them.`,
    );
  if (marks.errors > 0)
    notes.push(`${counted(marks.errors, 'cell')} ${marks.errors === 1 ? 'shows' : 'show'} an error such as #N/A.`);
  if (marks.long > 0)
    notes.push(
      `${counted(marks.long, 'number')} ${marks.long === 1 ? 'has' : 'have'} 16 digits or more: a spreadsheet keeps 15, so the last ones may be lost.`,
    );
  return notes;
}
