import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { INDEXED_CHARACTERS } from './index-text.ts';

type Line = readonly (Cell | { readonly name: string })[];

/**
 * The rows of a frozen query as a search reads them: a line for the names of its columns and one for each row, cells parted by tabs.
 * @param lines the lines of its canonical form; of a long result no more of them are read than are indexed
 */
export function rowsText(lines: Iterable<string>): string {
  let text = '';
  for (const line of lines) {
    const cells = JSON.parse(line) as Line;
    text += `${cells.map((cell) => (isName(cell) ? cell.name : cellText(cell))).join('\t')}\n`;
    if (text.length > INDEXED_CHARACTERS) break;
  }
  return text;
}

const isName = (cell: Line[number]): cell is { readonly name: string } =>
  typeof cell === 'object' && cell !== null && 'name' in cell;
