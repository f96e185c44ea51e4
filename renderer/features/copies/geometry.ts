import type { Colour, CopyStep } from '../../../shared/contract/copies.ts';
import type { Point, Rect, Size } from '../../../shared/domain/board-layout.ts';
import { type AreaStep, type Placement, placed } from '../../../shared/domain/copy-steps.ts';
import { LINE_HEIGHT } from '../../../shared/domain/draw-step.ts';
import type { Tool } from './edit.ts';

/** How the turned picture lies on the stage: CSS pixels to a picture's pixel, and where its top left corner is. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}
const LARGEST = 32;
const MARGIN = 16; // CSS pixels around a picture that is shown whole

/** The whole original as it is shown, turned but not cropped: what the crop leaves out stays in sight. */
export const shownPlacement = (size: Size, turns: number): Placement => placed({ x: 0, y: 0, ...size }, turns);

/** A picture smaller than the stage is shown pixel by pixel rather than enlarged. */
export function fitted(stage: Size, shown: Size): View {
  const room = Math.min((stage.width - 2 * MARGIN) / shown.width, (stage.height - 2 * MARGIN) / shown.height);
  const scale = Math.max(0.001, Math.min(1, room));
  return { scale, x: (stage.width - shown.width * scale) / 2, y: (stage.height - shown.height * scale) / 2 };
}

/** Zooms so that what lies under (x, y) of the stage stays there. @param least the scale at which all is in view */
export function zoomedAt(view: View, factor: number, x: number, y: number, least: number): View {
  const scale = Math.min(LARGEST, Math.max(Math.min(least, 1) / 2, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

export function toStage({ scale, x, y }: View, { matrix }: Placement, point: Point): Point {
  const [a, b, c, d, e, f] = matrix;
  return {
    x: (a * point.x + c * point.y + e) * scale + x,
    y: (b * point.x + d * point.y + f) * scale + y,
  };
}

/** The inverse: quarter turns are undone by their transposed matrix. */
export function toOriginal({ scale, x, y }: View, { matrix }: Placement, point: Point): Point {
  const [a, b, c, d, e, f] = matrix;
  const [px, py] = [(point.x - x) / scale - e, (point.y - y) / scale - f];
  return { x: a * px + b * py, y: c * px + d * py };
}

/** All in whole pixels of the original; `x`, `y` of a Rect here: its top left corner. */
export type Measure = (text: string, size: number) => number;

const clamp = (value: number, most: number): number => Math.min(Math.max(0, Math.round(value)), most);

/** The area between two points, within the picture and at least a pixel wide and high. */
export function areaBetween(from: Point, to: Point, { width, height }: Size): Rect {
  const x = Math.min(clamp(Math.min(from.x, to.x), width), width - 1);
  const y = Math.min(clamp(Math.min(from.y, to.y), height), height - 1);
  return {
    x,
    y,
    width: Math.max(1, clamp(Math.max(from.x, to.x), width) - x),
    height: Math.max(1, clamp(Math.max(from.y, to.y), height) - y),
  };
}

export interface Style {
  readonly colour: Colour;
  readonly weight: number;
  /** Of the whole copy, as it is shown: letters are written upright in it. */
  readonly turns: number;
  /** What the next marker says. */
  readonly marker: string;
}
const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(value)));
/** Lines and letters grow with the picture, so that they are read alike in a thumbnail of it. */
export const strokeFor = ({ width, height }: Size, weight: number): number =>
  bounded((Math.max(width, height) / 250) * weight, 1, 200);
export const lettersFor = ({ width, height }: Size, weight: number): number =>
  bounded((Math.max(width, height) / 30) * weight, 6, 2000);

/** The step that a tool makes of a drag, or of a click where both points are one; null for the select tool. */
export function stepFor(tool: Tool, from: Point, to: Point, size: Size, style: Style): CopyStep | null {
  const area = areaBetween(from, to, size);
  const line = { colour: style.colour, stroke: strokeFor(size, style.weight) };
  const letters = {
    x: clamp(from.x, size.width),
    y: clamp(from.y, size.height),
    colour: style.colour,
    quarterTurns: (4 - style.turns) % 4,
  };
  switch (tool) {
    case 'select':
      return null;
    case 'crop':
      return { kind: 'crop', ...area };
    case 'solid':
    case 'pixelated':
      return { kind: 'redact', ...area, style: tool };
    case 'box':
    case 'ellipse':
      return { kind: tool, ...area, ...line };
    case 'arrow': {
      const [fromX, fromY] = [clamp(from.x, size.width), clamp(from.y, size.height)];
      const [toX, toY] = [clamp(to.x, size.width), clamp(to.y, size.height)];
      return fromX === toX && fromY === toY ? null : { kind: 'arrow', fromX, fromY, toX, toY, ...line };
    }
    case 'text':
      return { kind: 'text', ...letters, size: lettersFor(size, style.weight), text: 'Text' };
    case 'marker':
      return { kind: 'marker', ...letters, size: lettersFor(size, style.weight * 1.5), text: style.marker };
  }
}

export const isArea = (step: CopyStep): step is AreaStep => 'width' in step;

/** What a step covers; null for a turn, which has no place. */
export function boundsOf(step: CopyStep, measure: Measure): Rect | null {
  if (isArea(step)) return step;
  if (step.kind === 'arrow')
    return {
      x: Math.min(step.fromX, step.toX),
      y: Math.min(step.fromY, step.toY),
      width: Math.abs(step.toX - step.fromX),
      height: Math.abs(step.toY - step.fromY),
    };
  if (step.kind === 'marker')
    return { x: step.x - step.size / 2, y: step.y - step.size / 2, width: step.size, height: step.size };
  if (step.kind !== 'text') return null;
  const [along, across] = [measure(step.text, step.size), step.size * LINE_HEIGHT];
  const { x, y, quarterTurns } = step;
  if (quarterTurns === 1) return { x: x - across, y, width: across, height: along };
  if (quarterTurns === 2) return { x: x - along, y: y - across, width: along, height: across };
  if (quarterTurns === 3) return { x, y: y - along, width: across, height: along };
  return { x, y, width: along, height: across };
}

/** A step moved as far as the picture lets it. */
export function movedStep(step: CopyStep, dx: number, dy: number, { width, height }: Size): CopyStep {
  if (step.kind === 'rotate') return step;
  if (step.kind === 'arrow') {
    const x = inside(dx, Math.min(step.fromX, step.toX), Math.max(step.fromX, step.toX), width);
    const y = inside(dy, Math.min(step.fromY, step.toY), Math.max(step.fromY, step.toY), height);
    return { ...step, fromX: step.fromX + x, toX: step.toX + x, fromY: step.fromY + y, toY: step.toY + y };
  }
  const [right, bottom] = isArea(step) ? [step.x + step.width, step.y + step.height] : [step.x, step.y];
  return { ...step, x: step.x + inside(dx, step.x, right, width), y: step.y + inside(dy, step.y, bottom, height) };
}
const inside = (by: number, first: number, last: number, most: number): number =>
  Math.min(most - last, Math.max(-first, Math.round(by)));

export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'from' | 'to';

/** The points by which a step is resized. */
export function handlesOf(step: CopyStep): readonly (Point & { readonly handle: Handle })[] {
  if (step.kind === 'arrow')
    return [
      { handle: 'from', x: step.fromX, y: step.fromY },
      { handle: 'to', x: step.toX, y: step.toY },
    ];
  if (!isArea(step)) return [];
  const { x, y, width, height } = step;
  const [mx, my, r, b] = [x + width / 2, y + height / 2, x + width, y + height];
  return [
    { handle: 'nw', x, y },
    { handle: 'n', x: mx, y },
    { handle: 'ne', x: r, y },
    { handle: 'e', x: r, y: my },
    { handle: 'se', x: r, y: b },
    { handle: 's', x: mx, y: b },
    { handle: 'sw', x, y: b },
    { handle: 'w', x, y: my },
  ];
}

/** A step with one of its handles put elsewhere; pulled over the other side, it turns inside out. */
export function resizedStep(step: CopyStep, handle: Handle, to: Point, size: Size): CopyStep {
  if (step.kind === 'arrow') {
    const [x, y] = [clamp(to.x, size.width), clamp(to.y, size.height)];
    const next = handle === 'from' ? { ...step, fromX: x, fromY: y } : { ...step, toX: x, toY: y };
    return next.fromX === next.toX && next.fromY === next.toY ? step : next;
  }
  if (!isArea(step)) return step;
  const [right, bottom] = [step.x + step.width, step.y + step.height];
  const from = { x: handle.includes('w') ? right : step.x, y: handle.startsWith('n') ? bottom : step.y };
  const far = {
    x: handle.includes('w') || handle.includes('e') ? to.x : right,
    y: handle.startsWith('n') || handle.startsWith('s') ? to.y : bottom,
  };
  return { ...step, ...areaBetween(from, far, size) };
}

/** The uppermost step at a point; a crop only by its edge, for it covers everything. @param reach in pixels of the original */
export function stepAt(steps: readonly CopyStep[], point: Point, reach: number, measure: Measure): number | null {
  const found = steps.findLastIndex((step) => {
    const bounds = boundsOf(step, measure);
    if (!bounds || !holds(bounds, point, reach)) return false;
    if (step.kind === 'crop') return !holds(bounds, point, -reach);
    return step.kind !== 'arrow' || distance(step, point) <= step.stroke / 2 + reach;
  });
  return found < 0 ? null : found;
}

const holds = ({ x, y, width, height }: Rect, point: Point, reach: number): boolean =>
  point.x >= x - reach && point.x <= x + width + reach && point.y >= y - reach && point.y <= y + height + reach;

/** From a point to the nearest of an arrow's. */
function distance({ fromX, fromY, toX, toY }: Extract<CopyStep, { kind: 'arrow' }>, point: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = ((point.x - fromX) * dx + (point.y - fromY) * dy) / (dx * dx + dy * dy);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - fromX - at * dx, point.y - fromY - at * dy);
}
