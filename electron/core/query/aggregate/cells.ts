import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import type { NotDrawn } from '../../../../shared/domain/charts.ts';
import { readLines } from '../results.ts';

export type Blocks = readonly { readonly lines: Uint8Array }[];
export type Why = NotDrawn['why'];

/** Columns of a result by their place, whole, and nothing of the others. */
export function columnsOf(blocks: Blocks, places: readonly (number | null)[]): (readonly Cell[] | null)[] {
  const taken = places.map((place) => (place === null ? null : ([] as Cell[])));
  for (const { lines } of blocks)
    for (const row of readLines(lines))
      for (const [at, place] of places.entries()) if (place !== null) taken[at]?.push(row[place] ?? null);
  return taken;
}

/** A number of SQL; null for text, however it looks: a column of numbers is one by its reading. */
export function numberOf(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (cell === null || typeof cell === 'string' || 'blob' in cell) return null;
  const value = Number('int' in cell ? cell.int : 'real' in cell ? cell.real : cell.dec);
  return Number.isFinite(value) ? value : null;
}

export interface Moment {
  /** Milliseconds: UTC for a time with a zone, otherwise what is written as if it were UTC. */
  readonly at: number;
  readonly zoned: boolean;
}
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/;

/** The form in which times of readings lie in SQL, by far the most: its digits stand at known places. */
const USUAL = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\dZ$/;
function usual(text: string): Moment | null {
  const two = (at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  const [year, month, day, hour] = [two(0) * 100 + two(2), two(5), two(8), two(11)];
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || two(14) > 59) return null;
  const at = Date.UTC(year, month - 1, day, hour, two(14), two(17));
  return day > 28 && new Date(at).getUTCDate() !== day ? null : { at, zoned: true };
}

/** A time as SQL has it here: a date, or a date and a time, with `Z`, an offset, or neither. */
export function momentOf(cell: Cell): Moment | null {
  if (typeof cell !== 'string' || cell.length > 40) return null;
  if (cell.length === 20 && USUAL.test(cell)) return usual(cell);
  const match = TIME.exec(cell);
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms);
  const written = new Date(at);
  if (Number(year) < 100) written.setUTCFullYear(Number(year));
  if (written.getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59) return null;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  const east = sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1) : 0;
  return { at: written.getTime() - east * 60_000, zoned: zone !== undefined };
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
