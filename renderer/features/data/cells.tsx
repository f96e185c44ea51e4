import type { ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { formatCount } from '../../ui/format.ts';

/** One value in running text: NULL and the empty text are named, since neither can be seen. */
export function CellValue({ cell, count = false }: { cell: Cell; count?: boolean }) {
  if (cell === null) return <span className="rt-data-value-none">NULL</span>;
  if (cell === '') return <span className="rt-data-value-none">empty</span>;
  if (count && typeof cell === 'number') return <>{formatCount(cell)}</>;
  return <span className="rt-mono rt-data-value-text">{cellText(cell)}</span>;
}

/** A number for drawing; null when the value is not one. Text that reads as a number counts: columns of CSV files are often text. */
export function cellNumber(cell: Cell): number | null {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'object' && 'blob' in cell) return null;
  const text = cellText(cell).trim();
  if (text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

export const isNumeric = (column: ResultColumn): boolean =>
  column.type === 'INTEGER' || column.type === 'REAL' || column.exact === true;
