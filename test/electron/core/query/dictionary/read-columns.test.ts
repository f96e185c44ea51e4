import { expect, it } from 'vitest';
import { varies } from '../../../../../electron/core/query/dictionary/read-columns.ts';

it.each([
  "strftime('%f')",
  "strftime ( 'it''s, %H' )",
  'strftime("%s")',
  "strftime('%s', 'now')",
  "unixepoch('subsec')",
  "julianday('subsecond')",
  'julianday( )',
  'unixepoch()',
  'current_timestamp',
  'random()',
])('reads columns of %s anew each time', (call) => {
  expect(varies(`SELECT ${call} AS v FROM t`)).toBe(true);
});

it.each(["strftime('%Y', at)", "date(at, '+1 day')", 'unixepoch(at)', 'snow', 'subsection'])(
  'keeps columns of %s',
  (call) => {
    expect(varies(`SELECT ${call} AS v FROM t`)).toBe(false);
  },
);
