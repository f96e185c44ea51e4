import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EntityType } from '../../../../shared/contract/entities.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

it('says what is known of a value: its links, where it was seen, its rows in every dataset, and other cases', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const other = await newCase(test, 'Another');
  await putTable(
    test,
    caseId,
    'sign-ups.csv',
    'user,mail,phone\nu-1,Ada@Example.com,+44 20 7946 0018\nu-2,bo@example.com,\n',
  );
  await putTable(
    test,
    caseId,
    'mails.csv',
    'from_mail,to_mail,n\nada@example.com,bo@example.com,007\nx,ada@example.com ,8\n',
  );
  const wide = Array.from({ length: 1200 }, (_, at) => `c${at}`).join(',');
  await putTable(test, caseId, 'other.csv', `${wide}\n${wide.replaceAll('c', '')}\n`);
  const rowsOf = async (type: EntityType, label: string) => {
    const { datasets, without, compared } = await test.run('page.rows', { caseId, type, label });
    const found = datasets.map(({ view, rows, columns }) => [view, rows, ...columns.map(({ column }) => column)]);
    return { found, without, compared };
  };
  expect(await rowsOf('email', 'ADA@example.com')).toEqual({
    found: [
      ['sign_ups', 1, 'mail'],
      ['mails', 2, 'from_mail', 'to_mail'],
    ],
    without: 1,
    compared: 'upper and lower case apart',
  });
  expect((await rowsOf('phone', '+442079460018')).found).toEqual([['sign_ups', 1, 'phone']]);
  expect((await rowsOf('account', '7')).found).toEqual([['other', 1, 'c7']]); // 007 is another account
  expect((await rowsOf('account', "'; DROP TABLE x --")).found).toEqual([]);
  const before = await test.run('vault.verify', { copies: false });
  expect((await test.run('page.index', { caseId })).columns).toBe(5);
  expect(await test.call('page.unindexed', { caseId })).toEqual({ columns: 0, large: 0 });
  const indexed = async (type: EntityType, label: string) =>
    (await test.call('page.indexed', { caseId, type, label })).datasets.flatMap(({ view, columns }) =>
      columns.flatMap(({ column, rows }) => (rows > 0 ? [`${view}.${column} ${rows}`] : [])),
    );
  expect(await indexed('email', 'ADA@example.com')).toEqual([
    'sign_ups.mail 1',
    'mails.from_mail 1',
    'mails.to_mail 1',
  ]);
  expect(await indexed('phone', '+442079460018')).toEqual(['sign_ups.phone 1']);
  expect(await test.run('vault.verify', { copies: false })).toEqual({
    ...before,
    head: expect.anything(),
    custodyEntries: expect.anything(),
  });
  const counted = await test.run('query.run', { caseId, sql: 'SELECT count(*) AS n FROM mails' });
  expect(counted.inputs.map(({ name }) => name)).toEqual(['mails']); // not answered from an index, so that it is told
  const { datasets } = await test.run('page.rows', { caseId, type: 'email', label: 'ada@example.com' });
  const { resultId } = await test.run('query.run', { caseId, sql: datasets[1]?.sql ?? '' });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 9 });
  expect(rows).toEqual([
    ['ada@example.com', 'bo@example.com', '007'],
    ['x', 'ada@example.com ', '8'],
  ]);

  const [account, mail] = [randomUUID() as never, randomUUID() as never];
  const [seenIn] = await test.call('evidence.list', { caseId });
  const exhibits = seenIn ? [seenIn.id] : [];
  await test.call('entity.create', {
    caseId,
    entities: [
      { id: account, type: 'account', label: 'u-1' },
      { id: mail, type: 'email', label: 'Ada@Example.com', exhibits, rows: { [seenIn?.id ?? '']: '1' } },
    ],
  });
  const ends = { from: { kind: 'entity', id: account }, to: { kind: 'entity', id: mail } } as const;
  await test.call('link.create', { caseId, links: [{ id: randomUUID() as never, ...ends, type: 'registered with' }] });
  const elsewhere = { id: randomUUID() as never, type: 'email' as const, label: 'ADA@EXAMPLE.COM' };
  await test.call('entity.create', { caseId: other, entities: [elsewhere] });
  await test.call('finding.create', { caseId, claim: 'ada@example.com registered two accounts' });
  const page = await test.call('page.entity', { caseId, type: 'email', label: 'ada@example.com' });
  expect(page).toMatchObject({
    entity: { id: mail },
    links: [{ link: { type: 'registered with' }, other: { name: 'u-1', type: 'account' } }],
    exhibits: [{ label: 'E-0001', rows: '1' }],
    findings: [{ label: 'F-1' }],
    elsewhere: { cases: 1, entities: 1 },
  });
  const seen = await test.call('page.elsewhere', { caseId, type: 'email', label: 'ada@example.com' });
  expect(seen).toEqual([{ caseId: other, case: 'C-0002', title: 'Another', label: 'ADA@EXAMPLE.COM' }]);
  const { entries } = await test.call('custody.list', { caseId, action: 'page.' });
  expect(entries.map(({ subject }) => subject)).toEqual(['ada@example.com']);
  const unknown = await test.call('page.entity', { caseId, type: 'wallet', label: `0x${'aB'.repeat(20)}` });
  expect(unknown).toMatchObject({ entity: null, links: [], exhibits: [], elsewhere: { cases: 0 } });
  expect(unknown.problem).toContain('checksum');
});
