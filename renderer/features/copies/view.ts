import type { Point, Size } from '../../../shared/domain/board-layout.ts';
import { type Placement, placed } from '../../../shared/domain/copy-steps.ts';

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
