import { sameReading } from '../../../shared/domain/readings.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import type { DatasetTable } from '../datasets/reads.ts';
import { identifier, sql } from '../db/sql.ts';
import { oneArmEach } from './compounds.ts';
import { makeViews } from './furnish.ts';
import type { Native } from './guard.ts';
import { type Token, tokens } from './sql-fault.ts';

/** The column of a dataset whose values stand in a column of a result, as they are or as their least, greatest or sum. */
export interface Origin {
  readonly dataset: DatasetTable;
  readonly column: StoredColumn;
  /** Its place in the table, from 0. */
  readonly at: number;
  readonly as: 'value' | 'sum';
}

const SAME = new Set(['min', 'max']);
const MOST_TRIED = 24;

/**
 * Where the columns of a result come from. The statement is compiled over views whose columns are the table's own, so that
 * SQLite names the column that each column of the result shows; and again with one `min(x)`, `max(x)` or `sum(x)` written
 * as `(x)`. Of a compound this is done for each arm. Nothing is run.
 * @param all the datasets of the case
 * @returns for each column of the result its origin, null where it is computed in another way or the arms of a compound differ;
 * none when nothing can be told
 */
export function originsOf(
  native: Native,
  text: string,
  datasets: readonly DatasetTable[],
  all: readonly DatasetTable[],
): (Origin | null)[] {
  const statements = oneArmEach(text);
  if (!statements) return [];
  const cell = (at: number) => identifier(`c${at + 1}`);
  const made = makeViews(native, datasets, all, [
    (_, at) => sql`${cell(at)}`,
    (_, at) => sql`CAST(${cell(at)} AS TEXT)`, // the text of a cell is not the column's value
  ]);
  try {
    const [first = [], ...others] = statements.map((statement) => originsOfOne(native, statement, datasets));
    return first.map((origin, at) => others.reduce((one, other) => common(one, other[at] ?? null), origin));
  } finally {
    for (const view of made) native.prepare(sql`DROP VIEW temp.${identifier(view)}`.text).run();
  }
}

function take(found: (Origin | null)[], tried: readonly (Origin | null)[] | null): void {
  if (tried?.length !== found.length) return;
  for (const [at, origin] of tried.entries()) if (found[at] === null && origin) found[at] = origin;
}

const ALL_OF: readonly (readonly [names: ReadonlySet<string>, as: Origin['as']])[] = [
  [SAME, 'value'],
  [new Set([...SAME, 'sum']), 'sum'],
];
function without(text: string, names: ReadonlySet<string>): string {
  const all = tokens(text);
  return all
    .map(({ kind, text: word }, index) =>
      kind === 'word' && names.has(word.toLowerCase()) && next(all, index)?.text === '('
        ? ' '.repeat(word.length)
        : word,
    )
    .join('');
}

/** What two arms of a compound have in common: a long decimal is looked up in its own column, so it must be the same. */
function common(one: Origin | null, other: Origin | null): Origin | null {
  const [first, second] = [one?.column.reading?.reading, other?.column.reading?.reading];
  if (!one || !other || !first || !second || !sameReading(first, second)) return null;
  const same = one.dataset.number === other.dataset.number && one.at === other.at;
  if (first.kind === 'decimal' && first.long && !same) return null;
  return one.as === 'sum' ? one : other;
}

function originsOfOne(native: Native, text: string, datasets: readonly DatasetTable[]): (Origin | null)[] {
  const of = (as: Origin['as'], statement: string): (Origin | null)[] | null => {
    try {
      return native
        .prepare(statement)
        .columns()
        .map(({ table, column }) => find(datasets, table, column, as));
    } catch {
      return null; // what is wrong with the statement itself is told where it is checked
    }
  };
  const found = of('value', text);
  if (!found) return [];
  for (const { written, as } of aggregates(text)) {
    if (!found.includes(null)) break;
    take(found, of(as, written));
  }
  // One within another: max(s) over a sum(x) AS s. Without all of them the column is a value of x, or made of such by sums.
  for (const [names, as] of ALL_OF) if (found.includes(null)) take(found, of(as, without(text, names)));
  return found;
}

function find(
  datasets: readonly DatasetTable[],
  table: string | null,
  column: string | null,
  as: Origin['as'],
): Origin | null {
  const dataset = datasets.find(({ number }) => table === `ds_${number}`);
  const at = Number(/^c(\d+)$/.exec(column ?? '')?.[1]) - 1;
  const stored = dataset?.columns[at];
  return dataset && stored ? { dataset, column: stored, at, as } : null;
}

/** The statement with one of its aggregates left out, for each of them in turn. */
function* aggregates(text: string): IterableIterator<{ written: string; as: Origin['as'] }> {
  const all = tokens(text);
  let tried = 0;
  for (const [index, { kind, text: word, at }] of all.entries()) {
    const name = kind === 'word' ? word.toLowerCase() : '';
    if ((!SAME.has(name) && name !== 'sum') || next(all, index)?.text !== '(') continue;
    if (tried++ === MOST_TRIED) return;
    yield {
      written: `${text.slice(0, at)}${' '.repeat(word.length)}${text.slice(at + word.length)}`,
      as: SAME.has(name) ? 'value' : 'sum',
    };
  }
}

const next = (all: readonly Token[], index: number): Token | undefined =>
  all.slice(index + 1).find(({ kind }) => kind !== 'space' && kind !== 'comment');
