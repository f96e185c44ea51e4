import { createHash, randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Question, Reply } from '../../../shared/contract/requests.ts';
import { boundIn } from '../../../shared/domain/bound-values.ts';
import { caseLabel, exhibitLabel, questionLabel, requestLabel } from '../../../shared/domain/labels.ts';
import { AUDIENCES, answeredOf, replyProblems, replyText } from '../../../shared/domain/requests/reply-text.ts';
import { caseFacts } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import { withheldIn } from '../reports/reads.ts';
import { listQuestions, logStep, markDelivered, requestById } from '../requests/reads.ts';
import { insertReply, listReplies } from './store.ts';

export const replyHandlers: Handlers<'reply'> = {
  'reply.list': ({ db }, { caseId }) => listReplies(db, caseId),
  'reply.draft': ({ core, session, db }, { requestId, kind, audience }) => {
    const of = materialOf(db, requestId);
    const text = replyText({ ...of, kind, audience, at: core.now().toISOString(), by: session.investigator });
    return { text, questions: answeredOf(of.questions).map(({ id }) => id) };
  },
  'reply.check': ({ db }, { requestId, kind, audience, text }) =>
    check(db, materialOf(db, requestId), kind, audience, text),
  'reply.deliver': deliver,
};

type Request = Parsed<'reply.draft'>['requestId'];
function materialOf(db: ReadDb, requestId: Request) {
  const request = requestById(db, requestId);
  const { number, title, tlp } = caseFacts(db, request.caseId);
  const questions = listQuestions(db, request.caseId).filter((each) => each.requestId === requestId);
  return { request, questions, case: { label: caseLabel(number), title, tlp } };
}

function check(
  db: ReadDb,
  of: ReturnType<typeof materialOf>,
  kind: Reply['kind'],
  audience: Reply['audience'],
  text: string,
): Output<'reply.check'> {
  const { caseId } = of.request;
  const known = new Set([...exhibitNumbers(db, caseId).values()].map(exhibitLabel));
  return {
    problems: [
      ...replyProblems({ ...of, kind }, text, known),
      ...boundIn(text).map(
        ({ label, row, column }) =>
          `The text names a cell whose value is not filled in: {${label}:${row}:${column}}. Write its value.`,
      ),
    ],
    withheld: withheldIn(db, caseId, AUDIENCES[audience].edition, text, 'The reply'),
  };
}

function deliver(context: WriteContext, input: Parsed<'reply.deliver'>): Reply {
  const { db, at: now, session, record } = context;
  const { requestId, kind, audience, recipient, how, text, at = now, reason = '' } = input;
  // Nothing was written in this transaction yet: its reader sees what the check of the window saw, or what came after it.
  const of = materialOf(session.reader, requestId);
  const { problems, withheld } = check(session.reader, of, kind, audience, text);
  if (withheld.length > 0) throw new Fault('conflict', `The reply is not recorded as delivered. ${withheld.join(' ')}`);
  if (problems.length > 0 && reason.trim() === '')
    throw new Fault('bad-request', `Say why the reply may go out all the same. ${problems.join(' ')}`);
  if (at > now) throw new Fault('bad-request', `${at} has not come yet.`);
  const answers = input.questions.map((id) => answeredOf(of.questions).find((each) => each.id === id));
  if (answers.some((each) => each === undefined))
    throw new Fault(
      'conflict',
      'An answer of the reply is not ready, or belongs to another request. Draft the reply anew.',
    );
  const held = answers as Question[];
  const reply: Reply = {
    ...{
      id: randomUUID(),
      caseId: of.request.caseId,
      requestId,
      kind,
      audience,
      recipient: recipient.trim(),
      how,
      text,
    },
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    answers: held.map(({ id, number, answer, exhibitLabels }) => ({
      questionId: id,
      label: questionLabel(number),
      answer,
      exhibits: exhibitLabels,
    })),
    ...{ accepted: problems, reason: problems.length > 0 ? reason.trim() : '', at, by: session.investigator },
  };
  insertReply(db, reply);
  for (const question of held) markDelivered(db, question, at, reply.recipient);
  record({
    caseId: reply.caseId,
    action: 'reply.deliver',
    subject: requestLabel(of.request.number),
    detail: {
      ...{ kind, audience, recipient: reply.recipient, how, sha256: reply.sha256 },
      answers: reply.answers.map(({ label }) => label),
      ...(problems.length > 0 && { accepted: problems, reason: reply.reason }),
    },
  });
  // Whoever is answered knows that the request has arrived.
  const reached = new Set(of.request.log.map((each) => each.kind));
  const steps = [
    'acknowledged' as const,
    ...(held.length > 0 ? ['first answer' as const] : []),
    ...(kind === 'final' ? ['final answer' as const] : []),
  ];
  for (const step of steps)
    if (!reached.has(step)) logStep(context, requestId, { kind: step, at, note: `${kind} reply` });
  return reply;
}
