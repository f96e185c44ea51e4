import { expect, it } from 'vitest';
import {
  countedByKind,
  inputWords,
  isWide,
  statementLines,
} from '../../../../../electron/core/reports/pdf/exhibit-kinds.tsx';
import { exhibitRecord } from '../../../../support/report-model.ts';

it('counts exhibits by the words of their kind', () => {
  const records = [exhibitRecord(1), exhibitRecord(2), exhibitRecord(3, { kind: 'query', preview: 'query' })];
  expect(countedByKind(records)).toBe('2 files and 1 frozen query');
  const charts = [4, 5].map((number) => exhibitRecord(number, { kind: 'chart', preview: 'chart' }));
  expect(countedByKind([...records, ...charts])).toBe('2 files, 1 frozen query and 2 charts');
});

it('turns the page for columns that cannot be read side by side, and not for many narrow ones', () => {
  const query = (columns: number, cell: string) => ({
    columns: Array.from({ length: columns }, (_, at) => ({ name: `c${at}` }) as never),
    rows: [Array.from({ length: columns }, () => cell)],
  });
  expect(isWide(query(6, 'x'.repeat(40)))).toBe(false);
  expect(isWide(query(12, '7'))).toBe(false);
  expect(isWide(query(7, 'x'.repeat(20)))).toBe(true);
});

it('prints a statement without changing what it means', () => {
  const text = (sql: string) => statementLines(sql).map((line) => [line.indent, line.text]);
  expect(text("SELECT\t'a\tb'  \n\t  FROM t ")).toEqual([
    [0, "SELECT    'a⟨U+0009⟩b'"],
    [6, 'FROM t'],
  ]);
  expect(text(`SELECT 'it''s  \r\n  on', "c  \n"`)).toEqual([
    [0, "SELECT 'it''s⟨U+0020 ×2⟩⟨U+000D⟩"],
    [0, `⟨U+0020 ×2⟩on', "c⟨U+0020 ×2⟩`],
    [0, '"'],
  ]);
  expect(text("-- it's\n  SELECT 1 /* don't */ ")).toEqual([
    [0, "-- it's"],
    [2, "SELECT 1 /* don't */"],
  ]);
});

it("calls only the case's own records so, and no exhibit that the case does not have", () => {
  expect(inputWords('custody', null)).toBe("custody (the case's own records)");
  expect(inputWords('logins', 'E-0001')).toBe('logins, from E-0001');
  expect(inputWords('logins', 'E-0001', true)).toBe('logins, from E-0001, which is not in this case');
});
