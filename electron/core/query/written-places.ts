import { exactOf } from '../datasets/readings/numbers.ts';
import { rawCell, typedCell } from '../datasets/readings/view.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import { onceFound } from './once-found.ts';
import type { Origin } from './origins.ts';

/** With how many places the decimals of a column are written. */
export interface Written {
  /** Of each value that `others` does not name; null: as many as it needs. */
  readonly usual: number | null;
  /** Of a value that is written in several ways, the most. */
  readonly others: ReadonlyMap<number, number>;
  /** Where another file has values too: those of this one that end in zeros with the usual places. */
  readonly zeros?: ReadonlySet<number>;
}

/** With how many places a value that needs `least` is written in a column. */
export function placesOfValue({ usual, others, zeros }: Written, value: number, least: number): number {
  const other = others.get(value);
  if (other !== undefined) return other;
  return usual === null || zeros?.has(value) === false ? least : usual;
}

/** @param shared whether the column is one with those of other files @returns null where it is not told: marks beside the digits (K, MB) move the point, or each value has a mark of its own */
export function writtenPlaces(native: Native, place: Origin['of'][number], shared: boolean): Written | null {
  const { dataset, column, at } = place;
  const reading = column.reading?.reading;
  if (!reading || !('form' in reading) || reading.form.marks || reading.form.pointed) return null;
  const { form } = reading;
  const scale = reading.kind === 'decimal' ? reading.scale : 0;
  const names: Names = {
    table: `main.${sql`${identifier(`ds_${dataset.number}`)}`.text}`,
    lies: identifier(`c${at + 1}`).text,
    cell: rawCell(column, at).text,
    value: typedCell(column, at).text,
  };
  const lying = Number(/^real:(\d+)$/.exec(column.form)?.[1] ?? Number.NaN);
  return onceFound(native, JSON.stringify(['places', names, form, scale, shared]), () => {
    const most = (condition: string): Map<number, number> => {
      const found = new Map<number, number>();
      const cells = native
        .prepare(
          `SELECT ${names.cell}, ${names.value} FROM ${names.table} WHERE ${condition} AND ${names.value} IS NOT NULL`,
        )
        .raw(true)
        .iterate() as IterableIterator<[text: string, value: number]>;
      for (const [text, value] of cells) {
        const exact = exactOf(text, form);
        if (exact) found.set(value, Math.max(exact.scale, found.get(value) ?? 0));
      }
      return found;
    };
    const written = Number.isNaN(lying)
      ? ofTexts(native, names, form.point, scale, most)
      : ofNumbers(native, names, lying, most);
    return shared && written.usual !== null ? { ...written, zeros: zerosOf(native, names, written.usual) } : written;
  });
}

interface Names {
  readonly table: string;
  readonly lies: string;
  readonly cell: string;
  readonly value: string;
}
type Most = (condition: string) => Map<number, number>;

/** Cells that lie as a REAL are written with the places of their form, every other one as its text says. */
function ofNumbers(native: Native, { table, lies, value }: Names, lying: number, most: Most): Written {
  const apart = `typeof(${lies}) NOT IN ('real', 'null')`;
  const others = most(apart);
  if (others.size > 0) {
    const both = native
      .prepare(
        `SELECT DISTINCT ${value} FROM ${table} WHERE typeof(${lies}) = 'real' AND ${value} IN (SELECT ${value} FROM ${table} WHERE ${apart})`,
      )
      .pluck(true);
    for (const each of both.iterate() as IterableIterator<number>)
      others.set(each, Math.max(lying, others.get(each) ?? 0));
  }
  return { usual: lying, others };
}

/** Only what is written with zeros at its end is looked at one by one, and nothing where all texts have the same places. */
function ofTexts(native: Native, { table, cell, value }: Names, point: string, scale: number, most: Most): Written {
  const places = `${point}${'[0-9]'.repeat(scale)}`;
  const uneven = native
    .prepare(
      `SELECT 1 FROM ${table} WHERE ${value} IS NOT NULL AND ${cell} NOT GLOB '*${places}' AND ${cell} NOT GLOB '*${places}[^0-9]*' LIMIT 1`,
    )
    .get();
  if (uneven === undefined) return { usual: scale, others: new Map() };
  const zeros = [`*${point}*0`, `*${point}*0[^0-9]*`, '*[^ -~]*'].map((pattern) => `${cell} GLOB '${pattern}'`);
  const written = [...most(`(${zeros.join(' OR ')})`)];
  return { usual: null, others: new Map(written.filter(([each, at]) => at > 0 && each.toFixed(at).endsWith('0'))) };
}

function zerosOf(native: Native, { table, value }: Names, places: number): ReadonlySet<number> {
  const ending = native
    .prepare(
      `SELECT DISTINCT ${value} FROM ${table} WHERE CAST(round(${value} * ${10 ** places}.0) AS INTEGER) % 10 = 0`,
    )
    .pluck(true);
  return new Set(ending.iterate() as IterableIterator<number>);
}
