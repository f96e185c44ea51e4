import type { Point, Rect } from './board-layout.ts';

/** A rectangle by its sides. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export const boxOf = ({ x, y, width, height }: Rect): Box => ({
  ...{ left: x - width / 2, top: y - height / 2 },
  ...{ right: x + width / 2, bottom: y + height / 2 },
});

/** Boxes by the cells of a grid, so that a line is compared with those alone that lie along it. */
export interface BoxGrid {
  readonly boxes: readonly Box[];
  /** A box that the straight line comes nearer to than `air`, and that is not among `but`; null where the way is free. */
  hit(a: Point, b: Point, air: number, but: ReadonlySet<Box>): Box | null;
  /** Whether a point lies nearer to a box than `air`. */
  covers(point: Point, air: number, but: ReadonlySet<Box>): boolean;
}

const CELL = 240; // board units; about a card with its neighbourhood
const WIDE = 65536; // cells of a row, as a key

export function boxGrid(boxes: readonly Box[]): BoxGrid {
  const cells = new Map<number, Box[]>();
  const cell = (value: number): number => Math.floor(value / CELL);
  for (const box of boxes)
    for (let row = cell(box.top); row <= cell(box.bottom); row++)
      for (let column = cell(box.left); column <= cell(box.right); column++) {
        const list = cells.get(row * WIDE + column);
        if (list) list.push(box);
        else cells.set(row * WIDE + column, [box]);
      }
  return {
    boxes,
    hit(a, b, air, but) {
      const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
      const slope = lower.y === upper.y ? 0 : (lower.x - upper.x) / (lower.y - upper.y);
      for (let row = cell(upper.y - air); row <= cell(lower.y + air); row++) {
        // What of the line, with its air, runs through the row.
        const from = Math.max(upper.y, row * CELL - air);
        const to = Math.min(lower.y, (row + 1) * CELL + air);
        const one = slope === 0 ? upper.x : upper.x + (from - upper.y) * slope;
        const other = slope === 0 ? lower.x : upper.x + (to - upper.y) * slope;
        for (let column = cell(Math.min(one, other) - air); column <= cell(Math.max(one, other) + air); column++)
          for (const box of cells.get(row * WIDE + column) ?? NONE)
            if (crosses(a, b, box, air) && !but.has(box)) return box;
      }
      return null;
    },
    covers: ({ x, y }, air, but) => {
      for (let row = cell(y - air); row <= cell(y + air); row++)
        for (let column = cell(x - air); column <= cell(x + air); column++)
          for (const box of cells.get(row * WIDE + column) ?? NONE)
            if (isNear({ x, y }, box, air) && !but.has(box)) return true;
      return false;
    },
  };
}
const NONE: readonly Box[] = [];

export const isNear = ({ x, y }: Point, { left, top, right, bottom }: Box, air: number): boolean =>
  x > left - air && x < right + air && y > top - air && y < bottom + air;

/** Whether a straight line comes nearer to a box than `air`; touching is not nearer (Liang and Barsky's clipping, 1984). */
export function crosses(a: Point, b: Point, box: Box, air: number): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [left, right] = [box.left - air - a.x, box.right + air - a.x];
  const [top, bottom] = [box.top - air - a.y, box.bottom + air - a.y];
  if (dx === 0 ? left >= 0 || right <= 0 : dx > 0 ? left >= dx || right <= 0 : left >= 0 || right <= dx) return false;
  if (dy === 0 ? top >= 0 || bottom <= 0 : dy > 0 ? top >= dy || bottom <= 0 : top >= 0 || bottom <= dy) return false;
  const enterX = dx === 0 ? 0 : (dx > 0 ? left : right) / dx;
  const leaveX = dx === 0 ? 1 : (dx > 0 ? right : left) / dx;
  const enterY = dy === 0 ? 0 : (dy > 0 ? top : bottom) / dy;
  const leaveY = dy === 0 ? 1 : (dy > 0 ? bottom : top) / dy;
  return Math.max(0, enterX, enterY) < Math.min(1, leaveX, leaveY);
}
