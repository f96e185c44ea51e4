import type { BoardStyle } from '../../../shared/contract/board.ts';
import { WHOLE_BOARD } from '../../../shared/contract/snapshots.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { caseNumber } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { ledger } from '../identities/reads.ts';
import { applyToBoard, changed } from './apply.ts';
import { handOver } from './picture.ts';
import { boardVersion, boardView, listBoards } from './reads.ts';
import { redoStep, undoStep } from './steps.ts';
import { boardRow, insertBoard, renameBoard, setStyle } from './store.ts';

export const boardHandlers: Handlers<'board'> = {
  'board.list': ({ db }, { caseId }) => {
    caseNumber(db, caseId);
    return listBoards(db, caseId);
  },
  'board.get': ({ db }, { boardId }) => boardView(db, boardId),
  'board.version': ({ db }, { boardId }) => {
    return { version: boardVersion(db, boardRow(db, boardId).caseId) };
  },
  'board.create': (context, { caseId, title }) => {
    caseNumber(context.db, caseId);
    return boardView(context.db, createBoard(context, caseId, title));
  },
  'board.rename': (context, { boardId, title }) => {
    nameBoard(context, boardId, title);
    return { id: boardId, title };
  },
  'board.style': (context, { boardId, style }) => styleBoard(context, boardId, style),
  'board.apply': (context, { boardId, step, ops }) => applyToBoard(context, boardId, step, ops),
  'board.undo': (context, { boardId }) =>
    changed(context, boardId, 'board.undo', (board) => undoStep(context.db, board)),
  'board.redo': (context, { boardId }) =>
    changed(context, boardId, 'board.redo', (board) => redoStep(context.db, board)),
  'board.export': (context, { boardId, ...drawing }) => {
    const board = boardView(context.db, boardId);
    const { identities } = ledger(context.db, board.caseId);
    const looked = { board, sight: WHOLE_BOARD, identities, title: board.title, takenAt: context.at };
    return handOver(context, looked, drawing, { action: 'board.export', subject: board.title, what: 'board' });
  },
};

/** The board with which a case begins; part of the act that makes the case. */
export const beginBoard = (db: WriteDb, caseId: CaseId, at: string): void =>
  void insertBoard(db, caseId, 'Main board', at);

export function createBoard({ db, at, record }: WriteContext, caseId: CaseId, title: string): BoardId {
  const boardId = insertBoard(db, caseId, title, at);
  record({ caseId, action: 'board.create', subject: title });
  return boardId;
}

export function styleBoard({ db, record }: WriteContext, boardId: BoardId, style: BoardStyle | null): { id: BoardId } {
  const { caseId, title } = boardRow(db, boardId);
  setStyle(db, boardId, style);
  record({
    caseId,
    action: 'board.style',
    subject: title,
    detail: { size: style?.size?.measure ?? null, colour: style?.colour?.measure ?? null, basis: style?.basis ?? null },
  });
  return { id: boardId };
}

export function nameBoard({ db, record }: WriteContext, boardId: BoardId, title: string): void {
  const before = boardRow(db, boardId);
  renameBoard(db, boardId, title);
  record({ caseId: before.caseId, action: 'board.rename', subject: title, detail: { from: before.title } });
}
