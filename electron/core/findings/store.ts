import type { Finding } from '../../../shared/contract/findings.ts';
import type { CaseId, ExhibitId, FindingId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { takeFindingNumber } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { numbersAmong } from '../evidence/support.ts';

type Db = ReadDb | WriteDb;
/** What a person states. */
export type Statement = Pick<Finding, 'claim' | 'explanation' | 'likelihood' | 'confidence' | 'exhibits'>;
type Row = Omit<Finding, 'exhibits' | 'exhibitLabels' | 'basis'> & { exhibits: string };

const SELECT = sql`
  SELECT id, case_id AS caseId, number, position, claim, explanation, likelihood, confidence, updated_at AS updatedAt,
    (SELECT json_group_array(exhibit_id ORDER BY finding_exhibits.position) FROM finding_exhibits
      WHERE finding_id = findings.id) AS exhibits
  FROM findings`;

function fromRows(db: Db, rows: readonly Row[]): Finding[] {
  const behind = rows.map(({ exhibits }) => JSON.parse(exhibits) as ExhibitId[]);
  const numbers = numbersAmong(db, behind.flat());
  return rows.map((row, at) => {
    const exhibits = behind[at] ?? [];
    const exhibitLabels = exhibits.map((id) => exhibitLabel(numbers.get(id) ?? 0)); // each is there: a foreign key says so
    return { ...row, exhibits, exhibitLabels, basis: exhibits.length > 0 ? 'evidence' : 'assessment' };
  });
}

export const findingsOfCase = (db: Db, caseId: CaseId): Finding[] =>
  fromRows(db, db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY position, number`));

/** @throws Fault `not-found` */
export function findingById(db: Db, id: FindingId): Finding {
  const row = db.one<Row>(
    sql`${SELECT} WHERE id = ${id}`,
    'That finding is not in this vault. It may have been removed.',
  );
  return fromRows(db, [row])[0] as Finding;
}

/**
 * Puts it last, with the number given or the next one of the case, which no other finding ever gets.
 * @throws Fault `not-found`
 */
export function insertFinding(
  db: WriteDb,
  caseId: CaseId,
  id: FindingId,
  statement: Statement,
  at: string,
  given?: number,
): void {
  const number = takeFindingNumber(db, caseId, given);
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
