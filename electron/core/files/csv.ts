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

/** Puts an apostrophe before what a spreadsheet would run. */
export const guarded = (text: string): string => (runsAsFormula(text) ? `'${text}` : text);
