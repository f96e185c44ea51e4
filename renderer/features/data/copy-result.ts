import type { QueryResult } from '../../../shared/contract/query.ts';
import { plural } from '../../ui/format.ts';
import { showError, showToast } from '../../ui/toaster.ts';
import { copyableRows, toTsv } from './copying.ts';
import { fetchRows, fetchRowsAt } from './result-rows.ts';

async function copyText(make: () => Promise<{ text: string; said: string }>): Promise<void> {
  try {
    const { text, said } = await make();
    await navigator.clipboard.writeText(text);
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

export const copyRows = (result: QueryResult, positions: readonly number[]): Promise<void> =>
  copyText(async () => {
    const taken = copyableRows(positions.length, result.columns.length);
    const rows = await fetchRowsAt(result, positions.slice(0, taken));
    const said = cut(taken, positions.length) || `${plural(taken, 'row')} with headers copied.`;
    return { text: toTsv(result.columns, rows), said };
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
    const said = cut(taken, result.rowCount) || `${plural(taken, 'row')} with headers copied.`;
    return { text: toTsv(result.columns, rows), said };
  });
