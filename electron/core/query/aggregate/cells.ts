import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import type { NotDrawn } from '../../../../shared/domain/charts.ts';
import { readLines } from '../results.ts';

export type Blocks = readonly { readonly lines: Uint8Array }[];
export type Why = NotDrawn['why'];

/** Cells that are kept as they were read, about a hundred bytes each. */
const MOST_KEPT = 1_000_000;
const kept = new WeakMap<Blocks, Map<number, readonly Cell[]>>();

/** Columns of a result by their place, whole, and nothing of the others. Those of rows that are held are read once. */
export function columnsOf(blocks: Blocks, places: readonly (number | null)[]): (readonly Cell[] | null)[] {
  const known = kept.get(blocks) ?? new Map<number, readonly Cell[]>();
  const missing = [...new Set(places)].filter((place) => place !== null && !known.has(place)) as number[];
  const read = new Map(missing.map((place) => [place, [] as Cell[]]));
  if (missing.length > 0)
    for (const { lines } of blocks)
      for (const row of readLines(lines)) for (const [place, cells] of read) cells.push(row[place] ?? null);
  const all = new Map([...known, ...read]);
  const cells = [...all.values()].reduce((sum, column) => sum + column.length, 0);
  if (cells <= MOST_KEPT) kept.set(blocks, all);
  return places.map((place) => (place === null ? null : (all.get(place) ?? null)));
}

/** A number of SQL; null for text, however it looks: a column of numbers is one by its reading. */
export function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (cell === null || typeof cell === 'string' || 'blob' in cell) return null;
  const value = Number('int' in cell ? cell.int : 'real' in cell ? cell.real : cell.dec);
  return Number.isFinite(value) ? value : null;
}

/** Counts rows that are not drawn, by column and reason. */
export class Undrawn {
  private readonly counts = new Map<string, NotDrawn>();
  total = 0;
  add(column: string, why: Why, rows = 1): void {
    if (rows === 0) return;
    this.total += rows;
    const key = `${why} ${column}`;
    const before = this.counts.get(key)?.rows ?? 0;
    this.counts.set(key, { column, why, rows: before + rows });
  }
  list(): NotDrawn[] {
    return [...this.counts.values()];
  }
}

export const nameOf = (cell: Cell): string => cellText(cell, 'shown').slice(0, 1000);

/** What is made of the name of a cell, made once for each text, number and NULL that occurs. */
export function byName<T>(make: (name: string) => T): (cell: Cell) => T {
  const known = new Map<Cell, T>();
  return (cell) => {
    if (typeof cell === 'object' && cell !== null) return make(nameOf(cell));
    const found = known.get(cell);
    if (found !== undefined) return found;
    const made = make(nameOf(cell));
    known.set(cell, made);
    return made;
  };
}
