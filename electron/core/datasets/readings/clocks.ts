import type { Certificate } from '../../../../shared/contract/datasets.ts';
import { clocksWarning } from '../../../../shared/domain/reading-clocks.ts';
import { type ColumnReading, type Reading, takenFor } from '../../../../shared/domain/readings.ts';
import type { JobContext } from '../../context.ts';
import { identifier, join, sql } from '../../db/sql.ts';
import type { StoredColumn } from '../columns.ts';
import { cellText } from '../forms.ts';
import { ClockCount } from './clock-count.ts';

const ROWS_A_TURN = 5000;

/** Whether times of a column are of a zone whose clocks are changed, and were not held against a reading that somebody chose. */
const isToBeCounted = ({ reading: column }: StoredColumn): boolean => {
  if (column?.reading.kind !== 'time' || column.sure === 'by a person') return false;
  const { zone } = column.reading;
  return column.placed === true || (zone !== 'none' && zone !== 'text' && zone !== 'UTC');
};

/**
 * Columns of a table that was just filled, with the values at which clocks of their zone are changed. Where no profile settles how
 * the column is read, it is asked whether times that are shown twice are the second.
 */
export async function withClocks(
  context: JobContext,
  number: number,
  columns: readonly StoredColumn[],
): Promise<readonly StoredColumn[]> {
  const counts = new Map(
    columns.flatMap((column, at) => (isToBeCounted(column) && column.reading ? [[at, new ClockCount()] as const] : [])),
  );
  if (counts.size === 0) return columns;
  const cells = [...counts.keys()].map((at) => cellText(`c${at + 1}`, (columns[at] as StoredColumn).form));
  const each = [...counts].map(([at, count]) => ({ count, reading: columns[at]?.reading?.reading as Reading }));
  const all = sql`SELECT row, ${join(cells, ', ')} FROM ${identifier(`ds_${number}`)} ORDER BY row`;
  let rows = 0;
  for (const [row, ...texts] of context.db.eachArray<[row: number, ...(string | null)[]]>(all)) {
    if (++rows % ROWS_A_TURN === 0) await context.breathe();
    for (const [which, { count, reading }] of each.entries()) if (texts[which]) count.add(reading, texts[which], row);
  }
  return columns.map((column, at) => {
    const found = counts.get(at)?.result.clocks;
    return found && column.reading ? { ...column, reading: asked({ ...column.reading, clocks: found }) } : column;
  });
}

function asked(column: ColumnReading): ColumnReading {
  const { reading, questions, fitting, clocks, sure } = column;
  if (!clocks || clocks.twice === 0 || sure === 'by profile' || reading.kind !== 'time' || questions.length > 3)
    return column;
  const choices = [{ reading: { ...reading, twice: 'second' as const }, fitting }];
  return { ...column, questions: [...questions, { about: 'twice', choices }] };
}

/** What is said of times at which clocks are changed, as warnings of their table. */
export const changedClocks = (
  columns: readonly { readonly name: string; readonly reading: ColumnReading | null }[],
): Certificate['warnings'] =>
  columns.flatMap(({ name, reading }) => {
    if (!reading?.clocks || reading.reading.kind !== 'time') return [];
    const message = clocksWarning(name, reading.reading.zone, reading.clocks, takenFor(reading.reading));
    return [{ code: 'clocks-changed' as const, message, column: name }];
  });
