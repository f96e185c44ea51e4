import type { DeletedFinding, Finding } from '../../../shared/contract/findings.ts';
import type { CaseId, ExhibitId, FindingId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import { takeFindingNumber } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { exhibitNumbers } from '../evidence/support.ts';

type Db = ReadDb | WriteDb;
/** What a person states. */
export type Statement = Pick<
  Finding,
  'claim' | 'explanation' | 'format' | 'likelihood' | 'confidence' | 'reasons' | 'exhibits'
>;
type Row = Omit<Finding, 'exhibits' | 'cited' | 'exhibitLabels' | 'basis' | 'review' | 'format'> & {
  exhibits: string;
  format: string;
  review: string;
};

const SELECT = sql`
  SELECT id, case_id AS caseId, number, position, claim, explanation, format, likelihood, confidence, reasons, updated_at AS updatedAt,
    (SELECT json_group_array(exhibit_id ORDER BY finding_exhibits.position) FROM finding_exhibits
      WHERE finding_id = findings.id) AS exhibits,
    (SELECT coalesce(max(number), 1) FROM finding_versions WHERE finding_id = findings.id) AS version,
    (SELECT json_group_array(json_object('state', state, 'by', by_whom, 'at', at, 'note', note, 'version', version) ORDER BY step)
      FROM finding_reviews WHERE finding_id = findings.id) AS review,
    (SELECT count(*) FROM finding_comments WHERE finding_id = findings.id AND resolved_at IS NULL) AS openComments
  FROM findings`;

interface Numbered {
  readonly labels: ReadonlyMap<ExhibitId, string>;
  readonly ids: ReadonlyMap<string, ExhibitId>;
}
function numbered(db: Db, caseId: CaseId): Numbered {
  const labels = new Map([...exhibitNumbers(db, caseId)].map(([id, number]) => [id, exhibitLabel(number)]));
  return { labels, ids: new Map([...labels].map(([id, label]) => [label, id])) };
}

function fromRows(db: Db, rows: readonly Row[]): Finding[] {
  const ofCase = new Map<CaseId, Numbered>();
  return rows.map((row) => {
    const { labels, ids } = ofCase.get(row.caseId) ?? numbered(db, row.caseId);
    ofCase.set(row.caseId, { labels, ids });
    const exhibits = JSON.parse(row.exhibits) as ExhibitId[];
    const named = labelsIn(row.claim, row.explanation).flatMap((label) => ids.get(label) ?? []);
    const cited = [...new Set([...exhibits, ...named])];
    const exhibitLabels = cited.map((id) => labels.get(id) ?? ''); // each is there: a foreign key says so
    const review = JSON.parse(row.review) as Finding['review'];
    const format = JSON.parse(row.format) as Finding['format'];
    return {
      ...row,
      format,
      exhibits,
      cited,
      exhibitLabels,
      basis: cited.length > 0 ? 'evidence' : 'assessment',
      review,
    };
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
  db.run(sql`INSERT INTO findings (id, case_id, number, position, claim, explanation, format, likelihood, confidence, reasons, created_at, updated_at)
    VALUES (${id}, ${caseId}, ${number}, ${position}, ${statement.claim}, ${statement.explanation}, ${JSON.stringify(statement.format)},
      ${statement.likelihood}, ${statement.confidence}, ${statement.reasons}, ${at}, ${at})`);
  setExhibits(db, id, statement.exhibits);
}

export function updateFinding(db: WriteDb, id: FindingId, statement: Statement, at: string): void {
  const change: Sql = sql`
    UPDATE findings SET claim = ${statement.claim}, explanation = ${statement.explanation},
      format = ${JSON.stringify(statement.format)},
      likelihood = ${statement.likelihood}, confidence = ${statement.confidence}, reasons = ${statement.reasons}, updated_at = ${at} WHERE id = ${id}`;
  db.runOne(change, 'That finding is not in this vault.');
  setExhibits(db, id, statement.exhibits);
}

/** Positions count from 0 without gaps. */
export function setOrder(db: WriteDb, ids: readonly FindingId[]): void {
  for (const [position, id] of ids.entries())
    db.run(sql`UPDATE findings SET position = ${position} WHERE id = ${id} AND position <> ${position}`);
}

/** Keeps it apart, as it is, so that the deletion can be undone. */
export function deleteFinding(db: WriteDb, id: FindingId, at: string): void {
  db.run(sql`
    INSERT INTO deleted_findings (id, case_id, number, position, claim, explanation, format, likelihood, confidence, reasons, exhibits,
      created_at, updated_at, deleted_at)
    SELECT id, case_id, number, position, claim, explanation, format, likelihood, confidence, reasons,
      (SELECT json_group_array(exhibit_id ORDER BY finding_exhibits.position) FROM finding_exhibits
        WHERE finding_id = findings.id), created_at, updated_at, ${at}
    FROM findings WHERE id = ${id}`);
  db.runOne(sql`DELETE FROM findings WHERE id = ${id}`, 'That finding is not in this vault.');
}

export const deletedFindings = (db: Db, caseId: CaseId): DeletedFinding[] =>
  db.all(sql`SELECT id, number, claim, deleted_at AS deletedAt FROM deleted_findings WHERE case_id = ${caseId}
    ORDER BY deleted_at DESC, number DESC`);

/** Brings it back under its number; its place in the order is the caller's to set. @returns where it stood @throws Fault `not-found` */
export function restoreFinding(db: WriteDb, id: FindingId): number {
  const { position, exhibits } = db.one<{ position: number; exhibits: string }>(
    sql`SELECT position, exhibits FROM deleted_findings WHERE id = ${id}`,
    'That finding is not among the deleted ones of this vault.',
  );
  db.run(sql`
    INSERT INTO findings (id, case_id, number, position, claim, explanation, format, likelihood, confidence, reasons, created_at, updated_at)
    SELECT id, case_id, number, position, claim, explanation, format, likelihood, confidence, reasons, created_at, updated_at
    FROM deleted_findings WHERE id = ${id}`);
  setExhibits(db, id, JSON.parse(exhibits) as ExhibitId[]);
  db.run(sql`DELETE FROM deleted_findings WHERE id = ${id}`);
  return position;
}

function setExhibits(db: WriteDb, id: FindingId, exhibits: readonly ExhibitId[]): void {
  db.run(sql`DELETE FROM finding_exhibits WHERE finding_id = ${id}`);
  for (const [position, exhibit] of exhibits.entries())
    db.run(
      sql`INSERT INTO finding_exhibits (finding_id, exhibit_id, position) VALUES (${id}, ${exhibit}, ${position})`,
    );
}
