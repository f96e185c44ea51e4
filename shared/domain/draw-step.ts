import type { Colour, CopyStep } from '../contract/copies.ts';
import type { Rect } from './board-layout.ts';

export interface Block extends Rect {
  /** 0 to 255 for red, green and blue alike. */
  readonly grey: number;
}
const DARKEST = 56;
const LIGHTEST = 200;
const SMALLEST_BLOCK = 4; // pixels

/**
 * The blocks of a pixelated redaction. They look like a coarse picture and are none: the greys come from a generator
 * seeded with the step's place in the list and its geometry, so that nothing hidden can be computed from them.
 * The last column and row are cut off at the edge. About 200 blocks along the longer side at most.
 */
export function pixelation(index: number, { x, y, width, height }: Rect): Block[] {
  const next = generator([index, x, y, width, height]);
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const side = Math.max(SMALLEST_BLOCK, Math.ceil(shorter / 6), Math.ceil(longer / 200));
  const blocks: Block[] = [];
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side)
      blocks.push({
        x: x + left,
        y: y + top,
        width: Math.min(side, width - left),
        height: Math.min(side, height - top),
        grey: DARKEST + (next() % (LIGHTEST - DARKEST + 1)),
      });
  return blocks;
}

/** 32-bit whole numbers by SplitMix32 (G. Steele, D. Lea, C. Flood, 2014); integer arithmetic, the same everywhere. */
function generator(seeds: readonly number[]): () => number {
  let state = 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  for (const seed of seeds) state = next() ^ seed;
  return next;
}

/** The part of a canvas context that steps are drawn with; the browser's has it, and so has the core's. */
export interface Pen {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: unknown;
  lineJoin: unknown;
  save(): void;
  restore(): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  ellipse(x: number, y: number, rx: number, ry: number, rotation: number, start: number, end: number): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
}
/** How letters come onto the canvas: `paint` fills or outlines a line in the pen's present colours. */
export interface Lettering {
  width(text: string, size: number): number;
  paint(text: string, size: number, x: number, baseline: number, how: 'fill' | 'stroke'): void;
}

export const COLOURS: Record<Colour, string> = {
  red: '#d1002a',
  orange: '#f07000',
  yellow: '#ffd400',
  green: '#00852b',
  blue: '#0050d0',
  black: '#000000',
  white: '#ffffff',
};
/** What is drawn around a colour so that it stands out of a picture of the same colour. */
export const edgeOf = (colour: Colour): string =>
  colour === 'yellow' || colour === 'white' || colour === 'orange' ? '#000000' : '#ffffff';

/** Noto Sans: the baseline lies this far below the top of a line, in letter heights. */
export const ASCENT = 1.069;
export const LINE_HEIGHT = 1.362;
const MATRICES = [
  [1, 0, 0, 1],
  [0, 1, -1, 0],
  [-1, 0, 0, -1],
  [0, -1, 1, 0],
] as const;

/**
 * Draws a step in pixels of the original. Cropping and turning draw nothing: they say where the canvas lies.
 * A redaction fills whole pixels with opaque colours, whatever was there.
 * @param index of the step in its list, which a pixelated redaction is seeded with
 */
export function drawStep(pen: Pen, lettering: Lettering, step: CopyStep, index: number): void {
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  if (step.kind === 'redact') redact(pen, step, index);
  else if (step.kind === 'text' || step.kind === 'marker') write(pen, lettering, step);
  else if (step.kind === 'box' || step.kind === 'ellipse' || step.kind === 'arrow') outline(pen, step);
  pen.restore();
}

function redact(pen: Pen, step: Extract<CopyStep, { kind: 'redact' }>, index: number): void {
  pen.fillStyle = '#000000';
  pen.fillRect(step.x, step.y, step.width, step.height);
  if (step.style === 'solid') return;
  const [right, bottom] = [step.x + step.width, step.y + step.height];
  for (const { x, y, width, height, grey } of pixelation(index, step)) {
    pen.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
    // Reaches under the blocks that follow, which cover it: a scaled preview shows no seams.
    pen.fillRect(x, y, Math.min(2 * width, right - x), Math.min(2 * height, bottom - y));
  }
}

/** Width of the contrasting edge on either side of a line. */
export const edgeWidth = (stroke: number): number => Math.max(1, stroke / 4);

function outline(pen: Pen, step: Extract<CopyStep, { stroke: number }>): void {
  for (const edge of [true, false]) {
    const style = edge ? edgeOf(step.colour) : COLOURS[step.colour];
    pen.strokeStyle = style;
    pen.fillStyle = style;
    pen.lineWidth = step.stroke + (edge ? 2 * edgeWidth(step.stroke) : 0);
    if (step.kind === 'box') pen.strokeRect(step.x, step.y, step.width, step.height);
    else if (step.kind === 'ellipse') {
      const [rx, ry] = [step.width / 2, step.height / 2];
      pen.beginPath();
      pen.ellipse(step.x + rx, step.y + ry, rx, ry, 0, 0, 2 * Math.PI);
      pen.stroke();
    } else arrow(pen, step, edge);
  }
}

/** The head's length in widths of the line; a short arrow has a smaller one. */
const HEAD = 4;

function arrow(pen: Pen, step: Extract<CopyStep, { kind: 'arrow' }>, edge: boolean): void {
  const { fromX, fromY, toX, toY, stroke } = step;
  const length = Math.hypot(toX - fromX, toY - fromY);
  const [ux, uy] = [(toX - fromX) / length, (toY - fromY) / length];
  const head = Math.min(length * 0.8, stroke * HEAD);
  const [neckX, neckY] = [toX - ux * head, toY - uy * head];
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(neckX, neckY);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(toX, toY);
  pen.lineTo(neckX - uy * head * 0.5, neckY + ux * head * 0.5);
  pen.lineTo(neckX + uy * head * 0.5, neckY - ux * head * 0.5);
  pen.closePath();
  pen.lineWidth = edge ? 2 * edgeWidth(stroke) : 0.001; // a canvas takes no width of 0
  if (edge) pen.stroke();
  pen.fill();
}

function write(pen: Pen, lettering: Lettering, step: Extract<CopyStep, { size: number }>): void {
  const [a, b, c, d] = MATRICES[step.quarterTurns] as (typeof MATRICES)[number];
  pen.transform(a, b, c, d, step.x, step.y);
  const { text, size, colour } = step;
  if (step.kind === 'text') {
    pen.strokeStyle = edgeOf(colour);
    pen.lineWidth = size / 6;
    lettering.paint(text, size, 0, size * ASCENT, 'stroke');
    pen.fillStyle = COLOURS[colour];
    lettering.paint(text, size, 0, size * ASCENT, 'fill');
    return;
  }
  for (const [radius, style] of [
    [size / 2, edgeOf(colour)],
    [size * 0.44, COLOURS[colour]],
  ] as const) {
    pen.fillStyle = style;
    pen.beginPath();
    pen.ellipse(0, 0, radius, radius, 0, 0, 2 * Math.PI);
    pen.fill();
  }
  const letters = size * (text.length > 2 ? 0.4 : 0.55);
  pen.fillStyle = edgeOf(colour);
  lettering.paint(text, letters, -lettering.width(text, letters) / 2, letters * 0.36, 'fill');
}
