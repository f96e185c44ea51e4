import type { Role } from '../../../shared/domain/patterns/roles.ts';
import type { Values } from '../../../shared/domain/patterns/template.ts';

/** A table as data: its columns are called as the roles that they have. */
export type Column = readonly [Role, 'text' | 'time' | 'number'];
export type Row = readonly (string | number | null)[];
/** A pattern with data in which something is planted, data without it, and data of which it says nothing. */
export interface Planted {
  readonly id: string;
  readonly columns: readonly Column[];
  readonly planted: readonly Row[];
  readonly clean: readonly Row[];
  readonly values?: Values;
  /** Values of a column of the result: these and no others. */
  readonly found: { readonly column: string; readonly values: readonly string[] };
  readonly verdict?: string;
  readonly refused: { readonly rows?: readonly Row[]; readonly values?: Values; readonly because: RegExp };
}

const START = Date.UTC(2026, 2, 2, 9, 0, 0);
/** So many seconds after the first of the data. */
export const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString().replace('.000', '');
export const HOUR = 3600;
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** RFC 4180; NULL is an empty field. */
export const csvOf = (columns: readonly Column[], rows: readonly Row[]): string =>
  [columns.map(([name]) => name), ...rows]
    .map((row) => row.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(','))
    .join('\n')
    .concat('\n');
