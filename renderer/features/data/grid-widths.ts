import type { QueryResult, ResultColumn } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { isNumeric } from './cells.tsx';
import { placesOf, spaceBehind } from './decimal-points.ts';

const SHOWN = 500; // characters of a cell; the whole value opens with Enter
const WIDEST = 420; // pixels that a column takes by itself; it can be dragged wider

/** A cell as the grid shows it, on one line; empty for one that is not there yet. */
export function shown(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const text = cellText(cell, 'shown');
  const line = text.slice(0, SHOWN).replace(/\r\n|\r|\n/g, ' ⏎ ');
  return text.length > SHOWN ? `${line}…` : line;
}
/** Most places that numbers of each column have. */
export const mostPlaces = (result: QueryResult, rows: readonly (readonly Cell[])[]): number[] =>
  result.columns.map((column, index) =>
    isNumeric(column) ? Math.max(0, ...rows.map((row) => placesOf(shown(row[index])))) : 0,
  );

/** Wide enough for the name, and for most of the first values; by the widths of 12 px letters, since rows off screen have none. */
export const firstWidths = (result: QueryResult, rows: readonly (readonly Cell[])[], places: readonly number[]) =>
  result.columns.map((column, index) => {
    const { name, reading } = column;
    const lengths = rows.slice(0, 200).map((row) => {
      const text = shown(row[index]);
      return text.length + spaceBehind(text, places[index] ?? 0);
    });
    const cells = 7.3 * Math.max(0, ...lengths) + 20;
    const head = 7.6 * name.length + (reading ? 38 : 6.6 * typeWord(column).length + 10) + 28;
    return { key: String(index), newWidth: Math.round(Math.min(WIDEST, Math.max(50, head, cells))) };
  });

export const typeWord = ({ type, exact }: ResultColumn): string => (exact ? 'decimal' : typeWords(type));
