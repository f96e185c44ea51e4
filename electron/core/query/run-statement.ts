import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { CombinedTable, DatasetTable } from '../datasets/reads.ts';
import { mixedCurrencies } from './currency-warnings.ts';
import {
  copyTables,
  makeCombinedViews,
  makeExactViews,
  makeViews,
  namedDatasets,
  watchedColumns,
  withExactText,
  withMembers,
} from './furnish.ts';
import { type Checked, check, type Native, type Roots } from './guard.ts';
import { onConnection } from './kept-connection.ts';
import { withSuggestion } from './name-suggestion.ts';
import { type Origin, originsOf } from './origins.ts';
import { longSources, valueSources } from './result-sources.ts';
import { type CellType, toCell, typeOf } from './results.ts';
import { type Show, shownDecimals } from './shown-cells.ts';
import { sqlFault } from './sql-fault.ts';
import { type Trace, traceColumns, type Watched } from './traced-columns.ts';
import { warningsOf } from './warnings.ts';

export interface RunRequest {
  readonly caseId: CaseId;
  readonly datasets: readonly DatasetTable[];
  /** Of the case; none are known to a statement that the program makes over datasets alone. */
  readonly combined?: readonly CombinedTable[];
  readonly sql: string;
  readonly rowLimit: number;
  readonly byteLimit: number;
}
/** Sent while it runs: that it began, then rows, each a canonical line of JSON. */
export type RunNotice = { readonly started: true } | { readonly count: number; readonly lines: Uint8Array };
export interface RunAnswer {
  readonly columns: ResultColumn[];
  readonly rowCount: number;
  readonly limitedBy: 'rows' | 'bytes' | null;
  readonly elapsedMs: number;
  /** Names of the tables it read: `ds_…`, or one of the case. */
  readonly tables: string[];
  /** "logins.amount": columns that look like numbers and are compared or sorted as the text they are. */
  readonly comparedAsText: string[];
  /** "logins.amount": columns of datasets that it read. */
  readonly read: string[];
  readonly warnings: string[];
  /** For each column of the result the columns of datasets whose values it shows as they are, by the numbers of their tables. */
  readonly shows: (readonly { readonly number: number; readonly column: string }[])[];
}

const NONE: ReadonlySet<string> = new Set();
const MOST_CURRENCIES = 20;
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

/** Runs one statement on one snapshot. */
export const runStatement = (request: RunRequest, notice: (value: RunNotice) => void): Promise<RunAnswer> =>
  runOn(request, notice).catch((error: unknown) => {
    throw withSuggestion(error, request.sql, request);
  });

function runOn(request: RunRequest, notice: (value: RunNotice) => void): Promise<RunAnswer> {
  notice({ started: true }); // the time limit covers the reading of the statement too
  return onConnection(request.caseId, request.sql, async (native) => {
    const combined = namedDatasets(request.sql, request.combined ?? []);
    const named = withMembers(namedDatasets(request.sql, request.datasets), request.datasets, combined);
    const copied = copyTables(native, request.sql, request.caseId);
    const origins = originsOf(native, request.sql, named, request.datasets, combined);
    makeViews(native, named, request.datasets);
    makeCombinedViews(native, combined);
    const roots = {
      main: rootsOf(native, 'main', new Set(request.datasets.map(({ number }) => `ds_${number}`))),
      temp: rootsOf(native, 'temp', new Set(copied)),
    };
    const started = performance.now();
    const watched = watchedColumns(named, combined, roots.main);
    const { statement, tables, trace, program } = compiled(native, request.sql, roots, named, combined, watched);
    try {
      const doubtful = new Set<string>();
      const shows = origins.map(
        (origin) =>
          origin &&
          shownDecimals(native, origin, () => {
            for (const { dataset, column } of origin.of) doubtful.add(`${dataset.view}.${column.name}`);
          }),
      );
      const { large, ...rows } = await stream(statement, request, notice, shows);
      const read = [...trace.read];
      const sources = longSources(program, watched);
      // A register may be used again, so that a plain column seems computed from what the rows are sorted by.
      const plain = (at: number) => origins[at]?.direct && origins[at]?.column.reading?.reading.kind !== 'decimal';
      const rounded = new Set(sources.flatMap((names, at) => (shows[at] || plain(at) ? [] : [...names])));
      const decimals = named.some(({ view, columns }) =>
        columns.some(({ name, reading }) => trace.read.has(`${view}.${name}`) && reading?.reading.kind === 'decimal'),
      );
      const elapsedMs = performance.now() - started;
      const mixed = mixedCurrencies(native, trace, named, combined, { text: request.sql, elapsedMs });
      const amounts = new Set(mixed.flatMap((each) => [...each.amounts]));
      const adding = amounts.size === 0 ? [] : valueSources(program, watched, ({ name }) => amounts.has(name));
      const columns = rows.columns.map((plain, at): ResultColumn => {
        const those = mixed.filter((each) => !origins[at]?.direct && !each.amounts.isDisjointFrom(adding[at] ?? NONE));
        const several = [...new Set(those.flatMap(({ currencies }) => currencies))].slice(0, MOST_CURRENCIES);
        const column = {
          ...plain,
          ...(several.length > 0 && { currencies: several }),
          ...(trace.madeAt.has(at) && !origins[at]?.direct && { made: true }),
        };
        const reading = origins[at]?.column.reading?.reading;
        if (reading) return { ...column, reading };
        if (trace.exactAt.has(at) && column.type === 'TEXT') return { ...column, exact: true };
        return decimals && (column.type === 'REAL' || column.type === 'MIXED') ? { ...column, computed: true } : column;
      });
      return {
        ...rows,
        columns,
        elapsedMs,
        tables: [...tables],
        read,
        comparedAsText: [...trace.asText],
        shows: columns.map((_, at) => shownBy(origins[at] ?? null)),
        warnings: [
          ...warningsOf(native, trace, named, doubtful, rounded, tables, request.sql),
          ...mixed.map(({ warning }) => warning),
          ...columns.flatMap(({ name, reading }, at) =>
            large.has(at) && !reading && read.length > 0
              ? [
                  `Rounded: "${name}" of the result has values beyond 9,007,199,254,740,991 that are REAL, which holds about 15 digits. Use the dec_ functions, such as dec_sum and dec_avg.`,
                ]
              : [],
          ),
        ],
      };
    } catch (error) {
      throw sqlFault(error, request.sql, (text) => native.prepare(text));
    }
  });
}

const shownBy = (origin: Origin | null) =>
  origin?.direct ? origin.of.map(({ dataset, column }) => ({ number: dataset.number, column: column.name })) : [];

interface Compiled extends Pick<Checked, 'statement' | 'tables' | 'program'> {
  readonly trace: Trace;
}

/** Compiles the statement; where it gives long decimals to exact functions, over views that have their exact text. */
function compiled(
  native: Native,
  text: string,
  roots: Roots,
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
  watched: Watched,
): Compiled {
  const plain = check(native, text, roots);
  const traced = ({ program }: Checked) => traceColumns(program, watched);
  const trace = traced(plain);
  const rounded = [...trace.roundedInto];
  if (rounded.length === 0) return { ...plain, trace };
  const exact = withExactText(text, named, combined);
  if (exact !== null) {
    makeExactViews(native, named, combined);
    try {
      const checked = check(native, exact, roots);
      if (checked.statement.columns().length === plain.statement.columns().length) {
        const again = traced(checked);
        if (again.roundedInto.size === 0)
          return { ...checked, trace: { ...again, read: trace.read, summed: trace.summed } };
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }
  throw new Fault(
    'sql-refused',
    `${rounded.join(', ')} would be given to an exact function as a rounded number. Name the column itself in the function, without * beside it, or read the text from ${named.map(({ view }) => `${view}_raw`).join(', ')}.`,
  );
}

export function rootsOf(native: Native, schema: 'main' | 'temp', own: ReadonlySet<string>): Map<number, string> {
  const tables = native.prepare(`SELECT name, rootpage FROM ${schema}.sqlite_schema WHERE type = 'table'`).all() as {
    name: string;
    rootpage: number;
  }[];
  return new Map(tables.filter(({ name }) => own.has(name)).map(({ name, rootpage }) => [rootpage, name]));
}

type Values = (null | string | number | bigint | Buffer)[];

async function stream(
  statement: ReturnType<Native['prepare']>,
  { rowLimit, byteLimit }: RunRequest,
  notice: (value: RunNotice) => void,
  shows: readonly (Show | null)[],
): Promise<Pick<RunAnswer, 'columns' | 'rowCount' | 'limitedBy'> & { readonly large: ReadonlySet<number> }> {
  const names = statement.columns().map(({ name }) => name);
  const types = names.map(() => new Set<CellType>());
  const large = new Set<number>();
  let rowCount = 0;
  let bytes = 0;
  let limitedBy: RunAnswer['limitedBy'] = null;
  let lines: string[] = [];
  let characters = 0;
  const flush = async () => {
    const block = Buffer.from(lines.join(''), 'utf8');
    notice({ count: lines.length, lines: block });
    lines = [];
    characters = 0;
    await nextTurn(); // lets the rows leave before more are made
  };
  for (const row of statement.raw(true).safeIntegers(true).iterate() as IterableIterator<Values>) {
    if (rowCount === rowLimit) {
      limitedBy = 'rows';
      break;
    }
    const line = `${JSON.stringify(row.map((value, at) => (typeof value === 'number' && shows[at]?.(value)) || toCell(value)))}\n`;
    bytes += Buffer.byteLength(line);
    if (bytes > byteLimit) {
      limitedBy = 'bytes';
      break;
    }
    for (let at = 0; at < row.length; at++) {
      const value = row[at] ?? null;
      types[at]?.add(typeOf(value));
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) large.add(at);
    }
    rowCount++;
    lines.push(line);
    characters += line.length;
    if (lines.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
  }
  if (lines.length > 0) await flush();
  const columns = names.map((name, at) => ({ name, type: columnType(types[at] as Set<CellType>) }));
  return { columns, rowCount, limitedBy, large };
}

function columnType(seen: Set<CellType>): ResultColumn['type'] {
  const types = [...seen].filter((type) => type !== 'NULL');
  if (types.length === 0) return 'NULL';
  return types.length === 1 ? (types[0] as CellType) : 'MIXED';
}
