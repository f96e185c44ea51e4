import { describe, expect, it } from 'vitest';
import {
  addEntities,
  addNote,
  link,
  moveTo,
  removeFromBoard,
  type Step,
} from '../../../../renderer/features/board/steps.ts';
import {
  folding,
  grouping,
  hiding,
  locking,
  showingAll,
  ungrouping,
} from '../../../../renderer/features/board/tools.ts';
import { applyOps, patched } from '../../../../renderer/features/board/use-board.ts';
import type { BoardOp, BoardView } from '../../../../shared/contract/board.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const NOTHING = { entities: [], exhibits: [] };
/** What only the core knows: when things were made, and the names of steps. */
const comparable = (view: BoardView) => ({
  ...view,
  undo: null,
  redo: null,
  version: 0,
  entities: view.entities.map(({ createdAt: _, ...entity }) => entity),
});

describe('what the window shows before the core has answered', () => {
  it('is what the core then answers, step by step', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { boardId } = await test.call('case.get', { caseId });
    let shown = await test.call('board.get', { boardId });
    const check = async (step: Step): Promise<void> => {
      const predicted = applyOps(shown, step.ops, NOTHING);
      expect(applyOps(predicted, step.ops, NOTHING)).toEqual(predicted); // an answer may overtake it
      const change = await test.call('board.apply', { boardId, step: step.step, ops: step.ops as BoardOp[] });
      const next = patched(shown, change);
      shown = await test.call('board.get', { boardId });
      expect(next).toEqual(shown); // what the reply changes in the board before is the board after
      const onBoard = new Set<string>(predicted.items.map(({ subject }) => subject.id));
      const drawn = {
        ...predicted,
        entities: predicted.entities.filter(({ id }) => onBoard.has(id)),
        notes: predicted.notes.filter(({ id }) => onBoard.has(id)),
      };
      expect(comparable(drawn)).toEqual(comparable(shown));
    };
    const added = addEntities(
      [
        { type: 'account', label: ' 007 ' },
        { type: 'ip', label: '192.0.2.1' },
      ],
      { x: 5, y: 5 },
    );
    await check(added);
    const [a, b] = shown.items.map(({ subject }) => subject);
    if (!a || !b) throw new Error('not placed');
    const drawn = link(a, b, 'logged in from');
    await check(drawn);
    await check(addNote('why?', { x: 0, y: 300 }));
    await check({ step: 'Edit', ops: [{ op: 'link.update', id: drawn.link, direction: 'both', label: '3x' }] });
    await check(moveTo(shown, new Map([[a.id, { x: 40, y: 60 }]])) as Step);
    await check(grouping(shown, [a.id, b.id], 'Ring') as Step);
    await check(folding(shown, [a.id]) as Step);
    await check(locking(shown, [a.id], true) as Step);
    await check(hiding(shown, [b.id]) as Step);
    await check(ungrouping(shown, [a.id, b.id]) as Step);
    await check(showingAll(shown) as Step);
    await check({ step: 'Edit', ops: [{ op: 'entity.update', id: a.id as never, label: '007', type: 'device' }] });
    await check(removeFromBoard(shown, new Set(shown.notes.map(({ id }) => id)), new Set()) as Step);
    await check(removeFromBoard(shown, new Set([b.id]), new Set([drawn.link])) as Step);
    await check({ step: 'Remove', ops: [{ op: 'entity.remove', id: a.id as never }] });
    expect(shown.items).toEqual([]);
  });

  it('brings in what a step only places', () => {
    const entity = { id: 'e', label: 'known' } as never;
    const empty = { items: [], entities: [], exhibits: [], notes: [], links: [] } as unknown as BoardView;
    const place = { op: 'item.place', item: { id: 'i', subject: { kind: 'entity', id: 'e' }, x: 0, y: 0 } } as never;
    expect(applyOps(empty, [place], { entities: [entity], exhibits: [] }).entities).toEqual([entity]);
  });
});
