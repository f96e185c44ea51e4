import { z } from 'zod';
import { read, write } from './command.ts';
import { CaseId, ExhibitId, FindingId, Instant, Nothing, Text, Title } from './values.ts';

/** ICD 203 expressions of likelihood; percentages in `shared/domain/likelihood.ts`. */
export const Likelihood = z.enum([
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even',
  'likely',
  'very-likely',
  'almost-certain',
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

export const Finding = z.object({
  id: FindingId,
  caseId: CaseId,
  number: z.int(),
  position: z.int(),
  claim: z.string(),
  explanation: z.string(),
  likelihood: FindingLikelihood,
  confidence: FindingConfidence,
  exhibits: z.array(ExhibitId).describe('chosen as support, in the order they are cited'),
  cited: z
    .array(ExhibitId)
    .describe('all it rests on: those chosen, then those that claim and explanation name by number'),
  exhibitLabels: z.array(z.string()).describe('of all that are cited'),
  basis: z.enum(['evidence', 'assessment']).describe('assessment when no exhibit is cited'),
  updatedAt: Instant,
});
export type Finding = z.infer<typeof Finding>;

const body = {
  explanation: Text.optional(),
  likelihood: FindingLikelihood.optional(),
  confidence: FindingConfidence.optional(),
  exhibits: z.array(ExhibitId).max(1000).optional(),
};

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
};
