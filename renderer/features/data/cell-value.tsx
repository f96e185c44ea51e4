import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { formatCount } from '../../ui/format.ts';

/** One value in running text: NULL and the empty text are named, since neither can be seen. */
export function CellValue({ cell, count = false }: { cell: Cell; count?: boolean }) {
  if (cell === null) return <span className="value-none">NULL</span>;
  if (cell === '') return <span className="value-none">empty text</span>;
  if (count && typeof cell === 'number') return <>{formatCount(cell)}</>;
  return <span className="rt-mono value-text">{cellText(cell)}</span>;
}
