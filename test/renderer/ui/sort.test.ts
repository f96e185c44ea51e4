import { expect, test } from 'vitest';
import { sorted } from '../../../renderer/ui/table.tsx';

const keep = (value: string | number | null) => value;

test('sorts numbers by size and texts as people count', () => {
  expect(sorted([10, 9, 100], keep, false)).toEqual([9, 10, 100]);
  expect(sorted(['E-10', 'e-9', 'E-100'], keep, false)).toEqual(['e-9', 'E-10', 'E-100']);
  expect(sorted(['a', 'c', 'b'], keep, true)).toEqual(['c', 'b', 'a']);
});

test('puts what has no value last in both directions', () => {
  expect(sorted([null, 'b', null, 'a'], keep, false)).toEqual(['a', 'b', null, null]);
  expect(sorted([null, 'b', null, 'a'], keep, true)).toEqual(['b', 'a', null, null]);
});

test('keeps the order of equals, and the given rows as they were', () => {
  const rows = [
    { id: 1, group: 'x' },
    { id: 2, group: 'x' },
    { id: 3, group: 'w' },
  ];
  expect(sorted(rows, (row) => row.group, false).map(({ id }) => id)).toEqual([3, 1, 2]);
  expect(sorted(rows, (row) => row.group, true).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3]);
});
