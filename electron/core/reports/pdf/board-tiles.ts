import { boundsOf, type Rect } from '../../../../shared/domain/board-layout.ts';

/** A part of the board that one page shows, in board units. */
export interface Tile {
  /** Centre and size of what is seen. */
  readonly view: Rect;
  /** Points on the page for one board unit. */
  readonly scale: number;
  readonly row: number;
  readonly column: number;
}
export interface Tiling {
  /** The whole board on one page. */
  readonly whole: Tile;
  readonly rows: number;
  readonly columns: number;
  /** Pages with readable text; empty when the whole has room for that. */
  readonly parts: readonly Tile[];
}

/** Text below this many points cannot be read in print: no text of a report is smaller. */
export const LEAST_TEXT = 6;
/** A card holds a line of that size down to this many points a board unit; a larger board is cut into parts. */
export const LEAST_SCALE = 0.3;
const LARGEST_SCALE = 0.9;
const AIR = 24;
/** Parts overlap by this and no more, so that what one cuts the next shows whole: a card is rarely wider. */
const OVERLAP = 160;

/** Fits a board to pages of `width` x `height` points. @returns null for a board with nothing on it */
export function tile(rects: readonly Rect[], width: number, height: number): Tiling | null {
  const bounds = boundsOf(rects);
  if (!bounds) return null;
  const view = { ...bounds, width: bounds.width + 2 * AIR, height: bounds.height + 2 * AIR };
  const scale = Math.min(width / view.width, height / view.height, LARGEST_SCALE);
  const whole: Tile = { view, scale, row: 0, column: 0 };
  const least = LEAST_SCALE;
  if (scale >= least) return { whole, rows: 1, columns: 1, parts: [] };
  // As few parts as text of that size allows, each then as large as so many parts can be.
  const columns = steps(view.width, width / least);
  const rows = steps(view.height, height / least);
  const partScale = Math.min(
    (width * columns) / (view.width + (columns - 1) * OVERLAP),
    (height * rows) / (view.height + (rows - 1) * OVERLAP),
    LARGEST_SCALE,
  );
  const seen = {
    width: Math.min(width / partScale, (view.width + (columns - 1) * OVERLAP) / columns),
    height: Math.min(height / partScale, (view.height + (rows - 1) * OVERLAP) / rows),
  };
  const parts: Tile[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const part = {
        x: at(view.x, view.width, seen.width, column, columns),
        y: at(view.y, view.height, seen.height, row, rows),
        ...seen,
      };
      if (rects.some((rect) => meet(rect, part))) parts.push({ view: part, scale: partScale, row, column });
    }
  }
  return { whole, rows, columns, parts };
}

const steps = (length: number, seen: number): number =>
  length <= seen ? 1 : Math.ceil((length - OVERLAP) / (seen - OVERLAP));

/** Centre of a part: the first touches one end, the last the other, the rest stand evenly between. */
function at(centre: number, length: number, seen: number, index: number, parts: number): number {
  if (parts === 1) return centre;
  const first = centre - length / 2 + seen / 2;
  return first + ((length - seen) * index) / (parts - 1);
}

export const meet = (a: Rect, b: Rect): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
