/** How a picture lies in its stage: offset of its middle in pixels, scale against fitting, quarter turns. */
export interface PictureView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly turn: number;
}
export const START: PictureView = { x: 0, y: 0, scale: 1, turn: 0 };
const SMALLEST = 0.2;
const LARGEST = 40;

/** Zooms so that the point under (x, y), measured from the middle of the stage, stays where it is. */
export function zoomed(view: PictureView, factor: number, x = 0, y = 0): PictureView {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const ratio = scale / view.scale;
  return { ...view, scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}
export const moved = (view: PictureView, dx: number, dy: number): PictureView => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});
export const rotated = (view: PictureView): PictureView => ({ ...START, turn: (view.turn + 1) % 4 });
