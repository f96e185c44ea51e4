import cytoscape from 'cytoscape';
import dagre from 'cytoscape-dagre';
import fcose from 'cytoscape-fcose';
import { boundsOf, GRID, type Point, type Rect } from '../../../shared/domain/board-layout.ts';
import type { EdgeElement, NodeElement } from './elements.ts';

cytoscape.use(fcose);
cytoscape.use(dagre);

export type LayoutName = 'force' | 'hierarchy';
/** Beyond these the force layout settles less finely, at last only roughly, with things moved apart afterwards:
 * 2,000 nodes with 5,000 links take 5 s then, else minutes. */
const FINE_NODES = 300;
const MANY_NODES = 1000;

/** Share of the cells that are filled: enough room to keep the shape of a layout, not so much that it is lost in it. */
const FILLED = 0.4;

/**
 * Moves rectangles apart that lie on one another while each stays about where it was: everything is stretched until
 * there is room for all, then each takes the free cell of a grid that is nearest, those in the middle first.
 */
export function spread(rects: ReadonlyMap<string, Rect>): Map<string, Point> {
  const all = [...rects.values()];
  if (all.length === 0) return new Map();
  const cell = {
    width: Math.max(...all.map(({ width }) => width)) + GRID,
    height: Math.max(...all.map(({ height }) => height)) + GRID,
  };
  const middle = { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
  const reach = (values: readonly number[]): number => Math.max(1, quantile(values, 0.9));
  const across = reach(all.map(({ x }) => Math.abs(x - middle.x))) / cell.width;
  const down = reach(all.map(({ y }) => Math.abs(y - middle.y))) / cell.height;
  const stretch = Math.max(1, Math.sqrt(all.length / FILLED / (4 * across * down)));
  const wanted = [...rects].map(([id, { x, y }]) => {
    const column = ((x - middle.x) * stretch) / cell.width;
    const row = ((y - middle.y) * stretch) / cell.height;
    return { id, column, row, away: Math.hypot(column, row) };
  });
  const taken = new Set<string>();
  const places = new Map<string, Point>();
  for (const { id, column, row } of wanted.toSorted((a, b) => a.away - b.away)) {
    const [atColumn, atRow] = nearestFree(taken, column, row);
    taken.add(`${atColumn} ${atRow}`);
    places.set(id, { x: middle.x + atColumn * cell.width, y: middle.y + atRow * cell.height });
  }
  return places;
}

const ROUNDS = 300;

/**
 * Moves rectangles that are nearer to each other than `gap` apart, each pair along the shorter way and each of the two by
 * half of it, until none are; all others stay. Where that comes to no end, `spread` finds room.
 */
export function apart(rects: ReadonlyMap<string, Rect>, gap: number): Map<string, Point> {
  const all = [...rects].map(([id, rect]) => ({ id, ...rect }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (const [index, one] of all.entries())
      for (let next = index + 1; next < all.length; next++) {
        const other = all[next] as (typeof all)[number];
        const across = (one.width + other.width) / 2 + gap - Math.abs(other.x - one.x);
        const down = (one.height + other.height) / 2 + gap - Math.abs(other.y - one.y);
        if (across <= 0 || down <= 0) continue;
        moved = true;
        const axis = across < down ? 'x' : 'y';
        const step = ((axis === 'x' ? across : down) / 2 + 0.5) * (other[axis] < one[axis] ? -1 : 1);
        one[axis] -= step;
        other[axis] += step;
      }
    if (!moved) return new Map(all.map(({ id, x, y }) => [id, { x, y }]));
  }
  return spread(rects);
}

/** Looks along growing squares around the cell; a square beyond the best hit cannot hold a nearer one. */
function nearestFree(taken: ReadonlySet<string>, column: number, row: number): readonly [number, number] {
  const [c, r] = [Math.round(column), Math.round(row)];
  let best: readonly [number, number] | null = null;
  let distance = Infinity;
  for (let ring = 0; ring <= distance + 1; ring++) {
    for (let step = -ring; step <= ring; step++) {
      for (const [x, y] of [
        [c + step, r - ring],
        [c + step, r + ring],
        [c - ring, r + step],
        [c + ring, r + step],
      ] as const) {
        const away = Math.hypot(x - column, y - row);
        if (away < distance && !taken.has(`${x} ${y}`)) [best, distance] = [[x, y], away];
      }
    }
  }
  return best ?? [c, r];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;

/**
 * Where a layout would put nodes, worked out off screen. @param still centre that the outcome is put around
 */
export function arrange(
  name: LayoutName,
  nodes: readonly NodeElement[],
  edges: readonly EdgeElement[],
  still: Point,
): Map<string, Point> {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: 'node', style: { width: 'data(width)', height: 'data(height)', shape: 'rectangle' } }],
  });
  update(cy, nodes, edges);
  const options =
    name === 'force'
      ? {
          name: 'fcose',
          quality: nodes.length > MANY_NODES ? 'draft' : nodes.length > FINE_NODES ? 'default' : 'proof',
          randomize: true,
          nodeSeparation: 120,
          idealEdgeLength: 170,
          nodeRepulsion: 12_000,
          tilingPaddingVertical: 30,
          tilingPaddingHorizontal: 30,
        }
      : {
          name: 'dagre',
          rankDir: 'TB',
          nodeSep: 40,
          rankSep: 90,
          ranker: nodes.length > FINE_NODES ? 'longest-path' : 'network-simplex',
        };
  cy.layout({ ...options, animate: false, fit: false } as cytoscape.LayoutOptions).run();
  const sizes = new Map(nodes.map(({ id, width, height }) => [id, { width, height }]));
  const rects = new Map(
    cy.nodes().map((each) => [each.id(), { ...each.position(), ...(sizes.get(each.id()) ?? { width: 0, height: 0 }) }]),
  );
  const settled = nodes.length > MANY_NODES ? spread : (found: typeof rects) => apart(found, GRID);
  const spots: ReadonlyMap<string, Point> = name === 'force' ? settled(rects) : rects;
  const bounds = boundsOf(
    [...spots].map(([id, { x, y }]) => ({ x, y, ...(sizes.get(id) ?? { width: 0, height: 0 }) })),
  );
  const [dx, dy] = [still.x - (bounds?.x ?? 0), still.y - (bounds?.y ?? 0)];
  const places = new Map([...spots].map(([id, { x, y }]) => [id, rounded({ x: x + dx, y: y + dy })]));
  cy.destroy();
  return places;
}

function update(cy: cytoscape.Core, nodes: readonly NodeElement[], edges: readonly EdgeElement[]): void {
  const wanted = new Set([...nodes, ...edges].map(({ id }) => id));
  cy.elements()
    .filter((element) => !wanted.has(element.id()))
    .remove();
  const added: cytoscape.ElementDefinition[] = []; // added in one go: one by one, thousands take seconds
  for (const { x, y, ...data } of nodes) {
    const known = cy.getElementById(data.id);
    if (known.empty()) added.push({ group: 'nodes', data, position: { x, y } });
    else {
      setChanged(known, data);
      const at = known.position();
      if (!known.grabbed() && (at.x !== x || at.y !== y)) known.position({ x, y });
    }
  }
  for (const data of edges) {
    const known = cy.getElementById(data.id);
    if (known.empty()) added.push({ group: 'edges', data: { ...data } });
    else setChanged(known, data);
  }
  if (added.length > 0) cy.add(added);
}

function setChanged(element: cytoscape.CollectionReturnValue, data: object): void {
  const present = element.data() as Record<string, unknown>;
  const changed = Object.entries(data).filter(([key, value]) => present[key] !== value);
  if (changed.length > 0) element.data(Object.fromEntries(changed));
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
