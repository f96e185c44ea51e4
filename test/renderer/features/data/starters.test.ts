import { expect, test } from 'vitest';
import { errorPlace } from '../../../../renderer/features/data/error-place.ts';
import { starters } from '../../../../renderer/features/data/starters.ts';

const columns = (...names: string[]) => names.map((name) => ({ name, type: 'TEXT' }));

test('first looks are made from the case: shared addresses only where there are accounts', () => {
  const labels = starters([
    { name: 'logins', kind: 'dataset', rows: 3, columns: columns('at', 'account_id', 'ip_address', 'status') },
    { name: 'entities', kind: 'case', rows: 0, columns: columns('label') },
  ]).map((starter) => starter.label);
  expect(labels).toEqual([
    'Rows of logins',
    'Most frequent status in logins',
    'ip_address shared by several account_id in logins',
  ]);
});

test('a log with addresses only within its messages is searched by a pattern, its odd names quoted', () => {
  const made = starters([{ name: 'auth log', kind: 'dataset', rows: 3, columns: columns('LineId', 'Content') }]);
  expect(made.at(-1)?.sql).toContain(`regexp_extract(Content, '(\\d{1,3}`);
  expect(made.at(-1)?.sql).toContain('FROM "auth log"');
});

test('a case without datasets offers nothing', () => {
  expect(starters([{ name: 'custody', kind: 'case', rows: 1, columns: columns('at') }])).toEqual([]);
});

test.each([
  ['near "FORM": syntax error', 'SELECT * FORM logins', 9, 13],
  ['no such column: ipp', 'SELECT ipp FROM logins WHERE ip IS NULL', 7, 10],
  ['no such table: main.login', 'SELECT 1 FROM login', 14, 19],
  ['no such function: regex', "SELECT regex('a', b)", 7, 12],
])('%s points into the statement', (message, sql, from, to) => {
  expect(errorPlace(message, sql)).toEqual({ from, to });
});

test('a name that stands there twice, or not at all, is not pointed at', () => {
  expect(errorPlace('no such column: a', 'SELECT a, a')).toBeNull();
  expect(errorPlace('incomplete input', 'SELECT (')).toBeNull();
});
