import { boundsOf, overlaps, type Rect, type Size } from './board-layout.ts';
import { extentOf, type LinkPath, pointOn } from './link-path.ts';

/** Where along a link its words may stand, best first. */
const STANDS = [0.5, 0.35, 0.65, 0.22, 0.78] as const;

/** Rectangles that are taken, by cell, so that a board of thousands is not compared with itself. */
export type Taken = Map<string, Rect[]>;

/** The first place along a link where its words lie on nothing that is taken; they take it. @returns null where there is none */
export function standFor(taken: Taken, path: LinkPath, size: Size): Rect | null {
  return standsOf(path, size).find((rect) => take(taken, rect)) ?? null;
}

/** Where the words of a link may stand, best first. */
export function standsOf(path: LinkPath, size: Size): [Rect, ...Rect[]] {
  const { label, beside } = path;
  if (beside) return [{ x: label.x + beside * (size.width / 2 + BESIDE), y: label.y, ...size }];
  const [first, ...others] = STANDS;
  const at = (share: number): Rect => ({ ...pointOn(path, share), ...size });
  return [at(first), ...others.map(at)];
}
const BESIDE = 3; // board units between a loop and its words
/** Width at which the words of a link are wrapped, in board units. */
export const LINK_TEXT = 160;

/** What a loop may take beside its thing with its words: no other link reaches out of what is around all things. */
export function roomOfLoop(path: LinkPath): Rect {
  const [words] = standsOf(path, { width: LINK_TEXT, height: 40 });
  return boundsOf([extentOf(path), words]) as Rect;
}

/** Takes the places of loops, which words of other links would cover whole. */
export function putLoops(taken: Taken, paths: Iterable<LinkPath>): void {
  for (const path of paths) if (path.beside) put(taken, extentOf(path));
}

const CELL = 500; // board units; no label with half a node beside it is wider
/** Takes a place unless a label has part of it already. */
export function take(taken: Taken, rect: Rect): boolean {
  const [column, row] = [Math.floor(rect.x / CELL), Math.floor(rect.y / CELL)];
  for (let dx = -1; dx <= 1; dx++)
    for (let dy = -1; dy <= 1; dy++)
      if (taken.get(`${column + dx} ${row + dy}`)?.some((other) => overlaps(other, rect))) return false;
  put(taken, rect);
  return true;
}

export function put(taken: Taken, rect: Rect): void {
  const key = `${Math.floor(rect.x / CELL)} ${Math.floor(rect.y / CELL)}`;
  const cell = taken.get(key);
  if (cell) cell.push(rect);
  else taken.set(key, [rect]);
}
