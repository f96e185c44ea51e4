import type { Finding, FindingComment } from '../../../shared/contract/findings.ts';
import type { Judgement } from '../../../shared/contract/judgements.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { judgementOf } from './judgement.ts';
import { openComments } from './reviews.ts';
import { findingsOfCase } from './store.ts';

/** How a person names a finding; null when it is not there. */
export function findingNaming(db: ReadDb, id: string): { label: string; title: string } | null {
  const row = db.get<{ number: number; claim: string }>(sql`SELECT number, claim FROM findings WHERE id = ${id}`);
  return row ? { label: findingLabel(row.number), title: row.claim } : null;
}

/** How many findings a case holds, as an expression over the case's id. */
export const findingsHeld: Contributed = (caseId) => sql`(SELECT count(*) FROM findings WHERE case_id = ${caseId})`;

/** The findings of a case in the order that was chosen for them. */
export const listFindings = (db: ReadDb | WriteDb, caseId: CaseId): Finding[] => findingsOfCase(db, caseId);

/** Comments on findings of a case that nobody has resolved. */
export const listOpenComments = (db: ReadDb | WriteDb, caseId: CaseId): FindingComment[] => openComments(db, caseId);

/** What the case is judged by beside its findings. */
export const judgementOfCase = (db: ReadDb | WriteDb, caseId: CaseId): Judgement => judgementOf(db, caseId);
