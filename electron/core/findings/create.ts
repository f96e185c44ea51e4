import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { FindingId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import type { CustodyRecord, WriteContext } from '../context.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { findingById, insertFinding } from './store.ts';

/** @param number the one that it had in the case it comes from; the next of this case when left out */
export function createFinding(
  { db, at, record }: WriteContext,
  { caseId, ...input }: Parsed<'finding.create'>,
  number?: number,
): Finding {
  const id = FindingId.parse(randomUUID());
  const statement = {
    claim: input.claim,
    explanation: input.explanation ?? '',
    likelihood: input.likelihood ?? 'not-judged',
    confidence: input.confidence ?? 'not-judged',
    exhibits: requireExhibitsOfCase(db, caseId, input.exhibits ?? []),
  };
  insertFinding(db, caseId, id, statement, at, number);
  const made = findingById(db, id);
  const { claim, likelihood, confidence, exhibitLabels } = made;
  record(entry('create', made, { claim, likelihood, confidence, exhibits: exhibitLabels }));
  return made;
}

export const entry = (
  verb: 'create' | 'update' | 'move' | 'remove' | 'restore',
  finding: Finding,
  detail: Record<string, unknown>,
): CustodyRecord => ({
  caseId: finding.caseId,
  action: `finding.${verb}`,
  subject: findingLabel(finding.number),
  detail,
});
