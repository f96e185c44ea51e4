import type { Cell } from '../../shared/contract/values.ts';

/** A value of the store as text, exact to the last digit; null for SQL NULL. */
export function cellText(cell: Cell): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if ('int' in cell) return cell.int;
  if ('real' in cell) return cell.real;
  return `${cell.bytes} bytes: ${cell.blob}`;
}
