import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Finding, ReviewStep } from '../../../shared/contract/findings.ts';
import { FindingId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { tidy } from '../../../shared/domain/rich-text.ts';
import type { CustodyRecord, WriteContext } from '../context.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { findingById, insertFinding } from './store.ts';
import { insertVersion, type Kept } from './versions.ts';

/** @param brought from a bundle: its number there, its versions and its review; without any, what it states is the first, of nobody known */
export function createFinding(
  { db, at, session, record }: WriteContext,
  { caseId, ...input }: Parsed<'finding.create'>,
  brought?: { readonly number: number; readonly versions: readonly Kept[]; readonly review: readonly ReviewStep[] },
): Finding {
  const id = FindingId.parse(randomUUID());
  const statement = {
    claim: input.claim,
    explanation: input.explanation ?? '',
    format: tidy(input.explanation ?? '', input.format ?? []),
    likelihood: input.likelihood ?? 'not-judged',
    confidence: input.confidence ?? 'not-judged',
    reasons: input.reasons ?? '',
    exhibits: requireExhibitsOfCase(db, caseId, input.exhibits ?? []),
  };
  insertFinding(db, caseId, id, statement, at, brought?.number);
  const savedBy = brought ? '' : session.investigator;
  const first = { ...statement, number: 1, savedAt: at, savedBy, restored: null };
  for (const version of brought && brought.versions.length > 0 ? brought.versions : [first])
    insertVersion(db, id, version);
  const made = findingById(db, id);
  const { claim, likelihood, confidence, exhibitLabels } = made;
  const review = brought && brought.review.length > 0 ? { review: brought.review } : {};
  record(entry('create', made, { claim, likelihood, confidence, exhibits: exhibitLabels, ...review }));
  return made;
}

export const entry = (
  verb:
    | 'create'
    | 'update'
    | 'move'
    | 'remove'
    | 'restore'
    | 'restoreVersion'
    | 'review'
    | 'comment'
    | 'resolveComment',
  finding: Finding,
  detail: Record<string, unknown>,
): CustodyRecord => ({
  caseId: finding.caseId,
  action: `finding.${verb}`,
  subject: findingLabel(finding.number),
  detail,
});
