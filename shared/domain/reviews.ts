import type { Finding, ReviewState, ReviewStep } from '../contract/findings.ts';
import { counted } from './counted.ts';

export const REVIEW_STATES: Readonly<Record<ReviewState, string>> = {
  draft: 'Draft',
  'in-review': 'In review',
  'changes-asked': 'Changes asked',
  final: 'Final',
};

/** Where a review can go from each state. */
export const NEXT_STATES: Readonly<Record<ReviewState, readonly ReviewState[]>> = {
  draft: ['in-review'],
  'in-review': ['changes-asked', 'final', 'draft'],
  'changes-asked': ['in-review', 'draft'],
  final: ['draft'],
};

/** What is done by going from one state to another. */
export function reviewVerb(from: ReviewState, to: ReviewState): string {
  if (from === 'final') return 'Reopen';
  return {
    draft: 'Withdraw',
    'in-review': 'Hand in for review',
    'changes-asked': 'Ask for changes',
    final: 'Make final',
  }[to];
}

export const stateOf = (review: readonly ReviewStep[]): ReviewState => review.at(-1)?.state ?? 'draft';

/** Who handed in what is under review, or what became final; null for a draft that was never handed in. */
export const handedIn = (review: readonly ReviewStep[]): ReviewStep | null =>
  review.findLast(({ state }) => state === 'in-review') ?? null;

const folded = (name: string): string =>
  name.replace(CLAIMED, '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase().normalize('NFKC');

/** What stands behind the name of a step that came with a bundle, once for each vault that it came through. */
const CLAIMED = /(?: \(according to the sender’s copy, fingerprint [^)]*\))+$/;

/** Whether two names are one but for case, white space and the form their letters are written in (Unicode NFKC). */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

/** A review with what the finding states now. */
type Reviewed = Pick<Finding, 'review' | 'version' | 'openComments'>;

/** What keeps a step from being taken, as a sentence; null when nothing does. */
export function reviewProblem(
  { review, version, openComments }: Reviewed,
  to: ReviewState,
  { by, note }: { readonly by: string; readonly note: string },
): string | null {
  const from = stateOf(review);
  if (!NEXT_STATES[from].includes(to))
    return `A finding that is “${REVIEW_STATES[from]}” cannot become “${REVIEW_STATES[to]}”.`;
  const reviewing = to === 'changes-asked' || to === 'final';
  const given = handedIn(review);
  const author = given?.by ?? '';
  if (reviewing && sameName(author, by)) return `${author} handed it in: a second person reviews it.`;
  // Who hands in answers for the words that they handed in, and for no others.
  if (to === 'final' && given && given.version !== version)
    return `${author} handed in version ${given.version}, and it is now version ${version}: withdraw it and hand it in again.`;
  if (to === 'final' && openComments > 0)
    return `It has ${counted(openComments, 'open comment')}: resolve ${openComments === 1 ? 'it' : 'them'} before it becomes final.`;
  if (to === 'changes-asked' && note.trim() === '') return 'Say which changes are asked for.';
  if (from === 'final' && note.trim() === '') return 'A final finding is reopened with a reason.';
  return null;
}

/**
 * "Final, version 2, by M. Lindqvist on 2026-05-04; handed in by … Names are self-declared …"; null for a draft. Other versions
 * than the one of the last step are named: the one handed in, and the one that the finding states now.
 * @param names whether they are told
 */
export function reviewWords({ review, version }: Omit<Reviewed, 'openComments'>, names: boolean): string | null {
  const last = review.at(-1);
  if (!last || last.state === 'draft') return null;
  const given = handedIn(review);
  const by = ({ by: who, at }: ReviewStep) =>
    names ? `by ${who} on ${at.slice(0, 10)}` : `on ${at.slice(0, 10)}${CLAIMED.exec(who)?.[0] ?? ''}`;
  const other = given?.version === last.version ? '' : `version ${given?.version} `;
  const from = given && given !== last ? `; ${other}handed in ${by(given)}` : '';
  const now = version === last.version ? '' : `; what stands here is version ${version}`;
  return `${REVIEW_STATES[last.state]}, version ${last.version}, ${by(last)}${from}${now}.${names ? ` ${SELF_DECLARED}` : ''}`;
}

/** Said wherever names of a review are shown. */
export const SELF_DECLARED = 'Names are self-declared: the vault has one passphrase.';
