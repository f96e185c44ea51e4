import { expect, test } from 'vitest';
import { cellNumber } from '../../../../renderer/features/data/cells.tsx';
import { copyableRows, toTsv } from '../../../../renderer/features/data/result-rows.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { cellLiteral } from '../../../../shared/domain/sql-names.ts';

test.each<[Cell, string, string | null, number | null]>([
  [null, '', 'NULL', null],
  ['', '', "''", null],
  ['007', '007', "'007'", 7],
  ["O'Neil", "O'Neil", "'O''Neil'", null],
  [12.5, '12.5', '12.5', 12.5],
  [{ int: '12345678901234567890' }, '12345678901234567890', '12345678901234567890', 12345678901234567000],
  [{ real: '1.0' }, '1.0', '1.0', 1],
  [{ real: '-Infinity' }, '-Infinity', '-9e999', null],
  [{ blob: '00ff', bytes: 2 }, '00ff', "X'00ff'", null],
  ['a\0b', 'a\0b', "CAST(X'610062' AS TEXT)", null],
])('%j reads, compares and draws as itself', (cell, text, literal, number) => {
  expect(cellText(cell)).toBe(text);
  expect(cellLiteral(cell)).toBe(literal);
  expect(cellNumber(cell)).toBe(number);
});

test('copied text keeps a tab, a line end and a quote within its cell', () => {
  const columns = [
    { name: 'a\tb', type: 'TEXT' as const },
    { name: 'n', type: 'INTEGER' as const },
  ];
  expect(
    toTsv(columns, [
      ['say "hi"', 1],
      ['two\nlines', null],
    ]),
  ).toBe('"a\tb"\tn\n"say ""hi"""\t1\n"two\nlines"\t');
});

test('one copy takes half a million cells at most', () => {
  expect(copyableRows(10, 3)).toBe(10);
  expect(copyableRows(1_000_000, 5)).toBe(100_000);
  expect(copyableRows(7, 0)).toBe(7);
});
