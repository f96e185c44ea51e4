import type { Point, Rect } from '../../../../shared/domain/board-layout.ts';
import type { Context } from './paint.ts';

/** Where the board is seen from: a point of it is at `zoom` times itself plus `x`, `y` in pixels of the container. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
/** A part of the board as one picture. */
export interface Region {
  readonly area: Rect;
  readonly zoom: number;
  /** Pixels of the canvas a board unit. */
  readonly scale: number;
}
export interface Layer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  region: Region | null;
}

/** Pixels of one picture; beyond it the margin around the view is given up, then the resolution. */
const MOST_PIXELS = 6_000_000;
/** As much again as the view on each side: what the view can be moved by before the picture ends. */
const MARGIN = 0.6;
const BORDER = 60; // board units around everything, for what is drawn outside its rectangle

export function createLayer(container: HTMLElement, opaque: boolean): Layer {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', transformOrigin: '0 0', display: 'none' });
  // Drawn by the processor at once: what was drawn so far then costs nothing later, so that pauses can be measured.
  const context = canvas.getContext('2d', { alpha: !opaque, willReadFrequently: true });
  if (!context) throw new Error('no canvas to draw on');
  container.append(canvas);
  return { canvas, context, region: null };
}

/** Puts a layer where the camera sees its region. */
export function placeLayer({ canvas, region }: Layer, camera: Camera, shown = true): void {
  canvas.style.display = region && shown ? 'block' : 'none';
  if (!region || !shown) return;
  const { area, zoom } = region;
  const x = (area.x - area.width / 2) * camera.zoom + camera.x;
  const y = (area.y - area.height / 2) * camera.zoom + camera.y;
  // Whole pixels at rest, so that text stays sharp.
  const place = camera.zoom === zoom ? `${Math.round(x)}px, ${Math.round(y)}px` : `${x}px, ${y}px`;
  canvas.style.transform = `translate(${place}) scale(${camera.zoom / zoom})`;
}

/** Makes a layer as large as a region, empty, and its context speak in board units. */
export function beginLayer(layer: Layer, region: Region, ground: string | null): Context {
  const { canvas, context } = layer;
  const { area, zoom, scale } = region;
  const [width, height] = [Math.max(1, Math.round(area.width * scale)), Math.max(1, Math.round(area.height * scale))];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  else {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
  }
  Object.assign(canvas.style, { width: `${area.width * zoom}px`, height: `${area.height * zoom}px` });
  if (ground) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.setTransform(scale, 0, 0, scale, -(area.x - area.width / 2) * scale, -(area.y - area.height / 2) * scale);
  layer.region = region;
  return context;
}

/** What the camera sees, in board units. */
export function seen({ x, y, zoom }: Camera, width: number, height: number): Rect {
  return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, width: width / zoom, height: height / zoom };
}

/** The part of a board that is drawn for a camera: what it sees and a margin, as far as there is anything. */
export function regionFor(
  camera: Camera,
  size: { width: number; height: number },
  bounds: Rect,
  ratio: number,
): Region {
  const view = seen(camera, size.width, size.height);
  const around = grown(bounds, BORDER, BORDER);
  const all = (margin: number): Rect =>
    intersection(grown(view, view.width * margin, view.height * margin), around) ?? { ...view, width: 1, height: 1 };
  const pixels = ({ width, height }: Rect): number => width * height * (camera.zoom * ratio) ** 2;
  const area = [MARGIN, MARGIN / 2, MARGIN / 4].map(all).find((each) => pixels(each) <= MOST_PIXELS) ?? all(0);
  const scale = camera.zoom * ratio * Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1, pixels(area))));
  return { area, zoom: camera.zoom, scale };
}

const COARSE = { width: 1400, height: 1000 };
/** The whole board in few pixels: what is seen where the picture ends. */
export function coarseRegion(bounds: Rect): Region {
  const area = grown(bounds, BORDER, BORDER);
  const zoom = Math.min(1, COARSE.width / area.width, COARSE.height / area.height);
  return { area, zoom, scale: zoom };
}

/** Whether all that the camera sees of the board is in a region. */
export function covers(region: Region, camera: Camera, size: { width: number; height: number }, bounds: Rect): boolean {
  const wanted = intersection(seen(camera, size.width, size.height), bounds);
  if (!wanted) return true;
  const { area } = region;
  return (
    Math.abs(area.x - wanted.x) * 2 + wanted.width <= area.width + 0.01 &&
    Math.abs(area.y - wanted.y) * 2 + wanted.height <= area.height + 0.01
  );
}

const grown = ({ x, y, width, height }: Rect, dx: number, dy: number): Rect => ({
  ...{ x, y },
  width: width + 2 * dx,
  height: height + 2 * dy,
});

function intersection(one: Rect, other: Rect): Rect | null {
  const axis = (a: number, aSize: number, b: number, bSize: number): Point | null => {
    const low = Math.max(a - aSize / 2, b - bSize / 2);
    const high = Math.min(a + aSize / 2, b + bSize / 2);
    return high > low ? { x: (low + high) / 2, y: high - low } : null;
  };
  const across = axis(one.x, one.width, other.x, other.width);
  const down = axis(one.y, one.height, other.y, other.height);
  return across && down ? { x: across.x, y: down.x, width: across.y, height: down.y } : null;
}

/** Lets what was drawn so far be drawn indeed, so that the clock counts it. */
export const flush = (context: CanvasRenderingContext2D): void => void context.getImageData(0, 0, 1, 1);
