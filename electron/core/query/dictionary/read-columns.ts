import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CaseId, Cell } from '../../../../shared/contract/values.ts';
import type { Reading } from '../../../../shared/domain/readings.ts';
import { quoteName } from '../../../../shared/domain/sql-names.ts';
import type { CombinedTable, DatasetTable } from '../../datasets/reads.ts';
import { copyTables, makeCombinedViews, makeViews, namedDatasets, withMembers } from '../furnish.ts';
import { check, type Native } from '../guard.ts';
import { onConnection } from '../kept-connection.ts';
import { originsOf } from '../origins.ts';
import { toCell } from '../results.ts';
import { rootsOf } from '../run-statement.ts';
import { shownDecimals } from '../shown-cells.ts';
import { sqlFault } from '../sql-fault.ts';
import type { FacetColumn } from './count-facets.ts';
import { type Dictionary, DictionaryMaker, type Value } from './dictionary.ts';

export interface ColumnsRequest {
  readonly caseId: CaseId;
  readonly datasets: readonly DatasetTable[];
  /** Those that the statement names. */
  readonly combined: readonly CombinedTable[];
  /** A statement, and its columns that are wanted, by names that it gives once each. */
  readonly sql: string;
  readonly columns: readonly string[];
}
interface KeptColumn {
  readonly dictionary: Dictionary;
  readonly reading: Reading | undefined;
  /** How decimals that occur are shown; other values are shown as they are. */
  readonly shown: Map<Value, Cell>;
}

const MOST_BYTES = 400 << 20;
/** By what was read and how, the least recently used first. Kept as long as the process, which ends on lock. */
const kept = new Map<string, KeptColumn>();

/**
 * Columns of a statement, each as a dictionary. What was read of datasets alone stays, since their cells never change: the
 * same columns are counted again without reading a row.
 */
export async function readColumns(request: ColumnsRequest): Promise<FacetColumn[]> {
  const { sql, columns, datasets, combined } = request;
  const wanted = [...new Set(columns)];
  const named = withMembers(namedDatasets(sql, datasets), datasets, combined);
  const of = createHash('sha256')
    .update(JSON.stringify([sql, named, combined]))
    .digest('hex');
  const keyOf = (name: string): string => `${of} ${name}`;
  const missing = wanted.filter((name) => !kept.has(keyOf(name)));
  const fresh = new Map<string, KeptColumn>();
  await onConnection(request.caseId, sql, async (native) => {
    const copied = copyTables(native, sql, request.caseId);
    const lasting = copied.length === 0 && !varies(sql);
    const read = lasting ? missing : wanted;
    if (read.length > 0) {
      const text = `WITH facets AS (\n${sql}\n)\nSELECT ${read.map(quoteName).join(', ')} FROM facets`;
      const origins = originsOf(native, text, named, datasets, combined);
      makeViews(native, named, datasets);
      makeCombinedViews(native, combined);
      const roots = {
        main: rootsOf(native, 'main', new Set(datasets.map(({ number }) => `ds_${number}`))),
        temp: rootsOf(native, 'temp', new Set(copied)),
      };
      const { statement } = check(native, text, roots);
      const makers = read.map(() => new DictionaryMaker());
      try {
        await fill(statement, makers);
      } catch (error) {
        throw sqlFault(error, text, (each) => native.prepare(each));
      }
      for (const [at, name] of read.entries()) {
        const dictionary = (makers[at] as DictionaryMaker).made();
        const reading = origins[at]?.column.reading?.reading;
        fresh.set(name, { dictionary, reading, shown: decimalsShown(native, origins[at] ?? null, dictionary) });
      }
      if (lasting) for (const [name, column] of fresh) kept.set(keyOf(name), column);
    }
  });
  const found = wanted.map((name): FacetColumn => {
    const column = fresh.get(name) ?? (kept.get(keyOf(name)) as KeptColumn);
    if (kept.delete(keyOf(name))) kept.set(keyOf(name), column); // the most recently used stands last
    const { dictionary, reading, shown } = column;
    return { name, dictionary, reading, show: (value) => shown.get(value) ?? asCell(value) };
  });
  dropOldest();
  return found;
}
/**
 * Whether a statement may give other values each time: such columns are read anew. SQLite's functions of time take the present
 * where no time is given, which is so without arguments, with 'subsec' alone, and of `strftime` with its format alone.
 */
export const varies = (sql: string): boolean => VARIES.test(sql);
const VARIES =
  /\b(?:(?:random|randomblob|current_\w+|now|subsec(?:ond)?|localtime)\b|strftime\s*\(\s*(?:'(?:[^']|'')*'|[^,'()]*)\s*\)|(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\))/i;

function dropOldest(): void {
  let bytes = 0;
  for (const [name, { dictionary }] of [...kept].reverse()) {
    bytes += dictionary.bytes;
    if (bytes > MOST_BYTES) kept.delete(name);
  }
}

const ROWS_A_TURN = 50_000;
async function fill(statement: ReturnType<Native['prepare']>, makers: readonly DictionaryMaker[]): Promise<void> {
  let rows = 0;
  type Row = (null | string | number | bigint | Buffer)[];
  for (const row of statement.raw(true).safeIntegers(true).iterate() as IterableIterator<Row>) {
    for (let at = 0; at < makers.length; at++) (makers[at] as DictionaryMaker).add(row[at] ?? null);
    if (++rows % ROWS_A_TURN === 0) await nextTurn(); // lets a stop come in
  }
}

/** The exact text of the decimals of a column; a REAL that stands for several has none, and is shown as it is. */
function decimalsShown(
  native: Native,
  origin: Parameters<typeof shownDecimals>[1] | null,
  { values }: Dictionary,
): Map<Value, Cell> {
  const shown = new Map<Value, Cell>();
  const show = origin && origin.as === 'value' && shownDecimals(native, origin, () => {});
  if (!show) return shown;
  for (const value of values) {
    const cell = typeof value === 'number' ? show(value) : null;
    if (cell !== null) shown.set(value, cell);
  }
  return shown;
}

function asCell(value: Value): Cell {
  if (typeof value === 'object' && value !== null) return { blob: value.blob, bytes: value.blob.length / 2 };
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : toCell(value);
}
