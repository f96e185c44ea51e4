import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cell } from '../../../shared/contract/values.ts';
import { closing, significant, type Token } from '../../../shared/domain/sql-tokens.ts';
import { folded } from '../datasets/columns.ts';
import { combinedMoments, combinedView, mergedCell, textCell } from '../datasets/combined/view.ts';
import { datasetView, rawCell, typedCell } from '../datasets/readings/view.ts';
import { type CombinedTable, type DatasetTable, RAW } from '../datasets/reads.ts';
import { identifier, type Sql, sql } from '../db/sql.ts';
import { boundValues } from './bound-values.ts';
import { CARRIED, carriedRows } from './carried-rows.ts';
import { copyTables, makeCombinedViews, makeViews, momentCells, namedDatasets, withMembers } from './furnish.ts';
import { check, type Native } from './guard.ts';
import { onConnection } from './kept-connection.ts';
import { cellsShown, type ShownCell } from './named-instances.ts';
import { originsOf } from './origins.ts';
import { toCell } from './results.ts';
import { type RunRequest, rootsOf } from './run-statement.ts';
import { shownDecimals } from './shown-cells.ts';

const RANDOM = new Set(['random', 'randomblob']);
const CLOCK = new Set(['current_date', 'current_time', 'current_timestamp']);
/** Each reads the clock where it is given no time, or 'now': https://www.sqlite.org/lang_datefunc.html */
const OF_TIME = new Set(['date', 'time', 'datetime', 'julianday', 'unixepoch', 'strftime', 'timediff']);

/** Why a statement may give other rows each time it runs on the same data, even where they look the same; null where it gives the same ones. */
function changesBetweenRuns(statement: string): string | null {
  const all = significant(statement);
  const called =
    (names: ReadonlySet<string>) =>
    ({ kind, value }: Token, at: number) =>
      kind !== 'string' && names.has(value.toLowerCase()) && all[at + 1]?.text === '(';
  if (all.some(called(RANDOM))) return 'the statement draws at random, and would draw other rows now';
  const now = all.some(({ kind, value }) => kind !== 'other' && /^\s*now\s*$/i.test(value));
  const reads = all.some((token, at) => {
    if (token.kind === 'word' && CLOCK.has(token.value.toLowerCase())) return true;
    if (!called(OF_TIME)(token, at)) return false;
    const end = closing(all, at + 1);
    const noTime =
      token.value.toLowerCase() === 'strftime' ? !all.slice(at, end).some(({ text }) => text === ',') : end === at + 2;
    return now || noTime;
  });
  return reads ? 'the statement reads the clock, and may give other rows now' : null;
}

export type OriginsRequest = Omit<RunRequest, 'byteLimit'>;
/** Where the rows of a result come from. */
export type RowOrigins =
  | {
      readonly known: true;
      /** Over the rows as they are shown, each a line. */
      readonly sha256: string;
      readonly rowCount: number;
      /** For each table that is read row by row: for each row of the result `keyOf` its row there, 0 where there is none. */
      readonly keys: readonly Float64Array[];
      /** For each column of which of the `keys` it shows a cell; null where it is computed, or the row that it is of is not certain. */
      readonly columns: readonly (ShownCell | null)[];
    }
  | { readonly known: false; readonly why: string };

const TABLES = 2 ** 32;
/** The number of a dataset's table and of a row in it, from a key. */
export const rowOf = (key: number): { number: number; row: number } => ({
  number: Math.floor(key / TABLES),
  row: key % TABLES,
});
const keyCell = (number: number): Sql => sql`("row" + ${{ text: String(number * TABLES), values: [] }})`;

/**
 * Runs a statement again with the rows that each of its rows is made from. Nothing is guessed: where rows are gathered, or where SQLite would
 * go through the tables in another way than before, the origins are not known.
 */
export function rowOrigins(
  request: OriginsRequest,
  notice: (value: { readonly started: true }) => void,
): Promise<RowOrigins> {
  notice({ started: true });
  const { caseId, sql: text, rowLimit } = request;
  return onConnection(caseId, text, async (native) => {
    const combined = namedDatasets(text, request.combined ?? []);
    const named = withMembers(namedDatasets(text, request.datasets), request.datasets, combined);
    const sources = new Map(
      [...named, ...combined].flatMap(({ view }, at) => {
        const name = `${CARRIED}of ${at}`;
        return [[folded(`${view}${RAW}`), name] as const, [folded(view), name] as const];
      }),
    );
    const changing = changesBetweenRuns(text);
    if (changing !== null) return { known: false, why: changing };
    const carried = carriedRows(text, sources, aggregatesOf(native));
    if (typeof carried === 'string') return { known: false, why: carried };
    const copied = copyTables(native, text, caseId);
    const origins = originsOf(native, text, named, request.datasets, combined);
    makeViews(native, named, request.datasets);
    makeCombinedViews(native, combined);
    const columns = cellsShown(native, text, carried.rows, named, combined);
    const before = planOf(native, text);
    makeCarryingViews(native, named, combined, sources);
    const roots = {
      main: rootsOf(native, 'main', new Set(request.datasets.map(({ number }) => `ds_${number}`))),
      temp: rootsOf(native, 'temp', new Set(copied)),
    };
    const { statement } = check(native, carried.sql, roots);
    if (planOf(native, carried.sql) !== before)
      return { known: false, why: 'SQLite would go through its tables in another order' };
    const names = statement.columns().map(({ name }) => name);
    const places = carried.rows.map(({ name }) => names.indexOf(name));
    const shown = names.flatMap((name, at) => (name.startsWith(CARRIED) ? [] : [at]));
    const shows = origins.map((origin) => origin && shownDecimals(native, origin, () => {}));
    const hash = createHash('sha256');
    const keys = places.map((): number[] => []);
    let rowCount = 0;
    for (const row of statement.raw(true).safeIntegers(true).iterate() as IterableIterator<Value[]>) {
      if (rowCount === rowLimit) break;
      const cells = shown.map((place, at): Cell => {
        const value = row[place] ?? null;
        return (typeof value === 'number' && shows[at]?.(value)) || toCell(value);
      });
      hash.update(`${JSON.stringify(cells)}\n`);
      for (const [at, place] of places.entries()) keys[at]?.push(Number(row[place] ?? 0));
      if (++rowCount % ROWS_A_TURN === 0) await nextTurn();
    }
    return {
      known: true,
      sha256: hash.digest('hex'),
      rowCount,
      keys: keys.map((each) => Float64Array.from(each)),
      columns: shown.map((_, at) => columns[at] ?? null),
    };
  });
}
type Value = null | string | number | bigint | Buffer;
const ROWS_A_TURN = 5000;

/** The names of all functions that gather rows, windows among them. */
function aggregatesOf(native: Native): Set<string> {
  const all = native.pragma('function_list') as { name: string; type: string }[];
  return new Set(all.flatMap(({ name, type }) => (type === 's' ? [] : [name.toLowerCase()])));
}

/** How SQLite goes through the tables, and in which order. */
function planOf(native: Native, text: string): string {
  const explained = native.prepare(`EXPLAIN QUERY PLAN ${text}`);
  const bound = boundValues(text);
  const steps = (bound ? explained.all(bound) : explained.all()) as { detail: string }[];
  return steps.map(({ detail }) => detail.replace('USING COVERING INDEX', 'USING INDEX')).join('\n');
}

/** The views anew, each with the row of its table behind its columns. */
function makeCarryingViews(
  native: Native,
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
  sources: ReadonlyMap<string, string>,
): void {
  const views = new Set(
    (native.prepare(`SELECT name FROM temp.sqlite_schema WHERE type = 'view'`).all() as { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  const again = (view: string, make: (name: string) => Sql): void => {
    if (!views.has(view)) return;
    native.prepare(sql`DROP VIEW temp.${identifier(view)}`.text).run();
    native.prepare(make(sources.get(folded(view)) as string).text).run();
  };
  for (const { view, number, columns } of named)
    for (const [name, cell] of [
      [view, typedCell],
      [`${view}${RAW}`, rawCell],
    ] as const)
      again(name, (row) =>
        datasetView(name, number, columns, cell, [
          ...(name === view ? momentCells(columns) : []),
          { name: row, cell: keyCell(number) },
        ]),
      );
  for (const { view, members } of combined)
    for (const [name, cell] of [
      [view, mergedCell],
      [`${view}${RAW}`, textCell],
    ] as const)
      again(name, (row) =>
        combinedView(name, members, cell, [
          ...(name === view ? combinedMoments(members) : []),
          { name: row, cell: ({ number }) => keyCell(number) },
        ]),
      );
}
