import type { BoardOp } from '../../../shared/contract/board.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { WriteDb } from '../db/open.ts';
import { guardedOp } from '../entities/operations.ts';
import { gathered, type Made, type Told, toldOfEdit, toldOfEntityOp } from '../entities/reads.ts';
import { type KeptOp, type OnBoard, perform, single } from './operations.ts';
import { insertStep, markRedone, markUndone, stepToRedo, stepToUndo } from './store.ts';

export interface StepMade {
  readonly made: readonly Made<KeptOp>[];
  /** What the custody log says of a step that was made, taken back or made again. */
  readonly detail: Record<string, unknown> & { step: string };
}

/** Makes the operations as one step. The caller's transaction takes everything back when one of them does not fit. */
export function applyStep(db: WriteDb, board: OnBoard, name: string, ops: readonly BoardOp[]): StepMade {
  const made: Made<KeptOp>[] = [];
  for (const op of ops)
    for (const each of single(db, board, guardedOp(db, op))) made.push({ op: each, back: perform(db, board, each) });
  const forward = made.map(({ op }) => op);
  insertStep(db, board.id, name, forward, backOf(made));
  return { made, detail: { step: name, ...summarise(made) } };
}

/** @throws Fault `conflict` when there is nothing to take back */
export function undoStep(db: WriteDb, board: OnBoard): StepMade {
  const step = stepToUndo(db, board.id);
  if (!step) throw new Fault('conflict', 'There is nothing to undo on this board.');
  const made = performFitting(db, board, step.ops);
  markUndone(db, step.id, backOf(made));
  return { made, detail: { step: step.name, ...summarise(made) } };
}

/** @throws Fault `conflict` when there is nothing to make again */
export function redoStep(db: WriteDb, board: OnBoard): StepMade {
  const step = stepToRedo(db, board.id);
  if (!step) throw new Fault('conflict', 'There is nothing to redo on this board.');
  const made = performFitting(db, board, step.ops);
  markRedone(db, step.id, backOf(made));
  return { made, detail: { step: step.name, ...summarise(made) } };
}

/**
 * What no longer applies is skipped: its target is gone, or is there already. Another board of the same case, or a
 * change to the case's entities, can bring that about between a step and its undoing.
 */
const performFitting = (db: WriteDb, board: OnBoard, ops: readonly KeptOp[]): Made<KeptOp>[] =>
  ops.map((op) => {
    try {
      return { op, back: perform(db, board, op) };
    } catch (problem) {
      if (problem instanceof Fault) return { op, back: null };
      throw problem;
    }
  });

/** The inverse of all, last first; computed from the state each operation met, hence exact at every undo and redo. */
const backOf = (made: readonly Made<KeptOp>[]): KeptOp[] => made.toReversed().flatMap(({ back }) => back ?? []);

/**
 * What a step did, for the custody log, by the names of its operations: what came and went by id and label, edits with
 * the old and the new value, moves as a count. What is put back by the inverse is what the step removed, links and
 * places of a removed entity included.
 */
function summarise(made: readonly Made<KeptOp>[]): Record<string, unknown> {
  const done = made.filter(({ back }) => back !== null);
  const count = (name: KeptOp['op']): number => done.filter(({ op }) => op.op === name).length;
  const counts = {
    'item.move': count('item.move'),
    'item.resize': count('item.resize'),
    'item.mark': count('item.mark'),
    noLongerApplied: made.length - done.length,
  };
  const told = done.flatMap(({ op, back }) => [
    ...toldOf(op, 'create'),
    ...(back ?? []).flatMap((each) => toldOf(each, 'remove')),
    ...edited(op, back ?? []),
  ]);
  return { ...gathered(told), ...Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0)) };
}

function toldOf(op: KeptOp, verb: 'create' | 'remove'): Told[] {
  switch (op.op) {
    case 'note.create':
      return [{ name: `note.${verb}`, what: op.note.id }];
    case 'item.place':
      return [{ name: verb === 'create' ? 'item.place' : 'item.remove', what: op.item.subject.id }];
    case 'note.update':
    case 'note.remove':
    case 'item.move':
    case 'item.resize':
    case 'item.mark':
    case 'item.remove':
      return [];
    default:
      return toldOfEntityOp(op, verb);
  }
}

function edited(op: KeptOp, back: readonly KeptOp[]): Told[] {
  if (op.op === 'note.update') return [{ name: op.op, what: op.id }];
  return op.op === 'entity.update' || op.op === 'link.update' ? toldOfEdit(op, back) : [];
}
