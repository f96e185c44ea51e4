import type { FrozenBoard, Snapshot } from '../../../shared/contract/snapshots.ts';
import type { CaseId, SnapshotId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
type Row = Omit<Snapshot, 'inReport'> & { readonly inReport: 0 | 1 };

const SELECT = sql`SELECT id, case_id AS caseId, board_id AS boardId, title, caption, in_report AS inReport,
  items, item_total AS "of", links, taken_at AS takenAt FROM snapshots`;
const MISSING = 'That snapshot is not in this vault. It may have been deleted.';
const fromRow = ({ inReport, ...row }: Row): Snapshot => ({ ...row, inReport: inReport === 1 });

/** In their order. */
export const snapshotsOfCase = (db: Db, caseId: CaseId): Snapshot[] =>
  db
    .all<Row>(sql`${SELECT} WHERE case_id = ${caseId} AND deleted_at IS NULL ORDER BY position, taken_at, id`)
    .map(fromRow);

/** @throws Fault `not-found` */
export const snapshotById = (db: Db, id: SnapshotId): Snapshot =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id} AND deleted_at IS NULL`, MISSING));

export const frozenOf = (db: Db, id: SnapshotId): FrozenBoard =>
  JSON.parse(db.one<{ frozen: string }>(sql`SELECT frozen FROM snapshots WHERE id = ${id}`, MISSING).frozen);

/** At the end of those of its case. */
export function insertSnapshot(
  db: WriteDb,
  { id, caseId, boardId, title, caption, inReport, items, of, links, takenAt }: Snapshot,
  frozen: FrozenBoard,
): void {
  db.run(sql`INSERT INTO snapshots
    (id, case_id, board_id, position, title, caption, in_report, frozen, items, item_total, links, taken_at)
    VALUES (${id}, ${caseId}, ${boardId},
      (SELECT coalesce(max(position), -1) + 1 FROM snapshots WHERE case_id = ${caseId} AND deleted_at IS NULL),
      ${title}, ${caption}, ${inReport ? 1 : 0}, ${JSON.stringify(frozen)}, ${items}, ${of}, ${links}, ${takenAt})`);
}

export function updateSnapshot(db: WriteDb, { id, title, caption, inReport }: Snapshot): void {
  db.runOne(
    sql`UPDATE snapshots SET title = ${title}, caption = ${caption}, in_report = ${inReport ? 1 : 0} WHERE id = ${id}`,
    MISSING,
  );
}

/** Positions count from 0 without gaps. */
export function setOrder(db: WriteDb, ids: readonly SnapshotId[]): void {
  for (const [position, id] of ids.entries())
    db.run(sql`UPDATE snapshots SET position = ${position} WHERE id = ${id} AND position <> ${position}`);
}

/** It stays with its place, so that the deletion can be undone. */
export const deleteSnapshot = (db: WriteDb, id: SnapshotId, at: string): void =>
  db.runOne(sql`UPDATE snapshots SET deleted_at = ${at} WHERE id = ${id} AND deleted_at IS NULL`, MISSING);

/** @returns where it stood @throws Fault `not-found` */
export function undeleteSnapshot(db: WriteDb, id: SnapshotId): number {
  const { position } = db.one<{ position: number }>(
    sql`SELECT position FROM snapshots WHERE id = ${id} AND deleted_at IS NOT NULL`,
    'That snapshot is not among the deleted ones of this vault.',
  );
  db.run(sql`UPDATE snapshots SET deleted_at = NULL WHERE id = ${id}`);
  return position;
}
