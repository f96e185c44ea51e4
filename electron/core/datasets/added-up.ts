import type { Certificate } from '../../../shared/contract/datasets.ts';
import { sqlType } from '../../../shared/domain/readings.ts';
import type { JobContext } from '../context.ts';
import { identifier, join, sql } from '../db/sql.ts';
import type { StoredColumn } from './columns.ts';
import { typedCell } from './readings/view.ts';
import type { TableMade } from './table-maker.ts';
import { isTotal } from './table-place.ts';

const ROWS_A_TURN = 5000;
/** Up to so many rows every table is looked at; of a longer one only where its last row lacks what each row before it has. */
const FEW = 50_000;
const LEAST_ROWS = 3;
/** Relative, of what adding up in REALs may be off. */
const ERROR = 1e-12;

/**
 * Whether the last row of a table adds up the others, whatever it is called: each of its numbers that is the sum of the column
 * above it, unless all but one of those are nothing.
 * @returns the warning; null where the row says itself that it is a total
 */
export async function addedUp(
  { db, breathe }: Pick<JobContext, 'db' | 'breathe'>,
  number: number,
  columns: readonly StoredColumn[],
  { last, stored }: Pick<TableMade, 'last' | 'stored'>,
): Promise<Certificate['warnings'][number] | null> {
  if (!last || stored < LEAST_ROWS || columns.length < 2 || isTotal(last.cells)) return null;
  const lacking = columns.some(({ nulls, empties }, at) => (last.cells[at] ?? '') === '' && nulls + empties === 1);
  if (stored > FEW && !lacking) return null;
  const numeric = columns.flatMap((column, at) => {
    const kind = column.reading?.reading.kind;
    const isNumber = kind === 'integer' || kind === 'decimal' || kind === 'real';
    return isNumber && column.reading && sqlType(column.reading.reading) !== 'TEXT' && (last.cells[at] ?? '') !== ''
      ? [{ name: column.name, value: typedCell(column, at) }]
      : [];
  });
  if (numeric.length === 0) return null;
  const table = identifier(`ds_${number}`);
  const one = db.one<Record<string, number | null>>(
    sql`SELECT ${join(
      numeric.map(({ value }, at) => sql`${value} AS ${identifier(`v${at}`)}`),
      ', ',
    )} FROM ${table} WHERE row = ${stored}`,
    '',
  );
  const sums = numeric.map(() => ({ sum: 0, size: 0, filled: 0 }));
  const parts = join(
    numeric.flatMap(({ value }) => [sql`total(${value})`, sql`total(abs(${value}))`, sql`total(${value} <> 0)`]),
    ', ',
  );
  for (let from = 0; from < stored - 1; from += ROWS_A_TURN) {
    const upTo = Math.min(stored - 1, from + ROWS_A_TURN);
    const [found = []] = db.eachArray<number[]>(
      sql`SELECT ${parts} FROM ${table} WHERE row > ${from} AND row <= ${upTo}`,
    );
    for (const [at, each] of sums.entries()) {
      each.sum += found[3 * at] ?? 0;
      each.size += found[3 * at + 1] ?? 0;
      each.filled += found[3 * at + 2] ?? 0;
    }
    await breathe();
  }
  const names = numeric.flatMap(({ name }, at) => {
    const { sum, size, filled } = sums[at] as (typeof sums)[number];
    const value = one[`v${at}`];
    return value !== null && value !== undefined && filled > 1 && Math.abs(sum - value) <= size * ERROR * stored
      ? [name]
      : [];
  });
  // One small number is soon the sum of two others.
  const telling = lacking || names.length > 1 || stored > 2 * LEAST_ROWS;
  if (names.length === 0 || !telling) return null;
  return {
    code: 'total-row',
    message: `The last row (record ${last.record}) adds up the rows above it in ${names.map((name) => `"${name}"`).join(', ')}; it is kept as a row, so leave it out of sums.`,
  };
}
