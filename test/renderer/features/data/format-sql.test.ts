import { expect, it } from 'vitest';
import { formattedSql } from '../../../../renderer/features/data/format-sql.ts';
import { SQL_FUNCTIONS } from '../../../../shared/domain/sql-functions.ts';
import { significant, tokens } from '../../../../shared/domain/sql-tokens.ts';

const TRICKY = [
  `select a from t where x='it''s -- no' and "odd ""name" = :least -- why\n and y between 1 and 2 /* two\n lines */; select [br ack], \`tick\` from "t x"`,
  "with recursive n(i) as (values(1) union all select i+1 from n where i<10) select x->>'$.a', a REGEXP '^\\d', -(-1), - -1 from n",
  'select sum(x) filter (where x>0) over (partition by a rows between 1 preceding and current row) from t collate nocase',
  'select x\'00ff\', 1e5, .5, case when a is not distinct from b then c end, ünïcode from täble -- :a text = "q"',
  ...SQL_FUNCTIONS.flatMap(({ functions }) => functions.map(({ example }) => example)),
];

it('formats nothing but white space, or leaves the text alone', async () => {
  let formatted = 0;
  for (const text of TRICKY) {
    const made = await formattedSql(text);
    if (made === null) continue;
    formatted++;
    expect(significant(made).map((token) => token.text)).toEqual(significant(text).map((token) => token.text));
    const comments = (of: string) =>
      tokens(of).flatMap((token) => (token.kind === 'comment' ? [token.text.replace(/\s+/g, ' ')] : []));
    expect(comments(made)).toEqual(comments(text));
  }
  expect(formatted).toBeGreaterThan(TRICKY.length * 0.9);
  expect(await formattedSql("select 'never closed")).toBeNull();
  expect(await formattedSql('select date_trunc(a) from t')).toBe('select\n  date_trunc(a)\nfrom\n  t');
});
