import { z } from 'zod';
import { MILESTONES, PRIORITIES } from '../domain/clocks/request-clock.ts';
import { Priority, Tlp } from './cases.ts';
import { job, read, write } from './command.ts';
import { EntityType } from './entities.ts';
import { FindingConfidence, FindingLikelihood } from './findings.ts';
import {
  CalendarId,
  CaseId,
  ExhibitId,
  FindingId,
  Instant,
  Line,
  Nothing,
  QuestionId,
  RequestId,
  Sha256,
  Text,
  Ticket,
  Title,
  Zone,
} from './values.ts';

const Hours = z.strictObject({ from: z.string().max(5), to: z.string().max(5) });
const Minutes = z.int().min(1).max(1_000_000).describe('of working time');
const OfPriority = z.strictObject(
  Object.fromEntries(MILESTONES.map((name) => [name, Minutes])) as Record<(typeof MILESTONES)[number], typeof Minutes>,
);
const calendar = {
  name: Title,
  zone: Zone,
  week: z.array(z.array(Hours).max(12)).length(7).describe('from Sunday to Saturday'),
  holidays: z
    .record(z.string().regex(/^\d{4}-\d\d-\d\d$/), z.string().max(500))
    .refine((days) => Object.keys(days).length <= 10_000, 'has more than 10,000 holidays'),
  goals: z.strictObject(
    Object.fromEntries(PRIORITIES.map((name) => [name, OfPriority])) as Record<
      (typeof PRIORITIES)[number],
      typeof OfPriority
    >,
  ),
  source: Line.describe('the file that the holidays were read from; empty for none'),
};
/** When a team works, and by when it answers. */
export const Calendar = z.object({ id: CalendarId, ...calendar, savedAt: Instant, savedBy: z.string() });
export type Calendar = z.infer<typeof Calendar>;

export const LogKind = z.enum([...MILESTONES, 'paused', 'resumed', 'closed', 'reopened']);
/** What happened to a request; its clocks are computed from these. */
export const LogEntry = z.object({
  id: z.string(),
  kind: LogKind,
  at: Instant.describe('when it happened'),
  note: z.string().describe('of a pause its reason, of a close its outcome and reason'),
  by: z.string(),
  recordedAt: Instant.describe('when it was entered'),
});
export type LogEntry = z.infer<typeof LogEntry>;

const stated = {
  requester: Line,
  team: Line,
  channel: Line.describe('how it came: e-mail, chat, ticket, call'),
  subject: Title,
  asked: Text.describe('what is asked, in the words of the requester'),
  why: Text.describe('what the answer is for'),
  legalBasis: Line,
  sensitivity: Tlp,
  priority: Priority,
  priorityReason: Line.describe('what of the rule it follows from, or why another was set'),
  neededBy: Instant.nullable(),
  zone: Zone.describe('of the requester'),
  receivedAt: Instant,
  owner: Line,
  tags: z.array(Title).max(50),
  calendarId: CalendarId.nullable().describe('null: Monday to Friday, 9 to 17, in `zone`'),
};
export const Request = z.object({
  id: RequestId,
  caseId: CaseId,
  number: z.int().describe('within its case'),
  ...stated,
  joined: z.string().describe('why it joined a case that was there; empty where the case began with it'),
  exhibitId: ExhibitId.nullable().describe('the text it came as'),
  outcome: z.string().describe('empty while it is open'),
  log: z.array(LogEntry).describe('by when it happened'),
  createdAt: Instant,
});
export type Request = z.infer<typeof Request>;

export const QuestionState = z.enum(['unanswered', 'draft', 'answered', 'delivered']);
export type QuestionState = z.infer<typeof QuestionState>;
export const Question = z.object({
  id: QuestionId,
  caseId: CaseId,
  requestId: RequestId,
  number: z.int().describe('within the case'),
  text: z.string(),
  owner: z.string(),
  dueAt: Instant.nullable(),
  answer: z.string(),
  likelihood: FindingLikelihood,
  confidence: FindingConfidence,
  taken: z
    .array(z.enum(['likelihood', 'confidence']))
    .describe('what its findings say, and nobody chose: it changes as they do'),
  byFindings: z
    .object({ likelihood: FindingLikelihood, confidence: FindingConfidence })
    .nullable()
    .describe('what its findings say together; null when it is built from none'),
  findings: z.array(FindingId).describe('that the answer is built from'),
  findingLabels: z.array(z.string()),
  exhibits: z.array(ExhibitId).describe('chosen for the answer itself'),
  exhibitLabels: z.array(z.string()).describe('all it rests on: its own, those of its findings, those its words name'),
  ready: z.boolean().describe('somebody said that the answer may go out'),
  state: QuestionState,
  delivered: z
    .object({
      at: Instant,
      to: z.string(),
      answer: z.string(),
      changed: z.boolean().describe('the answer is another now'),
    })
    .nullable()
    .describe('the version that went out last'),
});
export type Question = z.infer<typeof Question>;

const answered = {
  owner: Line.optional(),
  dueAt: Instant.nullable().optional(),
  answer: Text.optional(),
  likelihood: FindingLikelihood.optional(),
  confidence: FindingConfidence.optional(),
  findings: z.array(FindingId).max(200).optional(),
  exhibits: z.array(ExhibitId).max(1000).optional(),
  ready: z.boolean().optional(),
};

/** Where values were seen, in numbers alone. */
export const Seen = z.object({
  values: z.array(
    z.object({
      type: EntityType,
      label: z.string(),
      times: z.int().describe('in the text'),
      cases: z.array(
        z.object({
          caseId: CaseId,
          label: z.string(),
          entities: z.int().describe('of that value'),
          exhibits: z.int().describe('that they rest on; files of that hash, for a SHA-256'),
        }),
      ),
    }),
  ),
  left: z.int().describe('values of the text that were not looked for, as it has more than 500'),
  cases: z.int().describe('that hold one of them at least'),
  milliseconds: z.number(),
});
export type Seen = z.infer<typeof Seen>;

export const calendarCommands = {
  'calendar.list': read({}, z.array(Calendar), ['calendar']),
  'calendar.save': write({ id: CalendarId.optional(), ...calendar }, Calendar),
  'calendar.remove': write({ id: CalendarId }, Nothing, ['request']),
};

const { owner, tags, calendarId, subject, ...given } = stated;
const optional = {
  ...(Object.fromEntries(Object.entries(given).map(([key, type]) => [key, (type as z.ZodType).optional()])) as {
    [K in keyof typeof given]: z.ZodOptional<(typeof given)[K]>;
  }),
  owner: owner.optional(),
  tags: tags.optional(),
  calendarId: calendarId.optional(),
};
export const requestCommands = {
  /** Of one case, or of all; those that are due first come first. */
  'request.list': read({ caseId: CaseId.optional() }, z.array(Request), ['request', 'reply', 'case']),
  /**
   * A request becomes a case, or joins one with a reason. `text` is what it came as: it is kept as an exhibit, and what is not
   * given otherwise is read from it.
   */
  'request.create': write(
    {
      to: z.union([
        z.strictObject({ newCase: z.strictObject({ title: Title, tlp: Tlp.optional() }) }),
        z.strictObject({ caseId: CaseId, reason: Title }),
      ]),
      subject: subject.optional(),
      ...optional,
      text: z.string().max(1_000_000).optional(),
      questions: z.array(Title).max(10_000).optional().describe('those of the text when left out'),
    },
    Request,
    'everything',
  ),
  'request.update': write({ requestId: RequestId, subject: subject.optional(), ...optional }, Request),
  /** Notes what happened. The final answer of a request is noted by its reply; a call or a meeting is noted by hand. */
  'request.log': write({ requestId: RequestId, kind: LogKind, at: Instant.optional(), note: Text.optional() }, Request),
  /** Looks for the values of a text in all cases. What it gives are numbers; that somebody looked is recorded. */
  'request.look': write(
    {
      caseId: CaseId.nullable().describe('the one that it is asked for, which is not counted'),
      text: z.string().max(1_000_000),
    },
    Seen,
  ),
  /** Cases that share entities, files, pictures or methods with this one, in numbers; nothing is joined. That somebody looked is recorded. */
  'request.related': write(
    { caseId: CaseId },
    z.object({
      cases: z.array(
        z.object({
          ...{ caseId: CaseId, label: z.string() },
          shared: z.int().describe('entities'),
          types: z.string(),
          files: z.int().describe('of this case whose very bytes it has'),
          pictures: z.int().describe('further ones of this case that look like one of it'),
          methods: z.array(z.string()).describe('typologies and patterns that were done in both'),
        }),
      ),
      picturesCompared: z.boolean().describe('false: there are too many for one look'),
    }),
  ),
};

export const questionCommands = {
  'question.list': read({ caseId: CaseId }, z.array(Question), ['question', 'request', 'reply', 'finding', 'evidence']),
  'question.create': write({ requestId: RequestId, text: Title, ...answered }, Question),
  'question.update': write({ questionId: QuestionId, text: Title.optional(), ...answered }, Question),
  'question.remove': write({ questionId: QuestionId }, Nothing),
};

export const Audience = z.enum(['ticket', 'executive', 'legal', 'infosec']);
export type Audience = z.infer<typeof Audience>;
export const ReplyKind = z.enum(['interim', 'final']);
export const Delivery = z.enum(['copied', 'saved', 'printed', 'told']);
export const Reply = z.object({
  id: z.string(),
  caseId: CaseId,
  requestId: RequestId,
  kind: ReplyKind,
  audience: Audience,
  recipient: z.string(),
  how: Delivery,
  text: z.string(),
  sha256: Sha256,
  answers: z.array(
    z.object({ questionId: z.string(), label: z.string(), answer: z.string(), exhibits: z.array(z.string()) }),
  ),
  accepted: z.array(z.string()).describe('what the check found and the sender let stand'),
  reason: z.string().describe('why it was let stand'),
  at: Instant,
  by: z.string(),
});
export type Reply = z.infer<typeof Reply>;

const sent = {
  requestId: RequestId,
  kind: ReplyKind,
  audience: Audience,
  recipient: Title,
  text: Text,
  questions: z.array(QuestionId).max(200),
  reason: Line.optional().describe('why problems of the check are let stand; needed where there are any'),
  at: Instant.optional(),
};
export const replyCommands = {
  'reply.list': read({ caseId: CaseId }, z.array(Reply), ['reply']),
  /** The text of a reply as the template makes it of the answers that are ready. */
  'reply.draft': read(
    { requestId: RequestId, kind: ReplyKind, audience: Audience },
    z.object({ text: z.string(), questions: z.array(QuestionId).describe('whose answers it holds') }),
    'everything',
  ),
  /** What its reader would stumble over: claims without an exhibit, withheld words, what the marking asks for. */
  'reply.check': read(
    { requestId: RequestId, kind: ReplyKind, audience: Audience, text: Text },
    z.object({
      text: z.string().describe('with the value of each cell that it names, as this reader sees it'),
      problems: z.array(z.string()),
      withheld: z.array(z.string()).describe('a reply that has these does not go out'),
    }),
    'everything',
  ),
  /** Records that a reply went out. @throws Fault `conflict` when it repeats what its edition withholds */
  'reply.deliver': write({ ...sent, how: Delivery }, Reply, ['request', 'question']),
  /** Prints a reply as a PDF, and records that it went out so. */
  'reply.print': job(
    'writes',
    sent,
    z.object({
      ...{ ticket: Ticket, name: z.string(), pages: z.int(), bytes: z.int(), sha256: Sha256 },
      warnings: z.array(z.string()),
    }),
  ),
};
