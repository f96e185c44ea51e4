import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { isPng } from '../files/png.ts';
import { inMemory } from '../files/tickets.ts';
import { applyToBoard, changed } from './apply.ts';
import { boardVersion, boardView, listBoards } from './reads.ts';
import { redoStep, undoStep } from './steps.ts';
import { boardRow, insertBoard, renameBoard } from './store.ts';

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
  'board.apply': (context, { boardId, step, ops }) => applyToBoard(context, boardId, step, ops),
  'board.undo': (context, { boardId }) =>
    changed(context, boardId, 'board.undo', (board) => undoStep(context.db, board)),
  'board.redo': (context, { boardId }) =>
    changed(context, boardId, 'board.redo', (board) => redoStep(context.db, board)),
  'board.export': ({ core, db, at, record }, { boardId, png }) => {
    const board = boardRow(db, boardId);
    if (!isPng(png)) throw new Fault('unsupported', 'The picture of the board is not a PNG file.');
    const label = caseLabel(caseNumber(db, board.caseId));
    const name = `${label} board ${at.slice(0, 19).replaceAll(':', '')}Z.png`;
    record({
      caseId: board.caseId,
      action: 'board.export',
      subject: board.title,
      detail: { name, bytes: png.length, sha256: createHash('sha256').update(png).digest('hex') },
    });
    return { ticket: core.tickets.issue({ name, mediaType: 'image/png', open: () => inMemory(png) }), name };
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

export function nameBoard({ db, record }: WriteContext, boardId: BoardId, title: string): void {
  const before = boardRow(db, boardId);
  renameBoard(db, boardId, title);
  record({ caseId: before.caseId, action: 'board.rename', subject: title, detail: { from: before.title } });
}
