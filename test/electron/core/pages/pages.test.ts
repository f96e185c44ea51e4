import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EntityType } from '../../../../shared/contract/entities.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { OFAC } from '../../../support/lists.ts';

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

it('marks what lists have of a value, whether it was asked at all, and what is unusual beside its like', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const create = (type: EntityType, label: string) => ({ id: randomUUID() as never, type, label });
  const devices = Array.from({ length: 6 }, (_, at) => create('device', `d-${at}`));
  const accounts = Array.from({ length: 6 }, (_, at) => create('account', `u-${at}`));
  const wallet = create('wallet', '149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd');
  await test.call('entity.create', { caseId, entities: [...devices, ...accounts, wallet] });
  const link = (from: { id: never }, to: { id: never }) => ({
    ...{ id: randomUUID() as never, type: 'uses device' },
    ...{ from: { kind: 'entity' as const, id: from.id }, to: { kind: 'entity' as const, id: to.id } },
  });
  const [first, ...others] = devices;
  if (!first) throw new Error('no device');
  await test.call('link.create', {
    caseId,
    links: [
      ...accounts.map((each) => link(each, first)),
      ...others.map((each, at) => link(accounts[at] ?? wallet, each)),
    ],
  });
  const marks = (type: EntityType, label: string) => test.call('page.marks', { caseId, type, label });
  expect(await marks('device', 'd-0')).toEqual({
    ...{ hits: [], hitCount: 0, screened: [] },
    unusual: [
      'No exhibit shows it: it was entered by hand.',
      expect.stringMatching(/^Linked to 6 accounts: the median of the other 5 devices that are linked to one is 1\./),
    ],
  });
  expect((await marks('device', 'd-1')).unusual).toEqual(['No exhibit shows it: it was entered by hand.']);

  const lists = [];
  for (const [name, text] of [
    ['sdn.csv', OFAC.sdn],
    ['comments.csv', OFAC.comments],
  ] as const)
    lists.push((await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId);
  const { exhibitId, label } = await test.run('screening.run', { caseId, lists, names: ['Nobody At All'] });
  const hit = await marks('wallet', wallet.label);
  expect(hit).toMatchObject({ hitCount: 1, hits: [{ run: label, entry: 'OFAC 101', decision: null }] });
  expect(hit.screened).toMatchObject([{ exhibitId, asked: true }]);
  expect((await marks('device', 'd-0')).screened).toMatchObject([{ asked: false }]);
  const [{ list = '', entry = '' } = {}] = hit.hits;
  const decided = {
    exhibitId,
    subject: wallet.label,
    list,
    entry,
    verdict: 'cleared',
    reason: 'Reassigned since',
  } as const;
  await test.call('screening.decide', decided);
  expect((await marks('wallet', wallet.label)).hits).toMatchObject([{ decision: 'cleared' }]);
});
