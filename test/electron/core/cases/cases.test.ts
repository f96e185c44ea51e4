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
  it('name what is missing', async () => {
    await using test = await openTestCore();
    const caseId = '00000000-0000-4000-8000-000000000000' as never;
    await expect(test.call('case.get', { caseId })).rejects.toMatchObject({ code: 'not-found' });
  });
});
