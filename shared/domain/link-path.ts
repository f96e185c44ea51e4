import { borderPoint, boundsOf, type Point, type Rect, type Size } from './board-layout.ts';

export const ARROW = { length: 9, halfWidth: 4.5 } as const;

/** Which way a link takes from the middle of one thing to the middle of another. */
export interface Course {
  /**
   * Distance by which the control point of a curve stands off the line between the centres, to the left of the way on
   * screen (y pointing down); 0 is a straight line. Not looked at where there are `corners`.
   */
  readonly bend: number;
  /** Where a line of several pieces turns, from the first end to the second. */
  readonly corners?: readonly Point[];
  /** How far before and after a corner the line is rounded. */
  readonly rounding?: number;
  /** It leads back to the thing that it leaves: which of the loops there, from 1. Nothing else is looked at then. */
  readonly loop?: number;
  /** A thing that is no end of it lies on its way and cannot be got around: it is drawn in front of things, within a gap. */
  readonly over?: boolean;
}
/** A straight line from where the one before ended, or a quadratic curve. */
export interface Piece {
  readonly control: Point | null;
  readonly to: Point;
}
export interface LinkPath {
  /** On the border of the rectangle it leaves. */
  readonly start: Point;
  /** The last one ends on the border of the rectangle it reaches: the tip of an arrow there. */
  readonly pieces: readonly Piece[];
  /** Where the link's label is centred. */
  readonly label: Point;
  /** Of a loop: the side of `label` on which its words stand; on the other is the thing itself. */
  readonly beside?: 1 | -1;
  /** Triangles (tip first) that an arrow at the start, or at the end, fills. */
  readonly startArrow: readonly [Point, Point, Point];
  readonly endArrow: readonly [Point, Point, Point];
}

/** The line of a link between two things. */
export function linkPath(from: Rect, to: Rect, { bend, loop, corners = [], rounding = 0 }: Course): LinkPath {
  if (loop !== undefined) return looped(from, loop);
  if (corners.length > 0) return cornered(from, to, corners, rounding);
  const way = unit(from, to);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const control = bend === 0 ? null : { x: middle.x + way.y * bend, y: middle.y - way.x * bend };
  const start = borderPoint(from, control ?? to);
  const end = borderPoint(to, control ?? from);
  return pathOf(start, [{ control, to: end }]);
}

function cornered(from: Rect, to: Rect, corners: readonly Point[], rounding: number): LinkPath {
  const [start, seen] = leaving(from, [...corners, to]);
  const [end, back] = leaving(to, [...seen.slice(0, -1).toReversed(), start]);
  return turning(start, back.slice(0, -1).toReversed(), end, rounding);
}

/** How far a loop stands out beside its thing, and above or below it: less than is left between two cards of a column. */
const LOOP = { out: 26, over: 9, next: 12, rounding: 7 } as const;
/** How far from the thing's middle a loop of it may reach. */
export const loopReach = ({ width, height }: Size, loop: number): number =>
  Math.max(width, height) / 2 + LOOP.out + LOOP.next * Math.floor((loop - 1) / 4);

/** Out of the upper or lower border near a corner and back into the side; the first four have a corner each, the next go around those. */
function looped({ x, y, width, height }: Rect, loop: number): LinkPath {
  const around = LOOP.next * Math.floor((loop - 1) / 4);
  const beside = (loop - 1) % 4 < 2 ? -1 : 1; // most links leave to the right
  const down = loop % 2 === 1 ? -1 : 1;
  const [side, edge] = [x + (beside * width) / 2, y + (down * height) / 2];
  const [out, over] = [side + beside * (LOOP.out + around), edge + down * (LOOP.over + around / 4)];
  const start = { x: side - beside * Math.min(24 + around, width / 2), y: edge };
  const end = { x: side, y: y + down * height * 0.2 };
  const turns = [
    { x: start.x, y: over },
    { x: out, y: over },
    { x: out, y: end.y },
  ];
  return { ...turning(start, turns, end, LOOP.rounding), label: { x: out, y: (over + end.y) / 2 }, beside };
}

function turning(start: Point, turns: readonly Point[], end: Point, rounding: number): LinkPath {
  const pieces: Piece[] = [];
  let last = start;
  for (const [index, corner] of turns.entries()) {
    const next = turns[index + 1] ?? end;
    const by = Math.min(rounding, distance(last, corner) / 2, distance(corner, next) / 2);
    const [before, after] = [towards(corner, last, by), towards(corner, next, by)];
    pieces.push({ control: null, to: before }, { control: corner, to: after });
    last = after;
  }
  return pathOf(start, [...pieces, { control: null, to: end }]);
}

/** Where a way from the middle of a thing leaves it for good, and what is left of the way from there. */
function leaving(rect: Rect, way: readonly Point[]): [Point, readonly Point[]] {
  let inside: Point = rect;
  const out = way.findIndex((point) => {
    const isOut = Math.abs(point.x - rect.x) * 2 > rect.width || Math.abs(point.y - rect.y) * 2 > rect.height;
    if (!isOut) inside = point;
    return isOut;
  });
  const rest = way.slice(Math.max(0, out));
  return [borderPoint(rect, rest[0] as Point, inside), rest];
}

function pathOf(start: Point, pieces: readonly Piece[]): LinkPath {
  const last = pieces.at(-1) as Piece;
  const before = last.control ?? pieces.at(-2)?.to ?? start;
  const [first] = pieces as [Piece];
  return {
    start,
    pieces,
    label: pointAt(start, pieces, 0.5),
    startArrow: arrow(start, first.control ?? first.to),
    endArrow: arrow(last.to, before),
  };
}

/** The point of a link's line at a share of its length. */
export const pointOn = ({ start, pieces }: Pick<LinkPath, 'start' | 'pieces'>, share: number): Point =>
  pointAt(start, pieces, share);

function pointAt(start: Point, pieces: readonly Piece[], share: number): Point {
  const [only] = pieces as [Piece];
  if (pieces.length === 1) return within(start, only, share);
  const points = flattened({ start, pieces }, 4);
  const lengths = points.slice(1).map((point, index) => distance(points[index] as Point, point));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    if (left <= length) return towards(points[index] as Point, points[index + 1] as Point, left);
    left -= length;
  }
  return points.at(-1) as Point;
}

/** A link's line as straight ones. @param parts of each curve; with 16, one that bends by 400 is off by less than a unit */
export function flattened({ start, pieces }: Pick<LinkPath, 'start' | 'pieces'>, parts: number): Point[] {
  const points = [start];
  for (const piece of pieces) {
    const first = points.at(-1) as Point;
    const steps = piece.control ? parts : 1;
    for (let step = 1; step <= steps; step++) points.push(within(first, piece, step / steps));
  }
  return points;
}

/** The smallest rectangle that a link's line, with the control points of its curves, lies in. */
export const extentOf = ({ start, pieces }: LinkPath): Rect =>
  boundsOf(
    [start, ...pieces.flatMap(({ control, to }) => (control ? [control, to] : [to]))].map((point) => ({
      ...point,
      width: 0,
      height: 0,
    })),
  ) as Rect;

/** The `d` of an SVG path. @param at writes a point */
export const svgLine = ({ start, pieces }: LinkPath, at: (point: Point) => string): string =>
  [`M${at(start)}`, ...pieces.map(({ control, to }) => (control ? `Q${at(control)} ${at(to)}` : `L${at(to)}`))].join(
    ' ',
  );

function within(from: Point, { control, to }: Piece, share: number): Point {
  const rest = 1 - share;
  if (!control) return { x: from.x * rest + to.x * share, y: from.y * rest + to.y * share };
  const [a, b, c] = [rest * rest, 2 * rest * share, share * share];
  return { x: a * from.x + b * control.x + c * to.x, y: a * from.y + b * control.y + c * to.y };
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

function towards(from: Point, to: Point, by: number): Point {
  const way = unit(from, to);
  return { x: from.x + way.x * by, y: from.y + way.y * by };
}

function unit(from: Point, to: Point): Point {
  const length = distance(from, to);
  return length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function arrow(tip: Point, away: Point): readonly [Point, Point, Point] {
  const way = unit(tip, away);
  const base = { x: tip.x + way.x * ARROW.length, y: tip.y + way.y * ARROW.length };
  return [
    tip,
    { x: base.x - way.y * ARROW.halfWidth, y: base.y + way.x * ARROW.halfWidth },
    { x: base.x + way.y * ARROW.halfWidth, y: base.y - way.x * ARROW.halfWidth },
  ];
}
