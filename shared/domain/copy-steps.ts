import type { CopyStep } from '../contract/copies.ts';
import type { Rect, Size } from './board-layout.ts';

/** The largest original that working copies are made of; drawing one of this size took 0.8 GB of memory and 11 s. */
export const MOST_COPY_MEGAPIXELS = 64;

/** `x`, `y` here: the top left corner. */
export type Area = Rect;
export type AreaStep = Extract<CopyStep, { width: number }>;

/** How a copy lies: its size, and where a pixel of the original goes, as canvas matrix [a, b, c, d, e, f]. */
export interface Placement extends Size {
  readonly matrix: readonly [number, number, number, number, number, number];
}

/** The part of the original that is kept. */
export function cropOf(steps: readonly CopyStep[], original: Size): Area {
  const crop = steps.find((step) => step.kind === 'crop');
  return crop ?? { x: 0, y: 0, width: original.width, height: original.height };
}

/** Quarter turns of the whole copy, clockwise, 0 to 3. */
export const turnsOf = (steps: readonly CopyStep[]): number =>
  steps.reduce((sum, step) => sum + (step.kind === 'rotate' ? step.quarterTurns : 0), 0) % 4;

export const placementOf = (steps: readonly CopyStep[], original: Size): Placement =>
  placed(cropOf(steps, original), turnsOf(steps));

/** Only whole numbers, so that each pixel of the original becomes exactly one of the copy. */
export function placed({ x, y, width, height }: Area, turns: number): Placement {
  if (turns === 1) return { width: height, height: width, matrix: [0, 1, -1, 0, height + y, -x] };
  if (turns === 2) return { width, height, matrix: [-1, 0, 0, -1, width + x, height + y] };
  if (turns === 3) return { width: height, height: width, matrix: [0, -1, 1, 0, -y, width + x] };
  return { width, height, matrix: [1, 0, 0, 1, -x, -y] };
}

/** What is wrong with steps on an original of this size, as a sentence that names the step; null when nothing is. */
export function stepsProblem(steps: readonly CopyStep[], original: Size): string | null {
  const size = `${original.width} x ${original.height} pixels`;
  for (const [index, step] of steps.entries())
    if (!isWithin(step, original))
      return `Step ${index + 1} (${step.kind}) reaches beyond the original, which has ${size}.`;
  if (steps.filter(({ kind }) => kind === 'crop').length > 1)
    return 'A working copy has one crop at the most; leave out the others.';
  const arrow = steps.findIndex((step) => step.kind === 'arrow' && step.fromX === step.toX && step.fromY === step.toY);
  if (arrow >= 0) return `Step ${arrow + 1} (arrow) begins where it ends.`;
  const crop = cropOf(steps, original);
  const whole = crop.width === original.width && crop.height === original.height;
  if (whole && turnsOf(steps) === 0 && steps.every(({ kind }) => kind === 'crop' || kind === 'rotate'))
    return 'These steps leave the picture as it is.';
  return null;
}

function isWithin(step: CopyStep, { width, height }: Size): boolean {
  switch (step.kind) {
    case 'rotate':
      return true;
    case 'arrow':
      return Math.max(step.fromX, step.toX) <= width && Math.max(step.fromY, step.toY) <= height;
    case 'text':
    case 'marker':
      return step.x <= width && step.y <= height;
    default:
      return step.x + step.width <= width && step.y + step.height <= height;
  }
}

const TURNED = ['', 'a quarter turn clockwise', 'upside down', 'a quarter turn counterclockwise'];

/** A step as a person would say it, places in pixels of the original. */
export function stepWords(step: CopyStep): string {
  switch (step.kind) {
    case 'crop':
      return `Cropped to ${area(step)}.`;
    case 'rotate':
      return step.quarterTurns === 2 ? 'Turned upside down.' : `Turned ${TURNED[step.quarterTurns]}.`;
    case 'arrow':
      return `Drew a ${step.colour} arrow from ${step.fromX}, ${step.fromY} to ${step.toX}, ${step.toY}.`;
    case 'text':
      return `Wrote “${step.text}” in ${step.colour} at ${step.x}, ${step.y}.`;
    case 'marker':
      return `Set the ${step.colour} marker “${step.text}” at ${step.x}, ${step.y}.`;
    case 'redact':
      return step.style === 'solid'
        ? `Redacted ${area(step)} with solid black.`
        : `Redacted ${area(step)} with generated grey blocks, made without looking at the picture.`;
    default:
      return `Drew a ${step.colour} ${step.kind} around ${area(step)}.`;
  }
}

const area = ({ x, y, width, height }: Area): string => `${width} x ${height} pixels at ${x}, ${y}`;

/** Ends the title of a working copy that nobody named: the rest is its original's title of that time. */
export const UNNAMED_COPY = ' (working copy)';
