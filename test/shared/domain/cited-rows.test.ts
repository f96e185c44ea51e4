import { expect, it } from 'vitest';
import { citedRows, joinedRows, rowsWithin, rowsWords } from '../../../shared/domain/cited-rows.ts';

const cited = (text: string) => rowsWords(joinedRows(citedRows(text)));

it('reads the rows that stand beside an exhibit', () => {
  expect(citedRows('E-0003 row 1,234 and E-0004 (row 7)')).toEqual([
    { label: 'E-0003', from: 1234, to: 1234 },
    { label: 'E-0004', from: 7, to: 7 },
  ]);
  expect(cited('E-0003 row 1.234')).toBe('row 1,234');
  expect(cited('E-0003, rows 3, 5 and 8')).toBe('rows 3, 5 and 8');
  expect(cited('E-0003 rows 1,200–1,203')).toBe('rows 1,200–1,203');
  expect(cited('E-0003 rows 7 to 8, and 10')).toBe('rows 7–8 and 10');
  expect(cited('E-0003 row 3, 5 people')).toBe('row 3');
  expect(cited('E-0003 row 12. Then 5')).toBe('row 12');
  expect(cited('E-0003 has 12 rows; rows 9–3, E-0004 rows 9–3')).toBe('');
  expect(cited('E-0003 rows 1–99999999')).toBe('rows 1–99,999,999');
  expect(cited('E-0003 row 0')).toBe('');
  expect(cited('Rows 5 to 8 of E-0003 and row 9 (E-0003)')).toBe('rows 5–9');
  expect(citedRows('E-0003 row 5 (E-0004)')).toEqual([{ label: 'E-0003', from: 5, to: 5 }]);
  expect(rowsWithin([{ from: 3, to: 20 }], 11, 15)).toEqual([{ from: 11, to: 15 }]);
});
