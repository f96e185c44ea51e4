import { describe, expect, it } from 'vitest';
import { block, freeSpot, linkInOrder, moveTo, nudge, takeOff } from '../../../../renderer/features/board/steps.ts';
import { viewOf } from './view.ts';

const view = viewOf({ a: 'account', b: 'ip', c: 'device' }, [
  ['ab', 'a', 'b'],
  ['bc', 'b', 'c'],
]);

describe('steps', () => {
  it('link in the order of selection', () => {
    const subjects = ['c', 'a', 'b'].map((id) => ({ kind: 'entity', id }) as never);
    const { step, ops } = linkInOrder(subjects);
    expect(step).toBe('Draw 2 links');
    expect(ops).toMatchObject([
      { link: { from: { id: 'c' }, to: { id: 'a' } } },
      { link: { from: { id: 'a' }, to: { id: 'b' } } },
    ]);
  });

  it('take items and links off in one, and nothing when nothing is selected', () => {
    expect(takeOff(view, new Set(['a']), new Set(['bc']))).toEqual({
      step: 'Take 1 item off the board, remove 1 link',
      ops: [
        { op: 'link.remove', id: 'bc' },
        { op: 'item.remove', ids: ['item-a'] },
      ],
    });
    expect(takeOff(view, new Set(), new Set())).toBeNull();
  });

  it('do not remove a link twice that goes with its note', () => {
    const items = view.items.map((item) =>
      item.subject.id === 'a' ? { ...item, subject: { kind: 'note', id: 'a' } } : item,
    );
    const step = takeOff({ ...view, items } as never, new Set(['a']), new Set(['ab']));
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
