import { stringify } from 'csv-stringify/sync';
import { runsAsFormula } from '../../../shared/domain/cell-text.ts';

/**
 * Rows as CSV (RFC 4180, UTF-8, CRLF). null is an empty field, the empty string a quoted one. A lone CR or LF is quoted
 * here: the library does so only for the line end that it writes itself.
 */
export const csvLines = (rows: readonly (readonly (string | null)[])[]): Buffer =>
  Buffer.from(
    stringify(rows as (string | null)[][], { record_delimiter: 'windows', quoted_match: /^$|[\r\n]/ }),
    'utf8',
  );

const MOST_NAMED = 100;

/** Collects the cells that an export has to make safe: how many, and where the first are. */
export class FormulaCells {
  guardedCells = 0;
  readonly guardedAt: { readonly row: number; readonly column: string }[] = [];

  constructor(private readonly columns: readonly { readonly name: string }[]) {}

  /** @param row number of the row, from 1; 0 for the names of the columns */
  look(cells: readonly unknown[], row: number): void {
    for (const [at, cell] of cells.entries()) {
      if (typeof cell !== 'string' || !runsAsFormula(cell)) continue;
      this.guardedCells++;
      if (this.guardedAt.length < MOST_NAMED) this.guardedAt.push({ row, column: this.columns[at]?.name ?? '' });
    }
  }
}

/** Puts an apostrophe before what a spreadsheet would run. */
export const guarded = (text: string): string => (runsAsFormula(text) ? `'${text}` : text);
