import type { ColumnReading } from '../../../../shared/domain/readings.ts';
import type { JobContext } from '../../context.ts';
import type { ReadDb, WriteDb } from '../../db/open.ts';
import { identifier, join, type Sql, sql } from '../../db/sql.ts';
import { companionDefinition, type StoredColumn } from '../columns.ts';
import { cellText } from '../forms.ts';
import { type Typed, typedValue } from './values.ts';
import { companionType } from './view.ts';

/** A column whose typed values lie beside its cells. */
interface Companion {
  readonly at: number;
  readonly form: string;
  readonly reading: ColumnReading;
}
const ROWS_A_TURN = 20_000;

export const companionsOf = (columns: readonly StoredColumn[]): Companion[] =>
  columns.flatMap(({ form, reading }, at) => (reading && companionType(reading) ? [{ at, form, reading }] : []));

/** The typed value of a cell; NULL for what does not fit, which is counted where the reading is decided. */
export function typedOf({ reading, blankWords }: ColumnReading, text: string | null): Typed | null {
  if (text === null || text === '' || blankWords.includes(text)) return null;
  return typedValue(reading, text) ?? null;
}

/** What fills the companions of a table, as expressions over its cells. The function is the connection's from here on. */
export function companionValues(db: WriteDb, number: number, companions: readonly Companion[]): Sql[] {
  const name = `typed_value_${number}`;
  db.define(name, (which, text) => {
    const companion = companions[Number(which)];
    return companion ? typedOf(companion.reading, text as string | null) : null;
  });
  return companions.map(
    ({ at, form }, which) =>
      sql`${identifier(name)}(${{ text: String(which), values: [] }}, ${cellText(`c${at + 1}`, form)})`,
  );
}

/** Adds the columns of typed values to a table that was just filled, and fills them, some rows in each transaction. */
export async function fillCompanions(
  context: JobContext,
  number: number,
  columns: readonly StoredColumn[],
  rows: number,
): Promise<void> {
  const companions = companionsOf(columns);
  if (companions.length === 0) return;
  const table = sql`${identifier(`ds_${number}`)}`;
  const sets = context.write(({ db }) => {
    for (const [at, column] of columns.entries()) {
      const definition = companionDefinition(column, at);
      if (definition) db.run(sql`ALTER TABLE ${table} ADD COLUMN ${definition}`);
    }
    return companionValues(db, number, companions).map(
      (value, which) => sql`${identifier(`t${(companions[which] as Companion).at + 1}`)} = ${value}`,
    );
  });
  for (let last = 0; last < rows; last += ROWS_A_TURN) {
    context.write(({ db }) =>
      db.run(sql`UPDATE ${table} SET ${join(sets, ', ')} WHERE row > ${last} AND row <= ${last + ROWS_A_TURN}`),
    );
    context.progress(Math.min(rows, last + ROWS_A_TURN), rows, 'rows');
    await context.breathe();
  }
}

/**
 * Holds the typed values of a table against its texts and readings.
 * @returns names of the columns in which one differs
 */
export async function companionFaults(
  db: ReadDb,
  number: number,
  columns: readonly StoredColumn[],
  breathe: () => Promise<void>,
): Promise<string[]> {
  const companions = companionsOf(columns);
  const wrong = new Set<string>();
  if (companions.length === 0) return [];
  const pairs = companions.flatMap(({ at, form }) => [cellText(`c${at + 1}`, form), sql`${identifier(`t${at + 1}`)}`]);
  let row = 0;
  for (const cells of db.eachArray<(string | number | null)[]>(
    sql`SELECT ${join(pairs, ', ')} FROM ${identifier(`ds_${number}`)} ORDER BY row`,
  )) {
    for (const [which, { at, reading }] of companions.entries()) {
      const typed = typedOf(reading, cells[2 * which] as string | null);
      const kept = cells[2 * which + 1] ?? null;
      const name = (columns[at] as StoredColumn).name;
      if ((typeof typed === 'bigint' ? Number(typed) : typed) !== kept) wrong.add(name);
    }
    if (++row % ROWS_A_TURN === 0) await breathe();
  }
  return [...wrong];
}
