import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { MOST_COPY_MEGAPIXELS, placementOf, stepsProblem } from '../../../shared/domain/copy-steps.ts';
import { drawStep } from '../../../shared/domain/draw-step.ts';
import { type Decoded, decodeAsStored, decodePicture } from './decode.ts';
import { outlineLettering } from './lettering.ts';
import { pngOrientation } from './structure.ts';

/** Runs in the pictures process only: it decodes foreign bytes. */
export interface CopyRequest {
  readonly original: Uint8Array;
  readonly steps: readonly CopyStep[];
}

/** A PNG at full size, made of the original's pixels and the steps and of nothing else. */
export async function drawCopy(request: CopyRequest): Promise<Uint8Array> {
  return (await drawn(request)).encode('png');
}

/**
 * Whether a copy is what the steps make of the original. Another machine may pack the same pixels into other bytes, and
 * round the edge of a line to a neighbouring value: pixels are compared when bytes differ.
 */
export async function compareCopy({ copy, ...request }: CopyRequest & { copy: Uint8Array }): Promise<boolean> {
  if (await isDrawn(await drawn(request), copy)) return true;
  // Copies of a PNG that says it lies on its side were drawn on the pixels as stored until its orientation was applied.
  if (pngOrientation(request.original) === 1) return false;
  const before = await drawn(request, decodeAsStored).catch(() => null);
  return before !== null && isDrawn(before, copy);
}

async function isDrawn(canvas: Canvas, copy: Uint8Array): Promise<boolean> {
  if ((await canvas.encode('png')).equals(copy)) return true;
  const kept = await decodePicture(copy).catch(() => null);
  return kept !== null && samePixels(canvas, kept);
}

async function drawn({ original, steps }: CopyRequest, decode: typeof decodePicture = decodePicture): Promise<Canvas> {
  const image = await decode(original);
  const { width, height } = image;
  if (width * height > MOST_COPY_MEGAPIXELS * 1e6)
    throw new Fault(
      'too-large',
      `it has ${Math.round((width * height) / 1e6)} megapixels; working copies are made of at most ${MOST_COPY_MEGAPIXELS}`,
    );
  const problem = stepsProblem(steps, { width, height });
  if (problem) throw new Fault('bad-request', problem);
  const placement = placementOf(steps, { width, height });
  const canvas = createCanvas(placement.width, placement.height);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = false; // whole pixels go to whole pixels; nothing may be mixed
  context.setTransform(...placement.matrix);
  context.drawImage(image, 0, 0);
  const lettering = outlineLettering(context);
  for (const [index, step] of steps.entries()) drawStep(context, lettering, step, index);
  return canvas;
}

const ROUNDING = 3; // of 255
const STRIP = 256; // rows compared at a time

function samePixels(canvas: Canvas, kept: Decoded): boolean {
  if (kept.width !== canvas.width || kept.height !== canvas.height) return false;
  const strip = createCanvas(canvas.width, STRIP).getContext('2d');
  for (let top = 0; top < canvas.height; top += STRIP) {
    const rows = Math.min(STRIP, canvas.height - top);
    strip.clearRect(0, 0, canvas.width, STRIP);
    strip.drawImage(kept, 0, -top);
    const other = strip.getImageData(0, 0, canvas.width, rows).data;
    const own = canvas.getContext('2d').getImageData(0, top, canvas.width, rows).data;
    for (let at = 0; at < own.length; at++)
      if (Math.abs((own[at] as number) - (other[at] as number)) > ROUNDING) return false;
  }
  return true;
}
