import { type ColumnReading, sqlType } from '../../../../shared/domain/readings.ts';
import { identifier, join, type Sql, sql } from '../../db/sql.ts';
import type { StoredColumn } from '../columns.ts';
import { cellText } from '../forms.ts';

/** Of the column of typed values beside the cells; null where there is none, as the cells are what SQL sees. */
export const companionType = (reading: ColumnReading | null): 'TEXT' | 'INTEGER' | 'REAL' | null =>
  reading?.source === 'companion' ? sqlType(reading.reading) : null;

/** The text of the cells of a column, as an expression with the affinity of text. @param at its place, from 0 */
export function rawCell({ form }: StoredColumn, at: number): Sql {
  const text = cellText(`c${at + 1}`, form);
  return form === 'text' ? text : sql`CAST(${text} AS TEXT)`;
}

/** The typed value of a column, as an expression with the affinity of its type. @param at its place, from 0 */
export function typedCell(column: StoredColumn, at: number): Sql {
  const { reading, type, whole } = column;
  if (!reading) {
    const cell = cellText(`c${at + 1}`, column.form);
    if (type === 'TEXT') return cell;
    return whole ? sql`CAST(${cell} AS NUMERIC)` : sql`CAST(${cell} AS ${{ text: type, values: [] }})`;
  }
  if (reading.source === 'companion') return sql`${identifier(`t${at + 1}`)}`;
  if (reading.reading.kind === 'text') return rawCell(column, at);
  // A cell of this form lies as its value.
  if (reading.source === 'cell' && column.form === 'time') return sql`CAST(${identifier(`c${at + 1}`)} AS TEXT)`;
  const nothing = [...(column.empties > 0 ? [''] : []), ...reading.blankWords];
  const cell = reading.source === 'cast' ? sql`${identifier(`c${at + 1}`)}` : rawCell(column, at);
  if (nothing.length === 0 && reading.source === 'cell') return cell;
  const words = join(
    // Written out: a view cannot have values bound to it.
    nothing.map((word) => ({ text: `'${word.replaceAll("'", "''")}'`, values: [] })),
    ', ',
  );
  const filled = nothing.length === 0 ? cell : sql`CASE WHEN ${cell} IN (${words}) THEN NULL ELSE ${cell} END`;
  return sql`CAST(${filled} AS ${{ text: sqlType(reading.reading), values: [] }})`;
}

/** Views of a dataset: what its columns mean under its own name, and their text under the same with _raw. */
export function datasetView(
  name: string,
  number: number,
  columns: readonly StoredColumn[],
  cell: (column: StoredColumn, at: number) => Sql,
  further: readonly { readonly name: string; readonly cell: Sql }[] = [],
): Sql {
  const names = [...columns, ...further].map((column) => sql`${identifier(column.name)}`);
  const cells = [...columns.map(cell), ...further.map((each) => each.cell)];
  return sql`CREATE TEMP VIEW ${identifier(name)} (${join(names, ', ')}) AS SELECT ${join(cells, ', ')} FROM main.${identifier(`ds_${number}`)}`;
}
