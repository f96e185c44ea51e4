import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Shaping } from '../../../shared/domain/shaping.ts';
import { freeNames, quoteName } from '../../../shared/domain/sql-names.ts';
import { canBeNested } from './statements.ts';

/** The shaping that a result begins with: a table where the statement shows all of one, and the statement itself otherwise; null when it cannot be nested. */
export function shapingOf({ sql, columns }: QueryResult): Shaping | null {
  if (!canBeNested(sql)) return null;
  const table = tableOf(sql);
  const names = freeNames(columns.map(({ name }) => name));
  const exact = names.filter((_, at) => columns[at]?.exact);
  return {
    base: table === null ? { sql } : { table },
    columns: names,
    ...(exact.length > 0 && { exact }),
    steps: [],
  };
}

function tableOf(sql: string): string | null {
  const [, written] = /^\s*SELECT\s+\*\s+FROM\s+(\w+|"(?:[^"]|"")+")\s*$/i.exec(sql) ?? [];
  if (!written) return null;
  const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
  return quoteName(name) === written || written.startsWith('"') ? name : null;
}

/** Columns of which facets are shown at first: not those that tell every row apart. */
export const facetsShown = (columns: QueryResult['columns']): string[] => {
  const names = freeNames(columns.map(({ name }) => name));
  const few = columns.flatMap(({ reading, type }, at) => {
    const long =
      type === 'BLOB' || reading?.kind === 'json' || (reading?.kind === 'text' && reading.why === 'identifies');
    return long ? [] : [names[at] as string];
  });
  return (few.length > 0 ? few : names).slice(0, 5);
};
