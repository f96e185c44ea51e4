import { sameReading } from '../../../shared/domain/readings.ts';
import { type Token, tokens } from '../../../shared/domain/sql-tokens.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { merged } from '../datasets/combined/merge.ts';
import { combinedMoments, placeColumns } from '../datasets/combined/view.ts';
import { type CombinedTable, type DatasetTable, RAW } from '../datasets/reads.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { oneArmEach } from './compounds.ts';
import { makeViews } from './furnish.ts';
import type { Native } from './guard.ts';

/** The column of a dataset whose values stand in a column of a result, as they are or as their least, greatest or sum. */
export interface Origin {
  /** As a whole: of a combined dataset what its members have together. */
  readonly column: StoredColumn;
  /** The tables it lies in, one unless the dataset is a combined one, and its place in each, from 0. */
  readonly of: readonly { readonly dataset: DatasetTable; readonly column: StoredColumn; readonly at: number }[];
  readonly as: 'value' | 'sum';
  /** The value itself, of no aggregate. */
  readonly direct?: true;
}

const SAME = new Set(['min', 'max']);
/** Their first value, by the order of the second. */
const BY = new Set(['min_by', 'max_by']);
const MOST_TRIED = 24;

/**
 * Where the columns of a result come from. The statement is compiled over views whose columns are the table's own, so that
 * SQLite names the column that each column of the result shows; and again with one `min(x)`, `max(x)` or `sum(x)` written
 * as `(x)`. Of a compound this is done for each arm. Nothing is run.
 * @param all the datasets of the case
 * @param combined those that the statement names: for each an empty table stands in
 * @returns for each column of the result its origin, null where it is computed in another way or the arms of a compound differ;
 * none when nothing can be told
 */
export function originsOf(
  native: Native,
  text: string,
  datasets: readonly DatasetTable[],
  all: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): (Origin | null)[] {
  const statements = oneArmEach(text);
  if (!statements) return [];
  const cell = (at: number) => identifier(`c${at + 1}`);
  const made = makeViews(native, datasets, all, [
    (_, at) => sql`${cell(at)}`,
    (_, at) => sql`CAST(${cell(at)} AS TEXT)`, // the text of a cell is not the column's value
  ]);
  const standIns = combined.map((each, at) => standIn(native, each, `combined_${at}`));
  const found = (table: string | null, column: string | null, as: Origin['as']) =>
    find(datasets, table, column, as) ?? findCombined(combined, table, column, as);
  try {
    const [first = [], ...others] = statements.map((statement) => originsOfOne(native, statement, found));
    return first.map((origin, at) => others.reduce((one, other) => common(one, other[at] ?? null), origin));
  } finally {
    for (const view of [...made, ...standIns.flatMap(({ views }) => views)])
      native.prepare(sql`DROP VIEW temp.${identifier(view)}`.text).run();
    for (const { table } of standIns) native.prepare(sql`DROP TABLE temp.${identifier(table)}`.text).run();
  }
}

/** An empty table with the columns of a combined dataset, whose places in it their names tell, and views over it. */
function standIn(native: Native, { view, members }: CombinedTable, table: string): { table: string; views: string[] } {
  const columns = merged(members).map(({ column }) => column);
  const names = [...placeColumns(columns), ...columns].map(({ name }) => sql`${identifier(name)}`);
  const cells = names.map((_, at) => sql`${identifier(at < PLACES ? `p${at + 1}` : `c${at + 1 - PLACES}`)}`);
  const moments = combinedMoments(members).map(({ name }) => sql`${identifier(name)}`);
  const run = ({ text }: { text: string }) => native.prepare(text).run();
  run(sql`CREATE TEMP TABLE ${identifier(table)} (${join(cells, ', ')})`);
  const views = [view, `${view}${RAW}`];
  for (const [at, name] of views.entries()) {
    const further = at === 0 ? moments : [];
    const shown = [
      ...(at === 0 ? cells : cells.map((cell) => sql`CAST(${cell} AS TEXT)`)),
      ...further.map(() => sql`CAST(NULL AS TEXT)`), // computed: of no column
    ];
    run(
      sql`CREATE TEMP VIEW ${identifier(name)} (${join([...names, ...further], ', ')}) AS SELECT ${join(shown, ', ')} FROM temp.${identifier(table)}`,
    );
  }
  return { table, views };
}
const PLACES = placeColumns([]).length;

function findCombined(
  combined: readonly CombinedTable[],
  table: string | null,
  column: string | null,
  as: Origin['as'],
): Origin | null {
  const of = combined[Number(/^combined_(\d+)$/.exec(table ?? '')?.[1])];
  const found = of && merged(of.members)[Number(/^c(\d+)$/.exec(column ?? '')?.[1]) - 1];
  if (!found) return null;
  return {
    column: found.column,
    of: of.members.flatMap((dataset, index) => {
      const at = found.places[index] ?? -1;
      const own = dataset.columns[at];
      return own ? [{ dataset, column: own, at }] : [];
    }),
    as,
  };
}

function take(found: (Origin | null)[], tried: readonly (Origin | null)[] | null): void {
  if (tried?.length !== found.length) return;
  for (const [at, origin] of tried.entries()) if (found[at] === null && origin) found[at] = origin;
}

const ALL_OF: readonly (readonly [names: ReadonlySet<string>, as: Origin['as']])[] = [
  [SAME.union(BY), 'value'],
  [SAME.union(BY).union(new Set(['sum'])), 'sum'],
];
function without(text: string, names: ReadonlySet<string>): string {
  const all = tokens(text);
  const gone = new Set(
    all.flatMap(({ kind, text: word }, index) =>
      kind === 'word' && names.has(word.toLowerCase()) && next(all, index)?.text === '(' ? leftOut(all, index) : [],
    ),
  );
  return all.map(({ text: word }, index) => (gone.has(index) ? ' '.repeat(word.length) : word)).join('');
}

/** Places of the tokens of an aggregate that its first value is without: its name, and what stands behind a comma. */
function leftOut(all: readonly Token[], name: number): number[] {
  if (!BY.has(all[name]?.text.toLowerCase() ?? '')) return [name];
  const found = [name];
  let depth = 0;
  let behind = false;
  for (let at = name + 1; at < all.length; at++) {
    const text = all[at]?.text;
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) break;
    if (text === ',' && depth === 1) behind = true;
    if (behind) found.push(at);
  }
  return found;
}

/** What two arms of a compound have in common: a long decimal is looked up in its own column, so it must be the same. */
function common(one: Origin | null, other: Origin | null): Origin | null {
  const [first, second] = [one?.column.reading?.reading, other?.column.reading?.reading];
  if (!one || !other || !first || !second || !sameReading(first, second)) return null;
  const places = ({ of }: Origin) => of.map(({ dataset, at }) => `${dataset.number}.${at}`).join();
  const same = places(one) === places(other);
  if (first.kind === 'decimal' && first.long && !same) return null;
  return one.as === 'sum' ? one : other;
}

type Find = (table: string | null, column: string | null, as: Origin['as']) => Origin | null;

function originsOfOne(native: Native, text: string, find: Find): (Origin | null)[] {
  const of = (as: Origin['as'], statement: string): (Origin | null)[] | null => {
    try {
      return native
        .prepare(statement)
        .columns()
        .map(({ table, column }) => find(table, column, as));
    } catch {
      return null; // what is wrong with the statement itself is told where it is checked
    }
  };
  const found = of('value', text)?.map((origin) => origin && { ...origin, direct: true as const });
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
  return dataset && stored ? { column: stored, of: [{ dataset, column: stored, at }], as } : null;
}

/** The statement with one of its aggregates left out, for each of them in turn. */
function* aggregates(text: string): IterableIterator<{ written: string; as: Origin['as'] }> {
  const all = tokens(text);
  let tried = 0;
  for (const [index, { kind, text: word }] of all.entries()) {
    const name = kind === 'word' ? word.toLowerCase() : '';
    if ((!SAME.has(name) && !BY.has(name) && name !== 'sum') || next(all, index)?.text !== '(') continue;
    if (tried++ === MOST_TRIED) return;
    const gone = new Set(leftOut(all, index));
    yield {
      written: all.map((each, place) => (gone.has(place) ? ' '.repeat(each.text.length) : each.text)).join(''),
      as: name === 'sum' ? 'sum' : 'value',
    };
  }
}

const next = (all: readonly Token[], index: number): Token | undefined =>
  all.slice(index + 1).find(({ kind }) => kind !== 'space' && kind !== 'comment');
