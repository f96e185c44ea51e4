import { describe, expect, it, vi } from 'vitest';
import {
  block,
  freeSpot,
  gatherMoves,
  linkPairs,
  moveTo,
  nudge,
  pairsOf,
  removeFromBoard,
} from '../../../../renderer/features/board/steps.ts';
import { viewOf } from './view.ts';

const view = viewOf({ a: 'account', b: 'ip', c: 'device' }, [
  ['ab', 'a', 'b'],
  ['bc', 'b', 'c'],
]);

describe('steps', () => {
  it('link in the order of selection', () => {
    const subjects = ['c', 'a', 'b'].map((id) => ({ kind: 'entity', id }) as never);
    const { step, ops } = linkPairs(pairsOf(subjects, 'chain'));
    expect(step).toBe('Draw 2 links');
    expect(ops).toMatchObject([
      { link: { from: { id: 'c' }, to: { id: 'a' } } },
      { link: { from: { id: 'a' }, to: { id: 'b' } } },
    ]);
  });

  it('link many to one, or each to each, and no pair twice', () => {
    const subjects = ['a', 'b', 'c', 'd'].map((id) => ({ kind: 'entity', id }) as never);
    const pairs = (shape: 'one' | 'each', hub?: string) =>
      pairsOf(subjects, shape, hub as never).map(([from, to]) => `${from.id}${to.id}`);
    expect(pairs('one')).toEqual(['ba', 'ca', 'da']);
    expect(pairs('one', 'c')).toEqual(['ac', 'bc', 'dc']);
    expect(pairs('each')).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
    expect(linkPairs(pairsOf(subjects, 'one'), 'paid to')).toMatchObject({
      step: 'Draw 3 links',
      ops: [{ link: { type: 'paid to', exhibits: [] } }, {}, {}],
    });
  });

  it('gather arrow-key moves of one item after another', () => {
    vi.useFakeTimers();
    const done: unknown[] = [];
    const moves = gatherMoves((places) => done.push([...places]));
    moves.add(new Map([['a', { x: 20, y: 0 }]]));
    vi.advanceTimersByTime(400);
    moves.add(new Map([['b', { x: 5, y: 5 }]]));
    moves.add(new Map([['b', { x: 5, y: 20 }]]));
    expect(done).toEqual([]);
    vi.advanceTimersByTime(500);
    moves.settle();
    expect(done).toEqual([
      [
        ['a', { x: 20, y: 0 }],
        ['b', { x: 5, y: 20 }],
      ],
    ]);
    vi.useRealTimers();
  });

  it('take items and links off in one, and nothing when nothing is selected', () => {
    expect(removeFromBoard(view, new Set(['a']), new Set(['bc']))).toEqual({
      step: 'Remove 1 item from the board and 1 link',
      ops: [
        { op: 'link.remove', id: 'bc' },
        { op: 'item.remove', ids: ['item-a'] },
      ],
    });
    expect(removeFromBoard(view, new Set(), new Set())).toBeNull();
  });

  it('do not remove a link twice that goes with its note', () => {
    const items = view.items.map((item) =>
      item.subject.id === 'a' ? { ...item, subject: { kind: 'note', id: 'a' } } : item,
    );
    const step = removeFromBoard({ ...view, items } as never, new Set(['a']), new Set(['ab']));
    expect(step?.ops).toEqual([{ op: 'item.remove', ids: ['item-a'] }]);
  });

  it('move only what moved', () => {
    const places = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 1, y: 2 }],
    ]);
    expect(moveTo(view, places)).toEqual({
      step: 'Move 1 item',
      ops: [{ op: 'item.move', moves: [{ id: 'item-b', x: 1, y: 2 }] }],
    });
    expect(moveTo(view, new Map([['a', { x: 0, y: 0 }]]))).toBeNull();
  });

  it('nudge to the next place on the grid', () => {
    expect(nudge({ x: 3, y: 7 }, 1, 0)).toEqual({ x: 20, y: 7 });
    expect(nudge({ x: 20, y: 7 }, 1, 0)).toEqual({ x: 40, y: 7 });
    expect(nudge({ x: 3, y: 7 }, -1, 0)).toEqual({ x: 0, y: 7 });
    expect(nudge({ x: 3, y: 40 }, 0, -1)).toEqual({ x: 3, y: 20 });
  });

  it('find room beside what is there', () => {
    const size = { width: 160, height: 40 };
    const spot = freeSpot(view, { x: 0, y: 0 }, size);
    for (const item of view.items)
      expect(Math.abs(item.x - spot.x) >= 160 || Math.abs(item.y - spot.y) >= 40).toBe(true);
    expect(freeSpot(view, { x: 0, y: 500 }, size)).toEqual({ x: 0, y: 500 });
  });

  it('lay many out without overlap', () => {
    const sizes = Array.from({ length: 50 }, (_, index) => ({ width: 150 + index, height: 40 }));
    const spots = block(sizes, { x: 0, y: 0 });
    expect(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(50);
    for (const [index, one] of spots.entries())
      for (const other of spots.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= 199 || Math.abs(one.y - other.y) >= 40).toBe(true);
  });
});
