import { Fault } from '../../../shared/contract/errors.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import type { ColumnReading, NumberForm } from '../../../shared/domain/readings.ts';
import { typedOf } from '../datasets/readings/companions.ts';
import { exactOf, exactText } from '../datasets/readings/numbers.ts';
import { rawCell, typedCell } from '../datasets/readings/view.ts';
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
export function shownDecimals(native: Native, { of, column, as }: Origin, doubtful: () => void): Show | null {
  const read = column.reading;
  if (read?.reading.kind !== 'decimal') return null;
  const { scale, long } = read.reading;
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
  const places = of.flatMap(({ dataset: { number }, column: own, at }): Place[] => {
    const reading = own.reading;
    if (!reading || !('form' in reading.reading)) return [];
    const { form } = reading.reading;
    return [{ number, cell: rawCell(own, at).text, value: typedCell(own, at).text, reading, form }];
  });
  const find = places.map(({ number, cell, value, form }) => ({
    form,
    texts: native
      .prepare(`SELECT DISTINCT ${cell} FROM main.${sql`${identifier(`ds_${number}`)}`.text} WHERE ${value} = ?`)
      .pluck(true),
  }));
  let all: Map<number, string | null> | null = null;
  const few = new Map<number, string | null>();
  const exactly = (value: number): string | null => {
    const values = new Set<string>();
    for (const { form, texts } of find)
      for (const text of texts.all(value) as string[]) {
        const exact = exactOf(text, form);
        if (exact) values.add(exactText(exact, scale));
      }
    const [only] = values;
    return values.size === 1 && only !== undefined ? only : null;
  };
  return (value) => {
    let text = all ? all.get(value) : few.get(value);
    if (text === undefined && !all) {
      if (few.size < FEW) few.set(value, (text = exactly(value)));
      else {
        all = new Map();
        for (const place of places) addTexts(native, place, scale, all);
        text = all.get(value);
      }
    }
    if (text === null) doubtful();
    return text === undefined || text === null ? null : { dec: text };
  };
}

/** Values that are looked up one by one, each a pass over the table, before all of them are kept. */
const FEW = 8;

/** Where the texts of a column lie, as expressions over a table. */
interface Place {
  readonly number: number;
  readonly cell: string;
  readonly value: string;
  readonly reading: ColumnReading;
  readonly form: NumberForm;
}

function addTexts(
  native: Native,
  { number, cell, reading, form }: Place,
  scale: number,
  all: Map<number, string | null>,
): void {
  const rows = native.prepare(`SELECT ${cell} FROM main."ds_${number}"`).pluck(true).iterate() as IterableIterator<
    string | null
  >;
  for (const text of rows) {
    const value = text === null ? null : typedOf(reading, text);
    const exact = text === null ? null : exactOf(text, form);
    if (typeof value !== 'number' || !exact) continue;
    const shown = exactText(exact, scale);
    const before = all.get(value);
    if (before === undefined) all.set(value, shown);
    else if (before !== null && before !== shown) all.set(value, null);
  }
}

const plus = (text: string): string => (/^-[0.]+$/.test(text) ? text.slice(1) : text);
