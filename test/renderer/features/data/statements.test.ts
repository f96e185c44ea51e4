import { expect, test } from 'vitest';
import {
  canBeNested,
  errorPlace,
  inText,
  splitStatements,
  statementAt,
} from '../../../../renderer/features/data/statements.ts';

const texts = (sql: string) => splitStatements(sql).map((statement) => statement.text);

test('a semicolon ends a statement only outside strings, names and comments', () => {
  expect(texts("SELECT ';', \";\", [;], `;` -- ;\n, 1 /* ; */; SELECT 'it''s; fine'")).toEqual([
    'SELECT \';\', ";", [;], `;` -- ;\n, 1',
    "SELECT 'it''s; fine'",
  ]);
});

test('comments and blanks alone are no statement', () => {
  expect(texts(' ;; -- nothing\n;/* nor this')).toEqual([]);
});

test('an unclosed string runs to the end', () => {
  expect(texts("SELECT 'open; SELECT 2")).toEqual(["SELECT 'open; SELECT 2"]);
});

test('subtraction and division are not comments', () => {
  expect(texts('SELECT 3-1/2;SELECT 1')).toEqual(['SELECT 3-1/2', 'SELECT 1']);
});

test('the statement under the cursor; after its end still that one', () => {
  const sql = '-- first\nSELECT 1;\n\nSELECT 2;\n';
  expect(statementAt(sql, 0)?.text).toBe('SELECT 1');
  expect(statementAt(sql, sql.indexOf('1'))?.text).toBe('SELECT 1');
  expect(statementAt(sql, sql.indexOf('SELECT 2') - 1)?.text).toBe('SELECT 1');
  expect(statementAt(sql, sql.length)?.text).toBe('SELECT 2');
  expect(statementAt('  -- none', 4)).toBeNull();
});

test('offsets cut the text out again', () => {
  const sql = '/* a */ SELECT 1 ; WITH x AS (SELECT 2) SELECT * FROM x';
  for (const { from, to, text } of splitStatements(sql)) expect(sql.slice(from, to)).toBe(text);
});

test('only statements that produce rows nest', () => {
  expect(['SELECT 1', 'with a as (select 1) select * from a', 'VALUES (1)'].every(canBeNested)).toBe(true);
  expect(canBeNested('EXPLAIN SELECT 1')).toBe(false);
  expect(canBeNested('selection')).toBe(false);
});

const SQL = 'SELECT ip\nFROM logins\nWHERE ipp IS NULL';

test('a message points at the word on its line and column', () => {
  expect(errorPlace('no such column: ipp (line 3, column 7)', SQL)).toEqual({ from: 28, to: 31 });
  expect(SQL.slice(28, 31)).toBe('ipp');
});

test('at the end it points at the last character', () => {
  expect(errorPlace('incomplete input (line 1, column 9)', 'SELECT (')).toEqual({ from: 7, to: 8 });
});

test('without a place, or with one outside the statement, it points nowhere', () => {
  expect(errorPlace('not authorized', SQL)).toBeNull();
  expect(errorPlace('x (line 9, column 90)', SQL)).toBeNull();
});

test('lines are counted in the whole text when the statement is not its first', () => {
  const text = `SELECT 1;\n\n-- then\n${SQL};`;
  expect(inText('no such column: ipp (line 3, column 7)', SQL, text)).toBe('no such column: ipp (line 6, column 7)');
  expect(inText('no such column: ipp (line 3, column 7)', SQL, 'changed since')).toBe(
    'no such column: ipp (line 3, column 7)',
  );
});
