import { expect, it } from 'vitest';
import { type Shaping, type Step, shapingSql } from '../../../../shared/domain/shaping.ts';
import { withStep } from '../../../../shared/domain/shaping-steps.ts';
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

it('tells the line through the steps that clicks make, of a table, a statement and a join', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'paid.csv', PAID);
  await putTable(test, caseId, 'people.csv', PEOPLE);
  const of = (base: Shaping['base'], columns: string[], ...steps: Step[]) =>
    places(test, caseId, shapingSql(steps.reduce(withStep, { base, columns, steps: [] })));
  const COLUMNS = ['id', 'account', 'amount', 'at'];
  const sort: Step = { kind: 'sort', by: [{ column: 'id', down: true }] };
  const own = { sql: 'SELECT id, account, amount AS id_amount FROM paid WHERE amount > 0' };
  expect(await of({ table: 'paid' }, COLUMNS, { kind: 'keep', column: 'account', values: ['A7'] }, sort)).toEqual([
    'E-0001 3 5',
    'E-0001 1 2',
  ]);
  expect(
    await of({ table: 'paid' }, COLUMNS, { kind: 'unusual', column: 'account', what: 'once', keep: true }),
  ).toEqual(['E-0001 2 3', 'E-0001 4 6']);
  expect(await of({ table: 'paid' }, COLUMNS, { kind: 'columns', columns: ['at', 'id'] }, sort)).toHaveLength(4);
  expect(await of(own, ['id', 'account', 'paid'], { kind: 'exclude', column: 'account', values: ['A7'] })).toEqual([
    'E-0001 2 3',
  ]);
  const filter: Step = { kind: 'exclude', column: 'account', values: ['A7'] };
  for (const sql of ['SELECT * FROM paid WHERE id < $x', "SELECT *\nFROM paid p\nWHERE p.id < 'p4'"])
    expect(await of({ sql: sql.replace('$x', "'p4'") }, COLUMNS, filter)).toEqual(['E-0001 2 3']);
  expect(
    await of({ sql: 'SELECT p.*, name FROM paid p JOIN people USING (account)' }, [...COLUMNS, 'name'], filter),
  ).toEqual(['its WITH names columns that its query does not list one by one']);
  const shown = await test.run('query.run', {
    caseId,
    sql: shapingSql(withStep({ base: own, columns: ['id', 'account', 'paid'], steps: [] }, filter)),
  });
  const place = await test.run('query.rowPlace', { resultId: shown.resultId, row: 0 });
  expect(place).toMatchObject({ known: true, originals: [null, null, '$20.00'] });
  const join: Step = {
    kind: 'join',
    table: 'people',
    columns: ['account', 'name'],
    on: [{ left: 'account', right: 'account' }],
    unmatched: false,
  };
  const joined = ['E-0001 4 6, E-0002 2 3', 'E-0001 3 5, E-0002 1 2', 'E-0001 1 2, E-0002 1 2'];
  expect(await of({ table: 'paid' }, COLUMNS, join, sort)).toEqual(joined);
  expect(await of({ table: 'paid' }, COLUMNS, join, { kind: 'blank', column: 'name', keep: false }, sort)).toEqual(
    joined,
  );
  const group: Step = {
    kind: 'group',
    by: [{ column: 'account' }],
    measures: [{ of: 'last', column: 'id', by: 'at' }],
  };
  for (const why of await of({ table: 'paid' }, COLUMNS, group)) expect(why).toMatch(/gather/);
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

async function originals(test: TestCore, caseId: CaseId, sql: string) {
  const { resultId, rowCount } = await test.run('query.run', { caseId, sql });
  const all = await Promise.all(
    Array.from({ length: rowCount }, (_, row) => test.run('query.rowPlace', { resultId, row })),
  );
  return all.map((each) => (each.known ? each.originals.join('|') : each.why));
}

it('gives the text of the row that a cell was read from where a dataset is read more than once, or none', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(
    test,
    caseId,
    'pay.csv',
    'id,parent,account,amount,at\np1,,A,"$1,000.50",03/14/2026\np2,p1,A,$20.00,03/15/2026\np3,p2,B,$30.00,03/16/2026\n',
  );
  await putTable(test, caseId, 'other.csv', 'id,amount\np1,"$9,999.00"\np3,"$7,777.00"\n');
  const of = (sql: string) => originals(test, caseId, sql);

  const join = 'pay a LEFT JOIN pay b ON b.id = a.parent';
  expect(await of(`SELECT b.amount, a.amount FROM ${join} ORDER BY a.id`)).toEqual([
    '|$1,000.50',
    '$1,000.50|$20.00',
    '$20.00|$30.00',
  ]);
  expect(await of('SELECT b.amount FROM pay b RIGHT JOIN pay ON b.id = pay.parent ORDER BY pay.id')).toEqual([
    '',
    '$1,000.50',
    '$20.00',
  ]);
  expect(await of(`SELECT coalesce(b.amount, a.amount) FROM ${join}`)).toEqual(['', '', '']);
  const none = ['', '', ''];
  const gathered = 'AS (SELECT account, amount, max(amount) FROM pay GROUP BY account)';
  expect(await of(`WITH g ${gathered} SELECT g.amount FROM pay p JOIN g USING (account)`)).toEqual(none);
  const through = `WITH p AS (SELECT * FROM pay), g ${gathered.replace('FROM pay', 'FROM p')}`;
  expect(await of(`${through} SELECT g.amount FROM p JOIN g USING (account)`)).toEqual(none);
  const first = "AS (SELECT DISTINCT account, at FROM pay WHERE id <> 'p2')";
  expect(await of(`WITH g ${first} SELECT g.at FROM pay p JOIN g USING (account)`)).toEqual(none);
  const union = "AS (SELECT id, amount FROM pay WHERE id = 'p1' UNION SELECT id, amount FROM pay WHERE id = 'p1')";
  expect(await of(`WITH u ${union} SELECT u.amount FROM pay p CROSS JOIN u`)).toEqual(none);
  expect(await of('SELECT (SELECT o.amount FROM other o WHERE o.id = pay.id) FROM pay')).toEqual(none);
  expect(await of('WITH c AS (SELECT * FROM pay) SELECT (SELECT amount FROM c LIMIT 1) FROM c')).toEqual(none);
  expect(await of('WITH c AS (SELECT * FROM pay) SELECT y.amount FROM c x LEFT JOIN c y ON y.id = x.parent')).toEqual(
    none,
  );
  // A body that reads a table named after it reads that one, not the dataset of this name.
  expect(
    await of('WITH a AS (SELECT id, amount FROM other), other AS (SELECT id, amount FROM pay) SELECT * FROM a'),
  ).toEqual(Array(3).fill('it reads no dataset row by row'));
});

it('tells no line for a statement that may give other rows each time, however equal they look', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const rows = Array.from({ length: 6 }, (_, at) => `p${at + 1},x,$${at}0.50`).join('\n');
  await putTable(test, caseId, 'pay.csv', `id,flag,amount\n${rows}\n`);
  const why = async (sql: string) => [...new Set(await places(test, caseId, sql))].join();
  expect(await why('SELECT flag FROM pay ORDER BY random() LIMIT 3')).toContain('draws at random');
  expect(await why('SELECT flag FROM pay ORDER BY "randomblob"(4) LIMIT 3')).toContain('draws at random');
  for (const now of ["date('now') > '2020'", 'CURRENT_DATE > 1', "strftime('%Y') > '2020'", "datetime() > '2020'"])
    expect(await why(`SELECT flag FROM pay WHERE ${now}`), now).toContain('reads the clock');
  expect(await why("SELECT strftime('%Y', '2026-03-14') FROM pay LIMIT 1")).toBe('E-0001 1 2');
  // Rows that look the same: those that the limit left are told by the same way through the table.
  expect(await originals(test, caseId, 'SELECT flag, amount FROM pay ORDER BY flag DESC LIMIT 2 OFFSET 2')).toEqual([
    '|$20.50',
    '|$30.50',
  ]);
});
