import notoSans from '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf?url';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Rect, Size } from '../../../shared/domain/board-layout.ts';
import { cropOf, type Placement } from '../../../shared/domain/copy-steps.ts';
import { drawStep, type Lettering } from '../../../shared/domain/draw-step.ts';
import { boundsOf, handlesOf, toStage, type View } from './geometry.ts';

const FAMILY = 'Redthread Letters';
let loading: Promise<unknown> | null = null;

/** Makes the font that copies are lettered with known to the window. Scripts beyond it are previewed in the machine's own. */
export const loadLetters = (): Promise<unknown> =>
  (loading ??= new FontFace(FAMILY, `url(${notoSans})`).load().then((face) => document.fonts.add(face)));

export function canvasLettering(context: CanvasRenderingContext2D): Lettering {
  const font = (size: number): void => {
    context.font = `${size}px "${FAMILY}", sans-serif`;
  };
  return {
    width: (text, size) => {
      font(size);
      return context.measureText(text).width;
    },
    paint: (text, size, x, baseline, how) => {
      font(size);
      if (how === 'fill') context.fillText(text, x, baseline);
      else context.strokeText(text, x, baseline);
    },
  };
}

export interface Scene {
  readonly image: CanvasImageSource;
  /** Of the original; the image may be a smaller rendition of it. */
  readonly size: Size;
  readonly steps: readonly CopyStep[];
  readonly selected: number | null;
  readonly view: View;
  readonly placement: Placement;
}
export const HANDLE = 9; // CSS pixels

/** The copy as it will be, what its crop leaves out in the dark, and the handles of what is selected. */
export function paintScene(context: CanvasRenderingContext2D, pixelRatio: number, scene: Scene): void {
  const { image, size, steps, selected, view, placement } = scene;
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(pixelRatio, pixelRatio);
  context.save();
  context.translate(view.x, view.y);
  context.scale(view.scale, view.scale);
  context.transform(...placement.matrix);
  context.save();
  context.beginPath();
  context.rect(0, 0, size.width, size.height); // what runs over the edge of the picture is not in the copy either
  context.clip();
  context.imageSmoothingEnabled = view.scale < 2;
  context.drawImage(image, 0, 0, size.width, size.height);
  const lettering = canvasLettering(context);
  for (const [index, step] of steps.entries()) drawStep(context, lettering, step, index);
  shade(context, cropOf(steps, size), size);
  context.restore();
  const step = selected === null ? undefined : steps[selected];
  const bounds = step && boundsOf(step, lettering.width);
  context.restore();
  if (step && bounds) mark(context, step, bounds, view, placement);
}

/** One path, since the parts of several would not quite meet at every zoom. */
function shade(context: CanvasRenderingContext2D, crop: Rect, size: Size): void {
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.rect(crop.x, crop.y, crop.width, crop.height);
  context.fillStyle = 'rgb(0 0 0 / 62%)';
  context.fill('evenodd');
}

/** In CSS pixels, so that the marks are of one size at every zoom; dark on white, to be seen on any picture. */
function mark(context: CanvasRenderingContext2D, step: CopyStep, bounds: Rect, view: View, placement: Placement): void {
  const one = toStage(view, placement, bounds);
  const other = toStage(view, placement, { x: bounds.x + bounds.width, y: bounds.y + bounds.height });
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const [width, height] = [Math.abs(other.x - one.x), Math.abs(other.y - one.y)];
  context.lineWidth = 1;
  for (const [style, dash] of [
    ['#ffffff', []],
    ['#2d72d2', [4, 4]],
  ] as const) {
    context.strokeStyle = style;
    context.setLineDash([...dash]);
    context.strokeRect(x - 3.5, y - 3.5, width + 7, height + 7);
  }
  context.setLineDash([]);
  for (const handle of handlesOf(step)) {
    const at = toStage(view, placement, handle);
    context.fillStyle = '#ffffff';
    context.strokeStyle = '#2d72d2';
    context.fillRect(at.x - HANDLE / 2, at.y - HANDLE / 2, HANDLE, HANDLE);
    context.strokeRect(at.x - HANDLE / 2, at.y - HANDLE / 2, HANDLE, HANDLE);
  }
}
