import { randomUUID } from 'node:crypto';
import type { BoardItem, BoardStyle } from '../../../shared/contract/board.ts';
import { BoardId, type CaseId, type NoteId } from '../../../shared/contract/values.ts';
import type { Contributed } from '../case-table.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { KeptOp } from './operations.ts';

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
export const firstBoardOf: Contributed = (caseId) =>
  sql`(SELECT id FROM boards WHERE case_id = ${caseId} ORDER BY created_at, rowid LIMIT 1)`;
/** An empty board. */
export function insertBoard(db: WriteDb, caseId: CaseId, title: string, at: string): BoardId {
  const id = BoardId.parse(randomUUID());
  db.run(sql`INSERT INTO boards (id, case_id, title, created_at) VALUES (${id}, ${caseId}, ${title}, ${at})`);
  return id;
}
export function renameBoard(db: WriteDb, id: BoardId, title: string): void {
  db.runOne(sql`UPDATE boards SET title = ${title} WHERE id = ${id}`, 'That board is not in this vault.');
}

export function styleOfBoard(db: Db, boardId: BoardId): BoardStyle | null {
  const row = db.get<{ style: string }>(sql`SELECT style FROM board_styles WHERE board_id = ${boardId}`);
  return row ? (JSON.parse(row.style) as BoardStyle) : null;
}
export function setStyle(db: WriteDb, boardId: BoardId, style: BoardStyle | null): void {
  if (style === null) return void db.run(sql`DELETE FROM board_styles WHERE board_id = ${boardId}`);
  db.run(sql`INSERT INTO board_styles (board_id, style) VALUES (${boardId}, ${JSON.stringify(style)})
    ON CONFLICT (board_id) DO UPDATE SET style = excluded.style`);
}

/** A place of a subject on a board; `x` and `y` are its centre. */
export type ItemRow = Omit<BoardItem, 'subject'> & { readonly boardId: BoardId; readonly subjectId: string };
type KeptItem = Omit<ItemRow, 'locked' | 'hidden' | 'group' | 'folded'> & {
  readonly locked: 0 | 1;
  readonly hidden: 0 | 1;
  readonly group: string | null;
  readonly folded: 0 | 1;
};
const ITEM = sql`SELECT id, board_id AS boardId, subject_id AS subjectId, x, y, width, height,
  locked, hidden, group_name AS "group", folded FROM board_items`;
const items = (db: Db, where: Sql): ItemRow[] =>
  db.all<KeptItem>(sql`${ITEM} WHERE ${where} ORDER BY rowid`).map(({ locked, hidden, group, folded, ...place }) => ({
    ...place,
    ...(locked && { locked: true as const }),
    ...(hidden && { hidden: true as const }),
    ...(group !== null && { group }),
    ...(folded && { folded: true as const }),
  }));

export const itemsOnBoard = (db: Db, boardId: BoardId): ItemRow[] => items(db, sql`board_id = ${boardId}`);
export const itemsOf = (db: Db, subjectId: string): ItemRow[] => items(db, sql`subject_id = ${subjectId}`);
export const itemRow = (db: Db, id: string): ItemRow | undefined => items(db, sql`id = ${id}`)[0];
export const placeOf = (db: Db, boardId: BoardId, subjectId: string): ItemRow | undefined =>
  items(db, sql`board_id = ${boardId} AND subject_id = ${subjectId}`)[0];
export const subjectsOnBoard = (db: Db, boardId: BoardId): Set<string> =>
  new Set(
    db
      .all<{ id: string }>(sql`SELECT subject_id AS id FROM board_items WHERE board_id = ${boardId}`)
      .map(({ id }) => id),
  );
export function insertItem(db: WriteDb, item: ItemRow): void {
  db.run(sql`INSERT INTO board_items (id, board_id, subject_id, x, y, width, height, locked, hidden, group_name, folded)
    VALUES (${item.id}, ${item.boardId}, ${item.subjectId}, ${item.x}, ${item.y}, ${item.width}, ${item.height},
      ${item.locked ? 1 : 0}, ${item.hidden ? 1 : 0}, ${item.group ?? null}, ${item.folded ? 1 : 0})`);
}
export function updateItem(db: WriteDb, { id, x, y, width, height, locked, hidden, group, folded }: ItemRow): void {
  db.run(sql`UPDATE board_items SET x = ${x}, y = ${y}, width = ${width}, height = ${height},
    locked = ${locked ? 1 : 0}, hidden = ${hidden ? 1 : 0}, group_name = ${group ?? null}, folded = ${folded ? 1 : 0}
    WHERE id = ${id}`);
}
export function deleteItem(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM board_items WHERE id = ${id}`);
}

export interface NoteRow {
  readonly id: NoteId;
  readonly text: string;
}
/** Those of the ids that are notes, in the order in which they were made. */
export const notesAmong = (db: Db, ids: Iterable<string>): NoteRow[] =>
  db.all<NoteRow>(
    sql`SELECT id, text FROM notes WHERE id IN (SELECT value FROM json_each(${JSON.stringify([...ids])})) ORDER BY rowid`,
  );
export const noteRow = (db: Db, caseId: CaseId, id: string): NoteRow | undefined =>
  db.get<NoteRow>(sql`SELECT id, text FROM notes WHERE id = ${id} AND case_id = ${caseId}`);
export function insertNote(db: WriteDb, caseId: CaseId, { id, text }: NoteRow): void {
  db.run(sql`INSERT INTO notes (id, case_id, text) VALUES (${id}, ${caseId}, ${text})`);
}
export function updateNote(db: WriteDb, id: string, text: string): void {
  db.run(sql`UPDATE notes SET text = ${text} WHERE id = ${id}`);
}
export function deleteNote(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM notes WHERE id = ${id}`);
}

export interface KeptStep {
  readonly id: number;
  readonly name: string;
  /** What brings the board to the other side of this step: takes it back, or does it again. */
  readonly ops: readonly KeptOp[];
}
type StepRow = { id: number; name: string; ops: string };
const fromRow = (row: StepRow | undefined): KeptStep | null =>
  row ? { ...row, ops: JSON.parse(row.ops) as KeptOp[] } : null;

export const stepToUndo = (db: Db, boardId: BoardId): KeptStep | null =>
  fromRow(
    db.get(sql`SELECT id, name, backward AS ops FROM board_steps
      WHERE board_id = ${boardId} AND undone = 0 ORDER BY id DESC LIMIT 1`),
  );
export const stepToRedo = (db: Db, boardId: BoardId): KeptStep | null =>
  fromRow(
    db.get(sql`SELECT id, name, forward AS ops FROM board_steps
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
  forward: readonly KeptOp[],
  backward: readonly KeptOp[],
): void {
  db.run(sql`DELETE FROM board_steps WHERE board_id = ${boardId} AND undone = 1`);
  db.run(sql`INSERT INTO board_steps (board_id, name, forward, backward)
    VALUES (${boardId}, ${name}, ${JSON.stringify(forward)}, ${JSON.stringify(backward)})`);
}
/** @param again what does the step again, from the state that taking it back has left */
export function markUndone(db: WriteDb, id: number, again: readonly KeptOp[]): void {
  db.run(sql`UPDATE board_steps SET undone = 1, forward = ${JSON.stringify(again)} WHERE id = ${id}`);
}
export function markRedone(db: WriteDb, id: number, back: readonly KeptOp[]): void {
  db.run(sql`UPDATE board_steps SET undone = 0, backward = ${JSON.stringify(back)} WHERE id = ${id}`);
}
