import { type EdgeElement, FRAME_TITLE, type NodeElement } from '../../../../shared/domain/board-elements.ts';
import { boundsOf, overlaps, type Point, type Rect } from '../../../../shared/domain/board-layout.ts';
import { type Course, flattened, linkPath, loopReach } from '../../../../shared/domain/link-path.ts';
import { roomOfLoop } from '../../../../shared/domain/link-words.ts';
import { createCourses } from './courses.ts';

/** A node where it is drawn at present, which while it is dragged is not where the board has it. Also its own rectangle. */
export interface Placed {
  readonly id: string;
  element: NodeElement;
  x: number;
  y: number;
  width: number;
  height: number;
}
/** A rectangle by its upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface Joined {
  readonly id: string;
  readonly element: EdgeElement;
  readonly from: Placed;
  readonly to: Placed;
}

/** What is on the board, in the order in which it is drawn: later nodes lie on earlier ones. */
export interface Scene {
  readonly nodes: ReadonlyMap<string, Placed>;
  readonly edges: ReadonlyMap<string, Joined>;
  edgesAt(id: string): readonly Joined[];
  /** @returns whether anything is drawn otherwise than before */
  show(nodes: readonly NodeElement[], edges: readonly EdgeElement[]): boolean;
  move(id: string, to: Point): void;
  /** Nothing is moved any more: lines find their ways anew. */
  settle(): void;
  /** The way a link takes at present. */
  courseOf(edge: Joined): Course;
  /** Whether links find ways around what they do not join. */
  isRouted(): boolean;
  /** The smallest rectangle around everything with the words of loops; null while there is nothing. */
  bounds(): Rect | null;
}

export function createScene(): Scene {
  const nodes = new Map<string, Placed>();
  const edges = new Map<string, Joined>();
  let at = new Map<string, Joined[]>();
  let bounds: Rect | null | undefined;
  const courses = createCourses(nodes, edges, (id) => at.get(id) ?? NONE);

  return {
    nodes,
    edges,
    edgesAt: (id) => at.get(id) ?? NONE,
    show(nextNodes, nextEdges) {
      let changed = showNodes(nodes, nextNodes);
      const drawn = nextEdges.filter(({ source, target }) => nodes.has(source) && nodes.has(target));
      const same =
        !changed.membership &&
        drawn.length === edges.size &&
        drawn.every((element) => {
          const known = edges.get(element.id)?.element;
          return known !== undefined && equal(known, element);
        });
      if (!same) {
        changed = { ...changed, any: true };
        edges.clear();
        at = new Map();
        for (const element of drawn) {
          const [from, to] = [nodes.get(element.source) as Placed, nodes.get(element.target) as Placed];
          const joined = { id: element.id, element, from, to };
          edges.set(element.id, joined);
          for (const end of from === to ? [from] : [from, to]) {
            const list = at.get(end.id);
            if (list) list.push(joined);
            else at.set(end.id, [joined]);
          }
        }
      }
      if (changed.any) {
        bounds = undefined;
        courses.clear();
      }
      return changed.any;
    },
    move(id, { x, y }) {
      const node = nodes.get(id);
      if (node) Object.assign(node, { x, y });
      bounds = undefined;
      courses.moved(id);
    },
    settle: courses.clear,
    courseOf: courses.of,
    isRouted: courses.found,
    bounds() {
      if (bounds === undefined) {
        const loops = [...edges.values()].filter(({ element }) => element.loop !== undefined);
        const rooms = loops.map(({ from, element }) => roomOfLoop(linkPath(from, from, element)));
        bounds = boundsOf([...nodes.values(), ...rooms]);
      }
      return bounds;
    },
  };
}

const NONE: readonly Joined[] = [];

function showNodes(nodes: Map<string, Placed>, next: readonly NodeElement[]): { any: boolean; membership: boolean } {
  const wanted = new Set(next.map(({ id }) => id));
  let [any, membership] = [false, false];
  for (const id of nodes.keys()) {
    if (wanted.has(id)) continue;
    nodes.delete(id);
    any = membership = true;
  }
  for (const element of next) {
    const { id, x, y, width, height } = element;
    const known = nodes.get(id);
    if (!known) {
      nodes.set(id, { id, element, x, y, width, height });
      any = membership = true;
    } else if (known.x !== x || known.y !== y || !equal(known.element, element)) {
      Object.assign(known, { element, x, y, width, height });
      any = true;
    }
  }
  // What is new may lie under what was there: the order is that of what is to be shown.
  if (membership) {
    const inOrder = next.map(({ id }) => [id, nodes.get(id) as Placed] as const);
    nodes.clear();
    for (const [id, node] of inOrder) nodes.set(id, node);
  }
  return { any, membership };
}

function equal<T extends object>(one: T, other: T): boolean {
  if (one === other) return true;
  for (const key in other) if (one[key] !== other[key]) return false;
  return true;
}

/** Whether the box around a line and its bend meets a rectangle. */
export function lineMeets({ from, to }: Joined, { bend, corners, loop }: Course, view: Rect): boolean {
  const reach = loop === undefined ? Math.abs(bend) : loopReach(from, loop);
  let [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach];
  let [top, bottom] = [Math.min(from.y, to.y) - reach, Math.max(from.y, to.y) + reach];
  for (const { x, y } of corners ?? NO_CORNERS) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return (
    left <= view.x + view.width / 2 &&
    right >= view.x - view.width / 2 &&
    top <= view.y + view.height / 2 &&
    bottom >= view.y - view.height / 2
  );
}
const NO_CORNERS: readonly Point[] = [];

/** The topmost node under a point of the board; a frame takes the mouse by its title alone. */
export function nodeUnder(scene: Scene, { x, y }: Point): string | null {
  let found: string | null = null;
  for (const node of scene.nodes.values()) {
    if (Math.abs(node.x - x) * 2 > node.width || Math.abs(node.y - y) * 2 > node.height) continue;
    if (node.element.kind === 'frame' && y > node.y - node.height / 2 + FRAME_TITLE) continue;
    found = node.id;
  }
  return found;
}

/** The nearest link that comes within `reach` board units of a point. */
export function edgeUnder(scene: Scene, point: Point, reach: number): string | null {
  const around = { ...point, width: 2 * reach, height: 2 * reach };
  let best: string | null = null;
  let distance = reach;
  for (const edge of scene.edges.values()) {
    const course = scene.courseOf(edge);
    if (!lineMeets(edge, course, around)) continue;
    const line = flattened(linkPath(edge.from, edge.to, course), PIECES);
    const away = Math.min(...line.slice(1).map((next, index) => segmentDistance(line[index] as Point, next, point)));
    if (away <= distance) [best, distance] = [edge.id, away];
  }
  return best;
}

/** Ids of the nodes whose middle lies in a closed line, or, for a rectangle, that meet it. */
export function nodesWithin(scene: Scene, area: Rect | readonly Point[]): string[] {
  const inside = (node: Placed): boolean =>
    node.element.kind !== 'frame' && ('width' in area ? overlaps(node, area) : encloses(area, node));
  return [...scene.nodes.values()].filter(inside).map(({ id }) => id);
}

/** By the even-odd rule. */
export function encloses(line: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (const [index, a] of line.entries()) {
    const b = line[(index + 1) % line.length] as Point;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

function segmentDistance(a: Point, b: Point, { x, y }: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = dx === 0 && dy === 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
}

const PIECES = 12; // a curve is measured as so many straight lines
