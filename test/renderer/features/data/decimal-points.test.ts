import { expect, it } from 'vitest';
import { placesOf, spaceBehind } from '../../../../renderer/features/data/decimal-points.ts';

it('ends numbers where their points are below each other', () => {
  const column = ['0.5', '3', '-12.250', '1e-7', 'NULL'];
  const most = Math.max(...column.map(placesOf));
  expect(most).toBe(3);
  expect(column.map((text) => spaceBehind(text, most))).toEqual([2, 4, 0, 4, 4]);
  expect(['7', '12'].map((text) => spaceBehind(text, 0))).toEqual([0, 0]);
});
