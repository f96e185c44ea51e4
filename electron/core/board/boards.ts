import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { Change } from './changes.ts';

/** Boards themselves, and the steps that undo and redo walk along. */
type Db = ReadDb | WriteDb;

export interface BoardRow {
  readonly id: BoardId;
  readonly caseId: CaseId;
  readonly title: string;
}
/** @throws Fault `not-found` */
export const boardRow = (db: Db, id: BoardId): BoardRow =>
  db.one<BoardRow>(
    sql`SELECT id, case_id AS caseId, title FROM boards WHERE id = ${id}`,
    'That board is not in this vault.',
  );

export const boardsOfCase = (db: Db, caseId: CaseId): { id: BoardId; title: string; items: number }[] =>
  db.all(sql`SELECT id, title, (SELECT count(*) FROM board_items WHERE board_id = boards.id) AS items
    FROM boards WHERE case_id = ${caseId} ORDER BY created_at, rowid`);

export function renameBoard(db: WriteDb, id: BoardId, title: string): void {
  db.runOne(sql`UPDATE boards SET title = ${title} WHERE id = ${id}`, 'That board is not in this vault.');
}

/** The number a person reads the case by. @throws Fault `not-found` */
export const caseNumber = (db: Db, caseId: CaseId): number =>
  db.one<{ number: number }>(sql`SELECT number FROM cases WHERE id = ${caseId}`, 'That case is not in this vault.')
    .number;

export interface Step {
  readonly id: number;
  readonly name: string;
  /** What brings the board to the other side of this step: takes it back, or does it again. */
  readonly changes: readonly Change[];
}
type StepRow = { id: number; name: string; changes: string };
const fromRow = (row: StepRow | undefined): Step | null =>
  row ? { ...row, changes: JSON.parse(row.changes) as Change[] } : null;

export const stepToUndo = (db: Db, boardId: BoardId): Step | null =>
  fromRow(
    db.get(sql`SELECT id, name, backward AS changes FROM board_steps
      WHERE board_id = ${boardId} AND undone = 0 ORDER BY id DESC LIMIT 1`),
  );
export const stepToRedo = (db: Db, boardId: BoardId): Step | null =>
  fromRow(
    db.get(sql`SELECT id, name, forward AS changes FROM board_steps
      WHERE board_id = ${boardId} AND undone = 1 ORDER BY id LIMIT 1`),
  );

/** The names alone: a view of a board does not read what a large step holds. */
export const stepNames = (db: Db, boardId: BoardId): { undo: string | null; redo: string | null } =>
  db.one(
    sql`SELECT
      (SELECT name FROM board_steps WHERE board_id = ${boardId} AND undone = 0 ORDER BY id DESC LIMIT 1) AS undo,
      (SELECT name FROM board_steps WHERE board_id = ${boardId} AND undone = 1 ORDER BY id LIMIT 1) AS redo`,
    '',
  );

/** A new step ends what could be redone. */
export function insertStep(
  db: WriteDb,
  boardId: BoardId,
  name: string,
  forward: readonly Change[],
  backward: readonly Change[],
): void {
  db.run(sql`DELETE FROM board_steps WHERE board_id = ${boardId} AND undone = 1`);
  db.run(sql`INSERT INTO board_steps (board_id, name, forward, backward)
    VALUES (${boardId}, ${name}, ${JSON.stringify(forward)}, ${JSON.stringify(backward)})`);
}
/** @param again what does the step again, from the state that taking it back has left */
export function markUndone(db: WriteDb, id: number, again: readonly Change[]): void {
  db.run(sql`UPDATE board_steps SET undone = 1, forward = ${JSON.stringify(again)} WHERE id = ${id}`);
}
export function markRedone(db: WriteDb, id: number, back: readonly Change[]): void {
  db.run(sql`UPDATE board_steps SET undone = 0, backward = ${JSON.stringify(back)} WHERE id = ${id}`);
}
