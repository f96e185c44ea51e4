import { afterAll, beforeAll, expect, it } from 'vitest';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const rule = { typology: '', team: 'Legal', months: 60, countedFrom: 'closed', basis: 'Schedule 4' } as const;
const retention = async (caseId: string) =>
  (await test.call('retention.list', {})).find((each) => each.caseId === caseId);

it('a case is kept as the rule of its team says once it is closed, unless a day was set', async () => {
  await expect(test.call('retention.saveRule', { ...rule, basis: ' ' })).rejects.toThrow('which rule or agreement');
  await test.call('retention.saveRule', { ...rule, months: 12 });
  const { id } = await test.call('retention.saveRule', rule);
  expect(await test.call('retention.rules', {})).toMatchObject([{ id, months: 60 }]); // in the place of the first
  const { id: caseId } = await test.call('case.create', { title: 'By rule', team: 'legal' });
  const { id: own } = await test.call('case.create', { title: 'Own day', team: 'Legal' });
  await test.call('retention.set', { caseId: own, until: '2040-01-01', basis: 'Agreement 7' });
  const other = await newCase(test);
  const before = await test.call('retention.byRule', {});
  expect(before.find((each) => each.caseId === caseId)).toEqual({
    ...{ caseId, until: null, basis: 'Schedule 4' },
    rule: 'Rule for team Legal: 60 months after closing',
  });
  expect(before.some((each) => each.caseId === other)).toBe(false);
  for (const each of [caseId, own, other])
    await test.call('work.close', { caseId: each, outcome: 'referred', reason: 'Sent on' });
  const now = new Date();
  expect(await retention(caseId)).toMatchObject({
    until: new Date(Date.UTC(now.getUTCFullYear() + 5, now.getUTCMonth(), now.getUTCDate())).toISOString().slice(0, 10),
    basis: 'Rule for team Legal: 60 months after closing. Schedule 4',
  });
  expect(await retention(own)).toMatchObject({ until: '2040-01-01', basis: 'Agreement 7' });
  expect(await retention(other)).toMatchObject({ until: null });
  const { entries } = await test.call('custody.list', { caseId, action: 'retention.set' });
  expect(entries).toHaveLength(1);
  // Opened again and closed under another rule, it is kept as that says; a day that a person set stays.
  await test.call('retention.removeRule', { id });
  const { id: next } = await test.call('retention.saveRule', { ...rule, months: 12 });
  for (const each of [caseId, own]) {
    await test.call('case.update', { caseId: each, status: 'open' });
    await test.call('work.close', { caseId: each, outcome: 'referred', reason: 'Sent on again' });
  }
  expect(await retention(caseId)).toMatchObject({
    until: new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), now.getUTCDate())).toISOString().slice(0, 10),
    basis: 'Rule for team Legal: 12 months after closing. Schedule 4',
  });
  expect(await retention(own)).toMatchObject({ until: '2040-01-01', basis: 'Agreement 7' });
  await test.call('retention.removeRule', { id: next });
  expect(await test.call('retention.byRule', {})).toEqual([]);
});

it('a case with a standing hold is closed only by one who says that it stays', async () => {
  const caseId = await newCase(test);
  const hold = await test.call('retention.hold', { caseId, matter: 'Claim 7', reason: 'Counsel asked' });
  const close = { caseId, outcome: 'referred', reason: 'Sent on' } as const;
  await expect(test.call('work.close', close)).rejects.toThrow('A legal hold stands (Claim 7)');
  const byStatus = { caseId, status: 'closed', title: 'Another title' } as const;
  await expect(test.call('case.update', byStatus)).rejects.toThrow('A legal hold stands (Claim 7)');
  expect(await test.call('case.get', { caseId })).toMatchObject({
    status: 'open',
    title: expect.not.stringMatching('Another'),
  });
  expect(await test.call('case.update', { ...byStatus, despiteHold: true })).toMatchObject({ status: 'closed' });
  // What is closed already is not closed by a change of its title.
  expect(await test.call('case.update', byStatus)).toMatchObject({ title: 'Another title' });
  const { entries: changes } = await test.call('custody.list', { caseId, action: 'case.update' });
  expect(changes.map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ held: ['Claim 7'] }));
  await test.call('case.update', { caseId, status: 'open' });
  expect(await test.call('work.close', { ...close, despiteHold: true })).toMatchObject({ outcome: 'referred' });
  expect((await retention(caseId))?.holds).toMatchObject([{ id: hold.id, releasedAt: null }]);
});
