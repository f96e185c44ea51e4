import { overlaps, type Point, type Rect } from './board-layout.ts';
import { type Box, type BoxGrid, boxGrid, boxOf } from './box-grid.ts';
import { type Course, flattened, linkPath } from './link-path.ts';
import { aroundBoxes } from './way-around.ts';

/*
 * A line that passes behind a card reads as two links of that card. So a link that would is bent past it; where no curve
 * is free it goes around by corners; and where something lies on one of its own ends, it is drawn in front within a gap.
 */

/** Boards of more items or links than these keep straight lines, and say so: there is hardly a way around on them, and finding it takes seconds. */
export const MOST_ROUTED = { items: 300, links: 600 } as const;
/** What is said of a larger board. */
export const UNROUTED = `More than ${MOST_ROUTED.items} items or ${MOST_ROUTED.links} links: a line may pass behind items that it does not join.`;

export interface Node extends Rect {
  readonly id: string;
}
export interface Edge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Where nothing is in its way. */
  readonly bend: number;
  readonly loop?: number;
}

export const isRouted = (nodes: number, edges: number): boolean =>
  nodes <= MOST_ROUTED.items && edges <= MOST_ROUTED.links;

const asDrawn = ({ bend, loop }: Edge): Course => ({ bend, ...(loop !== undefined && { loop }) });

/** The courses of all links of a drawing. @param nodes the cards that lines may not pass behind; ends among them */
export function coursesOf(nodes: readonly Node[], edges: readonly Edge[]): Map<string, Course> {
  if (!isRouted(nodes.length, edges.length)) return new Map(edges.map((edge) => [edge.id, asDrawn(edge)]));
  const cards = cardsOf(nodes);
  const pairs = Map.groupBy(edges, pairOf);
  return new Map([...pairs.values()].flatMap((pair) => [...coursesBetween(cards, pair)]));
}

export const pairOf = ({ source, target }: Pick<Edge, 'source' | 'target'>): string =>
  source < target ? `${source} ${target}` : `${target} ${source}`;

/** The cards of a board, to find ways between them. */
export interface Cards {
  readonly at: ReadonlyMap<string, { readonly rect: Rect; readonly box: Box }>;
  readonly grid: BoxGrid;
  /** Where lines turn that were found before. */
  readonly turns: Point[];
}
export function cardsOf(nodes: readonly Node[]): Cards {
  const at = new Map(nodes.map((rect) => [rect.id, { rect, box: boxOf(rect) }]));
  return { at, grid: boxGrid([...at.values()].map(({ box }) => box)), turns: [] };
}

/** Air between a line and a card; and where cards lie too close for it. */
const AIRS = [8, 3, 0.5] as const;
/** Lines around the same cards keep so far from one another, as long as there is room for so many. */
const LANE = 7;
const LANES = 12;
/** On boards of more cards each line takes the nearest way: looking for others takes seconds. */
const MOST_LANED = 150;
const STEP = 30;
/** A curve bends by this share of its length at most: beyond, it looks like a loop. */
const MOST_BEND = 0.7;

/** The courses of links that join the same two things: none on another. @param pair all links of the two */
export function coursesBetween({ at, grid, turns }: Cards, pair: readonly Edge[]): Map<string, Course> {
  const courses = new Map<string, Course>();
  const [first] = pair;
  const [one, other] = [at.get(first?.source ?? ''), at.get(first?.target ?? '')];
  if (!first || !one || !other) return courses;
  if (one === other) return new Map(pair.map((edge) => [edge.id, asDrawn(edge)]));
  const ends: Ends = { from: one.rect, to: other.rect, but: new Set([one.box, other.box]) };
  const siblings: Box[] = [];
  for (const { id, source, bend } of pair) {
    const way = source === first.source ? 1 : -1; // left of one direction is right of the other
    const found = courseFor(ends, bend * way, grid, siblings, turns);
    siblings.push(boxOf({ ...linkPath(ends.from, ends.to, found).label, width: BESIDE, height: BESIDE }));
    courses.set(id, way === 1 ? found : turned(found));
  }
  return courses;
}
/** No link runs through the middle of another that joins the same two: side of the square around it that is kept free. */
const BESIDE = 16;

interface Ends {
  readonly from: Rect;
  readonly to: Rect;
  /** Their own boxes. */
  readonly but: ReadonlySet<Box>;
}

const turned = ({ bend, corners, ...rest }: Course): Course => ({
  ...rest,
  bend: -bend || 0,
  ...(corners && { corners: corners.toReversed() }),
});

function courseFor(ends: Ends, bend: number, grid: BoxGrid, siblings: readonly Box[], turns: Point[]): Course {
  if (overlaps(ends.from, ends.to)) return { bend };
  const beside = siblings.length > 0 ? boxGrid([...grid.boxes, ...siblings]) : null;
  return (
    (beside && freeCourse(ends, bend, beside, turns)) ??
    freeCourse(ends, bend, grid, turns) ?? { ...aroundSome(ends, bend, grid), over: true }
  );
}

/** A course that comes near to no box, with as little air as there has to be. */
function freeCourse({ from, to, but }: Ends, bend: number, grid: BoxGrid, turns: Point[]): Course | null {
  const reach = Math.max(Math.abs(bend), MOST_BEND * Math.hypot(to.x - from.x, to.y - from.y));
  const isFree = (course: Course, air: number): boolean => {
    const points = flattened(linkPath(from, to, course), 16);
    return points.every((point, index) => index === 0 || !grid.hit(points[index - 1] as Point, point, air, but));
  };
  for (const air of AIRS) {
    for (const each of bends(bend, reach)) if (isFree({ bend: each }, air)) return { bend: each };
    const least = 1.5 * air;
    const along = (lane: number): Course | null => {
      const margin = least + lane * LANE;
      const corners = aroundBoxes(from, to, grid, { air, margin, but });
      const course = corners && corners.length > 0 ? { bend: 0, corners, rounding: margin } : null;
      return course && isFree(course, air / 2) ? course : null;
    };
    let nearest: Course | null = null;
    for (let lane = 0; lane < (grid.boxes.length > MOST_LANED ? 1 : LANES); lane++) {
      const course = along(lane);
      nearest ??= course;
      if (course && !course.corners?.some((corner) => turns.some((other) => isBeside(corner, other)))) {
        nearest = course;
        break;
      }
    }
    if (!nearest) continue;
    turns.push(...(nearest.corners ?? []));
    return nearest;
  }
  return null;
}

const isBeside = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < LANE - 1 && Math.abs(a.y - b.y) < LANE - 1;

/** Around all but what lies on the ends. */
function aroundSome({ from, to, but }: Ends, bend: number, grid: BoxGrid): Course {
  const [air] = AIRS;
  const corners = aroundBoxes(from, to, grid, { air, margin: 1.5 * air, but });
  return corners && corners.length > 0 ? { bend: 0, corners, rounding: air } : { bend };
}

/** The wanted bend first, then those next to it on both sides. */
function bends(wanted: number, reach: number): number[] {
  const all = [wanted];
  for (let by = STEP; by <= reach; by += STEP)
    for (const each of [wanted + by, wanted - by]) if (Math.abs(each) <= reach) all.push(each);
  return all;
}
