import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';

/** Cells that one copy takes at most; more belongs into a file. */
export const COPY_CELLS = 500_000;

// As spreadsheets write and read it: a field is quoted only when it holds what separates fields.
const field = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (fields: readonly string[]): string => fields.map(field).join('\t');

/** Tab-separated text with a header line, for the clipboard. */
export const toTsv = (columns: readonly ResultColumn[], rows: readonly (readonly Cell[])[]): string =>
  [line(columns.map((column) => column.name)), ...rows.map((row) => line(row.map((cell) => cellText(cell))))].join(
    '\n',
  );

/** How many of `rows` rows one copy takes, each of `width` cells. */
export const copyableRows = (rows: number, width: number): number =>
  Math.min(rows, Math.floor(COPY_CELLS / Math.max(1, width)));
