import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';

describe('cases', () => {
  it('are numbered, default to a careful classification and have a board', async () => {
    await using test = await openTestCore();
    await newCase(test, 'One');
    const two = await test.call('case.create', {
      title: ' Two ',
      codename: 'Lantern',
      tlp: 'RED',
      dueAt: '2026-12-01T01:00:00.000Z',
    });
    expect(two).toMatchObject({
      number: 2,
      title: 'Two',
      tlp: 'RED',
      dueZone: 'America/Los_Angeles',
      status: 'open',
      counts: { exhibits: 0 },
    });
    expect(two.boardId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await test.call('case.list', {}))[1]?.tlp).toBe('AMBER+STRICT');
  });
  it('refuse what is not a title, zone or label, and change nothing', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (const change of [
      { title: ' ' },
      { title: 'a\nb' },
      { dueZone: 'Mars/Olympus' },
      { tlp: 'WHITE' },
      { extra: 1 },
    ]) {
      await expect(test.call('case.update', { caseId, ...change } as never)).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    expect((await test.call('custody.list', {})).total).toBe(2);
  });
  it('were changed last when anything in them was, and are listed by that', async () => {
    let hour = 8;
    await using test = await openTestCore();
    Object.assign(test.core, { now: () => new Date(Date.UTC(2026, 0, 2, hour)) });
    const one = await newCase(test, 'One');
    hour = 9;
    const two = await newCase(test, 'Two');
    const listed = async () =>
      (await test.call('case.list', {})).map(({ id, updatedAt }) => [id, updatedAt.slice(11, 13)]);
    expect(await listed()).toEqual([
      [two, '09'],
      [one, '08'],
    ]);
    hour = 10;
    await test.call('finding.create', { caseId: one, claim: 'One device' });
    const changed = [
      [one, '10'],
      [two, '09'],
    ];
    expect(await listed()).toEqual(changed);
    hour = 11;
    await test.call('case.open', { caseId: two }); // looking changes nothing
    expect(await listed()).toEqual(changed);
    const { updatedAt } = await test.call('case.update', { caseId: two, codename: 'Lantern' });
    expect(updatedAt).toContain('T11');
    expect((await listed())[0]).toEqual([two, '11']);
  });
  it('name what is missing', async () => {
    await using test = await openTestCore();
    const caseId = '00000000-0000-4000-8000-000000000000' as never;
    await expect(test.call('case.get', { caseId })).rejects.toMatchObject({ code: 'not-found' });
  });
});
