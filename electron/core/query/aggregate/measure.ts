import { quantileSorted } from 'd3-array';
import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import type { ChartValue, Measure } from '../../../../shared/domain/charts.ts';
import { exactText } from '../../datasets/readings/numbers.ts';
import { numberOf } from './cells.ts';

/**
 * One value of several rows. A sum of integers and decimals is exact in its text; as soon as a REAL is among them it is a sum of
 * REALs. The median of an even number of values is the mean of the two in the middle (R-7, as `median` in SQL here).
 * @param cells the measured column, of which every row in `at` holds a number; null to count rows
 */
export function measured(cells: readonly Cell[] | null, at: readonly number[], how: Measure): ChartValue {
  const rows = at.length;
  if (how === 'rows' || cells === null) return { value: rows, text: String(rows), rows };
  switch (how) {
    case 'sum':
      return { ...sumOf(cells, at), rows };
    case 'average': {
      const value = sumOf(cells, at).value / rows;
      return { value, text: String(value), rows };
    }
    case 'median': {
      const values = Float64Array.from(at, (row) => numberOf(cells[row] ?? null) as number).sort();
      const value = quantileSorted([...values], 0.5) as number;
      return { value, text: String(value), rows };
    }
    case 'least':
    case 'greatest': {
      const sign = how === 'least' ? 1 : -1;
      let found = at[0] as number;
      for (const row of at)
        if (sign * (numberOf(cells[row] ?? null) as number) < sign * (numberOf(cells[found] ?? null) as number))
          found = row;
      const cell = cells[found] ?? null;
      return { value: numberOf(cell) as number, text: cellText(cell), rows };
    }
  }
}

/** Decimal text that a double holds to the last digit, as a whole number of its units; the number of places beside it. */
const SHORT_TEXT = 16;
const MOST_EXACT = 2 ** 52;

function sumOf(cells: readonly Cell[], at: readonly number[]): { value: number; text: string } {
  const short: number[] = []; // by places: sums of whole units that are exact as doubles
  const long: bigint[] = []; // by places: what is beyond
  let reals: number | null = null;
  for (const row of at) {
    const cell = cells[row] ?? null;
    const exact = typeof cell === 'object' && cell !== null && !('real' in cell) && !('blob' in cell);
    if (!exact && !Number.isInteger(cell)) {
      reals = (reals ?? 0) + (numberOf(cell) as number);
      continue;
    }
    const text = typeof cell === 'number' ? '' : cellText(cell);
    const point = text.indexOf('.');
    const places = point < 0 ? 0 : text.length - point - 1;
    const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
    if (digits.length >= SHORT_TEXT) {
      long[places] = (long[places] ?? 0n) + BigInt(digits);
      continue;
    }
    const units = typeof cell === 'number' ? cell : Number(digits);
    if (Math.abs(units) >= MOST_EXACT) {
      long[places] = (long[places] ?? 0n) + BigInt(units);
      continue;
    }
    const sum = (short[places] ?? 0) + units; // of two below 2^52: exact
    short[places] = sum;
    if (Math.abs(sum) < MOST_EXACT) continue;
    long[places] = (long[places] ?? 0n) + BigInt(sum);
    short[places] = 0;
  }
  const scale = Math.max(short.length, long.length, 1) - 1;
  const told = (text: string): { value: number; text: string } => {
    if (reals === null) return { value: Number(text), text };
    const value = Number(text) + reals;
    return { value, text: String(value) };
  };
  // Most groups are small, and there are many of them: what a double adds up exactly needs no large integers.
  if (long.length === 0) {
    const whole = short.reduce((sum, each, places) => sum + each * 10 ** (scale - places), 0);
    if (
      short.every((each, places) => Math.abs(each) * 10 ** (scale - places) < MOST_EXACT) &&
      Math.abs(whole) < MOST_EXACT
    )
      return told(decimalText(whole, scale));
  }
  let units = 0n;
  for (let places = 0; places <= scale; places++)
    units += (BigInt(short[places] ?? 0) + (long[places] ?? 0n)) * 10n ** BigInt(scale - places);
  return told(exactText({ units, scale }, scale));
}

/** @param units a whole number below 2^53 */
function decimalText(units: number, scale: number): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  const sign = units < 0 ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
