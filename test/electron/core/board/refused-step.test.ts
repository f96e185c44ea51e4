import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { newExhibit } from './exhibit.ts';
import { addEntity, id, link, open, place } from './steps.ts';

interface Known {
  a: string;
  item: string;
  foreign: string;
  foreignExhibit: string;
}

// One vault for all, each test with cases of its own.
let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('a step that does not fit changes nothing', () => {
  const refused: [string, string, (known: Known) => BoardOp[]][] = [
    ['an id that is in use', 'conflict', ({ a }) => [addEntity(a, 'again')]],
    ['an id of a place that is in use', 'conflict', ({ item }) => [addEntity(TWO, 'x'), place('entity', TWO, item)]],
    ['a second place on the same board', 'conflict', ({ a }) => [place('entity', a)]],
    ['a link id twice', 'conflict', ({ a }) => [addEntity(TWO, 'x'), link(THREE, a, TWO), link(THREE, TWO, a)]],
    ['an entity of another case', 'not-found', ({ foreign }) => [place('entity', foreign)]],
    ['a link to another case', 'not-found', ({ a, foreign }) => [link(id(), a, foreign)]],
    [
      'an edit in another case',
      'not-found',
      ({ foreign }) => [{ op: 'entity.update', id: foreign as never, label: 'mine' }],
    ],
    [
      'support of another case',
      'not-found',
      ({ a, foreignExhibit }) => [{ op: 'entity.update', id: a as never, exhibits: [foreignExhibit as never] }],
    ],
    ['a subject under a wrong kind', 'not-found', ({ a }) => [place('note', a)]],
    ['a move of what is not there', 'not-found', () => [{ op: 'item.move', moves: [{ id: id(), x: 0, y: 0 }] }]],
  ];
  const [TWO, THREE] = [randomUUID() as string, randomUUID() as string];

  it.each(refused)('%s', async (_what, code, ops) => {
    const { boardId } = await open(test);
    const theirs = await open(test);
    const known: Known = {
      a: randomUUID(),
      item: randomUUID(),
      foreign: randomUUID(),
      foreignExhibit: newExhibit(test, theirs.caseId),
    };
    await test.call('board.apply', {
      boardId,
      step: 'Add',
      ops: [addEntity(known.a, 'a'), place('entity', known.a, known.item)],
    });
    await test.call('board.apply', { boardId: theirs.boardId, step: 'Add', ops: [addEntity(known.foreign, 'f')] });
    const before = await test.call('board.get', { boardId });
    const log = await test.call('custody.list', {});
    const good = addEntity(randomUUID(), 'comes first and must not stay');
    await expect(test.call('board.apply', { boardId, step: 'No', ops: [good, ...ops(known)] })).rejects.toMatchObject({
      code,
    });
    expect(await test.call('board.get', { boardId })).toEqual(before);
    expect((await test.call('entity.list', { caseId: before.caseId })).map(({ label }) => label)).toEqual(['a']);
    expect((await test.call('custody.list', {})).head).toBe(log.head);
  });
});
