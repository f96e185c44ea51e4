import type { SqlFunction } from './entry.ts';

export const VALUES: readonly SqlFunction[] = [
  {
    name: 'json_extract',
    args: 'text, path [, path …]',
    meaning: 'a part of a JSON text, by its path',
    nulls: 'NULL for NULL, and where the path leads nowhere; an error for what is no JSON',
    example: `SELECT json_extract('{"device": {"ids": ["d1", "d2"]}}', '$.device.ids[1]')`,
    result: 'd2',
    sqlite: true,
  },
  {
    name: 'coalesce',
    args: 'x, y [, …]',
    meaning: 'the first that is not NULL',
    nulls: 'NULL when all are NULL',
    example: "SELECT coalesce(NULL, 'unknown')",
    result: 'unknown',
    sqlite: true,
  },
  {
    name: 'nullif',
    args: 'x, y',
    meaning: 'NULL when both are equal, else x',
    nulls: 'x when y is NULL',
    example: "SELECT nullif('', '')",
    result: 'NULL',
    sqlite: true,
  },
  {
    name: 'iif',
    args: 'test, x, y',
    meaning: 'x when the test holds, else y',
    nulls: 'y when the test is NULL',
    example: "SELECT iif(950 > 900, 'high', 'low')",
    result: 'high',
    sqlite: true,
  },
  {
    name: 'typeof',
    args: 'x',
    meaning: 'null, integer, real, text or blob',
    nulls: "the text 'null' for NULL",
    example: "SELECT typeof('007')",
    result: 'text',
    sqlite: true,
  },
];

export const WINDOWS: readonly SqlFunction[] = [
  {
    name: 'row_number',
    args: '',
    meaning: 'the number of the row within its window: row_number() OVER (PARTITION BY … ORDER BY …)',
    nulls: 'never NULL',
    example: 'SELECT column1, row_number() OVER (ORDER BY column1) FROM (VALUES (30), (10)) ORDER BY 1',
    result: '10 | 1\n30 | 2',
    sqlite: true,
  },
  {
    name: 'lag',
    args: 'x [, n [, else]]',
    meaning: 'the value n rows before, within the window; n is 1 unless given',
    nulls: 'NULL, or else, where there is no such row',
    example: 'SELECT column1, lag(column1) OVER (ORDER BY column1) FROM (VALUES (30), (10)) ORDER BY 1',
    result: '10 | NULL\n30 | 10',
    sqlite: true,
  },
  {
    name: 'lead',
    args: 'x [, n [, else]]',
    meaning: 'the value n rows after, within the window; n is 1 unless given',
    nulls: 'NULL, or else, where there is no such row',
    example: 'SELECT column1, lead(column1) OVER (ORDER BY column1) FROM (VALUES (30), (10)) ORDER BY 1',
    result: '10 | 30\n30 | NULL',
    sqlite: true,
  },
];
