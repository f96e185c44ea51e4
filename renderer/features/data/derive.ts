import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellLiteral } from './cells.tsx';
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

/** The statement under a name, its columns named again where two of them share a name. */
function asResult(sql: string, columns: readonly ResultColumn[]): { head: string; names: string[] } {
  const seen = new Set<string>();
  const names = columns.map(({ name }, index) => {
    let free = name || `column_${index + 1}`;
    while (seen.has(free.toLowerCase())) free += '_';
    seen.add(free.toLowerCase());
    return quoteName(free);
  });
  // Not indented, since a text within it may run over several lines. The names are listed always: SQLite gives no
  // promise for the name of a column without AS.
  return { head: `WITH result(${names.join(', ')}) AS (\n${sql}\n)`, names };
}

// The very statements made here, so that a second filter or another order goes into the first instead of around it.
// What a person changed in them (OR, LIMIT, a comment) does not fit, and is nested whole: its meaning stays.
const NAME = String.raw`(?:\w+|"(?:[^"]|"")*")`;
const LITERAL = String.raw`(?:NULL|-?\d[\d.e+-]*|X'[0-9a-f]*'|'(?:[^']|'')*')`;
const TEST = `${NAME} IS (?:NOT )?${LITERAL}`;
const MADE = new RegExp(
  String.raw`^(WITH result\([\s\S]*\n\)\nSELECT \*\nFROM result)(\nWHERE ${TEST}(?: AND ${TEST})*)?(\nORDER BY ${NAME} (?:ASC|DESC))?$`,
);
const closes = (sql: string, quote: string): boolean => sql.split(quote).length % 2 === 1;

/** The statement around `sql` as its parts; names are those of the result's columns. */
function parts(sql: string, columns: readonly ResultColumn[]) {
  const { head, names } = asResult(sql, columns);
  const [, body, where = '', order = ''] = MADE.exec(sql) ?? [];
  // A value within the statement may read like the end of one: then a quote before it is still open.
  if (body && closes(body, "'") && closes(body, '"')) return { body, where, order, names };
  return { body: `${head}\nSELECT *\nFROM result`, where: '', order: '', names };
}

/** The rows of a result put into order by the database; null when the statement cannot be nested. */
export function ordered(sql: string, columns: readonly ResultColumn[], index: number, way: 'ASC' | 'DESC') {
  if (!canBeNested(sql)) return null;
  const { body, where, names } = parts(sql, columns);
  return `${body}${where}\nORDER BY ${names[index]} ${way}`;
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
  const { body, where, order, names } = parts(sql, columns);
  const test = `${names[index]} ${way.toUpperCase()} ${literal}`;
  return `${body}${where === '' ? `\nWHERE ${test}` : `${where} AND ${test}`}${order}`;
}

interface ProfileSql {
  /** One row: rows, nulls, empty strings, distinct values, smallest, largest. */
  readonly summary: string;
  /** Up to ten rows: value, count; the most frequent first. */
  readonly top: string;
}

/** What a column holds, asked of the statement's whole result rather than of the rows within its limit. */
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
