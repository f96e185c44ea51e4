import type { ResultColumn } from '../../../shared/contract/query.ts';
import { freeNames, quoteName } from '../../../shared/domain/sql-names.ts';

/** The statement under a name, its columns named again where two of them share a name. */
function asResult(sql: string, columns: readonly ResultColumn[]): { head: string; names: string[] } {
  const names = freeNames(columns.map(({ name }) => name)).map(quoteName);
  // Not indented, since a text within it may run over several lines. The names are listed always: SQLite gives no
  // promise for the name of a column without AS.
  return { head: `WITH result(${names.join(', ')}) AS (\n${sql}\n)`, names };
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
  const dec = columns[index]?.exact ? 'dec_' : '';
  return {
    summary: `${head}
SELECT
  count(*) AS total,
  count(*) - count(${name}) AS nulls,
  coalesce(sum(${name} = ''), 0) AS empties,
  count(DISTINCT ${name}) AS different,
  ${dec}min(${name}) AS smallest,
  ${dec}max(${name}) AS largest
FROM result`,
    top: `${head}
SELECT ${name} AS value, count(*) AS times
FROM result
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 10`,
  };
}

const PLACE = / ?\(line (\d+), column (\d+)\)$/;

/** Offset in the statement that a message ends with, "(line 2, column 7)"; null when it names no place. */
function offsetOf(message: string, sql: string): number | null {
  const [, line, column] = PLACE.exec(message) ?? [];
  if (!line || !column) return null;
  const before = sql.split('\n').slice(0, Number(line) - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + Number(column) - 1;
  return offset <= sql.length ? offset : null;
}

/** The word of a statement that a message is about; at its very end the last character. Null when it names no place. */
export function errorPlace(message: string, sql: string): { from: number; to: number } | null {
  const at = offsetOf(message, sql);
  if (at === null || sql === '') return null;
  const from = Math.min(at, sql.length - 1);
  const word = /^(?:[\p{L}\p{N}_.]+|"[^"]*"?|'[^']*'?)/u.exec(sql.slice(from))?.[0];
  return { from, to: from + (word?.length ?? 1) };
}

/** The message with its place counted in the whole text of the editor instead of in the statement alone. */
export function inText(message: string, sql: string, text: string): string {
  const at = offsetOf(message, sql);
  const start = text.indexOf(sql);
  if (at === null || start < 0) return message;
  const before = text.slice(0, start + at).split('\n');
  return message.replace(PLACE, ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`);
}

export interface Statement {
  /** Offsets into the text, from its first word to its end, the semicolon left out. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

// What can hold a semicolon that ends nothing, then the semicolon itself, then anything else.
const TOKEN =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|\s+|[^'"`[\-/;\s]+|[\s\S]/g;
const isComment = (token: string): boolean => token.startsWith('--') || token.startsWith('/*');

/** Cuts a text at the semicolons between statements; those within strings, names and comments end nothing. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let from = -1;
  let to = -1;
  const end = () => {
    if (from >= 0) statements.push({ from, to, text: sql.slice(from, to) });
    from = -1;
  };
  for (const match of sql.matchAll(TOKEN)) {
    const token = match[0];
    if (token === ';') end();
    else if (token.trim() !== '' && !isComment(token)) {
      if (from < 0) from = match.index;
      to = match.index + token.length;
    }
  }
  end();
  return statements;
}

/** The statement that holds `position`; between two, the one before it; null where there is none. */
export function statementAt(sql: string, position: number): Statement | null {
  const statements = splitStatements(sql);
  return statements.findLast((statement) => statement.from <= position) ?? statements[0] ?? null;
}

/** Whether a statement only produces rows, so that it can stand inside another as a sub-select. */
export const canBeNested = (sql: string): boolean => /^(select|with|values)\b/i.test(sql);
