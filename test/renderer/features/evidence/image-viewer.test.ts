import { expect, test } from 'vitest';
import { moved, rotated, START, zoomed } from '../../../../renderer/features/evidence/image-viewer.tsx';

/** Where a point of the picture, measured from its middle, lies in the stage. */
const place = (view: typeof START, px: number, py: number) => [view.x + px * view.scale, view.y + py * view.scale];

test('the point under the pointer stays where it is', () => {
  let view = moved(START, 12, -30);
  const point = [(100 - view.x) / view.scale, (40 - view.y) / view.scale] as const;
  for (const factor of [1.3, 1.3, 0.7, 2]) {
    view = zoomed(view, factor, 100, 40);
    const [x, y] = place(view, ...point) as [number, number];
    expect(x).toBeCloseTo(100);
    expect(y).toBeCloseTo(40);
  }
});

test('zooming ends at its limits', () => {
  let view = START;
  for (let step = 0; step < 100; step++) view = zoomed(view, 2, 10, 10);
  expect(view.scale).toBe(40);
  const still = zoomed(view, 2, 10, 10);
  expect(still).toEqual(view);
  for (let step = 0; step < 100; step++) view = zoomed(view, 0.5);
  expect(view.scale).toBe(0.2);
});

test('four turns are none', () => {
  const once = rotated(moved(START, 5, 5));
  expect(once).toEqual({ x: 0, y: 0, scale: 1, turn: 1 });
  expect(rotated(rotated(rotated(once)))).toEqual(START);
});
