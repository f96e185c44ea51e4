import type { QueryResult, ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText, runsAsFormula } from '../../../shared/domain/cell-text.ts';
import { call } from '../../client/call.ts';
import { copyText as putOnClipboard } from '../../client/clipboard.ts';
import { plural } from '../../ui/format.ts';
import { showError, showToast } from '../../ui/toaster.ts';

/** Cells that one copy takes at most; more belongs into a file. */
export const COPY_CELLS = 500_000;

// As spreadsheets write and read it: a field is quoted only when it holds what separates fields.
const field = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (fields: readonly string[]): string => fields.map(field).join('\t');

/** Tab-separated text for the clipboard. @param header the names of the columns stand in a line above */
export const toTsv = (columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[], header = true): string =>
  [
    ...(header ? [line(columns.map((column) => column.name))] : []),
    ...rows.map((row) => line(row.map((cell) => cellText(cell)))),
  ].join('\n');

/** Cells that a spreadsheet would run made safe by an apostrophe, as exports do. @returns how many there were */
function safe(rows: readonly (readonly Cell[])[]): { cells: Cell[][]; guarded: number } {
  let guarded = 0;
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell !== 'string' || !runsAsFormula(cell)) return cell;
      guarded++;
      return `'${cell}`;
    }),
  );
  return { cells, guarded };
}
const guardedWords = (guarded: number): string =>
  guarded > 0 ? ` ${plural(guarded, 'cell')} that a spreadsheet would run begin with an apostrophe.` : '';

/** How many of `rows` rows one copy takes, each of `width` cells. */
export const copyableRows = (rows: number, width: number): number =>
  Math.min(rows, Math.floor(COPY_CELLS / Math.max(1, width)));

const PAGE = 5000; // what one call gives at most

/** Rows of a result, fetched page by page. @throws CallError when the result has been given back meanwhile */
export async function fetchRows(result: QueryResult, from: number, count: number): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  const end = Math.min(from + count, result.rowCount);
  for (let offset = from; offset < end; offset += PAGE) {
    const page = await call('query.rows', { resultId: result.resultId, offset, limit: Math.min(PAGE, end - offset) });
    for (const row of page.rows) rows.push(row);
  }
  return rows;
}

/** The rows at some positions, in their order; neighbours are fetched together. */
export async function fetchRowsAt(result: QueryResult, positions: readonly number[]): Promise<Cell[][]> {
  const sorted = [...positions].sort((one, other) => one - other);
  const rows: Cell[][] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] as number;
    let next = at + 1;
    while (next < sorted.length && (sorted[next] as number) - first < PAGE) next++;
    const last = sorted[next - 1] as number;
    const page = await fetchRows(result, first, last - first + 1);
    for (let index = at; index < next; index++) {
      const row = page[(sorted[index] as number) - first];
      if (row) rows.push(row);
    }
    at = next;
  }
  return rows;
}

async function copyText(make: () => Promise<{ text: string; said: string }>): Promise<void> {
  try {
    const { text, said } = await make();
    await putOnClipboard(text);
    showToast({ message: said });
  } catch (error) {
    if (error instanceof DOMException)
      showToast({
        message: 'Nothing was copied: the clipboard cannot be reached. Click into the window and try again.',
        intent: 'danger',
      });
    else showError(error);
  }
}

export const copyValue = (text: string): Promise<void> => copyText(async () => ({ text, said: 'Value copied.' }));

const cut = (taken: number, rows: number): string =>
  taken < rows ? `The first ${plural(taken, 'row')} of ${plural(rows, 'row')} copied; export the rest as a file.` : '';

export const copyRows = (result: QueryResult, positions: readonly number[], header = true): Promise<void> =>
  copyText(async () => {
    const taken = copyableRows(positions.length, result.columns.length);
    const rows = await fetchRowsAt(result, positions.slice(0, taken));
    const { cells, guarded } = safe(rows);
    const said = cut(taken, positions.length) || `${plural(taken, 'row')} with${header ? '' : 'out'} headers copied.`;
    return { text: toTsv(result.columns, cells, header), said: said + guardedWords(guarded) };
  });

export const copyColumn = (result: QueryResult, index: number): Promise<void> =>
  copyText(async () => {
    const taken = copyableRows(result.rowCount, 1);
    const rows = await fetchRows(result, 0, taken);
    const said = cut(taken, result.rowCount) || `${plural(taken, 'value')} with a header copied.`;
    return {
      text: toTsv(
        result.columns.slice(index, index + 1),
        rows.map((row) => row.slice(index, index + 1)),
      ),
      said,
    };
  });

export const copyAll = (result: QueryResult): Promise<void> =>
  copyText(async () => {
    const taken = copyableRows(result.rowCount, result.columns.length);
    const rows = await fetchRows(result, 0, taken);
    const { cells, guarded } = safe(rows);
    const said = cut(taken, result.rowCount) || `${plural(taken, 'row')} with headers copied.`;
    return { text: toTsv(result.columns, cells), said: said + guardedWords(guarded) };
  });
