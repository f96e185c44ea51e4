import type { SKRSContext2D } from '@napi-rs/canvas';
import { ASCENT, LINE_HEIGHT } from '../../../shared/domain/draw-step.ts';
import type { Cover } from '../../../shared/domain/redactions.ts';
import { outlineLettering } from './lettering.ts';

/** Pixels by which a block reaches over its part where the picture is drawn smaller: scaling mixes a pixel into its neighbours. */
const MIXED = 3;
/** Heights of the letters on a block, in pixels. */
const LARGEST = 28;
const SMALLEST = 7;

/**
 * Fills a part of a drawn picture with one colour, in whole pixels and rounded outwards, and writes its label on it.
 * @param scale pixels drawn to a pixel of the picture
 */
export function drawCover(context: SKRSContext2D, { x, y, width, height, label }: Cover, scale: number): void {
  const margin = scale < 1 ? MIXED : 0;
  const [left, top] = [Math.floor(x * scale) - margin, Math.floor(y * scale) - margin];
  const [right, bottom] = [Math.ceil((x + width) * scale) + margin, Math.ceil((y + height) * scale) + margin];
  context.fillStyle = '#000000';
  context.fillRect(left, top, right - left, bottom - top);
  const lettering = outlineLettering(context);
  const size = Math.min(LARGEST, (bottom - top) * 0.6, ((right - left) * 0.9) / lettering.width(label, 1));
  if (size < SMALLEST) return;
  const baseline = (top + bottom) / 2 + (ASCENT - LINE_HEIGHT / 2) * size;
  context.fillStyle = '#ffffff';
  lettering.paint(label, size, (left + right - lettering.width(label, size)) / 2, baseline, 'fill');
}
