import { expect, test } from 'vitest';
import { starters } from '../../../../renderer/features/data/starters.tsx';

const columns = (...names: string[]) => names.map((name) => ({ name, type: 'TEXT' }));

test('first looks are made from the case: shared addresses only where there are accounts', () => {
  const labels = starters([
    {
      name: 'logins',
      kind: 'dataset',
      description: null,
      rows: 3,
      columns: columns('at', 'account_id', 'ip_address', 'status'),
    },
    { name: 'entities', kind: 'case', description: null, rows: 0, columns: columns('label') },
  ]).map((starter) => starter.label);
  expect(labels).toEqual([
    'Rows of logins',
    'Most frequent status in logins',
    'ip_address shared by several account_id in logins',
  ]);
});

test('values are counted of what rows share, not of keys, amounts or times', () => {
  const first = (...of: readonly { name: string; reading?: object }[]) =>
    starters([
      {
        name: 't',
        kind: 'dataset',
        description: null,
        rows: 3,
        columns: of.map((each) => ({ type: 'TEXT', ...each })) as never,
      },
    ])[1]?.label;
  const key = { kind: 'text', why: 'identifies' };
  expect(first({ name: 'event_id' }, { name: 'ref', reading: key }, { name: 'device' })).toBe(
    'Most frequent device in t',
  );
  expect(first({ name: 'EventID' }, { name: 'state', reading: key }, { name: 'at', reading: { kind: 'time' } })).toBe(
    undefined,
  );
  expect(first({ name: 'amount', reading: { kind: 'decimal' } }, { name: 'valid' })).toBe('Most frequent valid in t');
});

test('a log with addresses only within its messages is searched by a pattern, its odd names quoted', () => {
  const made = starters([
    { name: 'auth log', kind: 'dataset', description: null, rows: 3, columns: columns('LineId', 'Content') },
  ]);
  expect(made.at(-1)?.sql).toContain(`regexp_extract(Content, '(\\d{1,3}`);
  expect(made.at(-1)?.sql).toContain('FROM "auth log"');
});

test('a case without datasets offers nothing', () => {
  expect(starters([{ name: 'custody', kind: 'case', description: null, rows: 1, columns: columns('at') }])).toEqual([]);
});
