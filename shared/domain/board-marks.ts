import type { BoardItem, BoardOp } from '../contract/board.ts';

type Marks = Pick<BoardItem, 'locked' | 'hidden' | 'group' | 'folded'>;

/** A place with what an operation says of it; out of its group nothing is folded. */
export function marked<T extends Marks>(item: T, given: Extract<BoardOp, { op: 'item.mark' }>): T {
  const { locked, hidden, group, folded, ...place } = { ...item };
  const now = {
    locked: given.locked ?? locked ?? false,
    hidden: given.hidden ?? hidden ?? false,
    group: given.group === undefined ? group : (given.group ?? undefined),
    folded: given.folded ?? folded ?? false,
  };
  return {
    ...place,
    ...(now.locked && { locked: true }),
    ...(now.hidden && { hidden: true }),
    ...(now.group !== undefined && { group: now.group }),
    ...(now.folded && now.group !== undefined && { folded: true }),
  } as T;
}
