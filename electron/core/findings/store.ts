import type { Finding } from '../../../shared/contract/findings.ts';
import type { CaseId, ExhibitId, FindingId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { takeFindingNumber } from '../cases/numbers.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
/** What a person states. */
export type Statement = Pick<Finding, 'claim' | 'explanation' | 'likelihood' | 'confidence' | 'exhibits'>;
type Row = Omit<Finding, 'exhibits' | 'exhibitLabels' | 'basis'> & { exhibits: string };

const SELECT = sql`
  SELECT id, case_id AS caseId, number, position, claim, explanation, likelihood, confidence, updated_at AS updatedAt,
    (SELECT json_group_array(json_array(exhibits.id, exhibits.number) ORDER BY finding_exhibits.position)
      FROM finding_exhibits JOIN exhibits ON exhibits.id = exhibit_id WHERE finding_id = findings.id) AS exhibits
  FROM findings`;

function fromRow(row: Row): Finding {
  const behind = JSON.parse(row.exhibits) as [ExhibitId, number][];
  return {
    ...row,
    exhibits: behind.map(([id]) => id),
    exhibitLabels: behind.map(([, number]) => exhibitLabel(number)),
    basis: behind.length > 0 ? 'evidence' : 'assessment',
  };
}

export const findingsOfCase = (db: Db, caseId: CaseId): Finding[] =>
  db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY position, number`).map(fromRow);

/** @throws Fault `not-found` */
export const findingById = (db: Db, id: FindingId): Finding =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, 'That finding is not in this vault. It may have been removed.'));

/** Puts it last, with the next number of the case, which no other finding ever gets. @throws Fault `not-found` */
export function insertFinding(db: WriteDb, caseId: CaseId, id: FindingId, statement: Statement, at: string): void {
  const number = takeFindingNumber(db, caseId);
  const { position } = db.one<{ position: number }>(
    sql`SELECT count(*) AS position FROM findings WHERE case_id = ${caseId}`,
    '',
  );
  db.run(sql`INSERT INTO findings (id, case_id, number, position, claim, explanation, likelihood, confidence, created_at, updated_at)
    VALUES (${id}, ${caseId}, ${number}, ${position}, ${statement.claim}, ${statement.explanation},
      ${statement.likelihood}, ${statement.confidence}, ${at}, ${at})`);
  setExhibits(db, id, statement.exhibits);
}

export function updateFinding(db: WriteDb, id: FindingId, statement: Statement, at: string): void {
  const change: Sql = sql`
    UPDATE findings SET claim = ${statement.claim}, explanation = ${statement.explanation},
      likelihood = ${statement.likelihood}, confidence = ${statement.confidence}, updated_at = ${at} WHERE id = ${id}`;
  db.runOne(change, 'That finding is not in this vault.');
  setExhibits(db, id, statement.exhibits);
}

/** Positions count from 0 without gaps. */
export function setOrder(db: WriteDb, ids: readonly FindingId[]): void {
  for (const [position, id] of ids.entries())
    db.run(sql`UPDATE findings SET position = ${position} WHERE id = ${id} AND position <> ${position}`);
}

export function deleteFinding(db: WriteDb, id: FindingId): void {
  db.runOne(sql`DELETE FROM findings WHERE id = ${id}`, 'That finding is not in this vault.');
}

function setExhibits(db: WriteDb, id: FindingId, exhibits: readonly ExhibitId[]): void {
  db.run(sql`DELETE FROM finding_exhibits WHERE finding_id = ${id}`);
  for (const [position, exhibit] of exhibits.entries())
    db.run(
      sql`INSERT INTO finding_exhibits (finding_id, exhibit_id, position) VALUES (${id}, ${exhibit}, ${position})`,
    );
}
