import { expect, it } from 'vitest';
import { columnGroups, columnWidths } from '../../../../../electron/core/reports/pdf/tables.tsx';

const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0);

it('gives every column what its longest value needs, and shares the rest', () => {
  const widths = columnWidths([20, 10], 300, 5, 10);
  expect(widths).toEqual([110 + 65, 60 + 65 + 0]);
  expect(sum(widths)).toBe(300);
});

it('keeps amounts whole beside words that are longer', () => {
  const widths = columnWidths([10, 1000, 30], 400, 5, 10, [10, 20, 30]);
  expect(widths[2]).toBe(160);
  expect(widths[1]).toBeGreaterThanOrEqual(110);
  expect(sum(widths)).toBeCloseTo(400);
});

it('lets the wide columns give way first', () => {
  const widths = columnWidths([10, 1000, 1000], 300, 5, 10);
  expect(widths).toEqual([60, 120, 120]);
});

it('cuts columns into tables that can be read, each with the first column', () => {
  expect(columnGroups([10, 10, 10], 1000, 5, 10)).toEqual([[0, 1, 2]]);
  // A column of 20 characters takes 110 points, the first 60.
  expect(columnGroups([10, 20, 20, 20, 20, 20], 400, 5, 10)).toEqual([
    [0, 1, 2, 3],
    [0, 4, 5],
  ]);
  expect(columnGroups([1000, 1000, 1000], 50, 5, 10)).toEqual([
    [0, 1],
    [0, 2],
  ]);
  expect(columnGroups([], 400, 5, 10)).toEqual([]);
});
