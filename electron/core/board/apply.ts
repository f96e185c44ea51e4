import type { BoardChange, BoardOp } from '../../../shared/contract/board.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import type { WriteContext } from '../context.ts';
import type { Made } from '../entities/reads.ts';
import type { KeptOp, OnBoard } from './operations.ts';
import { boardChange, boardVersion } from './reads.ts';
import { applyStep, type StepMade } from './steps.ts';
import { boardRow } from './store.ts';

/** Makes operations on a board as one step that can be taken back. */
export const applyToBoard = (
  context: WriteContext,
  boardId: BoardId,
  step: string,
  ops: readonly BoardOp[],
): BoardChange => changed(context, boardId, 'board.apply', (board) => applyStep(context.db, board, step, ops));

/** One step with its entry of the custody log; the reply says what it changed, not the whole board. */
export function changed(
  { db, at, record, unchanged }: WriteContext,
  boardId: BoardId,
  action: CustodyAction,
  work: (board: OnBoard) => StepMade,
): BoardChange {
  const board = boardRow(db, boardId);
  const from = boardVersion(db, board.caseId);
  const { made, detail } = work({ ...board, at });
  if (!made.some(changesEntities)) unchanged('entity');
  const version = record({ caseId: board.caseId, action, subject: board.title, detail });
  return boardChange(db, boardId, made, { from, version });
}

/** Whether entities or links came, went or changed; a note that goes takes its links along. */
const changesEntities = ({ op, back }: Made<KeptOp>): boolean =>
  back !== null && [op, ...back].some((each) => /^(?:entity|link)\./.test(each.op));
