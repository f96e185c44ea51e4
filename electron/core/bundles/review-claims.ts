import { createHash } from 'node:crypto';
import type { ReviewStep } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { reviewProblem, stateOf } from '../../../shared/domain/reviews.ts';
import { BundledFindings, FINDINGS, HISTORY, History } from '../findings/bundle.ts';
import type { Manifest } from './format.ts';

/** A step of a review as a custody log has it, with the finding's label there. */
export interface LoggedStep extends ReviewStep {
  readonly subject: string;
}
type Bundled = (typeof BundledFindings)['_output'][number];
type Kept = (typeof History)['_output'][number];

/** Of a fingerprint in a sentence: four groups of four digits. The custody log has all of it. */
const SHOWN = 19;
const SAID = ['claim', 'explanation', 'likelihood', 'confidence', 'reasons'] as const;

/**
 * Holds the reviews of a bundle's findings against their versions, against the rules by which a review goes, and against the sender's
 * custody log. What does not hold is taken out of the documents, so that the finding comes in as a draft with a comment that says why;
 * what holds is said to be the sender's, by name and fingerprint.
 * @returns what was taken out, in sentences
 */
export function holdReviews(
  documents: Map<string, unknown>,
  { createdAt }: Pick<Manifest, 'createdAt'>,
  fingerprint: string,
  logged: readonly LoggedStep[],
): string[] {
  if (!documents.has(HISTORY) || !documents.has(FINDINGS)) return [];
  const findings = new Map(BundledFindings.parse(documents.get(FINDINGS)).map((each) => [each.id, each]));
  const said: string[] = [];
  const held = History.parse(documents.get(HISTORY)).map((each): Kept => {
    const finding = findings.get(each.findingId);
    const problem = finding ? problemOf(finding, each, createdAt, logged) : null;
    if (!finding || problem === null)
      return { ...each, review: each.review.map((step) => asClaimed(step, fingerprint)) };
    const text = `Its review was not taken over: ${problem}.`;
    said.push(`${findingLabel(finding.number)} of the bundle came in as a draft. ${text}`);
    return { ...each, review: [], comments: [...each.comments, commentOn(finding, text, fingerprint, createdAt)] };
  });
  documents.set(HISTORY, held);
  return said;
}

/** Why a review is not taken for true, without an end; null where it holds or there is none. */
function problemOf(
  finding: Bundled,
  { versions, review }: Kept,
  bundledAt: string,
  logged: readonly LoggedStep[],
): string | null {
  const last = versions.at(-1);
  const changed = SAID.filter((field) => last !== undefined && last[field] !== finding[field]);
  const supports = last && JSON.stringify(last.exhibits.toSorted()) !== JSON.stringify(finding.exhibits.toSorted());
  if (changed.length > 0 || supports)
    return `what it states is not its last version (${[...changed, ...(supports ? ['exhibits'] : [])].join(', ')})`;
  let before = '';
  for (const [at, step] of review.entries()) {
    const which = `step ${at + 1}`;
    if (step.version < 1 || step.version > Math.max(1, versions.length))
      return `${which} is about version ${step.version}, which it does not have`;
    if (step.version < (review[at - 1]?.version ?? 1)) return `${which} is about an older version than the step before`;
    const problem = reviewProblem(
      { review: review.slice(0, at), version: step.version, openComments: 0 },
      step.state,
      step,
    );
    if (problem !== null) return `${which} cannot be (${problem.replace(/\.$/, '')})`;
    if (step.at < before || step.at > bundledAt) return `the time of ${which} is not in order`;
    before = step.at;
    const label = findingLabel(finding.number);
    const isIn = logged.some(
      (each) =>
        each.subject === label &&
        (['state', 'by', 'at', 'note', 'version'] as const).every((field) => each[field] === step[field]),
    );
    if (!isIn) return `the sender’s custody log does not have ${which}`;
  }
  if (stateOf(review) === 'final' && review.at(-1)?.version !== Math.max(1, versions.length))
    return 'it was changed after it became final';
  return null;
}

const asClaimed = (step: ReviewStep, fingerprint: string): ReviewStep => ({
  ...step,
  by: `${step.by} (according to the sender’s copy, fingerprint ${fingerprint.slice(0, SHOWN)} …)`,
});

/** The same for the same bundle, however often it is read. */
function commentOn({ id, claim }: Bundled, text: string, fingerprint: string, at: string): Kept['comments'][number] {
  const hex = createHash('sha256').update(`${id} ${text} ${fingerprint} ${at}`).digest('hex');
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as never,
    field: 'claim',
    anchor: { quote: claim.slice(0, 200), at: 0, before: '', after: claim.slice(200, 240) },
    text,
    by: 'Check of the bundle',
    at,
    resolved: null,
  };
}
