import type { StoredColumn } from './columns.ts';
import type { Record } from './dialect.ts';

/**
 * How the cells of a column lie in the table. 'integer': a cell is an INTEGER where its digits give the text back. 'real:2': a
 * cell is a REAL where its text has exactly two decimals and at most 15 significant digits, so that printing it with two gives
 * the text back. Every other cell is TEXT. A form says nothing about what the values mean.
 */
export type Form = 'text' | 'integer' | `real:${number}`;

const ENOUGH = 0.9;
const MOST_SCALE = 15;
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)\.(\d+)$/;

/**
 * Forms of the columns of a table, as a sample of its rows suggests them. What is read as text lies as text: SQL compares it so.
 * @param columns as they would be read by the sample
 */
export function formsOf(rows: readonly Record[], columns: readonly Pick<StoredColumn, 'type'>[]): Form[] {
  return columns.map(({ type }, at) => {
    if (type === 'TEXT') return 'text';
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

function formOf(cell: string): Form | null {
  if (INTEGER.test(cell)) return 'integer';
  const scale = DECIMAL.exec(cell)?.[1]?.length ?? 0;
  return scale > 0 && scale <= MOST_SCALE ? `real:${scale}` : null;
}

/** Decimals of a form; -1 for integers, 0 for text. */
export function scaleOf(form: string): number {
  if (form === 'integer') return -1;
  return Number(/^real:(\d+)$/.exec(form)?.[1] ?? 0);
}

/** The columns of a dataset's table: the number of the row, then its cells. */
export const tableColumns = (forms: readonly string[]): string =>
  ['"row" INTEGER PRIMARY KEY', ...forms.map((form, at) => `"c${at + 1}" ${form === 'text' ? 'TEXT' : 'ANY'}`)].join(
    ', ',
  );
