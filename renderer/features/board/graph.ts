import type { EdgeElement, NodeElement } from '../../../shared/domain/board-elements.ts';
import { boundsOf, GRID, overlaps, type Point, type Rect } from '../../../shared/domain/board-layout.ts';
import { type Drag, type Keys, listen } from './draw/gestures.ts';
import { createImages } from './draw/images.ts';
import { type Context, type Look, paintEdges, painting, paintNode, paintSelection, type View } from './draw/paint.ts';
import { type Camera, coarseRegion, seen } from './draw/picture.ts';
import { type Box, createScene, edgeUnder, type Joined, nodesWithin, nodeUnder, type Scene } from './draw/scene.ts';
import { createStage } from './draw/stage.ts';
import type { Palette } from './palette.ts';

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
  /** What is moved with a node: the items of a group with its frame. */
  carries(id: string): readonly string[];
  /** A coarse picture of everything is there. */
  onOverview(canvas: HTMLCanvasElement, area: Rect): void;
}
export type DragMode = 'pan' | 'box' | 'lasso';

export interface Graph {
  show(nodes: readonly NodeElement[], edges: readonly EdgeElement[]): void;
  restyle(palette: Palette): void;
  select(ids: ReadonlySet<string>): void;
  /** What a drag of the ground does. */
  mode(mode: DragMode): void;
  /** Whether what is dragged comes to lie on the grid. */
  snap(on: boolean): void;
  /** Whether all that is on it stays where it is. */
  fix(on: boolean): void;
  /** Marks the node that a link being drawn would reach. */
  aim(id: string | null): void;
  fit(ids?: ReadonlySet<string>): void;
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
  /** What is in view, in board units. */
  seen(): Rect;
  centreOn(point: Point): void;
  /** Centre of what is in view, in board units. */
  centre(): Point;
  /** The whole board as it is, without the selection; `scale` is lowered where the canvas would exceed the browser's limit. */
  picture(scale: number, ground: string): { canvas: Promise<Blob>; scale: number };
  destroy(): void;
}

/** Chromium's limit for one side of a canvas, less a margin for the heading that is drawn above. */
const LONGEST_SIDE = 16_000;
const ZOOM = { min: 0.05, max: 4 };
const FIT_MARGIN = 40;
/** Links that are drawn anew at every frame of a drag; beyond it those of what is dragged are left out until it rests. */
const MOST_LIFTED_LINKS = 1200;
const EDGE_REACH = 7; // pixels

export function createGraph(container: HTMLElement, palette: Palette, events: GraphEvents): Graph {
  const scene = createScene();
  const images = createImages(() => stage.stale(true));
  let look: Look = { palette, image: images.image };
  let selected: ReadonlySet<string> = new Set();
  let [mode, snapping]: [DragMode, boolean] = ['pan', false];
  let fixed = false;
  let aimed: string | null = null;
  let hovered: string | null = null;
  let held: { ids: ReadonlySet<string>; start: Map<string, Point>; edges: readonly Joined[] } | null = null;
  let outline: readonly Point[] | null = null;

  const stage = createStage(container, {
    scene,
    look: () => look,
    ground: () => look.palette.ground,
    paintOver,
    busy: () => held !== null || outline !== null,
    onView: events.onView,
    onCoarse: ({ canvas, region }) => region && events.onOverview(canvas, region.area),
  });
  function paintOver(context: Context, view: View): boolean {
    const lifted = [...stage.lifted].flatMap((id) => scene.nodes.get(id) ?? []);
    const edges = held?.edges ?? edgesOfAll(scene, stage.lifted);
    if (edges.length <= MOST_LIFTED_LINKS) drain(paintEdges(context, scene, edges, look, view));
    const chosen = [...selected].flatMap((id) => scene.edges.get(id) ?? []);
    const focus = { colour: look.palette.focus, width: 3 };
    if (chosen.length <= MOST_LIFTED_LINKS) drain(paintEdges(context, scene, chosen, look, view, [], focus));
    for (const node of lifted) if (overlaps(node, view.area)) paintNode(context, node, look, view);
    const marked = [...selected].flatMap((id) => scene.nodes.get(id) ?? []).filter((node) => overlaps(node, view.area));
    const aim = aimed === null ? null : (scene.nodes.get(aimed) ?? null);
    paintSelection(context, marked, aim, look, view);
    if (outline) paintOutline(context, outline, look, view);
    return lifted.length + chosen.length + marked.length > 0 || aim !== null || outline !== null;
  }

  const toBoard = ({ x, y }: Point): Point => {
    const { camera } = stage;
    return { x: (x - camera.x) / camera.zoom, y: (y - camera.y) / camera.zoom };
  };
  const elementAt = (at: Point): string | null => {
    const point = toBoard(at);
    return nodeUnder(scene, point) ?? edgeUnder(scene, point, EDGE_REACH / stage.camera.zoom);
  };
  const zoomTo = (wanted: number, at: Point): void => {
    const { camera } = stage;
    const zoom = Math.min(ZOOM.max, Math.max(least(scene, stage.size), wanted));
    const by = zoom / camera.zoom;
    stage.look({ zoom, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by });
  };

  const pan = (from: Point): Drag => {
    const { camera } = stage;
    return {
      move: (to) => stage.look({ ...stage.camera, x: camera.x + to.x - from.x, y: camera.y + to.y - from.y }),
      end: () => {},
    };
  };
  const drag = (from: Point, ids: ReadonlySet<string>): Drag => {
    const start = new Map(
      [...ids].flatMap((id) => {
        const node = scene.nodes.get(id);
        return node && !node.element.locked ? [[id, { x: node.x, y: node.y }] as const] : [];
      }),
    );
    held = { ids: new Set(start.keys()), start, edges: edgesOfAll(scene, new Set([...start.keys(), ...stage.lifted])) };
    stage.lift(held.ids);
    const put = (dx: number, dy: number): void => {
      for (const [id, { x, y }] of start) scene.move(id, rounded({ x: x + dx, y: y + dy }));
    };
    return {
      move(to) {
        const { zoom } = stage.camera;
        let [dx, dy] = [(to.x - from.x) / zoom, (to.y - from.y) / zoom];
        const [first] = start.values();
        if (snapping && first) [dx, dy] = [onGrid(first.x + dx) - first.x, onGrid(first.y + dy) - first.y];
        put(dx, dy);
        stage.refresh();
        events.onView();
      },
      end(done) {
        if (!done) put(0, 0);
        held = null;
        scene.settle();
        stage.lift(new Set());
        if (done && start.size > 0)
          events.onMove(
            new Map(
              [...start.keys()].flatMap((id) => {
                const node = scene.nodes.get(id);
                return node ? [[id, { x: node.x, y: node.y }] as const] : [];
              }),
            ),
          );
      },
    };
  };
  const surround = (from: Point, shape: 'box' | 'lasso', add: boolean): Drag => {
    const first = toBoard(from);
    outline = [first];
    return {
      move(to) {
        const point = toBoard(to);
        outline =
          shape === 'lasso'
            ? [...(outline ?? []), point]
            : [first, { x: point.x, y: first.y }, point, { x: first.x, y: point.y }];
        stage.refresh();
      },
      end(done) {
        const line = outline ?? [];
        outline = null;
        stage.refresh();
        if (!done || line.length < 3) return;
        const bounds = boundsOf(line.map((point) => ({ ...point, width: 0, height: 0 }))) as Rect;
        const inside = nodesWithin(scene, shape === 'box' ? bounds : line);
        events.onSelect(new Set([...(add ? selected : []), ...inside]));
      },
    };
  };

  const unlisten = listen(container, {
    press(at, { add, lasso }: Keys) {
      const id = nodeUnder(scene, toBoard(at));
      if (id && !fixed) return drag(at, new Set(selected.has(id) ? [...selected, id] : [id, ...events.carries(id)]));
      if (lasso || mode === 'lasso') return surround(at, 'lasso', add);
      return add || mode === 'box' ? surround(at, 'box', add) : pan(at);
    },
    tap(at, { add }) {
      const id = elementAt(at);
      if (id === null) return add ? undefined : events.onSelect(new Set());
      const next = new Set(add ? selected : []);
      if (add && selected.has(id)) next.delete(id);
      else next.add(id);
      events.onSelect(next);
    },
    open(at) {
      const id = elementAt(at);
      if (id) events.onOpen(id);
    },
    hover(at) {
      const id = at && nodeUnder(scene, toBoard(at));
      if (id === hovered) return;
      hovered = id;
      events.onHover(id);
    },
    menu: (on, at) => events.onMenu(elementAt(on), at),
    wheel: (at, factor) => zoomTo(stage.camera.zoom * factor, at),
  });

  const centred = ({ x, y }: Point, zoom: number): Camera => ({
    zoom,
    x: stage.size.width / 2 - x * zoom,
    y: stage.size.height / 2 - y * zoom,
  });
  return {
    show(nodes, edges) {
      if (scene.show(nodes, edges)) stage.stale();
    },
    restyle(next) {
      if (next === look.palette) return;
      look = { ...look, palette: next };
      stage.stale();
    },
    select(ids) {
      selected = ids;
      stage.refresh();
    },
    mode(next) {
      mode = next;
      container.style.cursor = next === 'pan' ? '' : 'crosshair';
    },
    snap(on) {
      snapping = on;
    },
    fix(on) {
      fixed = on;
    },
    aim(id) {
      aimed = id;
      stage.refresh();
    },
    fit(ids) {
      const { width, height } = stage.size;
      const part = ids ? boundsOf([...ids].flatMap((id) => scene.nodes.get(id) ?? [])) : scene.bounds();
      if (!part || width === 0) return;
      const room = { width: width - 2 * FIT_MARGIN, height: height - 2 * FIT_MARGIN };
      stage.look(centred(part, Math.min(1, room.width / part.width, room.height / part.height)));
    },
    zoomBy: (factor) => zoomTo(stage.camera.zoom * factor, { x: stage.size.width / 2, y: stage.size.height / 2 }),
    panBy: (x, y) => stage.look({ ...stage.camera, x: stage.camera.x + x, y: stage.camera.y + y }),
    reveal(id) {
      const edge = scene.edges.get(id);
      const node = scene.nodes.get(id);
      const rect = node ?? (edge && boundsOf([edge.from, edge.to]));
      if (!rect) return;
      const view = seen(stage.camera, stage.size.width, stage.size.height);
      const inside =
        Math.abs(rect.x - view.x) * 2 + rect.width <= view.width &&
        Math.abs(rect.y - view.y) * 2 + rect.height <= view.height;
      if (!inside) stage.look(centred(rect, stage.camera.zoom));
    },
    place(places) {
      for (const [id, at] of places) scene.move(id, at);
      scene.settle();
      stage.stale();
      events.onView();
    },
    placeOf(id) {
      const found = scene.nodes.get(id);
      return found ? rounded(found) : null;
    },
    boxOf(id) {
      const found = scene.nodes.get(id);
      if (!found) return null;
      const { x, y, zoom } = stage.camera;
      const [width, height] = [found.width * zoom, found.height * zoom];
      return { left: found.x * zoom + x - width / 2, top: found.y * zoom + y - height / 2, width, height };
    },
    nodeAt: (point) => nodeUnder(scene, toBoard(point)),
    toBoard: (point) => rounded(toBoard(point)),
    seen: () => seen(stage.camera, stage.size.width, stage.size.height),
    centreOn: (point) => stage.look(centred(point, stage.camera.zoom)),
    centre: () => rounded(seen(stage.camera, stage.size.width, stage.size.height)),
    picture: (wanted, ground) => picture(scene, look, wanted, ground, images.settled),
    destroy() {
      unlisten();
      stage.destroy();
      images.destroy();
    },
  };
}

/** Far enough out to see all of the board, and a little more. */
function least(scene: Scene, { width, height }: { width: number; height: number }): number {
  const bounds = scene.bounds();
  if (!bounds) return ZOOM.min;
  return Math.min(ZOOM.min, (0.7 * width) / bounds.width, (0.7 * height) / bounds.height);
}

function picture(scene: Scene, look: Look, wanted: number, ground: string, ready: () => Promise<void>) {
  const { area } = coarseRegion(scene.bounds() ?? { x: 0, y: 0, width: 1, height: 1 });
  const scale = Math.min(wanted, LONGEST_SIDE / Math.max(area.width, area.height));
  const canvas = new OffscreenCanvas(Math.ceil(area.width * scale), Math.ceil(area.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  const draw = (): void => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, (area.width / 2 - area.x) * scale, (area.height / 2 - area.y) * scale);
    drain(painting(context, scene, look, { area, zoom: scale, scale }, new Set()));
  };
  draw(); // asks for every picture
  const blob = ready().then(() => {
    draw();
    return canvas.convertToBlob({ type: 'image/png' });
  });
  return { canvas: blob, scale };
}

function edgesOfAll(scene: Scene, ids: ReadonlySet<string>): readonly Joined[] {
  const edges = new Set<Joined>();
  for (const id of ids) for (const edge of scene.edgesAt(id)) edges.add(edge);
  return [...edges];
}

function paintOutline(context: Context, line: readonly Point[], { palette }: Look, { zoom }: View): void {
  context.beginPath();
  for (const { x, y } of line) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = context.strokeStyle = palette.focus;
  context.globalAlpha = 0.12;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.2 / zoom;
  context.stroke();
}

function drain(steps: Generator<void>): void {
  while (steps.next().done !== true);
}
const onGrid = (value: number): number => Math.round(value / GRID) * GRID;
const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 });
