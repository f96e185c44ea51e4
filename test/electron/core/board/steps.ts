import { randomUUID } from 'node:crypto';
import type { BoardOp, BoardView } from '../../../../shared/contract/board.ts';
import type { Input } from '../../../../shared/contract/commands.ts';
import type { BoardId, CaseId } from '../../../../shared/contract/values.ts';
import type { TestCore } from '../../../support/core.ts';

/** What the tests of boards are written with: operations, and a step whose reply is the board after it. */
export const id = () => randomUUID() as string as never;
const size = { width: 160, height: 40 };
export const addEntity = (entityId: string, label: string): BoardOp =>
  ({ op: 'entity.create', entity: { id: entityId, type: 'account', label, note: '', exhibits: [] } }) as never;
export const place = (kind: 'entity' | 'exhibit' | 'note', subjectId: string, itemId: string = randomUUID()): BoardOp =>
  ({ op: 'item.place', item: { id: itemId, subject: { kind, id: subjectId }, x: 10, y: 20, ...size } }) as never;
export const link = (linkId: string, from: string, to: string, exhibits: string[] = []): BoardOp =>
  ({
    op: 'link.create',
    link: {
      id: linkId,
      from: { kind: 'entity', id: from },
      to: { kind: 'entity', id: to },
      type: 'uses device',
      label: '',
      direction: 'forward',
      note: 'seen twice',
      exhibits,
    },
  }) as never;

export async function open(test: TestCore): Promise<{ caseId: CaseId; boardId: BoardId }> {
  const { id: caseId, boardId } = await test.call('case.create', { title: 'Ring' });
  return { caseId, boardId };
}
/** A board without what undo changes by its nature. */
export const shown = ({ undo: _, redo: __, version: ___, ...view }: BoardView) => view;
/** The board after a step, whose reply says only what the step changed. */
async function stepped(test: TestCore, name: 'board.apply' | 'board.undo' | 'board.redo', input: never) {
  const { id } = await test.call(name, input);
  return test.call('board.get', { boardId: id });
}
export const applied = (test: TestCore, input: Input<'board.apply'>) => stepped(test, 'board.apply', input as never);
export const undone = (test: TestCore, boardId: BoardId) => stepped(test, 'board.undo', { boardId } as never);
export const redone = (test: TestCore, boardId: BoardId) => stepped(test, 'board.redo', { boardId } as never);

/** Putting something back places it last; the order of a list says nothing on a board. */
export function sorted(view: Partial<BoardView>): unknown {
  const byId = <T extends { id: string }>(list: readonly T[] = []) => list.toSorted((x, y) => x.id.localeCompare(y.id));
  return {
    ...view,
    items: byId(view.items),
    entities: byId(view.entities),
    links: byId(view.links),
    notes: byId(view.notes),
  };
}
