import { expect, it } from 'vitest';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

type CaseId = Awaited<ReturnType<typeof newCase>>;

// The record of row 2 has a line end, so that row 3 begins in line 5.
const PAID =
  'id,account,amount,at\np1,A7,"$1,234.50",03/14/2026\np2,"B\n9",$20.00,03/15/2026\np3,A7,$20.00,03/16/2026\np4,C1,"",03/17/2026\n';
const PEOPLE = 'account,name\nA7,Mara Voss\nC1,Ilse Brandt\n';

async function places(test: TestCore, caseId: CaseId, sql: string) {
  const { resultId, rowCount } = await test.run('query.run', { caseId, sql });
  const all = await Promise.all(
    Array.from({ length: rowCount }, (_, row) => test.run('query.rowPlace', { resultId, row })),
  );
  return all.map((each) =>
    each.known ? each.places.map(({ exhibit, row, line }) => `${exhibit} ${row} ${line}`).join(', ') : each.why,
  );
}

it('tells the row and line of a file that a row of a result was made from, and the text of its cells', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'paid.csv', PAID);
  await putTable(test, caseId, 'people.csv', PEOPLE);
  const of = (sql: string) => places(test, caseId, sql);

  const all = ['E-0001 1 2', 'E-0001 2 3', 'E-0001 3 5', 'E-0001 4 6'];
  expect(await of('SELECT * FROM paid')).toEqual(all);
  expect(await of('SELECT amount FROM paid_raw;')).toEqual(all);
  expect(await of('SELECT id FROM paid WHERE amount IS DISTINCT FROM 20 ORDER BY amount DESC')).toEqual([
    'E-0001 1 2',
    'E-0001 4 6',
  ]);
  expect(
    await of(
      'WITH few AS (SELECT * FROM paid ORDER BY id LIMIT 3) SELECT * FROM (SELECT id, account FROM few) AS f ORDER BY id DESC',
    ),
  ).toEqual(all.slice(0, 3).reverse());
  expect(await of('SELECT p.id, name FROM paid AS p LEFT JOIN people USING (account) ORDER BY p.id')).toEqual([
    'E-0001 1 2, E-0002 1 2',
    'E-0001 2 3',
    'E-0001 3 5, E-0002 1 2',
    'E-0001 4 6, E-0002 2 3',
  ]);
  expect(await of('SELECT a.id, b.id FROM paid a, paid b WHERE a.account = b.account AND a.id < b.id')).toEqual([
    'E-0001 1 2, E-0001 3 5',
  ]);
  const sums = 'WITH sums AS (SELECT account, sum(amount) AS s FROM paid GROUP BY account)';
  expect(await of(`${sums} SELECT name, s FROM people JOIN sums ON sums.account = people.account`)).toEqual([
    'E-0002 1 2',
    'E-0002 2 3',
  ]);
  expect(
    await of('SELECT account FROM paid WHERE account IN (SELECT account FROM paid GROUP BY 1 HAVING count(*) > 1)'),
  ).toEqual(['E-0001 1 2', 'E-0001 3 5']);

  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT amount * 2, at, amount, id FROM paid' });
  const cells = async (row: number) => {
    const place = await test.run('query.rowPlace', { resultId, row });
    return place.known ? place.originals : place.why;
  };
  expect(await cells(0)).toEqual([null, '03/14/2026', '$1,234.50', null]);
  expect(await cells(3)).toEqual([null, '03/17/2026', '', null]); // shown as NULL
});

it('does not guess where rows are gathered', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'paid.csv', PAID);
  const why = async (sql: string) => [...new Set(await places(test, caseId, sql))].join();
  expect(await why('SELECT account, count(*) FROM paid GROUP BY account')).toContain('GROUP gathers rows');
  expect(await why('SELECT DISTINCT account FROM paid')).toContain('DISTINCT');
  expect(await why('SELECT id, max(amount) FROM paid')).toContain('max() gathers rows');
  expect(await why('SELECT id, (SELECT max(paid.amount)) FROM paid')).toContain('gathers rows');
  expect(await why('SELECT id, "median"(amount) FROM paid')).toContain('gathers rows');
  expect(await why('SELECT id, row_number() OVER (ORDER BY id) FROM paid')).toContain('gathers rows');
  expect(await why('SELECT id FROM paid UNION ALL SELECT account FROM paid')).toContain('UNION gathers rows');
  expect(await why('SELECT account FROM (SELECT account FROM paid GROUP BY 1)')).toContain('GROUP gathers rows');
  expect(await why('SELECT label FROM exhibits')).toContain('reads no dataset');
  expect(await why("SELECT id, max(amount, 5) FROM paid WHERE id = 'p1'")).toBe('E-0001 1 2'); // the greater of two

  // What a query among the columns shows is of another row: no text stands behind it.
  const sql = 'SELECT id, (SELECT amount FROM paid) AS first FROM paid';
  const { resultId } = await test.run('query.run', { caseId, sql });
  expect(await test.run('query.rowPlace', { resultId, row: 1 })).toMatchObject({ originals: [null, null] });
});
