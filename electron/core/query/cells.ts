import { Fault } from '../../../shared/contract/errors.ts';
import type { Cell } from '../../../shared/contract/values.ts';

type Native = null | string | number | bigint | Uint8Array;
export type CellType = 'NULL' | 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB';

export const MAX_CELL_BYTES = 64 << 20;

/** A value as the contract carries it. @throws Fault `sql-limit` above 64 MiB */
export function toCell(value: Native): Cell {
  switch (typeof value) {
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
        ? Number(value)
        : { int: value.toString() };
    case 'number':
      return Number.isFinite(value) && !Number.isInteger(value) ? value : { real: realText(value) };
    case 'string':
      if (value.length > MAX_CELL_BYTES) throw tooLarge(value.length);
      return value;
    default:
      if (value === null) return null;
      if (value.length > MAX_CELL_BYTES) throw tooLarge(value.length);
      return { blob: Buffer.from(value).toString('hex'), bytes: value.length };
  }
}

export function typeOf(value: Native): CellType {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return 'TEXT';
  if (typeof value === 'bigint') return 'INTEGER';
  return typeof value === 'number' ? 'REAL' : 'BLOB';
}

/** Whole and infinite numbers, so that 5.0 is not taken for the integer 5. */
function realText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0.0';
  return Math.abs(value) < 1e21 ? `${BigInt(value)}.0` : String(value);
}

const tooLarge = (bytes: number): Fault =>
  new Fault(
    'sql-limit',
    `A value of the result has ${bytes.toLocaleString('en-US')} bytes; at most 64 MiB fit in a cell.`,
  );
