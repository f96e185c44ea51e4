import type { Subject } from '../contract/entities.ts';

/**
 * How a board is drawn, in board units (one unit is one pixel at zoom 1). The window and the PDF both
 * draw from these functions, so that a printed board is the one that was arranged.
 * `x` and `y` of a board item are its centre.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export type Rect = Point & Size;

export const GRID = 20;
/** Side of the square icon at the left end of an entity. */
export const ENTITY_ICON = 28;
/** Strip under a picture, or above a table, that carries the exhibit's label and title. */
export const CAPTION = 34;
export const TABLE_ROWS = 5;
export const TABLE_COLUMNS = 4;
export const TABLE_ROW_HEIGHT = 20;
export const FONT = { label: 12, caption: 11, small: 10 } as const;

export const SHAPE: Record<
  Subject['kind'],
  { readonly shape: 'rounded' | 'square' | 'paper'; readonly corner: number }
> = {
  entity: { shape: 'rounded', corner: 10 },
  exhibit: { shape: 'square', corner: 4 },
  note: { shape: 'paper', corner: 0 },
};

const PICTURE = { width: 240, height: 170 };

/** Wide enough for an identifier to stay on two lines, whatever its length up to a wallet address. */
export function entitySize(label: string): Size {
  const characters = [...label].length;
  const width = Math.min(280, Math.max(150, 64 + Math.min(characters, 28) * 7.5));
  const lines = Math.ceil((characters * 7.5) / (width - 60));
  return { width: Math.round(width / GRID) * GRID, height: Math.min(120, 40 + Math.max(0, lines - 1) * 16) };
}

const MOST_ON_CARD = 160; // characters: what the largest card of an entity has room for
/** An entity's label as its card shows it. Lists and details show the whole of it. */
export function onCard(label: string): string {
  const characters = [...label];
  return characters.length <= MOST_ON_CARD ? label : `${characters.slice(0, MOST_ON_CARD - 1).join('')}…`;
}

/** @param picture pixels of the picture as displayed; null for an exhibit without one. */
export function exhibitSize(picture: Size | null): Size {
  if (!picture || picture.width <= 0 || picture.height <= 0) return { width: 200, height: 64 };
  const scale = Math.min(PICTURE.width / picture.width, PICTURE.height / picture.height);
  return {
    width: Math.max(120, Math.round(picture.width * scale)),
    height: Math.max(40, Math.round(picture.height * scale)) + CAPTION,
  };
}

export const tableSize = (columns: number, rows: number): Size => ({
  width: 40 + Math.max(1, Math.min(columns, TABLE_COLUMNS)) * 90,
  height: CAPTION + (1 + Math.min(rows, TABLE_ROWS)) * TABLE_ROW_HEIGHT + 8,
});

export function noteSize(text: string): Size {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / 28)), 0);
  return { width: 220, height: Math.min(400, Math.max(60, 24 + lines * 16)) };
}

/** The smallest rectangle around all; null for none. `x`, `y` are its centre. */
export function boundsOf(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x - width / 2);
    right = Math.max(right, x + width / 2);
    top = Math.min(top, y - height / 2);
    bottom = Math.max(bottom, y + height / 2);
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

export const overlaps = (one: Rect, other: Rect): boolean =>
  Math.abs(one.x - other.x) * 2 <= one.width + other.width &&
  Math.abs(one.y - other.y) * 2 <= one.height + other.height;

/** Distance between neighbouring links that join the same two things. */
export const LINK_SPACING = 90;
/** Dash pattern of a link that no exhibit supports. */
export const UNSUPPORTED_DASH = [6, 4] as const;

/** Where the line from a point within `rect`, its centre, towards `target` crosses its border. */
export function borderPoint(rect: Rect, target: Point, from: Point = rect): Point {
  const [dx, dy] = [target.x - from.x, target.y - from.y];
  if (dx === 0 && dy === 0) return { x: from.x, y: from.y };
  const scale = Math.min(
    dx === 0 ? Infinity : (rect.width / 2 - Math.sign(dx) * (from.x - rect.x)) / Math.abs(dx),
    dy === 0 ? Infinity : (rect.height / 2 - Math.sign(dy) * (from.y - rect.y)) / Math.abs(dy),
  );
  return { x: from.x + dx * scale, y: from.y + dy * scale };
}

interface Ends {
  readonly id: string;
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
}

/** The bend of each link for `linkPath`: links that join the same two things fan out, a link alone is straight. */
export function linkOffsets(links: readonly Ends[]): Map<string, number> {
  const pairs = new Map<string, Ends[]>();
  for (const link of links) {
    const key = link.from.id < link.to.id ? `${link.from.id} ${link.to.id}` : `${link.to.id} ${link.from.id}`;
    const pair = pairs.get(key);
    if (pair) pair.push(link);
    else pairs.set(key, [link]);
  }
  const offsets = new Map<string, number>();
  for (const pair of pairs.values()) {
    for (const [index, link] of pair.entries()) {
      const side = (index - (pair.length - 1) / 2) * LINK_SPACING;
      // Left of one direction is right of the other; `|| 0` turns -0 into 0.
      offsets.set(link.id, (link.from.id < link.to.id ? side : -side) || 0);
    }
  }
  return offsets;
}

/** How a link leads where nothing is in its way. */
export interface LinkWay {
  /** Distance of the curve's control point, as `linkPath` takes it; 0 for a straight line. */
  readonly bend: number;
  /** Of a link from a thing to itself: which of the loops there, from 1. */
  readonly loop?: number;
}

/** The way of each link of a drawing, in their order. */
export function waysOf(links: readonly Ends[]): LinkWay[] {
  const [bends, loops] = [linkOffsets(links), loopsOf(links)];
  return links.map(({ id }) => {
    const loop = loops.get(id);
    return loop === undefined ? { bend: bends.get(id) ?? 0 } : { bend: 0, loop };
  });
}

/** Of each link from a thing to itself which of the loops at that thing it is, from 1. */
export function loopsOf(links: readonly Ends[]): Map<string, number> {
  const at = new Map<string, number>();
  const loops = new Map<string, number>();
  for (const { id, from, to } of links) {
    if (from.id !== to.id) continue;
    const nth = (at.get(from.id) ?? 0) + 1;
    at.set(from.id, nth);
    loops.set(id, nth);
  }
  return loops;
}
