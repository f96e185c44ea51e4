import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { profileSql } from '../../../../renderer/features/data/statements.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';
import type { Cell } from '../../../../shared/contract/values.ts';
import { type Shaping, shapingSql } from '../../../../shared/domain/shaping.ts';
import { withStep } from '../../../../shared/domain/shaping-steps.ts';
import { freeNames, quoteName } from '../../../../shared/domain/sql-names.ts';

const column = (name: string): ResultColumn => ({ name, type: 'TEXT' });
const ROWS = "VALUES ('a', 'x''y'), ('b', NULL), ('a', ''), (NULL, 'x''y') -- rows";

/** What the menus of the grid make of a statement. */
const over = (sql: string, columns: readonly ResultColumn[]): Shaping => ({
  base: { sql },
  columns: freeNames(columns.map(({ name }) => name)),
  steps: [],
});
const ordering = (shaping: Shaping, index: number, way: 'ASC' | 'DESC'): Shaping =>
  withStep(shaping, { kind: 'sort', by: [{ column: shaping.columns[index] as string, down: way === 'DESC' }] });
const filtering = (shaping: Shaping, index: number, value: Cell, way: 'is' | 'is not'): Shaping =>
  withStep(shaping, {
    kind: way === 'is' ? 'keep' : 'exclude',
    column: shaping.columns[index] as string,
    values: [value],
  });
const ordered = (sql: string, columns: readonly ResultColumn[], index: number, way: 'ASC' | 'DESC') =>
  shapingSql(ordering(over(sql, columns), index, way));
const filtered = (
  sql: string,
  columns: readonly ResultColumn[],
  index: number,
  value: Cell,
  way: 'is' | 'is not',
): string => shapingSql(filtering(over(sql, columns), index, value, way));

function all(sql: string | null): unknown[][] {
  if (sql === null) throw new Error('no statement was made');
  const db = new Database(':memory:');
  try {
    return db.prepare<[], unknown[]>(sql).raw(true).all();
  } finally {
    db.close();
  }
}

test.each([
  ['ip', 'ip'],
  ['order', '"order"'],
  ['user name', '"user name"'],
  ['say "hi"', '"say ""hi"""'],
  ['Größe', '"Größe"'],
  ['1st', '"1st"'],
])('%s stands in a statement as %s', (name, quoted) => expect(quoteName(name)).toBe(quoted));

test('columns that share a name, or have an odd one, can be told apart', () => {
  const columns = [column('group'), column('GROUP')];
  expect(all(ordered(ROWS, columns, 1, 'DESC')).map((row) => row[1])).toEqual(["x'y", "x'y", '', null]);
});

test.each<[Cell, number, unknown[][]]>([
  [
    "x'y",
    1,
    [
      ['a', "x'y"],
      [null, "x'y"],
    ],
  ],
  [null, 1, [['b', null]]],
  ['', 1, [['a', '']]],
])('a filter for %j finds that value and no other', (value, index, expected) => {
  expect(all(filtered(ROWS, [column('k'), column('v')], index, value, 'is'))).toEqual(expected);
  expect(all(filtered(ROWS, [column('k'), column('v')], index, value, 'is not'))).toHaveLength(4 - expected.length);
});

test('a second filter and another order go into the statement that the first one made', () => {
  const columns = [column('k'), column('v')];
  const first = filtering(over(ROWS, columns), 0, 'a', 'is');
  const second = filtering(ordering(first, 1, 'ASC'), 1, '', 'is not');
  const third = shapingSql(ordering(second, 0, 'DESC'));
  expect(third.match(/WITH/g)).toHaveLength(1);
  expect(third.endsWith("\nWHERE k IS 'a'\n  AND v IS NOT ''\nORDER BY k DESC")).toBe(true);
  expect(all(third)).toEqual([['a', "x'y"]]);
});

test('a value with a line end makes a statement that is nested whole, not cut', () => {
  const rows = "VALUES ('two\nlines', 1), ('two\nlines', 2)";
  const columns = [column('k'), column('v')];
  const first = filtered(rows, columns, 0, 'two\nlines', 'is');
  expect(all(first)).toHaveLength(2);
  expect(all(filtered(first, columns, 1, 2, 'is'))).toEqual([['two\nlines', 2]]);
});

test('a value that looks like the end of a statement stays as it is', () => {
  const rows = "VALUES ('a\nORDER BY b', 1), ('a', 2)";
  const columns = [column('k'), column('v')];
  const first = filtered(rows, columns, 0, 'a\nORDER BY b', 'is');
  expect(all(filtered(first, columns, 1, 1, 'is'))).toEqual([['a\nORDER BY b', 1]]);
});

test('what a person wrote into a made statement keeps its meaning', () => {
  const rows = "VALUES ('a', 1), ('b', 1), ('b', 2)";
  const columns = [column('k'), column('v')];
  const either = `${filtered(rows, columns, 0, 'a', 'is')} OR k IS 'b'`;
  expect(all(filtered(either, columns, 1, 2, 'is'))).toEqual([['b', 2]]);
  expect(all(filtered(either, columns, 1, 2, 'is not'))).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  const two = `${ordered(rows, columns, 1, 'ASC')} LIMIT 2`;
  expect(all(ordered(two, columns, 0, 'DESC'))).toEqual([
    ['b', 1],
    ['a', 1],
  ]);
});

test('an integer beyond 2^53 and an infinite real are compared exactly', () => {
  const rows = 'VALUES (9007199254740993), (9007199254740992), (9e999)';
  const big = filtered(rows, [column('n')], 0, { int: '9007199254740993' }, 'is');
  expect(big).toContain('IS 9007199254740993');
  expect(all(big)).toHaveLength(1);
  expect(all(filtered(rows, [column('n')], 0, { real: 'Infinity' }, 'is'))).toHaveLength(1);
});

test('bytes are compared as bytes; EXPLAIN does not nest', () => {
  const rows = "VALUES (X'00ff'), ('00ff')";
  expect(all(filtered(rows, [column('b')], 0, { blob: '00ff', bytes: 2 }, 'is'))).toHaveLength(1);
  expect(profileSql('EXPLAIN SELECT 1', [column('k')], 0)).toBeNull();
});

test('a profile counts NULL, the empty string and the most frequent values', () => {
  const sql = profileSql(ROWS, [column('k'), column('v')], 1);
  expect(all(sql?.summary ?? null)).toEqual([[4, 1, 1, 2, '', "x'y"]]);
  expect(all(sql?.top ?? null)).toEqual([
    ["x'y", 2],
    [null, 1],
    ['', 1],
  ]);
});
