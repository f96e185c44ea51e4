import { Fault } from '../../../shared/contract/errors.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { typedOf } from '../datasets/readings/companions.ts';
import { type Exact, exactOf, exactText } from '../datasets/readings/numbers.ts';
import { rawCell } from '../datasets/readings/view.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import type { Origin } from './origins.ts';

/** How a value of one column of a result is shown; null where it is shown as it is. */
export type Show = (value: number) => Cell | null;
/** A REAL has 15 digits for certain. */
const EXACT_UNITS = 1e15;
/** Relative, twice that of one rounding. */
const SUM_ERROR = 2 ** -51;

/**
 * Shows the decimals of a column with all their places.
 * @param doubtful is called where a REAL stands for several decimals of the column, so that none can be shown for it
 * @returns null for a column that is no decimal. `Show` @throws Fault `sql-refused` for a sum of more than 15 digits
 */
export function shownDecimals(native: Native, { dataset, column, at, as }: Origin, doubtful: () => void): Show | null {
  const read = column.reading;
  if (read?.reading.kind !== 'decimal') return null;
  const { scale, long, form } = read.reading;
  if (as === 'sum')
    return (value) => {
      if (long || Math.abs(value) * 10 ** scale >= EXACT_UNITS)
        throw new Fault(
          'sql-refused',
          `The sum of "${column.name}" needs more than 15 digits, and SQL's sum would round it. Write dec_sum("${column.name}"), which is exact.`,
        );
      const text = value.toFixed(scale);
      // A sum is off by a unit in its last place at most; what is off by more has another scale: the other half of a UNION.
      const off = Math.abs(Number(text) - value);
      return off <= Math.max(10 ** -scale / 1000, Math.abs(value) * SUM_ERROR) ? { dec: plus(text) } : null;
    };
  if (!long)
    return (value) => {
      const text = value.toFixed(scale);
      return Number(text) === value ? { dec: plus(text) } : null; // a column of several, or of another scale
    };
  const find = native
    .prepare(
      sql`SELECT DISTINCT ${rawCell(column, at)} FROM main.${identifier(`ds_${dataset.number}`)} WHERE ${identifier(`t${at + 1}`)} = ?`
        .text,
    )
    .pluck(true);
  let all: Map<number, string | null> | null = null;
  const few = new Map<number, string | null>();
  const exactly = (texts: readonly string[]): string | null => {
    const values = new Set<string>();
    for (const text of texts) {
      const exact = exactOf(text, form);
      if (exact) values.add(exactText(exact, scale));
    }
    const [only] = values;
    return values.size === 1 && only !== undefined ? only : null;
  };
  return (value) => {
    let text = all ? all.get(value) : few.get(value);
    if (text === undefined && !all) {
      if (few.size < FEW) few.set(value, (text = exactly(find.all(value) as string[])));
      else {
        all = everyText(
          native,
          dataset.number,
          rawCell(column, at).text,
          (cell) => {
            const typed = typedOf(read, cell);
            const exact = exactOf(cell, form);
            return typeof typed === 'number' && exact ? [typed, exact] : null;
          },
          scale,
        );
        text = all.get(value);
      }
    }
    if (text === null) doubtful();
    return text === undefined || text === null ? null : { dec: text };
  };
}

/** Values that are looked up one by one, each a pass over the table, before all of them are kept. */
const FEW = 8;

function everyText(
  native: Native,
  number: number,
  cell: string,
  read: (text: string) => readonly [number, Exact] | null,
  scale: number,
): Map<number, string | null> {
  const all = new Map<number, string | null>();
  const rows = native.prepare(`SELECT ${cell} FROM main."ds_${number}"`).pluck(true).iterate() as IterableIterator<
    string | null
  >;
  for (const text of rows) {
    const found = text === null ? null : read(text);
    if (!found) continue;
    const [value, exact] = found;
    const shown = exactText(exact, scale);
    const before = all.get(value);
    if (before === undefined) all.set(value, shown);
    else if (before !== null && before !== shown) all.set(value, null);
  }
  return all;
}

const plus = (text: string): string => (/^-[0.]+$/.test(text) ? text.slice(1) : text);
