import cytoscape from 'cytoscape';
import dagre from 'cytoscape-dagre';
import fcose from 'cytoscape-fcose';
import { boundsOf, GRID, type Point, type Rect } from '../../../shared/domain/board-layout.ts';
import { styleNonce } from '../../client/style-nonce.ts';
import type { EdgeElement, NodeElement } from './elements.ts';
import type { Rule } from './graph-style.ts';

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

/** The only module that imports cytoscape: the rest of the board speaks of elements, ids and points. */
cytoscape.use(fcose);
cytoscape.use(dagre);

export interface GraphEvents {
  /** The user's own doing only, not `select`. */
  onSelect(ids: ReadonlySet<string>): void;
  /** After a drag, the new centres of what was dragged. */
  onMove(places: ReadonlyMap<string, Point>): void;
  onHover(id: string | null): void;
  onOpen(id: string): void;
  /** A right click, on an item, a link or the ground. @param at pixels of the window */
  onMenu(id: string | null, at: Point): void;
  /** The view was moved or zoomed, or something in it. */
  onView(): void;
}
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export type LayoutName = 'force' | 'hierarchy';

export interface Graph {
  show(nodes: readonly NodeElement[], edges: readonly EdgeElement[]): void;
  restyle(rules: readonly Rule[]): void;
  select(ids: ReadonlySet<string>): void;
  /** Marks the node that a link being drawn would reach. */
  aim(id: string | null): void;
  fit(): void;
  zoomBy(factor: number): void;
  panBy(x: number, y: number): void;
  /** Brings something into the middle unless all of it is in view. */
  reveal(id: string): void;
  /** Moves nodes on screen only. */
  place(places: ReadonlyMap<string, Point>): void;
  placeOf(id: string): Point | null;
  /** Where a node is, in pixels of the container. */
  boxOf(id: string): Box | null;
  /** @param point pixels of the container */
  nodeAt(point: Point): string | null;
  toBoard(point: Point): Point;
  /** Centre of what is in view, in board units. */
  centre(): Point;
  /** The whole board as it is, without the selection; `scale` is lowered where the canvas would exceed the browser's limit. */
  picture(scale: number, ground: string): { canvas: Promise<Blob>; scale: number };
  destroy(): void;
}

const MANY_EDGES = 400;
/** Beyond these the force layout settles less finely, at last only roughly, with things moved apart afterwards:
 * 2,000 nodes with 5,000 links take 5 s then, else minutes. */
const FINE_NODES = 300;
const MANY_NODES = 1000;
/** Chromium's limit for one side of a canvas, less a margin for the heading that is drawn above. */
const LONGEST_SIDE = 16_000;
const ZOOM = { min: 0.05, max: 4 };

export function createGraph(
  container: HTMLElement,
  rules: readonly Rule[],
  expected: number,
  events: GraphEvents,
): Graph {
  allowStyle();
  const cy = cytoscape({
    container,
    style: rules as unknown as cytoscape.StylesheetJson,
    minZoom: ZOOM.min,
    maxZoom: ZOOM.max,
    boxSelectionEnabled: true,
    selectionType: 'single',
    hideEdgesOnViewport: expected > MANY_EDGES,
    textureOnViewport: false,
    pixelRatio: 'auto',
  });
  let ours = false; // a change made through this interface, not by the user
  const quietly = (work: () => void): void => {
    ours = true;
    cy.batch(work);
    ours = false;
  };
  let telling = false;
  cy.on('select unselect', () => {
    if (ours || telling) return;
    telling = true; // a box selects many at once: one message after the last
    queueMicrotask(() => {
      telling = false;
      events.onSelect(new Set(cy.$(':selected').map((element) => element.id())));
    });
  });
  cy.on('dragfreeon', 'node', (event) => {
    const moved = cy.nodes(':selected').union(event.target as cytoscape.NodeSingular);
    events.onMove(new Map(moved.map((node) => [node.id(), rounded((node as cytoscape.NodeSingular).position())])));
  });
  cy.on('mouseover', 'node', (event) => events.onHover(event.target.id()));
  cy.on('mouseout', 'node', () => events.onHover(null));
  cy.on('dbltap', 'node, edge', (event) => events.onOpen(event.target.id()));
  cy.on('cxttap', ({ target, originalEvent: { clientX: x, clientY: y } }) =>
    events.onMenu(target === cy ? null : target.id(), { x, y }),
  );
  cy.on('viewport resize', () => events.onView());
  cy.on('position', 'node', () => events.onView());
  const observer = new ResizeObserver(() => cy.resize());
  observer.observe(container);

  const node = (id: string): cytoscape.NodeSingular | null => {
    const found = cy.getElementById(id);
    return found.nonempty() && found.isNode() ? (found as unknown as cytoscape.NodeSingular) : null;
  };
  return {
    show: (nodes, edges) => quietly(() => update(cy, nodes, edges)),
    restyle: (next) => void cy.style().fromJson(next).update(),
    select: (ids) =>
      quietly(() => {
        for (const element of cy.elements()) {
          if (ids.has(element.id()) !== element.selected())
            ids.has(element.id()) ? element.select() : element.unselect();
        }
      }),
    aim: (id) => {
      cy.nodes('.target').removeClass('target');
      if (id) node(id)?.addClass('target');
    },
    fit: () => {
      if (cy.nodes().empty()) return;
      cy.fit(cy.elements(), 40);
      if (cy.zoom() > 1) {
        cy.zoom(1);
        cy.center();
      }
    },
    zoomBy: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    panBy: (x, y) => cy.panBy({ x, y }),
    reveal: (id) => {
      const found = cy.getElementById(id);
      if (found.empty()) return;
      const { x1, x2, y1, y2 } = found.renderedBoundingBox();
      if (x1 < 0 || y1 < 0 || x2 > cy.width() || y2 > cy.height()) cy.center(found);
    },
    place: (places) =>
      quietly(() => {
        for (const [id, at] of places) node(id)?.position({ ...at });
      }),
    placeOf: (id) => {
      const found = node(id);
      return found && rounded(found.position());
    },
    boxOf: (id) => {
      const found = node(id);
      if (!found) return null;
      const { x, y } = found.renderedPosition();
      const [width, height] = [found.renderedOuterWidth(), found.renderedOuterHeight()];
      return { left: x - width / 2, top: y - height / 2, width, height };
    },
    nodeAt: ({ x, y }) => {
      const hit = cy.nodes().filter((each) => {
        const at = each.renderedPosition();
        return (
          Math.abs(at.x - x) <= each.renderedOuterWidth() / 2 && Math.abs(at.y - y) <= each.renderedOuterHeight() / 2
        );
      });
      return hit.nonempty() ? hit.last().id() : null;
    },
    toBoard: ({ x, y }) => rounded({ x: (x - cy.pan().x) / cy.zoom(), y: (y - cy.pan().y) / cy.zoom() }),
    centre: () => {
      const { x1, x2, y1, y2 } = cy.extent();
      return rounded({ x: (x1 + x2) / 2, y: (y1 + y2) / 2 });
    },
    picture: (wanted, ground) => {
      const { w, h } = cy.elements().boundingBox();
      const scale = Math.min(wanted, LONGEST_SIDE / Math.max(w, h, 1));
      const selected = cy.$(':selected');
      quietly(() => selected.unselect());
      const canvas = cy.png({ output: 'blob-promise', full: true, scale, bg: ground });
      quietly(() => selected.select());
      return { canvas, scale };
    },
    destroy: () => {
      observer.disconnect();
      cy.destroy();
    },
  };
}

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

/** The library adds this very style element where it is missing, without the nonce that the page asks for. */
function allowStyle(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.nonce = styleNonce();
  style.textContent = '.__________cytoscape_container { position: relative; }';
  document.head.prepend(style);
}
