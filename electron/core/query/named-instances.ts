import { folded } from '../datasets/columns.ts';
import { merged } from '../datasets/combined/merge.ts';
import type { CombinedTable, DatasetTable } from '../datasets/reads.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { CARRIED, type CarriedRow, type NamedIn } from './carried-rows.ts';
import type { Native } from './guard.ts';

/** The cell of a dataset that a column of a result shows as it is. */
export interface ShownCell {
  /** Which of the rows that are carried it is a cell of. */
  readonly key: number;
  /** The tables that this row may lie in, by number, and the place of the column in each. */
  readonly of: readonly { readonly number: number; readonly at: number }[];
}

/**
 * Which columns of a result show a cell, and of which row: in a self join two rows of one dataset stand behind each row of the result.
 * The statement is compiled once with an empty table of its own at each place that names a dataset, and SQLite tells which of them a
 * column is of. What is read elsewhere (in what gathers rows, or in a query among the columns) keeps the dataset itself, and counts as
 * no cell. Nothing is run.
 * @returns for each column of the result; none where nothing can be told
 */
export function cellsShown(
  native: Native,
  text: string,
  rows: readonly CarriedRow[],
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): (ShownCell | null)[] {
  const places = rows.flatMap(({ from }, key) => {
    const of = from && placesOf(from, named, combined);
    return from && of ? [{ from, key, of, name: `${CARRIED}stands ${key}` }] : [];
  });
  let statement = '';
  let end = 0;
  for (const { from, name } of places.toSorted((one, other) => one.from.at - other.from.at)) {
    if (from.at < end) return [];
    const alias = from.alias === null ? '' : ` AS ${from.alias}`;
    statement += `${text.slice(end, from.at)}${identifier(name).text}${alias}`;
    end = from.end;
  }
  const byName = new Map(places.map((each) => [each.name, each]));
  try {
    for (const { from, name } of places) {
      const { view } = from;
      const columns = native.prepare(sql`SELECT * FROM temp.${identifier(view)}`.text).columns();
      const cells = columns.map((column) => sql`${identifier(column.name)}`);
      native.prepare(sql`CREATE TEMP TABLE ${identifier(name)} (${join(cells, ', ')})`.text).run();
    }
    return native
      .prepare(statement + text.slice(end))
      .columns()
      .map(({ table, column }) => {
        const place = byName.get(table ?? '');
        const of = place?.of.get(column ?? '');
        return place && of ? { key: place.key, of } : null;
      });
  } catch {
    return []; // a statement that names its tables in full, or is wrong, which is told where it runs
  } finally {
    for (const { name } of places) native.prepare(sql`DROP TABLE IF EXISTS temp.${identifier(name)}`.text).run();
  }
}

/** By the name of a column its place in each table; null for a view of texts, whose cells are shown as they stand. */
function placesOf(
  { view }: NamedIn,
  named: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): ReadonlyMap<string, ShownCell['of']> | null {
  const dataset = named.find((each) => folded(each.view) === view);
  if (dataset) return new Map(dataset.columns.map(({ name }, at) => [name, [{ number: dataset.number, at }]]));
  const members = combined.find((each) => folded(each.view) === view)?.members;
  if (!members) return null;
  return new Map(
    merged(members).map(({ column, places }) => [
      column.name,
      members.flatMap(({ number }, index) => {
        const at = places[index] ?? -1;
        return at >= 0 ? [{ number, at }] : [];
      }),
    ]),
  );
}
