import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { type ColumnReading, sqlType } from '../../../shared/domain/readings.ts';
import { folded } from '../datasets/columns.ts';
import { datasetView, rawCell, typedCell } from '../datasets/readings/view.ts';
import type { DatasetTable } from '../datasets/reads.ts';
import { openReadOnly } from '../db/open.ts';
import type { Sql } from '../db/sql.ts';
import { caseTables, copyCaseTable } from './case-tables.ts';
import { comparedAsText, type Watched } from './compared-as-text.ts';
import { functions, type SqlFunction } from './functions.ts';
import { check, type Native } from './guard.ts';
import { type CellType, toCell, typeOf } from './results.ts';
import { significant, sqlFault } from './sql-fault.ts';
import { textFunctions } from './text-functions.ts';

/** The store that statements run on; told once. The key stays for as long as the process does, which ends on lock. */
export interface StoreAccess {
  readonly file: string;
  readonly key: Uint8Array;
}
export interface RunRequest {
  readonly caseId: CaseId;
  readonly datasets: readonly DatasetTable[];
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
}

/** Under its name with this behind it, a dataset shows the text of its cells. */
const RAW = '_raw';
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

let store: StoreAccess | null = null;
export function enterStore(access: StoreAccess): null {
  store = access;
  return null;
}

/** Opens the store afresh, so that nothing of one statement reaches the next, and runs one statement on one snapshot. */
export async function runStatement(request: RunRequest, notice: (value: RunNotice) => void): Promise<RunAnswer> {
  if (!store) throw new Error('no store was entered');
  const native = openReadOnly(store.file, store.key);
  try {
    native.exec('BEGIN'); // what is checked is what runs, whatever is imported meanwhile
    notice({ started: true }); // the time limit covers the reading of the statement too
    const copied = furnish(native, request);
    const roots = {
      main: rootsOf(native, 'main', new Set(request.datasets.map(({ number }) => `ds_${number}`))),
      temp: rootsOf(native, 'temp', new Set(copied)),
    };
    const started = performance.now();
    const { statement, tables, program } = check(native, request.sql, roots);
    try {
      const rows = await stream(statement, request, notice);
      return {
        ...rows,
        elapsedMs: performance.now() - started,
        tables: [...tables],
        comparedAsText: comparedAsText(program, watched(request.datasets, roots.main)),
      };
    } catch (error) {
      throw sqlFault(error, request.sql, (text) => native.prepare(text));
    }
  } finally {
    native.close();
  }
}

/**
 * Views of the datasets, copies of the case's own tables, and functions. A table is copied wherever its name stands in the
 * statement, be it an alias; whether it was read, the compiled program tells. @returns the copies
 */
function furnish(native: Native, { caseId, datasets, sql: text }: RunRequest): string[] {
  const add = (name: string, run: SqlFunction, varargs = false) =>
    native.function(
      name,
      { deterministic: true, safeIntegers: true, varargs },
      run as (...values: unknown[]) => unknown,
    );
  for (const [name, { run, varargs }] of Object.entries(functions)) add(name, run, varargs);
  for (const [name, { run, also }] of Object.entries(textFunctions))
    for (const each of [run, also ?? run]) add(name, each);
  const exec = (statement: Sql) => native.prepare(statement.text).run(...statement.values);
  const named = new Set(significant(text).map(({ value }) => folded(value)));
  const views = new Set(datasets.map(({ view }) => folded(view)));
  for (const { view, number, columns } of datasets) {
    if (named.has(folded(view))) exec(datasetView(view, number, columns, typedCell));
    const raw = `${view}${RAW}`;
    if (named.has(folded(raw)) && !views.has(folded(raw))) exec(datasetView(raw, number, columns, rawCell));
  }
  const copied = caseTables.filter(({ name }) => named.has(name));
  for (const table of copied) for (const statement of copyCaseTable(table, caseId)) exec(statement);
  return copied.map(({ name }) => name);
}

function rootsOf(native: Native, schema: 'main' | 'temp', own: ReadonlySet<string>): Map<number, string> {
  const tables = native.prepare(`SELECT name, rootpage FROM ${schema}.sqlite_schema WHERE type = 'table'`).all() as {
    name: string;
    rootpage: number;
  }[];
  return new Map(tables.filter(({ name }) => own.has(name)).map(({ name, rootpage }) => [rootpage, name]));
}

/** The columns to look out for; a table's first column is the number of the row. */
function watched(datasets: readonly DatasetTable[], roots: ReadonlyMap<number, string>): Watched {
  const pages = new Map([...roots].map(([page, name]) => [name, page]));
  const found = new Map<number, ReadonlyMap<number, string>>();
  for (const { number, view, columns } of datasets) {
    const page = pages.get(`ds_${number}`);
    const places = columns.flatMap(({ name, reading }, at) =>
      reading && looksLikeNumbers(reading) ? [[at + 1, `${view}.${name}`] as const] : [],
    );
    if (page !== undefined && places.length > 0) found.set(page, new Map(places));
  }
  return found;
}

/** A column of text whose values look like numbers: somebody may compare it as such. */
const looksLikeNumbers = ({ reading, questions }: ColumnReading): boolean =>
  reading.kind === 'text' &&
  questions.some(({ choices }) => choices.some((choice) => NUMBERS.has(sqlType(choice.reading))));
const NUMBERS = new Set(['INTEGER', 'REAL']);

type Values = (null | string | number | bigint | Buffer)[];

async function stream(
  statement: ReturnType<Native['prepare']>,
  { rowLimit, byteLimit }: RunRequest,
  notice: (value: RunNotice) => void,
): Promise<Pick<RunAnswer, 'columns' | 'rowCount' | 'limitedBy'>> {
  const names = statement.columns().map(({ name }) => name);
  const types = names.map(() => new Set<CellType>());
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
    const line = `${JSON.stringify(row.map(toCell))}\n`;
    bytes += Buffer.byteLength(line);
    if (bytes > byteLimit) {
      limitedBy = 'bytes';
      break;
    }
    for (let at = 0; at < row.length; at++) types[at]?.add(typeOf(row[at] ?? null));
    rowCount++;
    lines.push(line);
    characters += line.length;
    if (lines.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
  }
  if (lines.length > 0) await flush();
  const columns = names.map((name, at) => ({ name, type: columnType(types[at] as Set<CellType>) }));
  return { columns, rowCount, limitedBy };
}

function columnType(seen: Set<CellType>): ResultColumn['type'] {
  const types = [...seen].filter((type) => type !== 'NULL');
  if (types.length === 0) return 'NULL';
  return types.length === 1 ? (types[0] as CellType) : 'MIXED';
}
