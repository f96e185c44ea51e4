import type { BoardOp } from '../../../shared/contract/board.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { WriteDb } from '../db/open.ts';
import { type BoardRow, insertStep, markRedone, markUndone, stepToRedo, stepToUndo } from './boards.ts';
import { type Change, makeChange } from './changes.ts';
import { changesOf } from './operations.ts';
import { type Made, summarise } from './summary.ts';

/** What the custody log says of a step that was made, taken back or made again. */
export type StepRecord = Record<string, unknown> & { step: string };

/** Makes the operations as one step. The caller's transaction takes everything back when one of them does not fit. */
export function applyStep(db: WriteDb, board: BoardRow, name: string, ops: readonly BoardOp[], at: string): StepRecord {
  const made: Made[] = [];
  for (const op of ops) {
    for (const change of changesOf(db, board, op, at)) {
      const back = makeChange(db, board.caseId, change);
      // `changesOf` has checked it; only two contradicting changes within one operation can come to this.
      if (!back) throw new Fault('conflict', 'The change names the same thing twice. Nothing was changed.');
      made.push({ change, back });
    }
  }
  const forward = made.map(({ change }) => change);
  insertStep(db, board.id, name, forward, backOf(made));
  return { step: name, ...summarise(made) };
}

/** @throws Fault `conflict` when there is nothing to take back */
export function undoStep(db: WriteDb, board: BoardRow): StepRecord {
  const step = stepToUndo(db, board.id);
  if (!step) throw new Fault('conflict', 'There is nothing to undo on this board.');
  const made = make(db, board, step.changes);
  markUndone(db, step.id, backOf(made));
  return { step: step.name, ...summarise(made) };
}

/** @throws Fault `conflict` when there is nothing to make again */
export function redoStep(db: WriteDb, board: BoardRow): StepRecord {
  const step = stepToRedo(db, board.id);
  if (!step) throw new Fault('conflict', 'There is nothing to redo on this board.');
  const made = make(db, board, step.changes);
  markRedone(db, step.id, backOf(made));
  return { step: step.name, ...summarise(made) };
}

const make = (db: WriteDb, board: BoardRow, changes: readonly Change[]): Made[] =>
  changes.map((change) => ({ change, back: makeChange(db, board.caseId, change) }));

/** The inverse of all, last first; computed from the state each change met, hence exact at every undo and redo. */
const backOf = (made: readonly Made[]): Change[] => made.toReversed().flatMap(({ back }) => back ?? []);
