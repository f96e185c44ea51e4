import { z } from 'zod';
import { read, write } from './command.ts';
import { Judgement } from './judgements.ts';
import { CaseId, CommentId, ExhibitId, FindingId, Instant, Nothing, Text, Title } from './values.ts';

/** By which scale likelihood is judged: of the US intelligence community, or of the UK's. Both are in `shared/domain/likelihood.ts`. */
export const Yardstick = z.enum(['icd-203', 'phia']);
export type Yardstick = z.infer<typeof Yardstick>;
/** The expressions of both yardsticks: a judgement says by which it was made, as "unlikely" is 20–45 % by one and 25–35 % by the other. */
export const Likelihood = z.enum([
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even',
  'likely',
  'very-likely',
  'almost-certain',
  'phia-remote-chance',
  'phia-highly-unlikely',
  'phia-unlikely',
  'phia-realistic-possibility',
  'phia-likely',
  'phia-highly-likely',
  'phia-almost-certain',
]);
export type Likelihood = z.infer<typeof Likelihood>;
export const Confidence = z.enum(['low', 'moderate', 'high']);
export type Confidence = z.infer<typeof Confidence>;
/** What a finding has until someone judges it: a word of its own, as any other would be a judgement that nobody made. */
const NotJudged = z.literal('not-judged');
export const FindingLikelihood = z.union([Likelihood, NotJudged]);
export type FindingLikelihood = z.infer<typeof FindingLikelihood>;
export const FindingConfidence = z.union([Confidence, NotJudged]);
export type FindingConfidence = z.infer<typeof FindingConfidence>;

/** How far a finding is reviewed; who may set which is in `shared/domain/reviews.ts`. */
export const ReviewState = z.enum(['draft', 'in-review', 'changes-asked', 'final']);
export type ReviewState = z.infer<typeof ReviewState>;

/** One step of a review. A vault has one passphrase: the name is what its bearer says it is. */
export const ReviewStep = z.object({
  state: ReviewState,
  by: z.string(),
  at: Instant,
  note: z.string().describe('what is asked for, or why it was reopened'),
  version: z.int().describe('of the text that it speaks of'),
});
export type ReviewStep = z.infer<typeof ReviewStep>;

/** What stands in a part of a text: a line of a kind, or words of a look (`shared/domain/rich-text.ts`). */
export const Format = z.strictObject({
  is: z.enum([
    ...(['heading-1', 'heading-2', 'heading-3', 'bullet', 'number', 'quote', 'head', 'row'] as const),
    ...(['bold', 'italic', 'entity', 'snapshot'] as const),
  ]),
  from: z.int().min(0).describe('UTF-16 units'),
  to: z.int().min(0),
  depth: z.int().min(0).max(9).optional().describe('of an item in a list, from 0'),
  id: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional()
    .describe('of the entity or the snapshot that the words name'),
});
export type Format = z.infer<typeof Format>;
const Formats = z.array(Format).max(20_000);

export const Finding = z.object({
  id: FindingId,
  caseId: CaseId,
  number: z.int(),
  position: z.int(),
  claim: z.string(),
  explanation: z.string(),
  format: Formats.describe('of the explanation; a table is lines whose cells are parted by tabs'),
  likelihood: FindingLikelihood,
  confidence: FindingConfidence,
  reasons: z.string().describe('why the confidence is what it is, as a person wrote it'),
  exhibits: z.array(ExhibitId).describe('chosen as support, in the order they are cited'),
  cited: z
    .array(ExhibitId)
    .describe('all it rests on: those chosen, then those that claim and explanation name by number'),
  exhibitLabels: z.array(z.string()).describe('of all that are cited'),
  basis: z.enum(['evidence', 'assessment']).describe('assessment when no exhibit is cited'),
  version: z.int().describe('of what is stated, from 1'),
  review: z.array(ReviewStep).describe('oldest first; a draft that was never handed in has none'),
  openComments: z.int(),
  updatedAt: Instant,
});
export type Finding = z.infer<typeof Finding>;

const body = {
  explanation: Text.optional(),
  format: Formats.optional().describe(
    'without it, what the explanation still shares with the one before keeps its own',
  ),
  likelihood: FindingLikelihood.optional(),
  confidence: FindingConfidence.optional(),
  reasons: Text.max(4000).optional(),
  exhibits: z.array(ExhibitId).max(1000).optional(),
};

/** What a finding stated from one edit to the next. */
export const FindingVersion = Finding.pick({
  claim: true,
  explanation: true,
  format: true,
  likelihood: true,
  confidence: true,
  reasons: true,
  exhibits: true,
}).extend({
  number: z.int().describe('from 1'),
  exhibitLabels: z.array(z.string()).describe('of those chosen as support'),
  savedAt: Instant,
  savedBy: z.string().describe('empty where it is not known: older than the record of versions, or from a bundle'),
  restored: z.int().nullable().describe('the version that it brought back'),
});
export type FindingVersion = z.infer<typeof FindingVersion>;

export const CommentedField = z.enum(['claim', 'explanation']);
export type CommentedField = z.infer<typeof CommentedField>;
/** The words that a comment is about, with what stood around them: they are found again when the text has changed elsewhere. */
export const CommentAnchor = z.strictObject({
  quote: Text.min(1).max(2000),
  at: z.int().min(0).describe('UTF-16 units from the start of the field when it was made'),
  before: z.string().max(40),
  after: z.string().max(40),
});
export type CommentAnchor = z.infer<typeof CommentAnchor>;
export const FindingComment = z.object({
  id: CommentId,
  findingId: FindingId,
  field: CommentedField,
  anchor: CommentAnchor,
  text: z.string(),
  by: z.string(),
  at: Instant,
  resolved: z.object({ by: z.string(), at: Instant }).nullable(),
});
export type FindingComment = z.infer<typeof FindingComment>;

/** A finding that was deleted and can be restored. */
export const DeletedFinding = Finding.pick({ id: true, number: true, claim: true }).extend({ deletedAt: Instant });
export type DeletedFinding = z.infer<typeof DeletedFinding>;

export const findingCommands = {
  'finding.list': read({ caseId: CaseId }, z.array(Finding), ['finding', 'evidence']),
  'finding.create': write({ caseId: CaseId, claim: Title, ...body }, Finding),
  'finding.update': write({ findingId: FindingId, claim: Title.optional(), ...body }, Finding),
  'finding.move': write({ findingId: FindingId, position: z.int().min(0).max(10_000) }, z.array(Finding)),
  'finding.remove': write({ findingId: FindingId }, Nothing),
  'finding.deleted': read({ caseId: CaseId }, z.array(DeletedFinding), ['finding']),
  'finding.restore': write({ findingId: FindingId }, Finding),
  'finding.versions': read({ findingId: FindingId }, z.array(FindingVersion), ['finding', 'evidence']),
  /** States again what a version said, as a new version. */
  'finding.restoreVersion': write({ findingId: FindingId, number: z.int().min(1) }, Finding),
  'finding.judgement': read({ caseId: CaseId }, Judgement, ['finding', 'evidence']),
  /** Replaces the parts that are given, each as a whole. */
  'finding.judge': write({ caseId: CaseId, ...Judgement.partial().shape }, Judgement),
  'finding.review': write(
    { findingId: FindingId, state: ReviewState, by: Title, note: Text.max(2000).default('') },
    Finding,
  ),
  'finding.comments': read({ findingId: FindingId }, z.array(FindingComment), ['finding']),
  'finding.comment': write(
    {
      findingId: FindingId,
      field: CommentedField,
      at: z.int().min(0),
      length: z.int().min(1).max(2000),
      text: Text.min(1).max(4000),
      by: Title.optional().describe('who comments; the investigator of the vault when left out'),
    },
    FindingComment,
  ),
  'finding.resolveComment': write(
    { commentId: CommentId, resolved: z.boolean(), by: Title.optional() },
    FindingComment,
  ),
};
