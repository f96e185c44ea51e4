import { expect, test } from 'vitest';
import { madeWords } from '../../../renderer/parts/export-words.ts';

const made = { name: 'logins.xlsx', rows: 1200, guardedCells: 0, guardedAt: [], asText: [] };

test('says what was written, and what of it is not as it is stored', () => {
  expect(madeWords(made, 'parquet', true)).toBe('1,200 rows exported to logins.xlsx.');
  expect(madeWords(made, 'xlsx', false)).toBe('1,200 rows exported to logins.xlsx.');
  expect(madeWords(made, 'xlsx', true)).toBe('1,200 rows exported to logins.xlsx. No cell needed escaping.');
  const guarded = {
    ...made,
    guardedCells: 2,
    guardedAt: [
      { row: 0, column: '=a' },
      { row: 7, column: '=a' },
    ],
  };
  expect(madeWords(guarded, 'csv', true)).toBe(
    '1,200 rows exported to logins.xlsx. 2 cells that a spreadsheet would run as a formula got a leading apostrophe: the column name =a, row 7 =a.',
  );
  expect(madeWords(guarded, 'xlsx', true)).toContain('were marked as text');
  expect(madeWords({ ...made, asText: ['fee', 'due'] }, 'ndjson', true)).toBe(
    '1,200 rows exported to logins.xlsx. Written as text, because not every value fits the reading: the columns fee, due.',
  );
});
