import { expect, it } from 'vitest';
import { columnSheets, countedByKind } from '../../../../../electron/core/reports/pdf/exhibit-kinds.tsx';
import { exhibitRecord } from '../../../../support/report-model.ts';

it('counts exhibits by the words of their kind', () => {
  const records = [exhibitRecord(1), exhibitRecord(2), exhibitRecord(3, { kind: 'query', preview: 'query' })];
  expect(countedByKind(records)).toBe('2 files and 1 frozen query');
});

it('repeats the first column beside columns that continue', () => {
  expect(columnSheets(0)).toEqual([]);
  expect(columnSheets(6)).toEqual([[0, 1, 2, 3, 4, 5]]);
  expect(columnSheets(12)).toEqual([
    [0, 1, 2, 3, 4, 5],
    [0, 6, 7, 8, 9, 10],
    [0, 11],
  ]);
});
