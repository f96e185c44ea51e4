import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

it('keeps tasks in their order, takes them from the checklist, and logs time', async () => {
  const caseId = await newCase(test);
  const first = await test.call('work.addTask', { caseId, text: 'Ask the bank', owner: 'P. Okoro' });
  const second = await test.call('work.addTask', { caseId, text: 'Compare accounts', after: [first.id] });
  expect([first.number, second.number, second.waits]).toEqual([1, 2, true]);
  await expect(test.call('work.changeTask', { id: second.id, state: 'done' })).rejects.toThrow('T-2 comes after T-1');
  await expect(test.call('work.changeTask', { id: first.id, after: [second.id] })).rejects.toThrow('before itself');
  const done = await test.call('work.changeTask', { id: first.id, state: 'done' });
  expect([done.state, done.doneAt !== null]).toEqual(['done', true]);
  expect((await test.call('work.tasks', { caseId }))[1]?.waits).toBe(false);

  await test.call('checklist.add', { caseId, of: { text: 'Who redeemed the cards?' } });
  expect((await test.call('work.addFromChecklist', { caseId })).map(({ text }) => text)).toEqual([
    'Who redeemed the cards?',
  ]);
  await expect(test.call('work.addFromChecklist', { caseId })).rejects.toThrow('task already');

  await test.call('work.addEntry', { caseId, taskId: first.id, minutes: 35, text: 'Called, sent the list' });
  await expect(test.call('work.addEntry', { caseId, minutes: 5, text: ' ' })).rejects.toThrow('what was done');
  expect((await test.call('work.tasks', { caseId }))[0]?.minutes).toBe(35);
  await expect(test.call('work.removeTask', { id: first.id })).rejects.toThrow('it stays');
  await test.call('work.removeTask', { id: second.id });
  expect(await test.call('work.tasks', { caseId })).toHaveLength(2);
});

it('closes a case with its outcome and reason, and makes one a part of another without a circle', async () => {
  const [caseId, above] = [await newCase(test), await newCase(test)];
  await test.call('work.addTask', { caseId, text: 'Left open' });
  const closed = await test.call('work.close', { caseId, outcome: 'referred', reason: 'Sent to the bank' });
  expect(closed).toMatchObject({ outcome: 'referred', reason: 'Sent to the bank', tasksOpen: 1 });
  expect((await test.call('case.get', { caseId })).status).toBe('closed');
  const { entries } = await test.call('custody.list', { caseId, action: 'work.close' });
  expect(entries[0]?.detail).toMatchObject({ outcome: 'referred', reason: 'Sent to the bank', tasksOpen: 1 });
  await expect(test.call('work.setParent', { caseId, parent: above, reason: '' })).rejects.toThrow('Say why');
  await test.call('work.setParent', { caseId, parent: above, reason: 'The same ring' });
  await expect(test.call('work.setParent', { caseId: above, parent: caseId, reason: 'x' })).rejects.toThrow('itself');
  expect((await test.call('work.standings', {})).find((each) => each.caseId === caseId)).toMatchObject({
    parent: above,
  });
  expect((await test.call('work.setParent', { caseId, parent: null, reason: '' })).parent).toBeNull();
});

it('goes with a bundle of the case', async () => {
  const caseId = await newCase(test);
  const first = await test.call('work.addTask', { caseId, text: 'One' });
  await test.call('work.addTask', { caseId, text: 'Two', after: [first.id] });
  await test.call('work.addEntry', { caseId, taskId: first.id, minutes: 10, text: 'Read it' });
  await test.call('work.close', { caseId, outcome: 'confirmed', reason: 'Admitted' });
  const identity = await generateIdentity();
  const sent = await test.run('bundle.export', { caseId, to: { recipients: [await identityToRecipient(identity)] } });
  const ticket = test.ticketForBytes('case.age', await test.collect(sent.ticket));
  const got = await test.run('bundle.import', { ticket, with: { identity } });
  const tasks = await test.call('work.tasks', { caseId: got.caseId });
  expect(tasks.map(({ text, minutes, waits }) => [text, minutes, waits])).toEqual([
    ['One', 10, false],
    ['Two', 0, true],
  ]);
  expect(tasks[1]?.after).toEqual([tasks[0]?.id]);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});
