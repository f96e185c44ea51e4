import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

it('a plan is told in the words of the case, and a wrong name with the nearest one at its place', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const many = Array.from({ length: 1200 }, (_, n) => `u${n % 50},d${n % 90},${n}`).join('\n');
  await putTable(test, caseId, 'logins.csv', `user,device_id,n\n${many}\n`);
  await putTable(test, caseId, 'odd.csv', '"device id",user\nd1,u1\n');
  const plan = async (sql: string) =>
    (await test.run('query.explain', { caseId, sql })).map(({ depth, text }) => `${' '.repeat(depth)}${text}`);
  expect(await plan('SELECT user, count(*) FROM logins WHERE n > :least GROUP BY user ORDER BY 2')).toEqual([
    'reads all 1,200 rows of logins',
    'sorts the rows in memory to group them',
    'sorts the rows in memory',
  ]);
  expect(await plan('SELECT * FROM odd o JOIN logins l ON l.device_id = o."device id"')).toEqual([
    expect.stringMatching(/^reads all /),
    expect.stringMatching(
      /^looks up (logins by device_id|odd by device id) through an automatic index, made for this statement/,
    ),
  ]);
  const [, inner] = await test.run('query.explain', {
    caseId,
    sql: 'SELECT 1 FROM odd, logins WHERE odd.user || 1 < logins.user',
  });
  expect(inner).toMatchObject({ text: expect.stringMatching(/for every row of the table before it$/) });
  expect(await plan('SELECT (SELECT max(n) FROM logins b WHERE b.user = a.user) FROM odd a')).toContain(
    'for every row, runs a subquery anew:',
  );

  const message = (sql: string) => test.run('query.run', { caseId, sql }).then(String, (error: Error) => error.message);
  expect(await message('SELECT devise_id FROM logins')).toBe(
    'no such column: devise_id. Did you mean device_id? (line 1, column 8)',
  );
  expect(await message('SELECT o.device_id FROM odd o')).toBe(
    'no such column: o.device_id. Did you mean "device id"? (line 1, column 8)',
  );
  expect(await message('SELECT levenstein(user, user) FROM logins')).toMatch(
    /^no such function: levenstein. Did you mean levenshtein\?/,
  );
  expect(await message('SELECT coutn(*) FROM logins')).toMatch(/^no such function: coutn. Did you mean count\?/);
  expect(await message('SELECT suer FROM logins')).toMatch(/^no such column: suer. Did you mean user\?/);
  expect(await message("SELECT 'usr', usr FROM logins")).toBe(
    'no such column: usr. Did you mean user? (line 1, column 15)',
  );
  expect(await message('SELECT l.n, o.n FROM logins l, odd o')).toBe('no such column: o.n (line 1, column 13)');
  expect(await message('WITH c AS (SELECT n AS total FROM logins)\nSELECT totl FROM c')).toBe(
    'no such column: totl. Did you mean total? (line 2, column 8)',
  );
  expect(await message('WITH c(n2) AS (SELECT n FROM logins)\nSELECT n FROM c')).toMatch(
    /^no such column: n(?:\. Did you mean \w+\?)? \(line 2, column 8\)$/,
  );
  expect(await message('SELECT zzzzzz FROM logins')).toBe('no such column: zzzzzz (line 1, column 8)');
});
