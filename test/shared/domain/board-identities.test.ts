import { expect, it } from 'vitest';
import { mergedCount, mergedView } from '../../../shared/domain/board-identities.ts';
import { viewOf } from '../../renderer/features/board/view.ts';

it('draws entities that are held to be one as one, with their links, and leaves the board as it is', () => {
  const board = viewOf({ A: 'person', B: 'person', C: 'person' }, [
    ['1', 'B', 'C'],
    ['2', 'A', 'B'], // of one identity: a loop, not a link that nobody sees
  ]);
  const before = structuredClone(board);
  const members = board.entities.slice(0, 2).map(({ id, type, label }) => ({ id, type, label, gone: false }));
  const drawn = mergedView(board, [{ members }]);
  expect(drawn.items.map(({ subject }) => subject.id)).toEqual(['A', 'C']);
  expect(drawn.links.map(({ from, to }) => [from.id, to.id])).toEqual([
    ['A', 'C'],
    ['A', 'A'],
  ]);
  expect(drawn.entities.map(({ label }) => label)).toEqual(['A\n(2 identities)', 'B', 'C']);
  expect(mergedCount(board, [{ members }])).toBe(1);
  expect(board).toEqual(before);
  expect(mergedView(board, [])).toBe(board);
});
