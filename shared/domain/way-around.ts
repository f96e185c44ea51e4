import type { Point } from './board-layout.ts';
import { type Box, type BoxGrid, isNear } from './box-grid.ts';

interface Stop {
  readonly at: Point;
  readonly left: number;
  /** Length of the shortest way to it that is known, and from where it comes. */
  length: number;
  before: Stop | null;
  done: boolean;
}
export interface Around {
  /** What the way keeps from boxes, and from their corners where it turns. */
  readonly air: number;
  readonly margin: number;
  /** Boxes that count for nothing. */
  readonly but: ReadonlySet<Box>;
}

/** How much more the distance that is left counts than that which is made: the way is found sooner, and is a little longer. */
const HASTE = 1.25;

/**
 * The corners of a short way from one middle to another that passes through no box: a visibility graph (Lozano-Pérez and Wesley,
 * 1979) over the corners of those boxes alone that a way has run into, searched by A*, then drawn tight. Boxes over one of the
 * ends count for nothing. @returns no corners where the straight line is free; null where there is no way
 */
export function aroundBoxes(from: Point, to: Point, grid: BoxGrid, { air, margin, but }: Around): Point[] | null {
  const without = new Set([...but, ...grid.boxes.filter((box) => isNear(from, box, air) || isNear(to, box, air))]);
  const stop = (at: Point): Stop => ({ at, left: away(at, to), length: Infinity, before: null, done: false });
  const goal = stop(to);
  const start = { ...stop(from), length: 0 };
  const stops = [start, goal];
  const met = new Set<Box>();
  const done: Stop[] = [];
  /** Goes from a stop to another if nothing is in between; of what is, the corners are stops from now on. */
  const go = (one: Stop, other: Stop): void => {
    const length = one.length + away(one.at, other.at);
    if (other.done || length >= other.length) return;
    const box = grid.hit(one.at, other.at, air, without);
    if (!box) {
      other.length = length;
      other.before = one;
      return;
    }
    if (met.has(box)) return;
    met.add(box);
    const { left, top, right, bottom } = box;
    for (const at of [
      { x: left - margin, y: top - margin },
      { x: right + margin, y: top - margin },
      { x: right + margin, y: bottom + margin },
      { x: left - margin, y: bottom + margin },
    ])
      if (!grid.covers(at, air, without)) stops.push(stop(at));
  };
  for (;;) {
    let next: Stop | null = null;
    let least = Infinity;
    for (const each of stops) {
      const whole = each.length + each.left * HASTE;
      if (!each.done && whole < least) [next, least] = [each, whole];
    }
    if (!next) return null;
    if (next === goal) break;
    next.done = true;
    done.push(next);
    for (let index = 1; index < stops.length; index++) {
      const known = stops.length;
      go(next, stops[index] as Stop);
      for (let added = known; added < stops.length; added++)
        for (const before of done) if (before !== next) go(before, stops[added] as Stop);
    }
  }
  const way: Point[] = [];
  for (let each: Stop | null = goal; each; each = each.before) way.unshift(each.at);
  return tight(way, (a, b) => !grid.hit(a, b, air, without)).slice(1, -1);
}

/** Without the corners that need not be turned at. */
function tight(way: readonly Point[], isFree: (a: Point, b: Point) => boolean): Point[] {
  const short: Point[] = [way[0] as Point];
  for (let at = 0; at < way.length - 1; ) {
    let next = way.length - 1;
    while (next > at + 1 && !isFree(way[at] as Point, way[next] as Point)) next--;
    short.push(way[next] as Point);
    at = next;
  }
  return short;
}

const away = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
