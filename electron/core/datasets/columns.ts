import { runsAsFormula } from '../../../shared/domain/cell-text.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';
import type { Record } from './dialect.ts';

/** A column as the store keeps it. */
export interface StoredColumn {
  readonly name: string;
  readonly header: string;
  readonly type: 'TEXT' | 'INTEGER' | 'REAL';
  /** A REAL column in which some values are written without a point; they stay integers in the view. */
  readonly whole: boolean;
  readonly nulls: number;
  readonly empties: number;
}

/** How the table of a dataset is made: the cells as text, one column each. */
export function tableDefinition(number: number, width: number): Sql {
  const columns = Array.from({ length: width }, (_, at) => sql`${identifier(`c${at + 1}`)} TEXT`);
  return sql`CREATE TABLE ${identifier(`ds_${number}`)} ("row" INTEGER PRIMARY KEY, ${join(columns, ', ')}) STRICT`;
}

/** Unique names, usable in SQL when quoted, as close to the header as can be; compared as SQLite does, without ASCII case. */
export function columnNames(header: Record, width: number): string[] {
  const taken = new Set<string>();
  const names: string[] = [];
  for (let at = 0; at < width; at++) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not hold them
    const plain = (header[at] ?? '').replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').trim();
    const base = plain === '' ? `column_${at + 1}` : plain;
    let name = base;
    for (let copy = 2; taken.has(folded(name)); copy++) name = `${base}_${copy}`;
    taken.add(folded(name));
    names.push(name);
  }
  return names;
}

export const folded = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)\.(?:\d*[1-9]|0)$/;
// As people write numbers; what is longer than an INTEGER, or would not survive as a REAL, stays text.
const NUMBER = /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const MAX_INT64 = 2n ** 63n;
// SQLite writes a REAL with 15 significant digits, and with an exponent below 0.0001 and from 1e15 on.
const EXACT_DIGITS = 15;
const PLAIN_FROM = 1e-4;

function isInteger(text: string): boolean {
  if (text.length > 20 || !INTEGER.test(text)) return false;
  if (text.length < 19) return true;
  const value = BigInt(text);
  return value >= -MAX_INT64 && value < MAX_INT64;
}

function isDecimal(text: string): boolean {
  if (text.length > EXACT_DIGITS + 3 || !DECIMAL.test(text)) return false;
  const value = Math.abs(Number(text));
  const digits = text.replace(/^-?0?\.?0*|\./g, '').length;
  if (value === 0) return !text.startsWith('-');
  return digits <= EXACT_DIGITS && value >= PLAIN_FROM;
}

const SPREADSHEET_NUMBER = /^-?\d(?:\.\d+)?E\+\d{2,3}$/;
const ID_LIKE =
  /(?:^|[^a-z])(?:id|ids|no|nr|number|account|acct|phone|card|iban|hash|tx\w*|address|wallet|token|key|ref\w*|imei|serial)(?:$|[^a-z])|id$/i;

/** What the cells of one column amount to. The type holds only as long as every value survives it unchanged. */
class ColumnTally {
  nulls = 0;
  empties = 0;
  formulas = 0;
  private values = 0;
  private text = false;
  private other = false;
  private integers = 0;
  private decimals = 0;
  private pointZero = false;
  private exponents = 0;
  private longNumbers = 0;

  add(value: string | null): void {
    if (value === null) this.nulls++;
    else if (value === '') {
      this.empties++;
      this.text = true;
    } else {
      this.values++;
      if (value.charCodeAt(0) < 0x41 && runsAsFormula(value)) this.formulas++;
      if (this.text && !this.other) this.other = !NUMBER.test(value);
      if (this.text) return this.look(value);
      if (isInteger(value)) {
        this.integers++;
        if (value.length > 9) this.longNumbers++;
      } else if (isDecimal(value)) {
        this.decimals++;
        if (value.endsWith('.0')) this.pointZero = true;
      } else {
        this.text = true;
        this.other = !NUMBER.test(value);
        this.look(value);
      }
    }
  }
  private look(value: string): void {
    if (value.length < 5 || value.length > 24) return;
    const last = value.charCodeAt(value.length - 1);
    if (last < 0x30 || last > 0x39) return;
    if (value.includes('E+')) {
      if (SPREADSHEET_NUMBER.test(value)) this.exponents++;
    } else if (value.length > 9 && /^\d+$/.test(value)) this.longNumbers++;
  }
  get type(): Pick<StoredColumn, 'type' | 'whole'> {
    const mixed = this.integers > 0 && this.decimals > 0;
    // A view can keep '5' or '5.0' as it was, not both in one column.
    if (this.text || this.values === 0 || (mixed && this.pointZero)) return { type: 'TEXT', whole: false };
    return { type: this.decimals > 0 ? 'REAL' : 'INTEGER', whole: mixed };
  }
  /** Whether all its values are numbers, although it stays text. */
  numbersAsText(header: string): boolean {
    return this.type.type === 'TEXT' && this.values > 0 && !this.other && !ID_LIKE.test(header);
  }
  damaged(header: string): number {
    return ID_LIKE.test(header) || this.longNumbers > 0 ? this.exponents : 0;
  }
}

/** Tallies rows of a table as they are stored. */
export class Tally {
  private readonly columns: readonly ColumnTally[];

  constructor(
    private readonly names: readonly string[],
    private readonly headers: readonly string[],
  ) {
    this.columns = names.map(() => new ColumnTally());
  }
  add(row: Record): void {
    for (let at = 0; at < this.columns.length; at++) this.columns[at]?.add(row[at] ?? null);
  }
  get stored(): StoredColumn[] {
    return this.columns.map(({ nulls, empties, type }, at) => ({
      name: this.names[at] as string,
      header: this.headers[at] as string,
      ...type,
      nulls,
      empties,
    }));
  }
  get formulas(): number {
    return this.columns.reduce((sum, { formulas }) => sum + formulas, 0);
  }
  /** Names of columns whose values are all numbers and stay text, since as numbers they would not be written alike. */
  get numbersAsText(): string[] {
    return this.names.filter((_, at) => this.columns[at]?.numbersAsText(this.headers[at] as string));
  }
  /** Columns with ids that a spreadsheet has turned into rounded numbers, and how many. */
  get damaged(): { header: string; count: number }[] {
    return this.columns
      .map((column, at) => ({ header: this.headers[at] as string, count: column.damaged(this.headers[at] as string) }))
      .filter(({ count }) => count > 0);
  }
}
