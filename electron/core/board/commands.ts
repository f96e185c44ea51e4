import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { inMemory } from '../files/tickets.ts';
import { boardRow, boardsOfCase, caseNumber, renameBoard } from './boards.ts';
import { makeBoard } from './make-board.ts';
import { isPng } from './png.ts';
import { applyStep, redoStep, undoStep } from './steps.ts';
import { boardView, listEntities, listLinks } from './view.ts';

export const boardHandlers: Handlers<'board' | 'entity' | 'link'> = {
  'board.list': ({ db }, { caseId }) => {
    caseNumber(db, caseId);
    return boardsOfCase(db, caseId);
  },
  'board.get': ({ db }, { boardId }) => boardView(db, boardId),
  'board.create': (context, { caseId, title }) => {
    caseNumber(context.db, caseId);
    return boardView(context.db, createBoard(context, caseId, title));
  },
  'board.rename': (context, { boardId, title }) => {
    nameBoard(context, boardId, title);
    return boardView(context.db, boardId);
  },
  'board.apply': ({ db, at, record }, { boardId, step, ops }) => {
    const board = boardRow(db, boardId);
    const detail = applyStep(db, board, step, ops, at);
    record({ caseId: board.caseId, action: 'board.apply', subject: board.title, detail });
    return boardView(db, boardId);
  },
  'board.undo': ({ db, record }, { boardId }) => {
    const board = boardRow(db, boardId);
    record({ caseId: board.caseId, action: 'board.undo', subject: board.title, detail: undoStep(db, board) });
    return boardView(db, boardId);
  },
  'board.redo': ({ db, record }, { boardId }) => {
    const board = boardRow(db, boardId);
    record({ caseId: board.caseId, action: 'board.redo', subject: board.title, detail: redoStep(db, board) });
    return boardView(db, boardId);
  },
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
  'entity.list': ({ db }, { caseId }) => listEntities(db, caseId),
  'link.list': ({ db }, { caseId }) => listLinks(db, caseId),
};

export function createBoard({ db, at, record }: WriteContext, caseId: CaseId, title: string): BoardId {
  const boardId = makeBoard(db, caseId, title, at);
  record({ caseId, action: 'board.create', subject: title });
  return boardId;
}

export function nameBoard({ db, record }: WriteContext, boardId: BoardId, title: string): void {
  const before = boardRow(db, boardId);
  renameBoard(db, boardId, title);
  record({ caseId: before.caseId, action: 'board.rename', subject: title, detail: { from: before.title } });
}
