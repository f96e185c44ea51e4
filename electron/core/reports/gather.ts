import { Confidence, Likelihood } from '../../../shared/contract/findings.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel, findingLabel } from '../../../shared/domain/labels.ts';
import { listEntities } from '../board/view.ts';
import type { JobContext } from '../context.ts';
import { listExhibits } from '../evidence/reads.ts';
import { publicIdentity } from '../vault/identity.ts';
import { gatherBoard } from './gather-board.ts';
import { gatherExhibit, picturesOf } from './gather-exhibit.ts';
import type { ReportFinding, ReportModel } from './model.ts';
import { caseRow, countCustodyUpTo, custodyUpTo, findingRows, headBeforePrints, settingsOf } from './store.ts';

/** Labels from a JSON array of exhibit numbers. */
export const labels = (numbers: string): string[] => (JSON.parse(numbers) as number[]).map(exhibitLabel);

/** Custody entries, or indicators, of one report: laying out 1,000 takes about 200 MB (test/bench/report.ts). What is left out is said. */
const MOST_LISTED = 5000;

export interface Occasion {
  readonly edition: Edition;
  readonly printedAt: string;
  readonly zone: string;
  readonly preparedBy: string;
  readonly program: string;
}

/**
 * Everything that an edition of the report says, as the vault stands now.
 * @param between is awaited after each exhibit, so that other work can run; it throws when the print was stopped
 * @throws Fault `not-found`
 */
export async function gather(
  context: JobContext,
  caseId: CaseId,
  occasion: Occasion,
  between: (done: number, total: number) => Promise<void>,
): Promise<ReportModel> {
  const { db } = context;
  const pictures = picturesOf(context, occasion.edition);
  const { number, ...facts } = caseRow(db, caseId);
  const { boardId, excludedExhibits, excludedFindings, ...words } = settingsOf(db, caseId);
  const chain = headBeforePrints(db);
  const register = listExhibits(db, caseId);
  const findings = findingRows(db, caseId)
    .filter(({ id }) => !excludedFindings.some((excluded) => excluded === id))
    .map(
      (row): ReportFinding => ({
        label: findingLabel(row.number),
        claim: row.claim,
        explanation: row.explanation,
        likelihood: Likelihood.parse(row.likelihood),
        confidence: Confidence.parse(row.confidence),
        exhibits: labels(row.exhibits),
        basis: labels(row.exhibits).length > 0 ? 'evidence' : 'assessment',
      }),
    );
  const cited = new Set(findings.flatMap(({ exhibits }) => exhibits));
  const chosen = register.filter(
    ({ id, label }) => !excludedExhibits.includes(id) && (occasion.edition !== 'executive' || cited.has(label)),
  );
  const exhibits = [];
  for (const record of chosen) {
    await between(exhibits.length, chosen.length);
    exhibits.push(await gatherExhibit(db, record, occasion.edition, pictures));
  }
  const legal = occasion.edition === 'legal';
  const entities = occasion.edition === 'infosec' ? listEntities(db, caseId) : [];
  const labelOf = new Map(register.map(({ id, label }) => [id, label]));
  return {
    ...occasion,
    case: { ...facts, label: caseLabel(number) },
    recipient: words.recipient,
    caveat: words.caveat,
    summary: words.summary,
    method: words.method,
    chain,
    signedBy: publicIdentity(db).fingerprint,
    findings,
    exhibits,
    register,
    board: boardId === null ? null : await gatherBoard(db, boardId, labelOf, pictures),
    indicators: entities.slice(0, MOST_LISTED).map(({ exhibits: seenIn, ...entity }) => ({
      ...entity,
      exhibits: seenIn.map((id) => labelOf.get(id) ?? ''),
    })),
    indicatorTotal: entities.length,
    custody: legal ? custodyUpTo(db, caseId, chain.seq, MOST_LISTED) : [],
    custodyTotal: legal ? countCustodyUpTo(db, caseId, chain.seq) : 0,
  };
}
