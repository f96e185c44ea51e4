import type { Edition } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel, findingLabel } from '../../../shared/domain/labels.ts';
import { caseFacts } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { countEntriesOfCase, entriesOfCase, headBefore } from '../custody/reads.ts';
import { openReader } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { listExhibits } from '../evidence/reads.ts';
import { listFindings } from '../findings/reads.ts';
import { publicIdentity } from '../vault/reads.ts';
import { gatherBoard } from './gather-board.ts';
import { gatherExhibit, picturesOf } from './gather-exhibit.ts';
import type { ReportFinding, ReportModel } from './model.ts';
import { settingsOf } from './store.ts';

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
 * Everything that an edition of the report says, as the vault stood when this began: drawing pictures takes a while, and
 * what is written meanwhile is in no part of it.
 * @param between is awaited after each exhibit, so that other work can run; it throws when the print was stopped
 * @throws Fault `not-found`
 */
export async function gather(
  context: JobContext,
  caseId: CaseId,
  occasion: Occasion,
  between: (done: number, total: number) => Promise<void>,
): Promise<ReportModel> {
  const { storeFile, key } = context.session;
  const db = openReader(storeFile, key);
  try {
    return await db.snapshot(() => gatherFrom({ ...context, db }, caseId, occasion, between));
  } finally {
    db.close();
  }
}

const gatherFrom: typeof gather = async (context, caseId, occasion, between) => {
  const { db } = context;
  const pictures = picturesOf(context, occasion.edition);
  const { number, title, codename, tlp, requester, team, priority, status, dueAt, dueZone, background } = caseFacts(
    db,
    caseId,
  );
  const { boardId, excludedExhibits, excludedFindings, ...words } = settingsOf(db, caseId);
  // Prints are no part of what is printed: so the same state prints the same, however often.
  const chain = headBefore(db, 'report.print');
  const register = listExhibits(db, caseId);
  const findings = listFindings(db, caseId)
    .filter(({ id }) => !excludedFindings.includes(id))
    .map(({ number: at, claim, explanation, likelihood, confidence, basis, exhibitLabels }): ReportFinding => {
      const judged = { likelihood, confidence, basis, exhibits: exhibitLabels };
      return { label: findingLabel(at), claim, explanation, ...judged };
    });
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
    case: {
      label: caseLabel(number),
      ...{ title, codename, tlp, requester, team, priority, status, dueAt, dueZone, background },
    },
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
    custody: legal ? entriesOfCase(db, caseId, chain.seq, MOST_LISTED) : [],
    custodyTotal: legal ? countEntriesOfCase(db, caseId, chain.seq) : 0,
  };
};
