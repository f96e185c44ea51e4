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
  const unknown = await test.call('page.entity', { caseId, type: 'wallet', label: `0x${'aB'.repeat(20)}` });
  expect(unknown).toMatchObject({ entity: null, links: [], exhibits: [], elsewhere: { cases: 0 } });
  expect(unknown.problem).toContain('checksum');
});
