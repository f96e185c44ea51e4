import { identifier, type Sql, sql } from '../db/sql.ts';
import type { StoredColumn } from './columns.ts';
import type { Record } from './dialect.ts';

/**
 * How the cells of a column lie in the table. 'integer': a cell is an INTEGER where its digits give the text back. 'real:2': a
 * cell is a REAL where its text has exactly two decimals and at most 15 significant digits, so that printing it with two gives
 * the text back. 'time': a cell written 2026-05-04T10:20:30Z lies as SQL shows that instant, 2026-05-04 10:20:30Z; one that was
 * written so already lies as a BLOB. Every other cell is TEXT. A form says nothing about what the values mean.
 */
export type Form = 'text' | 'integer' | `real:${number}` | 'time';

const ENOUGH = 0.9;
const MOST_SCALE = 15;
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)\.(\d+)$/;

/**
 * Forms of the columns of a table, as a sample of its rows suggests them. What is read as text lies as text: SQL compares it so.
 * @param columns as they would be read by the sample
 */
export function formsOf(rows: readonly Record[], columns: readonly Pick<StoredColumn, 'type' | 'reading'>[]): Form[] {
  return columns.map((column, at) => {
    if (column.type === 'TEXT' && !isInstant(column)) return 'text';
    const found = new Map<Form, number>();
    let values = 0;
    for (const row of rows) {
      const cell = row[at] ?? '';
      if (cell === '') continue;
      values++;
      const form = formOf(cell);
      if (form) found.set(form, (found.get(form) ?? 0) + 1);
    }
    for (const [form, count] of found) if (count >= values * ENOUGH) return form;
    return 'text';
  });
}

/** Whether its values are instants in whole seconds, with their zone: what the form 'time' is for. */
const isInstant = ({ reading }: Pick<StoredColumn, 'reading'>): boolean =>
  reading?.reading.kind === 'time' && reading.reading.zone === 'text' && reading.reading.fraction === 0;

/** A column in which every value lies in the form 'time' needs no typed values beside it: its cells are what SQL shows. */
export function asLies(column: StoredColumn, misfits: number): StoredColumn {
  const { reading } = column;
  const lies = column.form === 'time' && misfits === 0 && isInstant(column) && reading?.fitting === reading?.values;
  return lies && reading ? { ...column, reading: { ...reading, source: 'cell' } } : column;
}

function formOf(cell: string): Form | null {
  if (TIME.test(cell)) return 'time';
  if (INTEGER.test(cell)) return 'integer';
  const scale = DECIMAL.exec(cell)?.[1]?.length ?? 0;
  return scale > 0 && scale <= MOST_SCALE ? `real:${scale}` : null;
}

/** The text of a cell as an expression. @param form as `dataset_columns` has it */
export function cellText(column: string, form: string): Sql {
  const cell = sql`${identifier(column)}`;
  if (form === 'text') return cell;
  // What is told apart here is written out: a view cannot have values bound to it.
  if (form === 'time')
    return sql`CASE WHEN typeof(${cell}) = 'text' AND octet_length(${cell}) = 20 AND ${cell} GLOB ${LYING_TIME}
      THEN substr(${cell}, 1, 10) || 'T' || substr(${cell}, 12) ELSE CAST(${cell} AS TEXT) END`;
  const digits = Number(/^real:(\d+)$/.exec(form)?.[1] ?? Number.NaN);
  if (Number.isNaN(digits)) return sql`CAST(${cell} AS TEXT)`;
  const format = { text: `'%.${digits}f'`, values: [] };
  return sql`CASE typeof(${cell}) WHEN 'real' THEN printf(${format}, ${cell}) ELSE CAST(${cell} AS TEXT) END`;
}
const TWO = '[0-9][0-9]';
const LYING_TIME: Sql = { text: `'${TWO}${TWO}-${TWO}-${TWO} ${TWO}:${TWO}:${TWO}Z'`, values: [] };

/** The columns of a dataset's table: the number of the row, then its cells. */
export const tableColumns = (forms: readonly string[]): string =>
  ['"row" INTEGER PRIMARY KEY', ...forms.map((form, at) => `"c${at + 1}" ${form === 'text' ? 'TEXT' : 'ANY'}`)].join(
    ', ',
  );
