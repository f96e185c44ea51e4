import { z } from 'zod';
import { Decision } from '../../../shared/contract/screening.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import type { BundlePart } from '../bundle-part.ts';
import { exhibitNaming } from '../evidence/reads.ts';
import { decisionsOf, insertDecision, insertRun, runsOf } from './store.ts';

const SCREENING = 'case/screening.json';
const Run = z.strictObject({
  exhibitId: ExhibitId,
  threshold: z.int(),
  subjects: z.int(),
  hits: z.int(),
  lists: z.array(z.string()).max(100),
});
const BundledScreening = z.strictObject({
  runs: z.array(Run).max(10_000),
  decisions: z.array(Decision.strict()).max(1_000_000),
});

/** Runs of a whole case, whose exhibits go with it, and what was decided on their hits. Bundles of an older version hold none. */
export const screeningPart: BundlePart = {
  tables: ['screening_runs', 'screening_decisions'],
  documents: () => [{ name: SCREENING, required: false, schema: BundledScreening }],
  gather: ({ db, caseId, scope }) => {
    const runs = scope === 'case' ? runsOf(db, caseId) : [];
    if (runs.length === 0) return [];
    return [{ name: SCREENING, value: BundledScreening.parse({ runs, decisions: decisionsOf(db, caseId) }) }];
  },
  restore: ({ write: { db, record }, references, document }) => {
    const given = document(SCREENING, BundledScreening);
    const { caseId } = references;
    for (const run of given?.runs ?? []) {
      const exhibitId = references.find('exhibit', run.exhibitId);
      insertRun(db, caseId, { ...run, exhibitId });
      record({
        caseId,
        action: 'screening.run',
        subject: exhibitNaming(db, exhibitId)?.label ?? '',
        detail: { subjects: run.subjects, hits: run.hits },
      });
    }
    for (const decision of given?.decisions ?? []) {
      const run = references.find('exhibit', decision.run);
      insertDecision(db, caseId, { ...decision, run });
      const { subject, list, entry, verdict, reason, at, by } = decision;
      record({
        caseId,
        action: 'screening.decide',
        subject: exhibitNaming(db, run)?.label ?? '',
        detail: { of: subject, list, entry, verdict, reason, decidedAt: at, by },
      });
    }
    return {};
  },
};
