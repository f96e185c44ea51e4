import { createHash } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type Judgement, NOTHING_JUDGED } from '../../../shared/contract/judgements.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';

/** What the case is judged by; nothing until somebody says something. @throws Fault `not-found` for a case that is not there */
export function judgementOf(db: ReadDb | WriteDb, caseId: CaseId): Judgement {
  caseNumber(db, caseId);
  const row = db.get<{ judgement: string }>(sql`SELECT judgement FROM judgements WHERE case_id = ${caseId}`);
  return row ? { ...NOTHING_JUDGED, ...(JSON.parse(row.judgement) as Partial<Judgement>) } : NOTHING_JUDGED;
}

/** Replaces the parts that are given. @throws Fault `bad-request` for marks of a hypothesis that is not there, or keys that are there twice */
export function judge({ db, record }: WriteContext, { caseId, ...given }: Parsed<'finding.judge'>): Judgement {
  const before = judgementOf(db, caseId);
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const after: Judgement = { ...before, ...changes };
  requireExhibitsOfCase(db, caseId, [...new Set(after.evidence.flatMap(({ exhibitId }) => exhibitId ?? []))]);
  const known = new Set(after.hypotheses.map(({ key }) => key));
  for (const part of ['hypotheses', 'evidence', 'assumptions', 'gaps', 'indicators', 'actions'] as const) {
    const keys = after[part].map(({ key }) => key);
    if (new Set(keys).size < keys.length) throw new Fault('bad-request', `Two entries of ${part} have one key.`);
  }
  // A hypothesis that was withdrawn takes its column of the matrix with it.
  const evidence = after.evidence.map((row) => ({
    ...row,
    marks: Object.fromEntries(Object.entries(row.marks).filter(([key]) => known.has(key))),
  }));
  const kept = { ...after, evidence };
  const changed = (Object.keys(kept) as (keyof Judgement)[]).filter(
    (part) => JSON.stringify(kept[part]) !== JSON.stringify(before[part]),
  );
  if (changed.length === 0) return before;
  const text = JSON.stringify(kept);
  db.run(sql`INSERT INTO judgements (case_id, judgement) VALUES (${caseId}, ${text})
    ON CONFLICT (case_id) DO UPDATE SET judgement = excluded.judgement`);
  record({
    caseId,
    action: 'finding.judge',
    subject: caseLabel(caseNumber(db, caseId)),
    detail: { changed, sha256: createHash('sha256').update(text, 'utf8').digest('hex') },
  });
  return kept;
}
