import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { namesOf } from '../../../../renderer/features/data/sql-completion.ts';

const table = (name: string, ...columns: string[]) => ({
  name,
  kind: 'dataset' as const,
  description: null,
  rows: 1,
  columns: columns.map((each) => ({ name: each, type: 'TEXT' })),
});
const TABLES = [
  table('logins', 'user', 'device_id', 'at'),
  table('odd table', 'device id', 'Größe'),
  table('payouts', 'user', 'amount'),
];

/** The labels that are offered where | stands. */
function offered(text: string): string[] {
  const at = text.indexOf('|');
  const doc = text.replace('|', '');
  const found = namesOf(TABLES)(new CompletionContext(EditorState.create({ doc }), at, false));
  return found?.options.map(({ label }) => label) ?? [];
}

it.each([
  ['SELECT logins.| FROM logins', ['user', 'device_id', 'at']],
  ['SELECT l.de| FROM logins l', ['user', 'device_id', 'at']],
  ['SELECT x.| FROM logins AS l LEFT JOIN payouts AS x ON x.user = l.user', ['user', 'amount']],
  ['SELECT 1 FROM logins l JOIN "odd table" o ON o.|', ['device id', 'Größe']],
  ['SELECT "odd table".| FROM "odd table"', ['device id', 'Größe']],
  ['SELECT "my alias".| FROM "odd table" "my alias"', ['device id', 'Größe']],
  ['SELECT o."dev| FROM "odd table" o', ['device id', 'Größe']],
  ['SELECT a.| FROM logins b, payouts a', ['user', 'amount']],
  ['WITH c AS (SELECT user, count(*) AS n, max(at) FROM logins GROUP BY 1) SELECT c.| FROM c', ['user', 'n']],
  ['WITH RECURSIVE c(one, two) AS (SELECT 1, 2) SELECT z.| FROM c z', ['one', 'two']],
  ['WITH a AS (SELECT * FROM payouts), b AS (SELECT a.* FROM a) SELECT b.| FROM b', ['user', 'amount']],
  ['SELECT s.| FROM (SELECT user AS who FROM logins) s', ['who']],
  ['SELECT nothing.| FROM logins', []],
])('%s', (text, wanted) => expect(offered(text)).toEqual(wanted));

it('offers tables, aliases and the columns of what the statement reads', () => {
  const labels = offered('SELECT d| FROM logins l');
  expect(labels).toEqual(expect.arrayContaining(['logins', 'payouts', 'l', 'device_id']));
  expect(labels).not.toContain('amount');
});
