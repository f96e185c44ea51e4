import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { lockVault } from '../../../../electron/core/vault/lock.ts';
import type { EditCommand } from '../../../../shared/contract/desk.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let caseId: CaseId;
let finding: Finding;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
  finding = await test.call('finding.create', { caseId, claim: 'The accounts share one device.' });
});
afterAll(() => test[Symbol.asyncDispose]());

const hold = (subject: string, command: EditCommand, input: object) =>
  test.call('desk.hold', { subject, edit: { command, input: JSON.stringify(input) } });
const type = (explanation: string) => hold(finding.id, 'finding.update', { findingId: finding.id, explanation });
const explanation = async () => (await test.call('finding.list', { caseId }))[0]?.explanation;
const entries = async () => (await test.call('custody.list', { caseId, action: 'finding.update' })).entries;
const open = async () => {
  const ref = (await test.call('vault.list', {})).vaults[0]?.ref ?? '';
  await test.call('vault.open', { vault: { ref }, passphrase: PASSPHRASE });
};

describe('an edit', () => {
  it('is one entry with the digests of its first and last text, however often it paused', async () => {
    for (const text of ['T', 'They', 'They all', 'They all logged in from E-0001.']) await type(text);
    expect([await explanation(), (await entries()).length]).toEqual(['', 0]);
    await test.call('desk.settle', { subject: finding.id });
    expect(await explanation()).toBe('They all logged in from E-0001.');
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(entry?.detail).toEqual({
      explanation: {
        fromSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        toSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    await test.call('desk.settle', {});
    expect(await entries()).toHaveLength(1);
  });

  it('that was taken back is no entry at all', async () => {
    const before = (await entries()).length;
    await type('something else');
    await test.call('desk.hold', { subject: finding.id, edit: null });
    await test.call('desk.settle', {});
    expect((await entries()).length).toBe(before);
  });

  it('is recorded before a job, such as a print, reads the case', async () => {
    await type('Typed just before a job.');
    await test.run('vault.verify', {});
    expect(await explanation()).toBe('Typed just before a job.');
  });

  it('of what was deleted meanwhile is dropped, and says so to who ends it', async () => {
    const gone = await test.call('finding.create', { caseId, claim: 'Gone soon.' });
    await hold(gone.id, 'finding.update', { findingId: gone.id, explanation: 'x' });
    await test.call('finding.remove', { findingId: gone.id });
    await expect(test.call('desk.settle', { subject: gone.id })).rejects.toMatchObject({ code: 'not-found' });
    await test.call('desk.settle', { subject: gone.id });
  });

  it('is refused when it is not a call of that command', async () => {
    await expect(hold('x', 'finding.update', { findingId: 'x' })).rejects.toMatchObject({ code: 'bad-request' });
    const other = test.call('desk.hold', { subject: 'x', edit: { command: 'case.create' as never, input: '{}' } });
    await expect(other).rejects.toMatchObject({ code: 'bad-request' });
  });
});

it('a step of a board that was typed is one entry, and who ends it is told what it changed', async () => {
  const { boardId } = await test.call('case.get', { caseId });
  const id = randomUUID() as never;
  await test.call('board.apply', { boardId, step: 'Add a note', ops: [{ op: 'note.create', note: { id, text: '' } }] });
  const steps = async () => (await test.call('custody.list', { caseId, action: 'board.apply' })).total;
  const before = await steps();
  for (const text of ['Seen', 'Seen on', 'Seen on three'])
    await hold(id, 'board.apply', { boardId, step: 'Edit a note', ops: [{ op: 'note.update', id, text }] });
  expect(await steps()).toBe(before);
  const { board } = await test.call('desk.settle', { subject: id });
  expect(board?.notes).toEqual([{ id, text: 'Seen on three' }]);
  expect([await steps(), await test.call('desk.settle', { subject: id })]).toEqual([before + 1, { board: null }]);
  await test.call('board.undo', { boardId });
  expect((await test.call('desk.settle', {})).board).toBeNull();
});

describe('a lock', () => {
  it('for idleness records what was typed and not left', async () => {
    await type('Typed and left lying.');
    await lockVault(test.core, 'idle');
    await open();
    expect(await explanation()).toBe('Typed and left lying.');
  });

  it('that never came, after a crash, loses nothing: the next opening records it', async () => {
    await type('Typed before the crash.');
    const before = (await entries()).length;
    const session = test.core.session;
    test.core.session = null; // as after a crash: nobody recorded a lock
    session?.close();
    await open();
    expect([await explanation(), (await entries()).length]).toEqual(['Typed before the crash.', before + 1]);
    const [found] = (await test.call('custody.list', { caseId, action: 'edit.recover' })).entries;
    expect(found).toMatchObject({
      subject: 'F-1',
      detail: { of: 'finding.update', session: expect.any(String), openedAt: expect.stringMatching(/Z$/) },
    });
    expect((await entries())[0]?.detail).toMatchObject({ leftFromEarlierSession: true });
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });
});

it('an edit that was put into the store by another program is never recorded as typed by whoever works now', async () => {
  const recovered = async () => (await test.call('custody.list', { caseId, action: 'edit.recover' })).entries.length;
  const before = await recovered();
  await type('Typed here.');
  await test.call('desk.settle', { subject: finding.id });
  expect(await recovered()).toBe(before);
  const foreign = JSON.stringify({ findingId: finding.id, explanation: 'Words of somebody else.' });
  await type('Typed here too.');
  test.core.session?.writer.run(sql`UPDATE open_edits SET input = ${foreign}`);
  await test.call('desk.settle', {});
  expect([await explanation(), await recovered()]).toEqual(['Words of somebody else.', before + 1]);
  expect((await entries())[0]?.detail).toMatchObject({ leftFromEarlierSession: true });
});

it('working state is kept by case across a lock, outside the custody log and the bundle', async () => {
  const value = JSON.stringify({ tabs: [{ name: 'Query 1', sql: 'SELECT secret' }] });
  const before = (await test.call('custody.list', {})).head;
  await test.call('desk.keep', { of: caseId, key: 'data', value });
  expect((await test.call('custody.list', {})).head).toBe(before);
  expect(await test.call('desk.state', { of: caseId })).toEqual({ values: { data: value }, current: true });
  const other = await newCase(test, 'Other');
  expect(await test.call('desk.state', { of: other })).toEqual({ values: {}, current: false });
  await lockVault(test.core, 'asked');
  await open();
  expect(await test.call('desk.state', { of: caseId })).toEqual({ values: { data: value }, current: false });
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});
