import { FRAME_TITLE } from '../../../../shared/domain/board-elements.ts';
import {
  CAPTION,
  ENTITY_ICON,
  FONT,
  overlaps,
  type Rect,
  SHAPE,
  UNSUPPORTED_DASH,
} from '../../../../shared/domain/board-layout.ts';
import { type Course, linkPath } from '../../../../shared/domain/link-path.ts';
import { LINK_TEXT, put, putLoops, standFor } from '../../../../shared/domain/link-words.ts';
import { type Measure, wrapped } from '../../../../shared/domain/wrapped.ts';
import type { Palette } from '../palette.ts';
import { type Box, type Joined, lineMeets, type Placed, type Scene } from './scene.ts';

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** How a board is drawn at present. */
export interface Look {
  readonly palette: Palette;
  /** A decoded picture; null while it is not there yet. */
  image(url: string): CanvasImageSource | null;
}
/** A part of the board on a canvas; the context is transformed to board units already. */
export interface View {
  /** Board units. */
  readonly area: Rect;
  /** Pixels of the screen, and of the canvas, a board unit. */
  readonly zoom: number;
  readonly scale: number;
}

/** Pixels of the screen below which something is left out or simplified: nobody can tell it, and it is what makes a board slow. */
const LEAST = { arrow: 4, corner: 3, icon: 6, border: 8, dash: 2 } as const;
/** Pixels of the screen of letters that can be read. What would be smaller is written so large, as much of it as there is room for. */
export const READABLE = 9;
/** Below this zoom words of links are left to the list: at a readable size they would cover what they speak of. */
const LINK_WORDS = 0.4;
/** As many lines in one path, and nodes in a row, between two looks at the clock. */
const LINES = 160;
/** Links that may have to find their way, between two looks. */
const SEARCHES = 8;
const NODES = 40;

/** Draws what is in view but for what is `lifted`, a little at a time: each `yield` is a good moment to pause. */
export function* painting(
  context: Context,
  scene: Scene,
  look: Look,
  view: View,
  lifted: ReadonlySet<string>,
): Generator<void> {
  const edges: Joined[] = [];
  const above: Joined[] = [];
  let looked = 0;
  for (const edge of scene.edges.values()) {
    if (scene.isRouted() && ++looked % SEARCHES === 0) yield;
    if (lifted.has(edge.from.id) || lifted.has(edge.to.id)) continue;
    const course = scene.courseOf(edge);
    if (lineMeets(edge, course, view.area)) (course.over ? above : edges).push(edge);
  }
  const nodes = [...scene.nodes.values()].filter((node) => !lifted.has(node.id) && overlaps(node, view.area));
  yield* paintEdges(context, scene, edges, look, view, nodes);
  let count = 0;
  for (const node of nodes) {
    paintNode(context, node, look, view);
    if (++count % NODES === 0) yield;
  }
  if (above.length === 0) return;
  yield* paintEdges(context, scene, above, look, view, [], { colour: look.palette.ground, width: GAP });
  yield* paintEdges(context, scene, above, look, view, nodes);
}
/** Width of the gap in which a link runs in front of a card. */
const GAP = 8;

/**
 * Links of one look are drawn as one path; where lines are thinner than a pixel, straight from middle to middle.
 * @param over nodes that will be drawn over them
 */
export function* paintEdges(
  context: Context,
  scene: Scene,
  edges: readonly Joined[],
  { palette }: Look,
  { zoom, scale }: View,
  over: readonly Placed[] = [],
  stroke: { colour: string; width: number } = { colour: palette.muted, width: 1.6 },
): Generator<void> {
  const thin = stroke.width * scale < 1;
  context.strokeStyle = stroke.colour;
  // A line of one pixel is drawn by a much shorter way than a thinner one; its weight is given by its opacity.
  context.lineWidth = thin ? 0.99 / scale : stroke.width;
  context.globalAlpha = thin ? Math.max(0.3, stroke.width * scale) : 1;
  const dashes = zoom * UNSUPPORTED_DASH[0] >= LEAST.dash;
  for (const supported of ['yes', 'no'] as const) {
    const alike = edges.filter(({ element }) => element.supported === supported);
    context.setLineDash(supported === 'no' && dashes ? [...UNSUPPORTED_DASH] : []);
    for (let first = 0; first < alike.length; first += LINES) {
      context.beginPath();
      for (const edge of alike.slice(first, first + LINES)) trace(context, edge, scene.courseOf(edge), thin);
      context.stroke();
      yield;
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (zoom * 9 >= LEAST.arrow) yield* paintArrows(context, scene, edges, stroke.colour);
  if (zoom >= LINK_WORDS) yield* paintEdgeTexts(context, scene, edges, palette, zoom, over);
}

function trace(context: Context, { from, to }: Joined, course: Course, thin: boolean): void {
  if (thin && course.bend === 0 && !course.corners && !course.loop) {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    return;
  }
  const { start, pieces } = linkPath(from, to, course);
  context.moveTo(start.x, start.y);
  for (const { control, to: next } of pieces) {
    if (control) context.quadraticCurveTo(control.x, control.y, next.x, next.y);
    else context.lineTo(next.x, next.y);
  }
}

function* paintArrows(context: Context, scene: Scene, edges: readonly Joined[], colour: string): Generator<void> {
  context.fillStyle = colour;
  for (let first = 0; first < edges.length; first += LINES) {
    context.beginPath();
    for (const edge of edges.slice(first, first + LINES)) {
      const { from, to, element } = edge;
      if (element.direction === 'none') continue;
      const { startArrow, endArrow } = linkPath(from, to, scene.courseOf(edge));
      for (const arrow of element.direction === 'both' ? [startArrow, endArrow] : [endArrow]) {
        const [tip, left, right] = arrow;
        context.moveTo(tip.x, tip.y);
        context.lineTo(left.x, left.y);
        context.lineTo(right.x, right.y);
        context.closePath();
      }
    }
    context.fill();
    yield;
  }
}

/** The words of links, none on another or under a node: those that find no room are left to the list and the details of the link. */
function* paintEdgeTexts(
  context: Context,
  scene: Scene,
  edges: readonly Joined[],
  palette: Palette,
  zoom: number,
  over: readonly Placed[],
): Generator<void> {
  const grown = Math.max(1, READABLE / (zoom * FONT.small));
  const font = FONT.small * grown;
  const taken = new Map<string, Rect[]>();
  for (const node of over) if (node.element.kind !== 'frame') put(taken, node);
  const loops = edges.filter(({ element }) => element.loop !== undefined);
  putLoops(
    taken,
    loops.map((edge) => linkPath(edge.from, edge.to, edge.element)),
  );
  let count = 0;
  for (const edge of edges) {
    const { from, to, element } = edge;
    if (element.text === '') continue;
    const { rows, width } = linesOf(context, element, FONT.small, palette.font, LINK_TEXT);
    const size = { width: width * grown + 4, height: rows.length * font * 1.2 + 4 };
    const path = linkPath(from, to, scene.courseOf(edge));
    const spot = standFor(taken, path, size);
    if (!spot) continue;
    context.fillStyle = palette.ground;
    context.fillRect(spot.x - size.width / 2, spot.y - size.height / 2, size.width, size.height);
    context.fillStyle = palette.text;
    context.textAlign = 'center';
    context.font = `${font}px ${palette.font}`;
    paintLines(context, rows, spot.x, spot.y, font);
    if (++count % NODES === 0) yield;
  }
}

export function paintNode(context: Context, { element, x, y, width, height }: Placed, look: Look, view: View): void {
  const { palette } = look;
  const { kind } = element;
  if (kind === 'frame')
    return paintFrame(context, element, { left: x - width / 2, top: y - height / 2, width, height }, look, view);
  const [left, top] = [x - width / 2, y - height / 2];
  const note = kind === 'note';
  const corner = note ? 0 : SHAPE[kind === 'entity' || kind === 'badge' ? 'entity' : 'exhibit'].corner;
  const rounded = corner * view.zoom >= LEAST.corner;
  const colour = kind === 'entity' ? element.colour : kind === 'badge' ? palette.text : palette.border;
  context.fillStyle = note ? palette.paper : palette.surface;
  if (height * view.zoom < LEAST.border) {
    context.fillStyle = note ? palette.paper : colour;
    context.fillRect(left, top, width, height);
    return;
  }
  if (rounded) {
    context.beginPath();
    context.roundRect(left, top, width, height, corner);
    context.fill();
  } else context.fillRect(left, top, width, height);
  const box = { left, top, width, height };
  paintImage(context, element, box, look, view);
  if (!note) {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(element.measured ? 4 : 1.5, 1 / view.scale);
    if (rounded) context.stroke();
    else context.strokeRect(left, top, width, height);
    if (kind === 'exhibit' && rounded) context.strokeRect(left + 3, top + 3, width - 6, height - 6);
  }
  if (element.locked && view.zoom * 10 >= LEAST.icon) paintLock(context, box, palette);
  const size = kind === 'entity' || kind === 'badge' || note ? FONT.label : FONT.caption;
  if (element.text === '') return;
  if (size * view.zoom < READABLE) return paintGlance(context, element, box, look, view);
  const { rows } = linesOf(context, element, size, palette.font, element.textWidth);
  const most = Math.max(1, Math.floor((kind === 'picture' ? CAPTION : height) / (size * 1.2)));
  context.fillStyle = note ? palette.paperText : palette.text;
  context.textAlign = note ? 'left' : 'center';
  const middle = kind === 'entity' ? x + (ENTITY_ICON + 6) / 2 : note ? left + 10 : x;
  paintLines(context, rows.slice(0, most), middle, kind === 'picture' ? top + height - CAPTION / 2 : y, size);
}

/** As much of a name as a card has room for in letters that can be read, its middle left out; of a picture and a note nothing. */
function paintGlance(
  context: Context,
  { kind, text }: Placed['element'],
  { left, top, width, height }: Box,
  { palette }: Look,
  { zoom }: View,
): void {
  const size = READABLE / zoom;
  const rows = Math.floor((height - 2) / (size * 1.15));
  if (rows < 1 || kind === 'picture' || kind === 'note') return;
  const start = left + (kind === 'entity' ? ENTITY_ICON + 10 : 6);
  const room = left + width - 4 - start;
  context.font = `${size}px ${palette.font}`;
  const each = Math.floor(room / (context.measureText('0').width * 1.04));
  if (each < 3) return;
  const [line = ''] = text.split('\n', 1);
  const lines = linesThatFit(line, Math.min(rows, 3), each);
  context.fillStyle = palette.text;
  context.textAlign = 'left';
  paintLines(context, lines, start, top + height / 2, size);
}

/** "0x47666fab8b", "…83f09486e2" @param each characters of a line */
export function linesThatFit(text: string, rows: number, each: number): string[] {
  const all = [...text];
  const most = rows * each;
  const front = Math.ceil((most - 1) / 2);
  const shown = all.length <= most ? all : [...all.slice(0, front), '…', ...all.slice(all.length - (most - 1 - front))];
  return Array.from({ length: Math.ceil(shown.length / each) }, (_, row) =>
    shown.slice(row * each, (row + 1) * each).join(''),
  );
}

/** What is around the items of a group, with its name above them. */
function paintFrame(
  context: Context,
  element: Placed['element'],
  { left, top, width, height }: Box,
  { palette }: Look,
  { zoom, scale }: View,
): void {
  context.globalAlpha = 0.06;
  context.fillStyle = palette.text;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  context.strokeStyle = palette.border;
  context.lineWidth = 1 / Math.min(1, scale);
  context.strokeRect(left, top, width, height);
  if (FONT.label * zoom < READABLE && FRAME_TITLE * zoom < READABLE) return;
  context.font = `600 ${Math.max(FONT.label, READABLE / zoom)}px ${palette.font}`;
  context.fillStyle = palette.text;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(element.text, left + 10, top + FRAME_TITLE / 2, element.textWidth);
}

function paintImage(
  context: Context,
  { kind, image, imageHeight, colour }: Placed['element'],
  { left, top, width, height }: Box,
  look: Look,
  { zoom }: View,
): void {
  if (image === '') return;
  const icon = { x: left + 7, y: top + (height - ENTITY_ICON) / 2 };
  if (kind === 'entity' && ENTITY_ICON * zoom < LEAST.icon) {
    context.fillStyle = colour;
    return context.fillRect(icon.x, icon.y, ENTITY_ICON, ENTITY_ICON);
  }
  const picture = look.image(image);
  if (!picture) return;
  if (kind === 'entity') context.drawImage(picture, icon.x, icon.y, ENTITY_ICON, ENTITY_ICON);
  else context.drawImage(picture, left, top, width, kind === 'picture' ? imageHeight : height);
}

/** At the upper right corner of what keeps its place. */
function paintLock(context: Context, { left, top, width }: Box, palette: Palette): void {
  const [x, y] = [left + width - 12, top - 4];
  context.fillStyle = palette.muted;
  context.fillRect(x, y, 9, 7);
  context.strokeStyle = palette.muted;
  context.lineWidth = 1.4;
  context.beginPath();
  context.arc(x + 4.5, y, 2.8, Math.PI, 0);
  context.stroke();
}

function paintLines(context: Context, rows: readonly string[], x: number, y: number, size: number): void {
  context.textBaseline = 'middle';
  const height = size * 1.2;
  for (const [index, row] of rows.entries()) context.fillText(row, x, y + (index - (rows.length - 1) / 2) * height);
}

interface Lines {
  readonly rows: readonly string[];
  readonly width: number;
}
/** Text is measured once: an element that is drawn otherwise is another object. */
const measured = new WeakMap<object, Lines>();

/** Sets the font, and wraps the element's text in it. */
function linesOf(context: Context, element: { text: string }, size: number, font: string, width: number): Lines {
  context.font = `${size}px ${font}`;
  const known = measured.get(element);
  if (known) return known;
  const measure: Measure = (text) => context.measureText(text).width;
  const rows = wrapped(element.text, width, measure);
  const lines = { rows, width: Math.max(0, ...rows.map(measure)) };
  measured.set(element, lines);
  return lines;
}

/** What is selected, aimed at or drawn around, over the picture of the board. */
export function paintSelection(
  context: Context,
  nodes: readonly Placed[],
  aimed: Placed | null,
  { palette }: Look,
  { zoom }: View,
): void {
  const outer = 3 / Math.min(1, zoom) ** 0.7;
  context.strokeStyle = palette.focus;
  context.lineWidth = outer;
  context.globalAlpha = 0.75;
  context.beginPath();
  for (const { x, y, width, height } of nodes)
    context.rect(x - width / 2 - outer, y - height / 2 - outer, width + 2 * outer, height + 2 * outer);
  context.stroke();
  context.globalAlpha = 1;
  if (!aimed) return;
  context.lineWidth = 4;
  context.strokeRect(aimed.x - aimed.width / 2, aimed.y - aimed.height / 2, aimed.width, aimed.height);
}
