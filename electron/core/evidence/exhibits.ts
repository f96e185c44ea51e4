import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Exhibit as ExhibitSchema } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

/** Reads of exhibits for every area. */
type Db = ReadDb | WriteDb;
type Row = Omit<Exhibit, 'label' | 'tags' | 'hasThumbnail' | 'copyOf'> & {
  tags: string;
  hasThumbnail: number;
  copyOf: number | null;
};

const SELECT = sql`
  SELECT id, case_id AS caseId, number, kind, title, original_name AS originalName, media_type AS mediaType,
    type_warning AS typeWarning, preview, preview_problem AS previewProblem, width, height, bytes, sha256,
    acquired_at AS acquiredAt, acquired_zone AS acquiredZone, acquired_by AS acquiredBy, acquired_how AS acquiredHow, source,
    sensitivity, reliability, credibility, note, removed_at AS removedAt, removed_reason AS removedReason,
    (SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE exhibit_id = exhibits.id) AS tags,
    (SELECT id FROM datasets WHERE exhibit_id = exhibits.id) AS datasetId,
    EXISTS (SELECT 1 FROM derivatives WHERE exhibit_id = exhibits.id AND kind = 'thumbnail') AS hasThumbnail,
    (SELECT original.number FROM working_copies JOIN exhibits AS original ON original.id = original_id
      WHERE exhibit_id = exhibits.id) AS copyOf
  FROM exhibits`;

const fromRow = (row: Row): Exhibit =>
  ExhibitSchema.parse({
    ...row,
    label: exhibitLabel(row.number),
    tags: JSON.parse(row.tags),
    hasThumbnail: row.hasThumbnail === 1,
    copyOf: row.copyOf === null ? null : exhibitLabel(row.copyOf),
  });

/** All exhibits of a case by number, the removed ones with them. */
export const listExhibits = (db: Db, caseId: CaseId): Exhibit[] =>
  db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY number`).map(fromRow);

/** @throws Fault `not-found` */
export const exhibitById = (db: Db, id: ExhibitId): Exhibit =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, 'That exhibit is not in this vault.'));

/** @param label "E-0003", "e-3" or "3". @throws Fault `not-found` */
export function exhibitByLabel(db: Db, caseId: CaseId, label: string): Exhibit {
  const digits = /^\s*(?:e-?)?0*(\d{1,9})\s*$/i.exec(label)?.[1];
  const where: Sql = sql`case_id = ${caseId} AND number = ${Number(digits ?? -1)}`;
  return fromRow(db.one<Row>(sql`${SELECT} WHERE ${where}`, `There is no exhibit ${label} in this case.`));
}

/** The exhibit of the case that holds these very bytes, as a file, and was not removed. */
export function exhibitWithBytes(db: Db, caseId: CaseId, sha256: string): Exhibit | null {
  const row = db.get<Row>(
    sql`${SELECT} WHERE case_id = ${caseId} AND sha256 = ${sha256} AND kind = 'file' AND removed_at IS NULL ORDER BY number LIMIT 1`,
  );
  return row ? fromRow(row) : null;
}
