import { Fault } from '../../../../shared/contract/errors.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { exactOf } from '../../datasets/readings/numbers.ts';
import { openScratch, type WriteDb } from '../../db/open.ts';
import { sql } from '../../db/sql.ts';

/** A value of SQL, as a function is given it: integers are bigint, reals number. */
export type Value = null | string | number | bigint | Uint8Array;
export type SqlFunction = (...values: never[]) => Value;

export interface Scalar {
  /** One for each number of arguments that it takes; SQLite tells them apart by that. */
  readonly runs: readonly SqlFunction[];
  readonly varargs?: true;
  /** Loads what it needs, before the first statement that names it; others do not pay for it. */
  readonly ready?: () => Promise<void>;
}
export type Scalars = { readonly [name: string]: Scalar };

export interface Aggregate<State> {
  readonly start: () => State;
  /** By how many values it takes SQLite tells how many it is given. */
  readonly step: (state: State, value: Value, by: Value) => void;
  readonly result: (state: State) => Value;
}

export const wrong = (name: string, message: string): Fault => new Fault('sql-error', `${name}: ${message}`);

/** How a value is quoted in a message. */
export const shown = (value: Value): string =>
  value instanceof Uint8Array ? 'bytes' : typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value);

/** What SQLite makes of a value as text; of a REAL it is asked, since the digits it writes are its own affair. */
export function textOf(value: Value): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'number') return String(value);
  scratch ??= openScratch();
  return scratch.one<{ text: string }>(sql`SELECT CAST(CAST(${value} AS REAL) AS TEXT) AS text`, '').text;
}
let scratch: WriteDb | null = null;

/** @throws Fault `sql-error` for bytes */
export function text(name: string, value: Value): string {
  if (value instanceof Uint8Array) throw wrong(name, 'takes a text, not bytes.');
  return textOf(value);
}

/** A number of SQL, or text in plain digits: 12, -0.5. @throws Fault `sql-error` */
export function number(name: string, value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return whole(name, value);
  if (typeof value === 'string' && exactOf(value, PLAIN_NUMBERS)) return Number(value);
  throw wrong(name, `${shown(value)} is not a number.`);
}

/** @throws Fault `sql-error` for an integer that a REAL does not hold exactly */
export function whole(name: string, value: bigint): number {
  const made = Number(value);
  if (!Number.isSafeInteger(made))
    throw wrong(name, `${value} is beyond 2^53, where REAL numbers are rounded. Divide it or subtract from it first.`);
  return made;
}

/** An integer within bounds, as an option of a function. @throws Fault `sql-error` */
export function option(name: string, what: string, value: Value, least: number, most: number): number {
  const made = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isInteger(made) || made < least || made > most)
    throw wrong(name, `${what} is a whole number from ${least} to ${most}, not ${shown(value)}.`);
  return made;
}

/** NULL where an argument is NULL, as SQLite's own functions answer. */
export const strict =
  <Given extends Value[]>(run: (...values: Given) => Value) =>
  (values: Value[]): Value =>
    values.includes(null) ? null : run(...(values as Given));
