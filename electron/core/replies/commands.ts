import { createHash, randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Question, Reply } from '../../../shared/contract/requests.ts';
import { boundIn, boundKey, withoutBound } from '../../../shared/domain/bound-values.ts';
import { caseLabel, exhibitLabel, findingLabel, questionLabel, requestLabel } from '../../../shared/domain/labels.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import {
  AUDIENCES,
  answeredOf,
  markingOf,
  replyProblems,
  replyText,
} from '../../../shared/domain/requests/reply-text.ts';
import { REVIEW_STATES, stateOf } from '../../../shared/domain/reviews.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { caseFacts } from '../cases/reads.ts';
import type { Handlers, JobContext, WriteContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import { listFindings } from '../findings/reads.ts';
import { printLetter } from '../reports/letter.ts';
import { readerOfEdition } from '../reports/reads.ts';
import { listQuestions, logStep, markDelivered, requestById } from '../requests/reads.ts';
import { insertReply, listReplies } from './store.ts';

export const replyHandlers: Handlers<'reply'> = {
  'reply.list': ({ db }, { caseId }) => listReplies(db, caseId),
  'reply.draft': ({ core, session, db }, { requestId, kind, audience }) => {
    const of = materialOf(db, requestId, audience);
    const text = replyText({ ...of, kind, audience, at: core.now().toISOString(), by: session.investigator });
    return { text, questions: answeredOf(of.questions).map(({ id }) => id) };
  },
  'reply.check': ({ db }, { requestId, kind, audience, text }) => {
    const of = materialOf(db, requestId, audience, text);
    return { text: of.reader.filled(text), ...check(db, of, kind, text) };
  },
  'reply.deliver': deliver,
  'reply.print': print,
};

type Request = Parsed<'reply.draft'>['requestId'];
/** The request and its questions as the readers of one edition see them: figures in the place of the cells that answers name. */
function materialOf(db: ReadDb, requestId: Request, audience: Reply['audience'], text = '') {
  const request = requestById(db, requestId);
  const { number, title, tlp } = caseFacts(db, request.caseId);
  const asked = listQuestions(db, request.caseId).filter((each) => each.requestId === requestId);
  const texts = [text, ...asked.map(({ answer }) => answer)];
  const reader = readerOfEdition(db, request.caseId, AUDIENCES[audience].edition, texts);
  const questions = asked.map((each) => ({ ...each, answer: reader.filled(each.answer) }));
  const told = { ...request, subject: reader.filled(request.subject) };
  return {
    request: told,
    asked,
    questions,
    reader,
    case: { label: caseLabel(number), title: reader.filled(title), tlp },
  };
}

function check(
  db: ReadDb,
  of: ReturnType<typeof materialOf>,
  kind: Reply['kind'],
  text: string,
): Pick<Output<'reply.check'>, 'problems' | 'withheld'> {
  const { reader } = of;
  const known = new Set([...exhibitNumbers(db, of.request.caseId).values()].map(exhibitLabel));
  const resting = answeredOf(of.asked)
    .map(({ answer, exhibitLabels }) => `${answer} ${exhibitLabels.join(' ')}`)
    .join(' ');
  const said = [text, ...answeredOf(of.asked).map(({ answer }) => answer)];
  const labels = [...new Set(said.flatMap((each) => reader.redactedIn(each)))];
  return {
    problems: [
      ...(labels.length === 0
        ? []
        : [`The text holds what this edition redacts: it reads ${labels.join(', ')} there.`]),
      ...replyProblems({ ...of, kind }, reader.filled(text), known),
      ...underReview(db, of),
      ...reader.figureProblems('The text', namedAlone(text, resting)),
      ...answeredOf(of.asked).flatMap(({ number, answer, exhibitLabels }) =>
        reader.figureProblems(`The answer of ${questionLabel(number)}`, `${answer} ${exhibitLabels.join(' ')}`),
      ),
    ],
    withheld: withheldIn(of, kind, reader.filled(text)),
  };
}

/** A review that was begun and not finished is about what the answer says. */
function underReview(db: ReadDb, { request, asked }: ReturnType<typeof materialOf>): string[] {
  const findings = listFindings(db, request.caseId);
  return answeredOf(asked).flatMap((question) =>
    findings.flatMap((finding) => {
      const state = stateOf(finding.review);
      if (!question.findings.includes(finding.id) || state === 'draft' || state === 'final') return [];
      const words = REVIEW_STATES[state].toLowerCase();
      return [
        `The answer of ${questionLabel(question.number)} is built from ${findingLabel(finding.number)}, whose review is not finished: ${words}.`,
      ];
    }),
  );
}

const titleOf = (kind: Reply['kind'], subject: string): string =>
  `${kind === 'final' ? 'Final reply' : 'Interim reply'}: ${subject}`;

/** Of the reply and what a print of it has above it: the title of the case, and the subject of the request. */
function withheldIn(of: ReturnType<typeof materialOf>, kind: Reply['kind'], text: string): string[] {
  const parts = [
    ['The reply', text],
    ['The title of the case above the reply', of.case.title],
    ['The subject of the request above the reply', titleOf(kind, of.request.subject)],
  ] as const;
  return parts.map(([called, words]) => of.reader.withheld(words, called)).filter((words) => words !== null);
}

/** What a text itself names, without what stands in an answer, which is looked at as it is kept: cells and exhibits. Its dates are the template's. */
function namedAlone(text: string, answers: string): string {
  const labels = labelsIn(withoutBound(text)).filter((label) => !answers.includes(label));
  return [...boundIn(text).map((bound) => `{${boundKey(bound)}}`), ...labels].join(' ');
}

/** @throws Fault `conflict` for what is withheld or not ready, `bad-request` for what the sender has to give a reason for */
function checked(db: ReadDb, input: Parsed<'reply.print'>) {
  const of = materialOf(db, input.requestId, input.audience, input.text);
  const { problems, withheld } = check(db, of, input.kind, input.text);
  if (withheld.length > 0) throw new Fault('conflict', `The reply is not recorded as delivered. ${withheld.join(' ')}`);
  if (problems.length > 0 && (input.reason ?? '').trim() === '')
    throw new Fault('bad-request', `Say why the reply may go out all the same. ${problems.join(' ')}`);
  return { ...of, problems, text: of.reader.filled(input.text) };
}

async function print(context: JobContext, input: Parsed<'reply.print'>): Promise<Output<'reply.print'>> {
  const { core, session, db } = context;
  const { request, text, case: of } = checked(db, input);
  const tlp = markingOf(of.tlp, request.sensitivity);
  const lines = text.split('\n');
  // The marking stands in the margins of each page.
  const body = lines[0]?.trim() === TLP[tlp].label ? lines.slice(1).join('\n').trimStart() : text;
  const name = `${of.label}-${requestLabel(request.number)}-${input.kind}-reply.pdf`;
  const frame = { draft: 0, caveat: '', unrecorded: session.readOnly !== null, preparedBy: session.investigator };
  const letter = {
    ...frame,
    case: { label: of.label, title: of.title, codename: '', tlp },
    title: titleOf(input.kind, request.subject),
    printedAt: input.at ?? core.now().toISOString(),
    program: `Redthread, ${core.program}`,
    blocks: [{ kind: 'text' as const, text: body }],
  };
  return await printLetter(context, name, letter, (write, { sha256 }) => {
    deliver(write, { ...input, how: 'printed' }, sha256);
  });
}

function deliver(context: WriteContext, input: Parsed<'reply.deliver'>, pdfSha256?: string): Reply {
  const { db, at: now, session, record } = context;
  const { requestId, kind, audience, recipient, how, at = now, reason = '' } = input;
  // Nothing was written in this transaction yet: its reader sees what the check of the window saw, or what came after it.
  const { problems, text, ...of } = checked(session.reader, input);
  if (at > now) throw new Fault('bad-request', `${at} has not come yet.`);
  const answers = input.questions.map((id) => answeredOf(of.questions).find((each) => each.id === id));
  if (answers.some((each) => each === undefined))
    throw new Fault(
      'conflict',
      'An answer of the reply is not ready, or belongs to another request. Draft the reply anew.',
    );
  const held = answers as Question[];
  const kept = new Map(of.asked.map((each) => [each.id, each]));
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
  for (const { id } of held) markDelivered(db, id, (kept.get(id) as Question).answer, at, reply.recipient);
  record({
    caseId: reply.caseId,
    action: 'reply.deliver',
    subject: requestLabel(of.request.number),
    detail: {
      ...{ kind, audience, recipient: reply.recipient, how, sha256: reply.sha256, ...(pdfSha256 && { pdfSha256 }) },
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
