import { Fault } from '../../../shared/contract/errors.ts';
import type { RowsIn, Which } from '../../../shared/contract/selections.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { fitting } from '../../../shared/domain/chart-picks.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { eachRow, firstRows, RowList, rowCount, rowsOf } from '../../../shared/domain/row-ranges.ts';
import { cellLiteral, quoteName } from '../../../shared/domain/sql-names.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import type { JobContext, ReadContext } from '../context.ts';
import { type DatasetTable, datasetTables } from '../datasets/reads.ts';
import { askRows } from '../query/reads.ts';
import { type Kept, readLines } from '../query/results.ts';

const TIMEOUT_SECONDS = 120; // for each statement
/** Rows of a result whose rows behind are looked for at once. */
export const MOST_BEHIND = 5000;
/** Rows of datasets that are looked for in a result, and that one statement gives. */
export const MOST_FOLLOWED = 100_000;

/** A dataset of which a result shows columns as they are: the place of each in the result, and its name in the dataset. */
interface Shown {
  readonly table: DatasetTable;
  readonly columns: readonly { readonly at: number; readonly column: string }[];
}

/** @throws Fault `unsupported` where no column of the result is one of a dataset */
export function datasetsShown(db: ReadContext['db'], { caseId, shows }: Kept): Shown[] {
  const found = datasetTables(db, caseId).flatMap((table): Shown[] => {
    const columns = shows.flatMap((of, at) => {
      const own = of.find(({ number }) => number === table.number);
      return own ? [{ at, column: own.column }] : [];
    });
    return columns.length > 0 ? [{ table, columns }] : [];
  });
  if (found.length > 0) return found;
  throw new Fault(
    'unsupported',
    'No column of this result is a column of a dataset as it stands there, so that the rows behind it cannot be told. Select the rows in the dataset itself.',
  );
}

/** Cells of a result that stand for one value have one key, whether a number is exact or not. */
function keyOf(cell: Cell): string {
  if (cell === null) return 'n';
  if (typeof cell === 'string') return `s${cell}`;
  if (typeof cell === 'object' && 'blob' in cell) return `b${cell.blob}`;
  if (typeof cell === 'object' && 'int' in cell) return `i${cell.int}`;
  return `f${Number(cellText(cell))}`;
}
const keysOf = (cells: readonly Cell[], at: readonly number[]): string =>
  JSON.stringify(at.map((place) => keyOf(cells[place] ?? null)));

/** The places, from 0 and rising, of rows of a result. */
export async function placesOf(context: JobContext, { blocks }: Kept, which: Which): Promise<number[]> {
  if ('rows' in which) {
    const total = blocks.reduce((sum, { count }) => sum + count, 0);
    return [...eachRow(which.rows)].map((row) => row - 1).filter((place) => place < total);
  }
  const places: number[] = [];
  const fits = fitting(which.picked);
  if (!fits) return [];
  for (const { first, lines } of blocks) {
    for (const [at, cells] of readLines(lines).entries()) if (fits(cells)) places.push(first + at);
    await context.breathe();
  }
  return places;
}

async function cellsAt(context: JobContext, { blocks }: Kept, places: readonly number[]): Promise<Cell[][]> {
  const wanted = new Set(places);
  const rows: Cell[][] = [];
  for (const { first, count, lines } of blocks) {
    if (places.every((place) => place < first || place >= first + count)) continue;
    for (const [at, cells] of readLines(lines).entries()) if (wanted.has(first + at)) rows.push(cells);
    await context.breathe();
  }
  return rows;
}

/** The columns of a dataset beside the numbers of its rows, which begin at 1. */
export const numberedRows = (view: string, columns: readonly string[]): string =>
  `SELECT row_number() OVER () AS row_number_${columns.map((name, at) => `, ${quoteName(name)} AS k${at}`).join('')} FROM ${quoteName(view)}`;

/** How often a statement names a view other than before one of its columns. */
const timesNamed = (sql: string, view: string): number => {
  const all = significant(sql);
  return all.filter(({ value }, at) => value.toLowerCase() === view.toLowerCase() && all[at + 1]?.text !== '.').length;
};

/** Rows of datasets with the same values as rows of a result, in all columns that it shows of each. */
export async function rowsBehind(
  context: JobContext,
  kept: Kept,
  shown: readonly Shown[],
  places: readonly number[],
): Promise<{ rows: RowsIn[]; notes: string[] }> {
  const taken = places.slice(0, MOST_BEHIND);
  const notes: string[] = [];
  if (taken.length < places.length)
    notes.push(
      `The rows behind the first ${counted(taken.length, 'row')} of ${counted(places.length, 'row')} were looked for.`,
    );
  const cells = await cellsAt(context, kept, taken);
  const rows: RowsIn[] = [];
  for (const { table, columns } of shown) {
    const at = columns.map((each) => each.at);
    const different = new Map(
      cells.flatMap((row) => (at.some((place) => row[place] !== null) ? [[keysOf(row, at), row] as const] : [])),
    );
    if (different.size === 0) continue;
    const values = [...different.values()].map(
      (row) => `(${at.map((place) => cellLiteral(row[place] ?? null)).join(', ')})`,
    );
    const named = columns.map((_, index) => `v${index}`).join(', ');
    const same = columns.map((_, index) => `d.k${index} IS c.v${index}`).join(' AND ');
    const sql = `WITH c (${named}) AS (VALUES ${values.join(', ')})
SELECT DISTINCT d.row_number_ FROM c JOIN (${numberedRows(
      table.view,
      columns.map(({ column }) => column),
    )}) AS d ON ${same}`;
    const found = await askRows(context, {
      caseId: kept.caseId,
      sql,
      rowLimit: MOST_FOLLOWED + 1,
      timeoutSeconds: TIMEOUT_SECONDS,
    });
    const numbers = found.slice(0, MOST_FOLLOWED).map(([row = null]) => Number(cellText(row)));
    if (numbers.length < different.size)
      notes.push(
        `${numbers.length === 0 ? 'No row' : 'Not for each of them a row'} of ${table.view} has the values of ${columns.map(({ column }) => column).join(', ')} together: the result may join ${table.view} with itself.`,
      );
    if (numbers.length === 0) continue;
    const times = timesNamed(kept.result.sql, table.view);
    if (times > 1 && columns.length > 1)
      notes.push(
        `The statement names ${table.view} more than once: values that stand in one row of the result may be of several of its rows, and then the rows found are others.`,
      );
    if (found.length > MOST_FOLLOWED)
      notes.push(`More than ${counted(MOST_FOLLOWED, 'row')} of ${table.view} are behind them; the rest is left out.`);
    if (columns.length < table.columns.length)
      notes.push(
        `Rows of ${table.view} were told by ${columns.map(({ column }) => column).join(', ')}: all rows with the same values are selected.`,
      );
    else if (numbers.length > different.size)
      notes.push(
        `Rows of ${table.view} that are equal in every column cannot be told apart: all of them are selected.`,
      );
    rows.push({ datasetId: table.datasetId, rows: rowsOf(numbers) });
  }
  return { rows, notes };
}

/** The places, from 1, of rows of a result that show rows of datasets. */
export async function rowsShowing(
  context: JobContext,
  kept: Kept,
  shown: readonly Shown[],
  rows: readonly RowsIn[],
): Promise<{ rows: string; notes: string[] }> {
  const notes: string[] = [];
  const tests: ((cells: readonly Cell[]) => boolean)[] = [];
  for (const { table, columns } of shown) {
    const own = rows.find(({ datasetId }) => datasetId === table.datasetId);
    if (!own) continue;
    if (rowCount(own.rows) > MOST_FOLLOWED)
      notes.push(`The first ${counted(MOST_FOLLOWED, 'selected row')} of ${table.view} are marked.`);
    const names = columns.map(({ column }) => column);
    const sql = `SELECT DISTINCT ${names.map((_, at) => `k${at}`).join(', ')} FROM (${numberedRows(table.view, names)})
WHERE row_number_ IN (SELECT value FROM json_each('[${[...eachRow(firstRows(own.rows, MOST_FOLLOWED))].join(',')}]'))`;
    const found = await askRows(context, {
      caseId: kept.caseId,
      sql,
      rowLimit: MOST_FOLLOWED,
      timeoutSeconds: TIMEOUT_SECONDS,
    });
    const inOrder = names.map((_, at) => at);
    const at = columns.map((each) => each.at);
    const keys = new Set(found.map((cells) => keysOf(cells, inOrder)));
    tests.push((cells) => keys.has(keysOf(cells, at)));
  }
  const list = new RowList();
  if (tests.length > 0)
    for (const { first, lines } of kept.blocks) {
      for (const [at, cells] of readLines(lines).entries())
        if (tests.some((test) => test(cells))) list.add(first + at + 1);
      await context.breathe();
    }
  return { rows: list.text(), notes };
}
