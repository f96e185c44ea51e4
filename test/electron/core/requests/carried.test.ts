import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { USUAL_GOALS } from '../../../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../../../shared/domain/clocks/work-calendar.ts';
import { openTestCore } from '../../../support/core.ts';
import { MAIL } from '../../../support/request-mail.ts';

it('questions and replies are rows of the table of requests, and go with a bundle of the case', async () => {
  await using test = await openTestCore();
  const said = {
    ...OFFICE_HOURS,
    week: OFFICE_HOURS.week.map((day) => [...day]),
    goals: USUAL_GOALS,
    source: '',
    holidays: { '2026-12-25': 'Christmas' },
  };
  const calendar = await test.call('calendar.save', { ...said, name: 'Desk' });
  await expect(test.call('calendar.save', { ...said, name: 'desk' })).rejects.toThrow('already');
  await expect(
    test.call('calendar.save', { ...said, name: 'None', week: [[], [], [], [], [], [], []] }),
  ).rejects.toThrow('No day');
  const { caseId, id: requestId } = await test.call('request.create', {
    to: { newCase: { title: 'Leaves' } },
    text: MAIL,
    calendarId: calendar.id,
  });
  const [first] = await test.call('question.list', { caseId });
  await test.call('question.update', {
    questionId: first?.id as never,
    answer: 'None.',
    exhibits: [(await test.call('evidence.list', { caseId }))[0]?.id as never],
    ready: true,
  });
  const { text, questions } = await test.call('reply.draft', { requestId, kind: 'interim', audience: 'ticket' });
  await test.call('reply.deliver', {
    requestId,
    kind: 'interim',
    audience: 'ticket',
    recipient: 'Dana',
    how: 'copied',
    text,
    questions,
    reason: 'not judged yet',
  });
  await expect(test.call('calendar.remove', { id: calendar.id })).rejects.toThrow('wait by');
  const asked = await test.run('query.run', {
    caseId,
    sql: 'SELECT label, team, questions, answered, delivered, acknowledged_at IS NOT NULL FROM requests',
  });
  const rows = await test.call('query.rows', { resultId: asked.resultId, offset: 0, limit: 10 });
  expect(rows.rows).toEqual([['R-1', '', 2, 1, 1, 1]]);

  const identity = await generateIdentity();
  const sent = await test.run('bundle.export', { caseId, to: { recipients: [await identityToRecipient(identity)] } });
  const bytes = await test.collect(sent.ticket);
  const got = await test.run('bundle.import', {
    ticket: test.ticketForBytes('case.age', bytes),
    with: { identity },
  });
  const [there] = await test.call('request.list', { caseId: got.caseId });
  expect(there).toMatchObject({ number: 1, subject: 'Hosts paid to a new account', calendarId: calendar.id });
  expect(
    (await test.call('question.list', { caseId: got.caseId })).map(({ number, state, delivered }) => [
      number,
      state,
      delivered?.to,
    ]),
  ).toEqual([
    [1, 'delivered', 'Dana'],
    [2, 'unanswered', undefined],
  ]);
  expect((await test.call('reply.list', { caseId: got.caseId }))[0]).toMatchObject({
    text,
    recipient: 'Dana',
    reason: 'not judged yet',
  });
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});
