import type { Cell } from '../../../../shared/contract/values.ts';
import { counted } from './times.ts';

/** A cell as it is printed; NULL is told from an empty text. */
export function cellText(cell: Cell): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'string') return cell.replaceAll('\r\n', '\n');
  if (typeof cell === 'number') return String(cell);
  if ('int' in cell) return cell.int;
  if ('real' in cell) return cell.real;
  return `${counted(cell.bytes, 'byte')}: ${cell.blob}`;
}
