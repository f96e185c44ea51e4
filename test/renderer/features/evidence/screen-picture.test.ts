import { expect, it } from 'vitest';
import { regionBetween } from '../../../../renderer/features/evidence/screen-picture.ts';

it('marks whole pixels within the picture, whichever way it is dragged', () => {
  const size = { width: 100, height: 50 };
  expect(regionBetween({ x: 10.4, y: 20.6 }, { x: 30, y: 40 }, size)).toEqual({ x: 10, y: 21, width: 20, height: 19 });
  expect(regionBetween({ x: 130, y: 60 }, { x: -5, y: 10 }, size)).toEqual({ x: 0, y: 10, width: 100, height: 40 });
});
