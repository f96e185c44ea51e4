import type { Cell } from '../contract/values.ts';

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
  return as === 'exact'
    ? cell.blob
    : `${cell.bytes.toLocaleString('en-US')} ${cell.bytes === 1 ? 'byte' : 'bytes'}: ${cell.blob}`;
}
