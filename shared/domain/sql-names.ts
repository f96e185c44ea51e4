import type { Cell } from '../contract/values.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
// Words that SQLite would not take for a name where our statements use names.
const RESERVED = new Set(
  'add all alter and as autoincrement between by case check collate commit constraint create cross current_date current_time current_timestamp default deferrable delete distinct drop else end escape except exists filter foreign from full generated group groups having if in index inner insert intersect into is isnull join left limit natural not nothing notnull null offset on or order outer over partition primary references returning right select set table then to transaction union unique update using values when where window with'.split(
    ' ',
  ),
);

/** A name in quotes, which every name may stand in. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A text as a literal of SQL. One with a NUL needs `cellLiteral`. */
export const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as it has to stand in a statement: bare when it can, quoted when it must. */
export const quoteName = (name: string): string =>
  PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : quoted(name);

/** The names, those that are taken already (case apart) with underscores behind them; nameless ones by their place. */
export function freeNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, index) => {
    let free = name || `column_${index + 1}`;
    while (seen.has(free.toLowerCase())) free += '_';
    seen.add(free.toLowerCase());
    return free;
  });
}

/** The value as a literal of SQLite, so that comparing with it finds this value. */
export function cellLiteral(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'string')
    return cell.includes('\0') ? `CAST(X'${hex(new TextEncoder().encode(cell))}' AS TEXT)` : textLiteral(cell);
  if (typeof cell === 'number') return String(cell);
  if ('int' in cell) return cell.int === LEAST ? `(${LEAST_BUT_ONE} - 1)` : cell.int;
  if ('dec' in cell) return cell.dec;
  if ('blob' in cell) return `X'${cell.blob}'`;
  if (/inf/i.test(cell.real)) return cell.real.startsWith('-') ? '-9e999' : '9e999';
  return cell.real;
}
// SQLite reads the sign apart from the digits, which alone are too many for an integer.
const LEAST = '-9223372036854775808';
const LEAST_BUT_ONE = '-9223372036854775807';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
