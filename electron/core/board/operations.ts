import type { BoardOp } from '../../../shared/contract/board.ts';
import type { EntityOp } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { marked } from '../../../shared/domain/board-marks.ts';
import { addSubject, dropSubject, missing, requireSubject, subjectOf } from '../cases/reads.ts';
import type { WriteDb } from '../db/open.ts';
import { type KeptEntityOp, performEntityOp, removeAround } from '../entities/operations.ts';
import { requireTypeOfIdentity } from '../identities/reads.ts';
import {
  deleteItem,
  deleteNote,
  type ItemRow,
  insertItem,
  insertNote,
  itemRow,
  itemsOf,
  type NoteRow,
  noteRow,
  placeOf,
  updateItem,
  updateNote,
} from './store.ts';

/** An operation as a step keeps it: the contract's, with the board it is for where that is not the step's own. */
export type KeptOp = KeptEntityOp | (Exclude<BoardOp, EntityOp> & { readonly boardId?: BoardId });

export interface OnBoard {
  readonly id: BoardId;
  readonly caseId: CaseId;
  /** When what is made without an instant of its own is made, UTC ISO 8601. */
  readonly at: string;
}

/** One operation of the contract as operations on one item each; what is shown nowhere else goes with its place. */
export function single(db: WriteDb, { id: boardId }: OnBoard, op: BoardOp): KeptOp[] {
  if (op.op === 'item.move') return op.moves.map((move) => ({ op: 'item.move', moves: [move] }));
  if (op.op === 'item.mark') return [...new Set(op.ids)].map((id) => ({ ...op, ids: [id] }));
  if (op.op !== 'item.remove') return [op];
  return [...new Set(op.ids)].map((id): KeptOp => {
    const { subjectId } = requireItem(db, boardId, id);
    const isNote = subjectOf(db, subjectId)?.kind === 'note';
    return isNote ? { op: 'note.remove', id: subjectId as NoteRow['id'] } : { op: 'item.remove', ids: [id] };
  });
}

/**
 * Makes one operation on one item. @returns its exact inverse, in the order in which it is to be made.
 * @throws Fault when it does not fit, with nothing changed: `not-found` for what is not of this case or board,
 * `conflict` for an id or a place in use
 */
export function perform(db: WriteDb, board: OnBoard, op: KeptOp): KeptOp[] {
  const { caseId } = board;
  switch (op.op) {
    case 'note.create':
      addSubject(db, caseId, { kind: 'note', id: op.note.id });
      insertNote(db, caseId, op.note);
      return [{ op: 'note.remove', id: op.note.id }];
    case 'note.update': {
      const { id, text } = requireNote(db, caseId, op.id);
      updateNote(db, id, op.text);
      return [{ op: 'note.update', id, text }];
    }
    case 'note.remove': {
      const note = requireNote(db, caseId, op.id);
      const around = removeAround(db, note.id, clearPlaces);
      deleteNote(db, note.id);
      dropSubject(db, note.id);
      return [{ op: 'note.create', note }, ...around];
    }
    case 'item.place': {
      const { subject, ...place } = op.item;
      const boardId = op.boardId ?? board.id;
      requireSubject(db, caseId, subject);
      if (itemRow(db, place.id)) throw new Fault('conflict', 'An item of a board has that id already.');
      if (placeOf(db, boardId, subject.id))
        throw new Fault('conflict', `This ${subject.kind} is on the board already.`);
      insertItem(db, { ...place, boardId, subjectId: subject.id });
      return [{ op: 'item.remove', ids: [place.id], ...elsewhere(board, boardId) }];
    }
    case 'item.move':
      return op.moves.map(({ id, x, y }) => {
        const before = requireItem(db, board.id, id);
        updateItem(db, { ...before, x, y });
        return { op: 'item.move', moves: [{ id, x: before.x, y: before.y }] };
      });
    case 'item.resize': {
      const before = requireItem(db, board.id, op.id);
      updateItem(db, { ...before, width: op.width, height: op.height });
      return [{ op: 'item.resize', id: op.id, width: before.width, height: before.height }];
    }
    case 'item.mark':
      return op.ids.map((id) => {
        const before = requireItem(db, board.id, id);
        updateItem(db, marked(before, op));
        const { locked = false, hidden = false, group = null, folded = false } = before;
        return { op: 'item.mark', ids: [id], locked, hidden, group, folded };
      });
    case 'item.remove':
      return op.ids.map((id) => {
        const item = requireItem(db, op.boardId ?? board.id, id);
        const back = placing(db, item);
        deleteItem(db, id);
        return { ...back, ...elsewhere(board, item.boardId) };
      });
    default:
      if (op.op === 'entity.update') requireTypeOfIdentity(db, caseId, op);
      return performEntityOp(db, board, op, clearPlaces);
  }
}

/** Takes a subject off every board. @returns what places it again */
export function clearPlaces(db: WriteDb, subjectId: string): KeptOp[] {
  return itemsOf(db, subjectId).map((item) => {
    const back: KeptOp = { ...placing(db, item), boardId: item.boardId };
    deleteItem(db, item.id);
    return back;
  });
}

function placing(db: WriteDb, { boardId: _, subjectId, ...place }: ItemRow) {
  const subject = { kind: subjectOf(db, subjectId)?.kind, id: subjectId };
  return { op: 'item.place', item: { ...place, subject } } as Extract<KeptOp, { op: 'item.place' }>;
}

const elsewhere = (board: OnBoard, boardId: BoardId) => (boardId === board.id ? {} : { boardId });

function requireNote(db: WriteDb, caseId: CaseId, id: string): NoteRow {
  const found = noteRow(db, caseId, id);
  if (!found) throw missing('note');
  return found;
}

function requireItem(db: WriteDb, boardId: BoardId, id: string): ItemRow {
  const item = itemRow(db, id);
  if (item?.boardId !== boardId) throw new Fault('not-found', 'That item is not on this board.');
  return item;
}
