import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { MAIL } from '../../../support/request-mail.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
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
    });
    // What nobody judged of the answer is taken from its findings.
    expect([draft.likelihood, draft.confidence]).toEqual(['likely', 'moderate']);
    expect([draft.state, draft.findingLabels, draft.exhibitLabels]).toEqual(['draft', ['F-1'], ['E-0001']]);
    expect((await test.call('question.update', { questionId, ready: true })).state).toBe('answered');

    const of = { requestId, kind: 'final', audience: 'legal' } as const;
    const { text, questions } = await test.call('reply.draft', of);
    expect(text).toContain('TLP:AMBER+STRICT');
    expect(text).toContain(
      'Q-1. Who was paid?\nOne person was paid.\nLikelihood: likely (55–80 %).\nConfidence: moderate confidence.\nRests on: E-0001. Findings: F-1.',
    );
    expect(await test.call('reply.check', { ...of, text })).toEqual({ text, problems: [], withheld: [] });
    await test.call('finding.review', { findingId: finding.id, state: 'in-review', by: 'A. Author' });
    expect((await test.call('reply.check', { ...of, text })).problems).toEqual([
      'The answer of Q-1 is built from F-1, whose review is not finished: in review.',
    ]);
    await test.call('finding.review', { findingId: finding.id, state: 'draft', by: 'A. Author' });
    const bad = `One person was paid; it is likely, with high confidence. E-0099`;
    const { problems } = await test.call('reply.check', { ...of, text: bad });
    expect(problems.join('\n')).toMatch(/how it may be shared[\s\S]*number E-0099[\s\S]*one sentence/);
    const out = { ...of, recipient: 'Legal', how: 'copied', questions } as const;
    await expect(test.call('reply.deliver', { ...out, text: bad })).rejects.toThrow('Say why the reply may go out');
    const waiting = async () => (await test.call('case.get', { caseId })).answeredAt === null;
    expect(await waiting()).toBe(true);
    const reply = await test.call('reply.deliver', { ...out, text });
    expect(await waiting()).toBe(false); // the case is due no more
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

  it('follow what their findings say until somebody chooses, and the check names what differs', async () => {
    const { id: requestId, caseId } = await test.call('request.create', {
      to: { newCase: { title: 'Follow' } },
      text: MAIL,
      questions: ['Who is it?'],
    });
    const finding = async (likelihood: 'almost-certain' | 'unlikely', confidence: 'high' | 'low') =>
      (await test.call('finding.create', { caseId, claim: `${likelihood}. E-0001`, likelihood, confidence })).id;
    const [sure, doubtful] = [await finding('almost-certain', 'high'), await finding('unlikely', 'low')];
    const [question] = await test.call('question.list', { caseId });
    const questionId = question?.id as never;
    const now = async () => {
      const [{ likelihood, confidence, ready } = {} as never] = await test.call('question.list', { caseId });
      return [likelihood, confidence, ready];
    };
    await test.call('question.update', { questionId, answer: 'X, see E-0001.', findings: [sure], ready: true });
    expect(await now()).toEqual(['almost-certain', 'high', true]);
    await test.call('question.update', { questionId, findings: [sure, doubtful] });
    expect(await now()).toEqual(['not-judged', 'low', false]);
    await test.call('question.update', { questionId, findings: [sure], ready: true });
    await test.call('finding.update', { findingId: sure, likelihood: 'almost-no-chance', confidence: 'low' });
    expect(await now()).toEqual(['almost-no-chance', 'low', true]);

    const of = { requestId, kind: 'final', audience: 'legal' } as const;
    await test.call('question.update', { questionId, likelihood: 'likely' });
    const { text } = await test.call('reply.draft', of);
    expect((await test.call('reply.check', { ...of, text })).problems).toContain(
      'The answer of Q-1 says "likely (55–80 %)" where its findings say "almost no chance (1–5 %)".',
    );
    // What went out stays, though its findings change.
    await test.call('question.update', { questionId, likelihood: 'not-judged' });
    const drafted = await test.call('reply.draft', of);
    const { problems } = await test.call('reply.check', { ...of, text: drafted.text });
    expect(problems.filter((each) => each.includes('says'))).toEqual([]);
    await test.call('reply.deliver', {
      ...of,
      ...{ ...drafted, recipient: 'Legal', how: 'copied', reason: 'as it is' },
    });
    await test.call('finding.update', { findingId: sure, likelihood: 'likely' });
    expect(await now()).toEqual(['almost-no-chance', 'low', true]);
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
      'The answer of Q-1: E-0002 has no row 2, column total: it has 1 row with the column total.',
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

  it('leave a vault that verifies', async () => {
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });
});
