import { randomUUID } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityId } from '../../../../shared/contract/values.ts';
import { USUAL_GOALS } from '../../../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../../../shared/domain/clocks/work-calendar.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

const MAIL = `From: Dana Reyes <dana.reyes@example.com>
To: Investigations <desk@example.org>
Date: Mon, 4 May 2026 09:12:30 -0700
Subject: RE: Hosts paid to a new account

Hi,

two hosts say that payouts went to hxxps://pay[.]example and to 192.0.2.44. Please answer by Friday 5 PM PT:
1. Which accounts share the address 192.0.2.44?
2. Is the mailbox m.voss@example.com known to us?

Thanks, Dana
`;

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

describe('a look in all cases', () => {
  it('counts, is recorded, and follows what is written', async () => {
    const [one, two] = [await newCase(test, 'One'), await newCase(test, 'Two')];
    const entity = (label: string) => ({ id: randomUUID() as EntityId, type: 'email' as const, label });
    const known = entity('M.Voss@example.net');
    await test.call('entity.create', { caseId: one, entities: [known] });
    const look = (text: string) => test.call('request.look', { caseId: two, text });
    const seen = await look('ask m.voss@example.net, then m.voss@example.net again, and 203.0.113.9');
    expect(
      seen.values.map(({ type, label, times, cases }) => [
        type,
        label,
        times,
        cases.map((each) => [each.caseId, each.entities]),
      ]),
    ).toEqual([
      ['email', 'm.voss@example.net', 2, [[one, 1]]],
      ['ip', '203.0.113.9', 1, []],
    ]);
    expect([seen.cases, seen.left]).toEqual([1, 0]);
    const many = Array.from({ length: 503 }, (_, at) => `10.1.${at >> 8}.${at & 255}`).join('\n');
    expect((await look(many)).left).toBe(3);
    await test.call('entity.update', { caseId: one, entities: [{ id: known.id, label: 'other@example.net' }] });
    expect((await look('m.voss@example.net')).cases).toBe(0);
    expect((await look('other@example.net')).cases).toBe(1);
    await test.call('entity.remove', { caseId: one, ids: [known.id] });
    expect((await look('other@example.net')).cases).toBe(0);
    const { entries } = await test.call('custody.list', { caseId: two, action: 'request.look' });
    expect(entries[0]?.detail).toMatchObject({ cases: 0, values: ['email other@example.net'] });
  });

  it('follows what is written while its keys are still computed ahead', async () => {
    await using own = await openTestCore();
    const [one, two] = [await newCase(own, 'One'), await newCase(own, 'Two')];
    const entities = Array.from({ length: 3000 }, (_, at) => ({
      id: randomUUID() as EntityId,
      type: 'email' as const,
      label: `user${at}@example.net`,
    }));
    await own.call('entity.create', { caseId: one, entities });
    await own.call('request.list', {}); // begins
    const [first, last] = [entities[0], entities.at(-1)].map((each) => each?.id as EntityId);
    const moved = [first, last].map((id, at) => ({ id: id as EntityId, label: `moved${at}@example.org` }));
    await own.call('entity.update', { caseId: one, entities: moved });
    const seen = async (text: string) => (await own.call('request.look', { caseId: two, text })).cases;
    expect([await seen('user0@example.net'), await seen('user2999@example.net')]).toEqual([0, 0]);
    expect([await seen('moved0@example.org'), await seen('moved1@example.org')]).toEqual([1, 1]);
    expect(await seen('user1500@example.net')).toBe(1);
  });

  it('names cases that share entities, and merges nothing', async () => {
    const [one, two] = [await newCase(test, 'Left'), await newCase(test, 'Right')];
    const made = (type: 'ip' | 'account', label: string) => ({ id: randomUUID() as EntityId, type, label });
    await test.call('entity.create', {
      caseId: one,
      entities: [made('ip', '198.51.100.7'), made('account', 'A-1'), made('account', 'A-2')],
    });
    await test.call('entity.create', {
      caseId: two,
      entities: [made('ip', '198.51.100.7'), made('account', 'A-2'), made('account', 'A-3')],
    });
    const related = await test.call('request.related', { caseId: one });
    expect(related).toMatchObject([{ caseId: two, shared: 2 }]);
    expect(JSON.stringify(related)).not.toContain('Right');
    expect(await test.call('entity.list', { caseId: one })).toHaveLength(3);
  });
});

describe('questions and replies', () => {
  it('carry an answer from findings to a reply that is checked, and keep what went out', async () => {
    const { id: requestId, caseId } = await test.call('request.create', {
      to: { newCase: { title: 'Reply' } },
      text: MAIL,
      receivedAt: '2026-05-04T16:00:00.000Z',
      questions: ['Who was paid?'],
    });
    const finding = await test.call('finding.create', {
      caseId,
      claim: 'One person was paid. E-0001',
      likelihood: 'likely',
      confidence: 'moderate',
    });
    const [question] = await test.call('question.list', { caseId });
    const questionId = question?.id as never;
    await expect(test.call('question.update', { questionId, ready: true })).rejects.toThrow('no answer yet');
    const draft = await test.call('question.update', {
      questionId,
      answer: 'One person was paid.',
      findings: [finding.id],
      likelihood: 'likely',
      confidence: 'moderate',
    });
    expect([draft.state, draft.findingLabels, draft.exhibitLabels]).toEqual(['draft', ['F-1'], ['E-0001']]);
    expect((await test.call('question.update', { questionId, ready: true })).state).toBe('answered');

    const of = { requestId, kind: 'final', audience: 'legal' } as const;
    const { text, questions } = await test.call('reply.draft', of);
    expect(text).toContain('TLP:AMBER+STRICT');
    expect(text).toContain(
      'Q-1. Who was paid?\nOne person was paid.\nLikelihood: likely (55–80 %).\nConfidence: moderate confidence.\nRests on: E-0001. Findings: F-1.',
    );
    expect(await test.call('reply.check', { ...of, text })).toEqual({ text, problems: [], withheld: [] });
    const bad = `One person was paid; it is likely, with high confidence. E-0099`;
    const { problems } = await test.call('reply.check', { ...of, text: bad });
    expect(problems.join('\n')).toMatch(/how it may be shared[\s\S]*number E-0099[\s\S]*one sentence/);
    const out = { ...of, recipient: 'Legal', how: 'copied', questions } as const;
    await expect(test.call('reply.deliver', { ...out, text: bad })).rejects.toThrow('Say why the reply may go out');
    const reply = await test.call('reply.deliver', { ...out, text });
    expect(reply).toMatchObject({
      answers: [{ label: 'Q-1', answer: 'One person was paid.', exhibits: ['E-0001'] }],
      accepted: [],
    });

    const [after] = await test.call('question.list', { caseId });
    expect(after).toMatchObject({ state: 'delivered', delivered: { to: 'Legal', changed: false } });
    const [request] = await test.call('request.list', { caseId });
    expect(request?.log.map(({ kind }) => kind).toSorted()).toEqual(['acknowledged', 'final answer', 'first answer']);
    // Another answer has to be said ready anew, and what went out stays as it was.
    const changed = await test.call('question.update', { questionId, answer: 'Two people were paid.' });
    expect([changed.state, changed.ready, changed.delivered?.answer]).toEqual(['draft', false, 'One person was paid.']);
    await expect(test.call('question.remove', { questionId })).rejects.toThrow('it stays');
    expect((await test.call('reply.list', { caseId }))[0]?.text).toBe(text);
  });

  it('give the figures that answers are bound to, as their reader sees them, on paper too', async () => {
    const { id: requestId, caseId } = await test.call('request.create', {
      to: { newCase: { title: 'Figures' } },
      text: MAIL,
      sensitivity: 'RED',
      questions: ['How much was paid?'],
    });
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT 46913 AS total' });
    const frozen = await test.call('query.freeze', { resultId, title: 'Paid out' });
    const [question] = await test.call('question.list', { caseId });
    const questionId = question?.id as never;
    const judged = { likelihood: 'likely', confidence: 'high', ready: true } as const;
    await test.call('question.update', { questionId, answer: 'USD {E-0002:1:total} were paid.', ...judged });
    const of = { requestId, kind: 'interim', audience: 'legal' } as const;
    const drafted = await test.call('reply.draft', of);
    expect(drafted.text).toContain('\nUSD 46,913 (E-0002) were paid.\n');
    expect(await test.call('reply.check', { ...of, text: `${drafted.text}{E-0002:1:total}` })).toEqual({
      text: `${drafted.text}46,913 (E-0002)`,
      problems: [],
      withheld: [],
    });
    const out = { ...of, recipient: 'Legal', questions: drafted.questions };
    const printed = await test.run('reply.print', { ...out, text: drafted.text });
    expect(printed).toMatchObject({ name: expect.stringMatching(/-R-1-interim-reply\.pdf$/), pages: 1, warnings: [] });
    expect((await test.collect(printed.ticket)).subarray(0, 5).toString()).toBe('%PDF-');
    const [reply] = await test.call('reply.list', { caseId });
    expect([reply?.how, reply?.text, reply?.answers[0]?.answer]).toEqual([
      'printed',
      drafted.text,
      'USD 46,913 (E-0002) were paid.',
    ]);
    const { entries } = await test.call('custody.list', { caseId, action: 'reply.deliver' });
    expect(entries[0]?.detail).toMatchObject({ how: 'printed', pdfSha256: printed.sha256 });
    expect((await test.call('question.list', { caseId }))[0]).toMatchObject({ state: 'delivered' });

    // A number that is bound to nothing, a cell that is not there, an exhibit that this reader must not see.
    await test.call('question.update', { questionId, answer: '12 hosts got {E-0002:2:total}. E-0002' });
    await test.call('question.update', { questionId, ready: true });
    const { text } = await test.call('reply.draft', of);
    expect((await test.call('reply.check', { ...of, text })).problems).toEqual([
      'The answer of Q-1: E-0002 has no row 2, column total.',
      'The answer of Q-1 gives 12, not bound to a cell of a query as {E-0010:1:column}.',
    ]);
    await test.call('question.update', { questionId, answer: 'USD {E-0002:1:total} were paid.' });
    await test.call('question.update', { questionId, ready: true });
    await test.call('report.update', { caseId, excludedExhibits: [frozen.id] });
    const hidden = await test.call('reply.draft', of);
    expect(hidden.text).not.toContain('46,913');
    expect((await test.call('reply.check', { ...of, text: hidden.text })).problems).toEqual([
      'The answer of Q-1 gives a figure of E-0002, which this reader does not see: it reads “[withheld]”.',
      'The answer of Q-1 names E-0002, which this reader does not see.',
    ]);
  });

  it('say a label where their edition redacts, in what is typed, bound and stands above it', async () => {
    const { id: requestId, caseId } = await test.call('request.create', {
      to: { newCase: { title: 'Payouts to po_91c44e07' } },
      text: MAIL,
      questions: ['Where does it go?'],
    });
    const rule = { as: 'block', name: '', editions: ['executive', 'legal', 'infosec'] };
    await test.call('report.update', {
      caseId,
      redactions: [
        { ...rule, number: 1, kind: 'value', what: 'po_91c44e07' },
        { ...rule, number: 2, kind: 'value', what: 'Jean-Luc' },
      ] as never,
    });
    const of = { requestId, kind: 'interim', audience: 'executive' } as const;
    const { text } = await test.call('reply.draft', of);
    expect(text).not.toContain('po_91c44e07');
    const checked = await test.call('reply.check', { ...of, text: `${text}\npo_91c44e07 is of Jean-Luc.` });
    expect(checked.text).not.toMatch(/po_91c44e07|Jean-Luc/);
    expect(checked.problems.join()).toMatch(/The text holds what this edition redacts: it reads .*01.*02/);
  });

  it('do not go out with what their edition withholds', async () => {
    const { id: requestId, caseId } = await test.call('request.create', {
      to: { newCase: { title: 'Withheld' } },
      text: MAIL,
      questions: [],
    });
    const [exhibit] = await test.call('evidence.list', { caseId });
    await test.call('evidence.update', { exhibitId: exhibit?.id as never, title: 'Passport of Jane Doe' });
    const decisionDue = '2026-12-10'; // a date that is held against the clock
    await test.call('report.update', { caseId, excludedExhibits: [exhibit?.id as never], decisionDue });
    const of = { requestId, kind: 'interim', audience: 'ticket' } as const;
    const { text } = await test.call('reply.draft', of);
    expect((await test.call('reply.check', { ...of, text })).withheld).toEqual([]);
    // A print has the title of the case and the subject of the request above the text.
    await test.call('case.update', { caseId, title: 'Passport of Jane Doe' });
    expect((await test.call('reply.check', { ...of, text })).withheld).toEqual([
      expect.stringMatching(/^The title of the case above the reply repeats words .*E-0001/),
    ]);
    await test.call('case.update', { caseId, title: 'Withheld' });
    await test.call('request.update', { requestId, subject: 'passport of Jane  Doe' });
    expect((await test.call('reply.check', { ...of, text })).withheld).toEqual([
      expect.stringMatching(/^The subject of the request above the reply repeats words .*E-0001/),
    ]);
    await expect(
      test.run('reply.print', { ...of, recipient: 'Dana', questions: [], text, reason: 'asked to' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await test.call('request.update', { requestId, subject: 'Payouts' });
    const leaking = `${text}\nSee the Passport of Jane Doe.`;
    expect((await test.call('reply.check', { ...of, text: leaking })).withheld).toEqual([
      expect.stringMatching(/^The reply repeats words .*E-0001/),
    ]);
    await expect(
      test.call('reply.deliver', {
        ...of,
        recipient: 'Dana',
        how: 'copied',
        questions: [],
        text: leaking,
        reason: 'hurry',
      }),
    ).rejects.toThrow('not recorded as delivered');
  });

  it('are rows of the table of requests, and go with a bundle of the case', async () => {
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
});
