import { randomUUID } from 'node:crypto';
import type { Decision, RunHead } from '../../../shared/contract/screening.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
export type KeptRun = Pick<RunHead, 'exhibitId' | 'threshold' | 'subjects' | 'hits' | 'lists'>;

export const runsOf = (db: Db, caseId: CaseId): KeptRun[] =>
  db
    .all<Omit<KeptRun, 'lists'> & { lists: string }>(
      sql`SELECT exhibit_id AS exhibitId, threshold, subjects, hits, lists FROM screening_runs WHERE case_id = ${caseId}`,
    )
    .map((row) => ({ ...row, lists: JSON.parse(row.lists) as string[] }));

export const insertRun = (
  db: WriteDb,
  caseId: CaseId,
  { exhibitId, threshold, subjects, hits, lists }: KeptRun,
): void =>
  void db.run(sql`INSERT INTO screening_runs (exhibit_id, case_id, threshold, subjects, hits, lists)
    VALUES (${exhibitId}, ${caseId}, ${threshold}, ${subjects}, ${hits}, ${JSON.stringify(lists)})`);

/** All that were made in a case, by when they were. */
export const decisionsOf = (db: Db, caseId: CaseId): Decision[] =>
  db.all(sql`SELECT subject, list, entry, verdict, reason, run_id AS run, at, by_whom AS "by" FROM screening_decisions
    WHERE case_id = ${caseId} ORDER BY at, id`);

export const insertDecision = (
  db: WriteDb,
  caseId: CaseId,
  { subject, list, entry, verdict, reason, run, at, by }: Decision,
): void =>
  void db.run(sql`INSERT INTO screening_decisions (id, case_id, run_id, subject, list, entry, verdict, reason, at, by_whom)
    VALUES (${randomUUID()}, ${caseId}, ${run}, ${subject}, ${list}, ${entry}, ${verdict}, ${reason}, ${at}, ${by})`);

export const isRun = (db: Db, exhibitId: ExhibitId): boolean =>
  db.get(sql`SELECT 1 FROM screening_runs WHERE exhibit_id = ${exhibitId}`) !== undefined;
