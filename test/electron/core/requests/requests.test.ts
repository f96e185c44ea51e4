import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { MAIL } from '../../../support/request-mail.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const actions = async (caseId: never) =>
  (await test.call('custody.list', { caseId })).entries.map(({ action }) => action);

describe('a request', () => {
  it('becomes a case from a pasted e-mail, which is kept byte for byte', async () => {
    const made = await test.call('request.create', {
      to: { newCase: { title: 'Payout diversion' } },
      text: MAIL,
      team: 'Legal',
      legalBasis: 'litigation hold',
    });
    expect(made).toMatchObject({
      number: 1,
      requester: 'Dana Reyes <dana.reyes@example.com>',
      subject: 'Hosts paid to a new account',
      channel: 'e-mail',
      receivedAt: '2026-05-04T16:12:30.000Z',
      priority: 'high',
      priorityReason: 'rule: a court, an authority or a legal duty sets a time for it: “litigation hold”',
      zone: 'America/Los_Angeles',
      joined: '',
    });
    expect(await test.call('case.get', { caseId: made.caseId })).toMatchObject({
      requester: made.requester,
      team: 'Legal',
      priority: 'high',
    });
    const questions = await test.call('question.list', { caseId: made.caseId });
    expect(questions.map(({ number, text, state }) => [number, text, state])).toEqual([
      [1, 'Which accounts share the address 192.0.2.44?', 'unanswered'],
      [2, 'Is the mailbox m.voss@example.com known to us?', 'unanswered'],
    ]);
    const [exhibit] = await test.call('evidence.list', { caseId: made.caseId });
    expect(exhibit).toMatchObject({
      id: made.exhibitId,
      acquiredHow: 'pasted request',
      bytes: Buffer.byteLength(MAIL),
    });
    expect(await actions(made.caseId as never)).toEqual(
      expect.arrayContaining(['case.create', 'request.create', 'question.create']),
    );
    expect(JSON.stringify(await test.call('search.find', { text: 'Which accounts share' }))).toContain('Q-1');
  });

  it('joins a case with a reason, and takes another priority only with one', async () => {
    const caseId = await newCase(test);
    const to = { caseId, reason: 'The same payout account' };
    await expect(test.call('request.create', { to, subject: 'More hosts', priority: 'critical' })).rejects.toThrow(
      'By the rule the priority is normal',
    );
    const first = await test.call('request.create', {
      to,
      subject: 'More hosts',
      priority: 'critical',
      priorityReason: 'Asked for by the CISO by phone',
    });
    const second = await test.call('request.create', {
      to,
      subject: 'And more',
      receivedAt: '2026-05-04T16:00:00.000Z',
      neededBy: '2026-05-04T19:00:00.000Z',
    });
    expect([first.number, second.number, first.joined]).toEqual([1, 2, 'The same payout account']);
    expect([second.priority, second.priorityReason]).toEqual([
      'critical',
      'rule: it is needed within 4 hours of receipt',
    ]);
    await expect(test.call('request.update', { requestId: second.id, priority: 'low' })).rejects.toThrow('Say why');
    expect(
      await test.call('request.update', { requestId: second.id, owner: 'P. Okoro', tags: ['payout'] }),
    ).toMatchObject({ owner: 'P. Okoro', tags: ['payout'], priority: 'critical' });
    await expect(test.call('request.create', { to, text: 'no subject here' })).rejects.toThrow('needs a subject');
  });

  it('keeps what happened to it in order, and refuses what cannot have happened', async () => {
    const caseId = await newCase(test);
    const { id: requestId } = await test.call('request.create', {
      to: { caseId, reason: 'one' },
      subject: 'Steps',
      receivedAt: '2026-05-04T16:00:00.000Z',
    });
    const log = (kind: 'acknowledged' | 'paused' | 'resumed' | 'closed' | 'reopened', at: string, note?: string) =>
      test.call('request.log', { requestId, kind, at, ...(note !== undefined && { note }) });
    await log('acknowledged', '2026-05-04T17:00:00.000Z');
    await expect(log('acknowledged', '2026-05-04T18:00:00.000Z')).rejects.toThrow('already');
    await expect(log('paused', '2026-05-04T18:00:00.000Z')).rejects.toThrow('needs a reason');
    await log('paused', '2026-05-04T18:00:00.000Z', 'Waiting for the requester');
    await expect(log('paused', '2026-05-04T19:00:00.000Z', 'again')).rejects.toThrow('paused already');
    await expect(log('resumed', '2026-05-04T17:30:00.000Z')).rejects.toThrow('cannot end before');
    await log('resumed', '2026-05-05T18:00:00.000Z');
    await expect(log('resumed', '2026-05-05T19:00:00.000Z')).rejects.toThrow('not paused');
    await expect(log('acknowledged', '2026-05-03T17:00:00.000Z')).rejects.toThrow('nothing comes before');
    await expect(log('closed', '2199-01-01T00:00:00.000Z', 'x')).rejects.toThrow('has not come yet');
    const closed = await log('closed', '2026-05-06T18:00:00.000Z', 'Answered: no fraud found');
    expect([closed.outcome, closed.log.map(({ kind }) => kind)]).toEqual([
      'Answered: no fraud found',
      ['acknowledged', 'paused', 'resumed', 'closed'],
    ]);
    expect((await log('reopened', '2026-05-06T19:00:00.000Z')).outcome).toBe('');
    const { entries } = await test.call('custody.list', { caseId, action: 'request.log' });
    expect(entries).toHaveLength(5);
  });
});
