import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../../../../electron/core/db/migrate.ts';
import { openScratch, type WriteDb } from '../../../../../electron/core/db/open.ts';
import { sql } from '../../../../../electron/core/db/sql.ts';
import { letterFunctions, ownLikeIsEnough } from '../../../../../electron/core/query/functions/letters.ts';
import { textOf } from '../../../../../electron/core/query/functions/value.ts';
import { inTransaction, opened } from '../../../../../electron/core/transaction.ts';
import type { CaseId } from '../../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../../support/core.ts';

type Like = (...values: string[]) => bigint;
let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
  const names = 'name,n\nЖанна Мошенник,1\nÉmilie,2\nΟΔΥΣΣΕΥΣ,3\nplain,4\n';
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('names.csv', names) });
});
afterAll(() => test[Symbol.asyncDispose]());

async function rows(statement: string): Promise<unknown[][]> {
  const { resultId } = await test.run('query.run', { caseId, sql: statement });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 100 })).rows;
}
const first = async (expression: string): Promise<unknown> => (await rows(`SELECT ${expression}`))[0]?.[0];

it('LIKE, lower and upper know the letters of other alphabets', async () => {
  expect(await rows(`SELECT n FROM names WHERE name LIKE '%мошенник'`)).toEqual([[1]]);
  expect(await rows(`SELECT n FROM names WHERE name LIKE 'éMILIE'`)).toEqual([[2]]);
  expect(await rows(`SELECT n FROM names WHERE name LIKE 'οδυσσευς'`)).toEqual([[3]]);
  expect(await rows(`SELECT n FROM names WHERE lower(name) = 'жанна мошенник'`)).toEqual([[1]]);
  expect(await first(`upper('жанна é')`)).toBe('ЖАННА É');
  expect(await rows(`SELECT n FROM names WHERE name NOT LIKE '%л%' AND name LIKE '_lain'`)).toEqual([[4]]);
});

it('leave LIKE to SQLite only where it says the same', () => {
  for (const own of ["SELECT a LIKE 'd-99%'", "SELECT 1 FROM t WHERE a NOT LIKE '%PAYOUT%' OR b LIKE 'x'", 'SELECT 1'])
    expect([own, ownLikeIsEnough(own)]).toEqual([own, true]);
  for (const ours of [
    "SELECT a LIKE 'é%'",
    "SELECT a LIKE 'kelvin'", // \u212a is a k as well
    "SELECT a LIKE 'x' || b",
    'SELECT a LIKE b',
    "SELECT like('x', a)",
    "SELECT a LIKE '%a%a%a%a%b'",
    "SELECT a LIKE 'x' AND b LIKE 'Ж'",
  ])
    expect([ours, ownLikeIsEnough(ours)]).toEqual([ours, false]);
});

/** Values and patterns of ASCII, for which SQLite's own LIKE has the answer. */
const VALUES = ['', 'a', 'abc', 'aXbXc', '100%', 'a_b', 'a\\b', '12', 'a\nb', 'aab', 'xabab', '[a].*'];
const PATTERNS = ['', '%', '_', '%%', 'a%', '%c', 'A_C', '%b%', 'a%b%c', '%ab', '_%_', '1_', '%a_%b', '[A].*', 'a\n_'];

it('answer as SQLite does wherever that knows the letters', () => {
  const db = openScratch();
  const [run, also] = letterFunctions.like.runs as unknown as [Like, Like];
  for (const value of VALUES)
    for (const pattern of PATTERNS) {
      const own = db.one<{ is: number }>(sql`SELECT ${value} LIKE ${pattern} AS "is"`, '').is;
      expect({ value, pattern, is: Number(run(pattern, value)) }).toEqual({
        value,
        pattern,
        is: own,
      });
      const escaped = db.one<{ is: number }>(sql`SELECT ${value} LIKE ${`${pattern}\\%`} ESCAPE '\\' AS "is"`, '').is;
      expect(Number(also(`${pattern}\\%`, value, '\\'))).toBe(escaped);
    }
  const reals = [0, 1, -1.5, 0.1, 1 / 3, 1e14, 1e15, 123456789012345, 1e20, 1e-4, 1e-5, 1.5e-7, 2.5e300, -7e22];
  for (const real of reals)
    expect(textOf(real)).toBe(db.one<{ is: string }>(sql`SELECT CAST(CAST(${real} AS REAL) AS TEXT) AS "is"`, '').is);
  db.close();
});

it('take NULL, numbers and bytes as SQLite does, and refuse a wrong escape in words', async () => {
  expect(await first(`NULL LIKE 'a'`)).toBeNull();
  expect(await first(`lower(NULL)`)).toBeNull();
  expect(await first(`5.0 LIKE '5.0'`)).toEqual(1);
  expect(await first(`12 LIKE '1_'`)).toEqual(1);
  expect(await first(`x'61' LIKE 'a'`)).toEqual(0);
  await expect(first(`'a' LIKE 'a' ESCAPE 'xy'`)).rejects.toMatchObject({ code: 'sql-error' });
});

it('no pattern of many stars takes long', async () => {
  const started = performance.now();
  expect(await first(`'${'a'.repeat(50_000)}' LIKE '${'%a'.repeat(200)}%b'`)).toEqual(0);
  expect(performance.now() - started).toBeLessThan(5000);
});

it('rows of a query that was frozen before they were searched are found once they are indexed', async () => {
  const { resultId } = await test.run('query.run', { caseId, sql: `SELECT 'kestrel over the weir' AS seen` });
  const { id } = await test.call('query.freeze', { resultId, title: 'Before' });
  const writer = test.core.session?.writer;
  writer?.run(sql`DELETE FROM search_docs WHERE subject_id = ${id} AND field = 'content'`);
  writer?.run(sql`DELETE FROM indexed_texts WHERE exhibit_id = ${id}`);
  const step = migrations.find(({ name }) => name === 'frozen rows searched');
  step?.apply(writer as WriteDb);
  inTransaction(
    test.core,
    opened(test.core),
    'vault',
    ({ record }) =>
      record({ caseId: null, action: 'vault.open', subject: 'vault', detail: { migratedTo: [step?.version ?? 0] } }),
    true,
  ); // as the opening after such a step tells of it
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true }); // told as still to be read, not as a fault
  expect((await test.call('search.find', { caseId, text: 'over the weir' })).hits).toHaveLength(1); // its statement alone
  expect((await test.call('bundle.unfinished', { caseId })).exhibits).toBe(1);
  await test.run('bundle.finish', { caseId });
  const { hits } = await test.call('search.find', { caseId, text: 'over the weir' });
  expect(hits.map(({ field }) => field).sort()).toEqual(['SQL', 'content']);
});

it('rows of a frozen query are found by searching, and are sound', async () => {
  const { resultId } = await test.run('query.run', { caseId, sql: `SELECT name AS who, n FROM names` });
  const { label, id } = await test.call('query.freeze', { resultId, title: 'Names' });
  for (const text of ['жанна мошенник', 'ÉMILIE\t2', 'who\tn']) {
    const { hits } = await test.call('search.find', { caseId, text });
    expect(hits.map((hit) => [hit.label, hit.field])).toContainEqual([label, 'content']);
  }
  const found = (text: string) => test.call('query.findFrozen', { exhibitId: id, text });
  expect([await found('émilie'), await found('ОШЕН'), await found('who')]).toEqual([1, 0, null]);
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  await test.call('evidence.remove', { exhibitId: id, reason: 'a test' });
  const { hits } = await test.call('search.find', { caseId, text: 'who\tn' });
  expect(hits.map((hit) => hit.label)).not.toContain(label);
});
