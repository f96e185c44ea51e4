import { expect, it } from 'vitest';
import { type FiledQuery, fileOf, queriesIn } from '../../../shared/domain/sql-files.ts';
import { boundIn, parametersIn, withBound, withoutBound } from '../../../shared/domain/sql-parameters.ts';

const LARGE: FiledQuery = {
  name: 'Large payouts',
  description: 'Above the limit;\nby account',
  sql: 'SELECT \':not one\', ":nor this" FROM payouts -- kept; :nor this\nWHERE amount > :least AND at < :until',
  parameters: [
    { name: 'least', kind: 'number', value: '500' },
    { name: 'until', kind: 'date', value: null },
  ],
};

it('a file gives back what was written to it, statement by statement', () => {
  const other = { name: '', description: '', sql: "SELECT ';'", parameters: [] };
  expect(queriesIn(fileOf(LARGE))).toEqual([LARGE]);
  const description = 'Asked by the bank\nName: Mara Voss\nDescription: none\n:least number = "7"';
  expect(queriesIn(fileOf({ ...LARGE, description }))).toEqual([{ ...LARGE, description }]);
  expect(queriesIn(fileOf(LARGE) + fileOf(other)).map(({ sql }) => sql)).toEqual([LARGE.sql, other.sql]);
  expect(queriesIn('-- nothing here\n;;')).toEqual([]);
  expect(queriesIn('\uFEFF-- a note\r\n-- Name: N\r\nSELECT 1')).toEqual([
    { name: 'N', description: '', sql: '-- a note\n\nSELECT 1', parameters: [] },
  ]);
});

it('values stand in comments that replace one another, and never in the SQL', () => {
  const sql = "SELECT ':a' FROM t WHERE x = :a";
  const a = { name: 'a', kind: 'text', value: `it's "q"\n -- DROP` } as const;
  const bound = withBound(sql, [a, { ...a, name: 'unused' }]);
  expect(bound.split('\n')).toEqual([sql, String.raw`-- :a text = "it's \"q\"\n -- DROP"`]);
  expect(boundIn(bound)).toEqual([a]);
  expect(boundIn(withBound(`WITH x AS (\n${bound}\n) SELECT * FROM x`, [{ ...a, value: null }]))).toEqual([
    { ...a, value: null },
  ]);
  expect(withoutBound(bound)).toBe(sql);
  expect(parametersIn(bound)).toEqual(['a']);
});
