import type { Column } from '../../../shared/contract/datasets.ts';
import { type ColumnReading, sqlType } from '../../../shared/domain/readings.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';
import type { Record } from './dialect.ts';
import { type Fields, PLAIN } from './field-scanner.ts';
import { ColumnTally } from './readings/tally.ts';
import { companionType } from './readings/view.ts';

/** A column as the store keeps it. */
export interface StoredColumn {
  readonly name: string;
  readonly header: string;
  /** Of its values in SQL. */
  readonly type: 'TEXT' | 'INTEGER' | 'REAL';
  /** A REAL column in which some values are written without a point: only where it was read before there were readings. */
  readonly whole: boolean;
  readonly nulls: number;
  readonly empties: number;
  /** How its cells lie in the table: see `Form`. */
  readonly form: string;
  /** null where it was read before there were readings. */
  readonly reading: ColumnReading | null;
}

/**
 * How the table of a dataset is made: a column for the cells of each, as text or in a form that gives the text back, and behind
 * them the typed values that are not the cells themselves, each beside its column by number.
 */
export function tableDefinition(number: number, columns: readonly Pick<StoredColumn, 'form' | 'reading'>[]): Sql {
  const cells = columns.map(({ form }, at) =>
    form === 'text' ? sql`${identifier(`c${at + 1}`)} TEXT` : sql`${identifier(`c${at + 1}`)} ANY`,
  );
  const typed = columns.flatMap((column, at) => companionDefinition(column, at) ?? []);
  return sql`CREATE TABLE ${identifier(`ds_${number}`)} ("row" INTEGER PRIMARY KEY, ${join([...cells, ...typed], ', ')}) STRICT`;
}

export function companionDefinition(column: Pick<StoredColumn, 'reading'>, at: number): Sql | null {
  const type = companionType(column.reading);
  return type === null ? null : sql`${identifier(`t${at + 1}`)} ${{ text: type, values: [] }}`;
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

/** A column as the contract tells of it. */
export const asColumn = ({ name, header, type, nulls, empties, form, reading }: StoredColumn): Column => ({
  name,
  header,
  type,
  nulls,
  empties,
  form,
  ...(reading && { reading }),
});

export const folded = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Tallies rows of a table as they are stored. */
export class Tally {
  private readonly columns: readonly ColumnTally[];
  private rows = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly headers: readonly string[],
  ) {
    this.columns = headers.map((header) => new ColumnTally(header));
  }
  /** @param numbers places of the cells that are numbers in the file, not texts that look like some */
  add(row: Record, numbers?: readonly number[]): void {
    this.rows++;
    const { columns } = this;
    for (let at = 0; at < columns.length; at++)
      columns[at]?.add(row[at] ?? null, this.rows, numbers?.includes(at) ?? false);
  }
  /** The same of a row whose cells lie in `text`; only those that are looked at become strings. @param cell gives one */
  addFields(text: Uint8Array, { starts, ends, kinds }: Fields, cell: (at: number) => string): void {
    this.rows++;
    const { columns } = this;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] as ColumnTally;
      const start = starts[at] as number;
      if (start === ends[at]) {
        if (kinds[at] === PLAIN) column.nulls++;
        else column.empties++;
      } else if (!column.pass(text[start] as number)) column.add(cell(at), this.rows);
    }
  }
  get stored(): StoredColumn[] {
    return this.columns.map(({ nulls, empties, result: reading }, at) => ({
      name: this.names[at] as string,
      header: this.headers[at] as string,
      type: sqlType(reading.reading),
      whole: false,
      nulls,
      empties,
      form: 'text',
      reading,
    }));
  }
  get formulas(): number {
    return this.columns.reduce((sum, { formulas }) => sum + formulas, 0);
  }
  /** Columns with numbers that a spreadsheet has rounded, and how many. */
  get damaged(): { header: string; count: number }[] {
    return this.columns
      .map(({ rounded }, at) => ({ header: this.headers[at] as string, count: rounded }))
      .filter(({ count }) => count > 0);
  }
}
