import type { Cell } from '../contract/values.ts';

/**
 * Whether a spreadsheet would run the cell when a CSV is opened in it. The first characters are those of
 * OWASP's "CSV Injection", their full-width and small forms included, which
 * spreadsheets with an East Asian locale read alike (Unicode NFKC); a plain number such as -5 or +1,200.50 is no formula.
 */
export function runsAsFormula(text: string): boolean {
  switch (text.slice(0, 1).normalize('NFKC').charCodeAt(0)) {
    case 0x3d: // =
    case 0x40: // @
    case 0x09: // tab
    case 0x0a: // line feed
    case 0x0d: // carriage return
      return true;
    case 0x2b: // +
    case 0x2d: // -
      return text.length > 1 && !/^[+-][\d.,]*\d(?:e[+-]?\d+)?%?$/i.test(text);
    default:
      return false;
  }
}

/** Where cells were made safe, in words: "row 3 note, row 8 name and 12 more". @param count of all @param most that are named */
export function guardedWords(count: number, at: readonly { row: number; column: string }[], most: number): string {
  const named = at
    .slice(0, most)
    .map(({ row, column }) =>
      row === 0 ? `the column name ${column}` : `row ${row.toLocaleString('en-US')} ${column}`,
    );
  const further = count - named.length;
  return `${named.join(', ')}${further > 0 ? ` and ${further.toLocaleString('en-US')} more` : ''}`;
}

/**
 * A value of the store as text, to the last digit.
 * @param as 'exact' for what is compared, copied and exported: NULL is empty, bytes are their hexadecimal digits;
 *   'shown' for what a person reads: NULL is told from the empty text, and bytes say how many they are
 */
export function cellText(cell: Cell, as: 'exact' | 'shown' = 'exact'): string {
  if (cell === null) return as === 'exact' ? '' : 'NULL';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if ('int' in cell) return cell.int;
  if ('real' in cell) return cell.real;
  if ('dec' in cell) return cell.dec;
  return as === 'exact'
    ? cell.blob
    : `${cell.bytes.toLocaleString('en-US')} ${cell.bytes === 1 ? 'byte' : 'bytes'}: ${cell.blob}`;
}
