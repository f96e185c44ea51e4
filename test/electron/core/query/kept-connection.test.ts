import { expect, it } from 'vitest';
import { enterStore, onConnection } from '../../../../electron/core/query/kept-connection.ts';
import type { Session } from '../../../../electron/core/vault/session.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

it('keeps a connection for the next statement of its case, with nothing of the last one on it', async () => {
  await using test = await openTestCore();
  const [one, other] = [await newCase(test), await newCase(test)];
  const { storeFile, key } = test.core.session as Session;
  enterStore({ file: storeFile, key });
  const made = await onConnection(one, 'SELECT 1', async (native) => {
    native.exec('CREATE TEMP TABLE copied (a); CREATE TEMP VIEW "se""en" AS SELECT 1 AS x');
    return native;
  });
  await onConnection(one, 'SELECT 1', async (native) => {
    expect(native).toBe(made);
    expect(native.prepare('SELECT name FROM temp.sqlite_schema').all()).toEqual([]);
  });
  const last = await onConnection(other, 'SELECT 1', async (native) => native);
  expect([made.open, last === made]).toEqual([false, false]);
  await expect(
    onConnection(other, 'SELECT 1', async () => {
      throw new Error('a statement fails');
    }),
  ).rejects.toThrow('a statement fails');
  expect(last.open).toBe(false);
  const theirs = await onConnection(other, "SELECT 'É' LIKE 'é'", async (native) => native);
  await onConnection(other, 'SELECT 1', async () => {});
  expect(theirs.open).toBe(false); // a LIKE of our own stays with its connection
});

it('sees what was imported, renamed and loaded between two statements', async () => {
  await using test = await openTestCore();
  const [caseId, other] = [await newCase(test), await newCase(test)];
  const one = async (sql: string, of = caseId): Promise<unknown> => {
    const { resultId } = await test.run('query.run', { caseId: of, sql });
    return (await test.call('query.rows', { resultId, offset: 0, limit: 1 })).rows[0]?.[0];
  };
  const { dataset } = await putTable(test, caseId, 'logins.csv', 'user,n\na,1\nb,2\n');
  expect(await one('SELECT count(*) FROM logins')).toBe(2);
  await putTable(test, caseId, 'paid.csv', 'user,n\na,1\n');
  expect(await one('SELECT count(*) FROM paid, logins')).toBe(2);
  await test.call('dataset.rename', { datasetId: dataset.id, view: 'sign_ins' });
  expect(await one('SELECT count(*) FROM sign_ins')).toBe(2);
  await expect(one('SELECT count(*) FROM logins')).rejects.toMatchObject({ code: 'sql-error' });
  await expect(one('SELECT count(*) FROM sign_ins', other)).rejects.toMatchObject({ code: 'sql-error' });
  expect(await one("SELECT transliterate('Łódź')")).toBe('Lodz');
  expect(await one("SELECT 'МОШ' LIKE 'мош'")).toBe(1);
  expect(await one("SELECT 'мош' LIKE 'b%'")).toBe(0);
});
