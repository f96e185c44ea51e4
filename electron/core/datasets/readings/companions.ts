import type { ColumnReading } from '../../../../shared/domain/readings.ts';
import type { JobContext } from '../../context.ts';
import type { ReadDb, WriteDb } from '../../db/open.ts';
import { identifier, join, type Sql, sql } from '../../db/sql.ts';
import { StoreBeside } from '../../process/store-beside.ts';
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
/** Filled or compared at once: 1,000 rows of three columns take some 6 ms, and four times that before the code is warm. */
const ROWS_A_TURN = 1000;
/** From here on a thread beside the core adds the columns, for each of which SQLite looks at all rows, and copies what was written. */
const THREAD_FROM_ROWS = 50_000;
/** So many turns are written before that is copied into the store's file. */
const TURNS_A_COPY = 100;

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
  const added = columns.flatMap((column, at) => {
    const definition = companionDefinition(column, at);
    return definition ? [sql`ALTER TABLE ${table} ADD COLUMN ${definition}`] : [];
  });
  const beside = rows < THREAD_FROM_ROWS ? null : new StoreBeside(context.session, context.signal);
  try {
    if (!beside) context.write(({ db }) => added.forEach((each) => void db.run(each)));
    for (const each of beside ? added : []) await beside?.write({ sql: each, bytes: 0 }, []);
    await beside?.settled();
    const sets = companionValues(context.session.writer, number, companions).map(
      (value, which) => sql`${identifier(`t${(companions[which] as Companion).at + 1}`)} = ${value}`,
    );
    for (let last = 0, turn = 1; last < rows; last += ROWS_A_TURN, turn++) {
      // They count for nothing until the dataset does.
      context.session.writer.withoutWaiting(() =>
        context.write(({ db }) =>
          db.run(sql`UPDATE ${table} SET ${join(sets, ', ')} WHERE row > ${last} AND row <= ${last + ROWS_A_TURN}`),
        ),
      );
      if (turn % TURNS_A_COPY === 0) await beside?.settled();
      context.progress(Math.min(rows, last + ROWS_A_TURN), rows, 'rows');
      await context.breathe();
    }
    await beside?.settled();
  } finally {
    await beside?.close();
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
