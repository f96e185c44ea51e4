import { createHash, randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { LogEntry, Request } from '../../../shared/contract/requests.ts';
import { type CaseId, type ExhibitId, RequestId } from '../../../shared/contract/values.ts';
import { requestLabel } from '../../../shared/domain/labels.ts';
import { fitted, type PastedRequest, readPasted } from '../../../shared/domain/requests/pasted.ts';
import { priorityOf } from '../../../shared/domain/requests/priority.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { exhibitWithBytes } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { calendarById } from './calendars.ts';
import { prepareKeys } from './entity-keys.ts';
import { look, related } from './look.ts';
import { askQuestion } from './questions.ts';
import {
  insertLog,
  insertRequest,
  listRequests,
  nextNumber,
  requestById,
  type Stated,
  updateRequest,
} from './store.ts';

/** Where requesters sit, as cases have it. */
const REQUESTERS_ZONE = 'America/Los_Angeles';
type BeginCase = (context: WriteContext, given: Parsed<'case.create'>) => CaseId;

/** @param beginCase makes a case with its board, by the command that makes cases */
export const requestHandlers = (beginCase: BeginCase): Handlers<'request'> => ({
  'request.list': ({ session, db }, { caseId }) => {
    prepareKeys(session);
    return listRequests(db, caseId);
  },
  'request.create': (context, input) => receive(context, input, beginCase),
  'request.update': changeRequest,
  'request.log': (context, { requestId, kind, at = context.at, note = '' }) => {
    logStep(context, requestId, { kind, at, note });
    return requestById(context.db, requestId);
  },
  'request.look': look,
  'request.related': related,
});

function receive(
  context: WriteContext,
  { to, text = '', questions, ...given }: Parsed<'request.create'>,
  beginCase: BeginCase,
): Request {
  const { db, at, session } = context;
  const read = readPasted(text);
  const stated = statedOf(given, read, at, session.investigator);
  if (stated.subject === '')
    throw new Fault(
      'bad-request',
      'A request needs a subject, or a text that has one. Write in a line what it is about.',
    );
  const { team, requester, priority, neededBy, zone, asked } = stated;
  if ('caseId' in to) requireCase(db, to.caseId);
  const begins = { requester, team, priority, dueAt: neededBy, dueZone: zone, background: asked };
  const caseId = 'caseId' in to ? to.caseId : beginCase(context, { ...to.newCase, ...begins });
  const exhibitId = text.trim() === '' ? null : keepText(context, caseId, text, read, stated);
  const request: Request = {
    id: RequestId.parse(randomUUID()),
    caseId,
    number: nextNumber(db, caseId),
    ...stated,
    joined: 'caseId' in to ? to.reason.trim() : '',
    exhibitId,
    outcome: '',
    log: [],
    createdAt: at,
  };
  addRequest(context, request);
  for (const question of questions ?? read.questions.map((each) => fitted(each, 500)))
    askQuestion(context, { requestId: request.id, text: question });
  return requestById(db, request.id);
}

/** @throws Fault `not-found` for a calendar that is not there */
export function addRequest({ db, record }: WriteContext, request: Request): void {
  if (request.calendarId) calendarById(db, request.calendarId);
  insertRequest(db, request);
  const { requester, team, subject, priority, priorityReason, neededBy, receivedAt, joined } = request;
  record({
    caseId: request.caseId,
    action: 'request.create',
    subject: requestLabel(request.number),
    detail: { requester, team, subject, priority, priorityReason, neededBy, receivedAt, ...(joined && { joined }) },
  });
}

/** What was given, else what the text says, else nothing. The priority follows from the rule unless another is given. */
function statedOf(given: Partial<Stated>, read: PastedRequest, at: string, investigator: string): Stated {
  const whole = given.asked ?? read.body;
  const asked = fitted(whole, 100_000);
  const receivedAt = given.receivedAt ?? read.receivedAt ?? at;
  const [team, legalBasis, neededBy] = [given.team ?? '', given.legalBasis ?? '', given.neededBy ?? null];
  const fullSubject = (given.subject ?? read.subject).trim();
  const subject = fitted(fullSubject, 500);
  const ruled = priorityOf({
    ...{ text: `${fullSubject}\n${whole}`, team, legalBasis },
    receivedAt: Date.parse(receivedAt),
    neededBy: neededBy === null ? null : Date.parse(neededBy),
  });
  const isOwn = given.priority !== undefined && given.priority !== ruled.priority;
  if (isOwn && (given.priorityReason ?? '').trim() === '')
    throw new Fault(
      'bad-request',
      `By the rule the priority is ${ruled.priority}: ${ruled.because}. Say why it is ${given.priority}.`,
    );
  return {
    requester: fitted(given.requester ?? read.requester, 500),
    team,
    channel: given.channel ?? (read.kind === 'e-mail' ? 'e-mail' : ''),
    subject,
    asked,
    why: given.why ?? '',
    legalBasis,
    sensitivity: given.sensitivity ?? 'AMBER+STRICT',
    priority: given.priority ?? ruled.priority,
    priorityReason: given.priorityReason ?? `rule: ${ruled.because}`,
    neededBy,
    zone: given.zone ?? REQUESTERS_ZONE,
    receivedAt,
    owner: given.owner ?? investigator,
    tags: given.tags ?? [],
    calendarId: given.calendarId ?? null,
  };
}

/** The text that a request came as, byte for byte, as an exhibit; one that is there already is that exhibit. */
function keepText(
  context: WriteContext,
  caseId: CaseId,
  text: string,
  { kind }: PastedRequest,
  { subject, requester }: Stated,
): ExhibitId {
  const bytes = Buffer.from(text.toWellFormed(), 'utf8');
  const held = exhibitWithBytes(context.db, caseId, createHash('sha256').update(bytes).digest('hex'));
  if (held) return held.id;
  const facts = {
    caseId,
    kind: 'file' as const,
    title: `Request: ${subject}`.slice(0, 500),
    originalName: kind === 'e-mail' ? 'request.eml.txt' : 'request.txt',
    mediaType: 'text/plain',
    preview: 'text' as const,
    how: 'pasted request',
    source: requester,
  };
  const made = storeExhibit(context, facts, bytes);
  indexExhibitText(context.db, made, bytes.toString('utf8'));
  return made.id;
}

function changeRequest({ db, record }: WriteContext, { requestId, ...given }: Parsed<'request.update'>): Request {
  const before = requestById(db, requestId);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Stated>;
  if (set.calendarId) calendarById(db, set.calendarId);
  if (set.priority !== undefined && set.priority !== before.priority && (set.priorityReason ?? '').trim() === '')
    throw new Fault('bad-request', `Say why the priority is ${set.priority} and no longer ${before.priority}.`);
  updateRequest(db, requestId, { ...before, ...set });
  const after = requestById(db, requestId);
  const changed = (Object.keys(set) as (keyof Stated)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const detail = Object.fromEntries(changed.map((key) => [key, { from: before[key], to: after[key] }]));
  record({ caseId: after.caseId, action: 'request.update', subject: requestLabel(after.number), detail });
  return after;
}

const ONCE = new Set<LogEntry['kind']>(['acknowledged', 'first answer', 'final answer']);

/** @throws Fault `conflict` for what cannot come now, `bad-request` for a pause or a close without its reason */
export function logStep(
  { db, at: now, session, record }: WriteContext,
  requestId: RequestId,
  { kind, at, note }: Pick<LogEntry, 'kind' | 'at' | 'note'>,
): void {
  const request = requestById(db, requestId);
  const label = requestLabel(request.number);
  if (at < request.receivedAt)
    throw new Fault('bad-request', `${label} was received at ${request.receivedAt}; nothing comes before that.`);
  if (at > now) throw new Fault('bad-request', `${at} has not come yet.`);
  const stand = request.log.findLast((each) => each.kind === 'paused' || each.kind === 'resumed');
  const isPaused = stand?.kind === 'paused';
  const isClosed = request.outcome !== '';
  const conflict =
    ONCE.has(kind) && request.log.some((each) => each.kind === kind)
      ? `${label} has its ${kind} already.`
      : kind === 'paused' && isPaused
        ? `${label} is paused already.`
        : kind === 'resumed' && !isPaused
          ? `${label} is not paused.`
          : kind === 'resumed' && stand && at < stand.at
            ? `The pause began at ${stand.at}; it cannot end before that.`
            : (kind === 'closed') === isClosed && (kind === 'closed' || kind === 'reopened')
              ? `${label} is ${isClosed ? 'closed' : 'open'} already.`
              : null;
  if (conflict) throw new Fault('conflict', conflict);
  if ((kind === 'paused' || kind === 'closed') && note.trim() === '')
    throw new Fault(
      'bad-request',
      kind === 'paused'
        ? 'A pause needs a reason: whom or what it waits for.'
        : 'A close needs its outcome and the reason.',
    );
  insertLog(db, requestId, {
    id: randomUUID(),
    kind,
    at,
    note: note.trim(),
    by: session.investigator,
    recordedAt: now,
  });
  record({
    caseId: request.caseId,
    action: 'request.log',
    subject: label,
    detail: { step: kind, happenedAt: at, note: note.trim() },
  });
}
