import { isDrawn, pressed, type Region, regionOf } from '../../shared/domain/screen-region.ts';

// A transparent page over one display; whoever opened it asks for `regionDrawn`, in units of the display; null for nothing.

/** Pixels of the picture for each unit of the display, to show the size that the picture will have. */
const scale = Number(new URLSearchParams(location.search).get('scale') ?? '') || 1;
const box = document.querySelector<HTMLElement>('#region');
const label = document.querySelector<HTMLElement>('#size');
const drawn = Promise.withResolvers<Region | null>();
Object.assign(window, { regionDrawn: drawn.promise });

let region: Region | null = null;
let start: { x: number; y: number } | null = null;
const screenSize = (): { width: number; height: number } => ({ width: innerWidth, height: innerHeight });
const whole = (): Region => ({ x: 0, y: 0, ...screenSize() });

function show(next: Region | null): void {
  region = next;
  if (!box || !label) return;
  box.hidden = next === null;
  label.hidden = next === null;
  if (!next) return;
  const { x, y, width, height } = next;
  Object.assign(box.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  label.textContent = `${Math.round(width * scale)} × ${Math.round(height * scale)} pixels`;
  // Below the region, or within it where the screen ends.
  const below = y + height + 40 < innerHeight ? y + height + 8 : Math.max(8, y + height - 40);
  Object.assign(label.style, { left: `${Math.min(x, innerWidth - 180)}px`, top: `${below}px` });
}

addEventListener('pointerdown', ({ clientX, clientY, button, pointerId }) => {
  if (button !== 0) return;
  document.body.setPointerCapture(pointerId);
  start = { x: clientX, y: clientY };
  show(null);
});
addEventListener('pointermove', ({ clientX, clientY }) => {
  if (!start) return;
  const next = regionOf(start, { x: clientX, y: clientY }, screenSize());
  show(isDrawn(next) ? next : null);
});
addEventListener('pointerup', () => {
  start = null;
  if (region) drawn.resolve(region);
});
addEventListener('contextmenu', (event) => {
  event.preventDefault();
  drawn.resolve(null);
});
addEventListener('keydown', (event) => {
  const does = pressed(event, region, screenSize());
  if (does === null) return;
  event.preventDefault();
  if (does === 'cancelled') drawn.resolve(null);
  else if (does === 'done') drawn.resolve(region ?? whole());
  else show(does.region);
});
