import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellLiteral } from './cells.ts';
import { canBeNested } from './statements.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
// Words that SQLite would not take for a name where our statements use names.
const RESERVED = new Set(
  'add all alter and as autoincrement between by case check collate commit constraint create cross current_date current_time current_timestamp default deferrable delete distinct drop else end escape except exists filter foreign from full generated group groups having if in index inner insert intersect into is isnull join left limit natural not nothing notnull null offset on or order outer over partition primary references returning right select set table then to transaction union unique update using values when where window with'.split(
    ' ',
  ),
);

/** A name as it has to stand in a statement: bare when it can, quoted when it must. */
export const quoteName = (name: string): string =>
  PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;

const indent = (sql: string): string => sql.replace(/^/gm, '  ');

/** The statement under a name, its columns named again where two of them share a name. */
function asResult(sql: string, columns: readonly ResultColumn[]): { head: string; names: string[] } {
  const seen = new Set<string>();
  const names = columns.map(({ name }, index) => {
    let free = name || `column_${index + 1}`;
    while (seen.has(free.toLowerCase())) free += '_';
    seen.add(free.toLowerCase());
    return quoteName(free);
  });
  // The names are listed always: SQLite gives no promise for the name of a column without AS.
  return { head: `WITH result(${names.join(', ')}) AS (\n${indent(sql)}\n)`, names };
}

/** Where the rows of a result lie, put into order or narrowed by the database; null when the statement cannot be nested. */
export function ordered(sql: string, columns: readonly ResultColumn[], index: number, way: 'ASC' | 'DESC') {
  if (!canBeNested(sql)) return null;
  const { head, names } = asResult(sql, columns);
  return `${head}\nSELECT *\nFROM result\nORDER BY ${names[index]} ${way}`;
}

/** Only the rows whose column holds (or does not hold) exactly this value, NULL included. */
export function filtered(
  sql: string,
  columns: readonly ResultColumn[],
  index: number,
  value: Cell,
  way: 'is' | 'is not',
) {
  const literal = cellLiteral(value);
  if (literal === null || !canBeNested(sql)) return null;
  const { head, names } = asResult(sql, columns);
  return `${head}\nSELECT *\nFROM result\nWHERE ${names[index]} ${way.toUpperCase()} ${literal}`;
}

export interface ProfileSql {
  /** One row: rows, nulls, empty strings, distinct values, smallest, largest. */
  readonly summary: string;
  /** Up to ten rows: value, count; the most frequent first. */
  readonly top: string;
}

/** What a column holds, asked of the statement's whole result rather than of the rows that were kept. */
export function profileSql(sql: string, columns: readonly ResultColumn[], index: number): ProfileSql | null {
  if (!canBeNested(sql)) return null;
  const { head, names } = asResult(sql, columns);
  const name = names[index];
  return {
    summary: `${head}
SELECT
  count(*) AS total,
  count(*) - count(${name}) AS nulls,
  coalesce(sum(${name} = ''), 0) AS empties,
  count(DISTINCT ${name}) AS different,
  min(${name}) AS smallest,
  max(${name}) AS largest
FROM result`,
    top: `${head}
SELECT ${name} AS value, count(*) AS times
FROM result
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 10`,
  };
}
