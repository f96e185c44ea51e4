import { Fault } from '../../../shared/contract/errors.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import type { ColumnReading, NumberForm } from '../../../shared/domain/readings.ts';
import { typedOf } from '../datasets/readings/companions.ts';
import { type Exact, exactOf, exactText, levelled } from '../datasets/readings/numbers.ts';
import { rawCell, typedCell } from '../datasets/readings/view.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import type { Origin } from './origins.ts';
import { placesOfValue, type Written, writtenPlaces } from './written-places.ts';

/** How a value of one column of a result is shown; null where it is shown as it is. */
export type Show = (value: number) => Cell | null;
/** A REAL has 15 digits for certain. */
const EXACT_UNITS = 1e15;
/** Relative, twice that of one rounding. */
const SUM_ERROR = 2 ** -51;

/**
 * Shows the decimals of a column with the places that they are written with in the file, in plain digits; a sum with those of the
 * column, or, where its cells are written with no more than they need, with no more than it needs.
 * @param doubtful is called where a REAL stands for several decimals of the column, so that none can be shown for it
 * @returns null for a column that is no decimal. `Show` @throws Fault `sql-refused` for a sum of more than 15 digits
 */
export function shownDecimals(native: Native, { of, column, as }: Origin, doubtful: () => void): Show | null {
  const read = column.reading;
  if (read?.reading.kind !== 'decimal') return null;
  const { scale, long } = read.reading;
  let known: (Written | null)[] | null = null;
  const written = () => (known ??= of.map((place) => writtenPlaces(native, place, of.length > 1)));
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
      if (off > Math.max(10 ** -scale / 1000, Math.abs(value) * SUM_ERROR)) return null;
      const spare = endsInZeros(text) && written().every((each) => each?.usual === null && each.others.size === 0);
      return { dec: plus(spare ? needed(text) : text) };
    };
  if (!long)
    return (value) => {
      const text = value.toFixed(scale);
      if (Number(text) !== value) return null; // a column of several, or of another scale
      if (!endsInZeros(text)) return { dec: text };
      const least = placesOf(needed(text));
      const most = written().map((each) => (each ? placesOfValue(each, value, least) : scale));
      return { dec: plus(value.toFixed(Math.max(least, ...most))) };
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
  let all: Map<number, Exact | null> | null = null;
  const few = new Map<number, Exact | null>();
  const exactly = (value: number): Exact | null => {
    let found: Exact | null | undefined;
    for (const { form, texts } of find)
      for (const text of texts.all(value) as string[]) {
        const exact = exactOf(text, form);
        if (exact) found = common(found, exact);
      }
    return found ?? null;
  };
  return (value) => {
    let exact = all ? all.get(value) : few.get(value);
    if (exact === undefined && !all) {
      if (few.size < FEW) few.set(value, (exact = exactly(value)));
      else {
        all = new Map();
        for (const place of places) addTexts(native, place, all);
        exact = all.get(value);
      }
    }
    if (exact === null) doubtful();
    return exact ? { dec: exactText(exact) } : null;
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

function addTexts(native: Native, { number, cell, reading, form }: Place, all: Map<number, Exact | null>): void {
  const rows = native.prepare(`SELECT ${cell} FROM main."ds_${number}"`).pluck(true).iterate() as IterableIterator<
    string | null
  >;
  for (const text of rows) {
    const value = text === null ? null : typedOf(reading, text);
    const exact = text === null ? null : exactOf(text, form);
    if (typeof value === 'number' && exact) all.set(value, common(all.get(value), exact));
  }
}

/** The one decimal that both are, as the longer is written; null where they differ. */
function common(before: Exact | null | undefined, exact: Exact): Exact | null {
  if (before === undefined) return exact;
  if (before === null) return null;
  const [one, other] = levelled(before, exact);
  return one !== other ? null : before.scale < exact.scale ? exact : before;
}

const placesOf = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
const endsInZeros = (text: string): boolean => text.endsWith('0') && text.includes('.');
const needed = (text: string): string => text.replace(/\.?0+$/, '');
const plus = (text: string): string => (/^-[0.]+$/.test(text) ? text.slice(1) : text);
