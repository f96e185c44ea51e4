import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import { openTestCore } from '../../../support/core.ts';
import { newExhibit } from './exhibit.ts';
import { addEntity, applied, id, link, open, place, undone } from './steps.ts';

describe('a step on a board', () => {
  it('adds, places and links in one go, keeps labels as they came, and lands in the custody log', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const [a, b, l] = [id(), id(), id()];
    const exhibit = newExhibit(test, caseId);
    const view = await applied(test, {
      boardId,
      step: 'Add two accounts',
      ops: [
        addEntity(a, ' 007 '),
        place('entity', a),
        addEntity(b, '0x1.10'),
        place('entity', b),
        link(l, a, b, [exhibit]),
      ],
    });
    expect(view.entities.map(({ label }) => label)).toEqual([' 007 ', '0x1.10']);
    expect(view.links).toEqual([
      expect.objectContaining({
        id: l,
        from: { kind: 'entity', id: a },
        to: { kind: 'entity', id: b },
        exhibits: [exhibit],
      }),
    ]);
    expect(view).toMatchObject({ undo: 'Add two accounts', redo: null });
    const { entries } = await test.call('custody.list', { caseId, action: 'board.' });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: 'board.apply',
      subject: 'Main board',
      detail: {
        step: 'Add two accounts',
        'entity.create': [{ id: a, label: ' 007 ' }, { id: b }],
        'link.create': [{ id: l, from: a, to: b }],
      },
    });
  });

  it('replies with the version that the board then has', async () => {
    await using test = await openTestCore();
    const { boardId } = await open(test);
    const a = id();
    const replies = [
      await test.call('board.apply', { boardId, step: 'Add', ops: [addEntity(a, 'a'), place('entity', a)] }),
      await test.call('board.undo', { boardId }),
      await test.call('board.redo', { boardId }),
    ];
    for (const [index, { from }] of replies.entries()) if (index > 0) expect(from).toBe(replies[index - 1]?.version);
    expect(await test.call('board.version', { boardId })).toEqual({ version: replies.at(-1)?.version });
  });

  it('tells of changed entities and links only when it changed some', async () => {
    await using test = await openTestCore();
    const { boardId } = await open(test);
    const [a, b, item, note, noteItem] = [id(), id(), id(), id(), id()];
    const told = async (ops: BoardOp[]) => {
      const before = test.events.length;
      await test.call('board.apply', { boardId, step: 'Step', ops });
      return test.events.slice(before).flatMap((event) => (event.event === 'changed' ? event.areas : []));
    };
    const noteLink = link(id(), a, note) as Extract<BoardOp, { op: 'link.create' }>;
    noteLink.link.to = { kind: 'note', id: note };
    expect(await told([addEntity(a, 'a'), place('entity', a, item), addEntity(b, 'b')])).toEqual(['board', 'entity']);
    expect(await told([{ op: 'item.move', moves: [{ id: item, x: 5, y: 5 }] }])).toEqual(['board']);
    expect(await told([place('entity', b)])).toEqual(['board']);
    expect(await told([{ op: 'note.create', note: { id: note, text: '?' } }, place('note', note, noteItem)])).toEqual([
      'board',
    ]);
    expect(await told([noteLink])).toEqual(['board', 'entity']);
    expect(await told([{ op: 'item.remove', ids: [noteItem] }])).toEqual(['board', 'entity']); // its link goes too
  });

  it('has thousands of operations', async () => {
    await using test = await openTestCore();
    const { boardId } = await open(test);
    const ids = Array.from({ length: 2000 }, () => randomUUID());
    const ops = ids.flatMap((each, index) => [
      addEntity(each, `u_${index}`),
      place('entity', each),
      ...(index > 0 ? [link(randomUUID(), each, ids[index - 1] as string)] : []),
    ]);
    const view = await applied(test, { boardId, step: 'Paste 2,000 values', ops });
    expect([view.items.length, view.links.length]).toEqual([2000, 1999]);
    const back = await undone(test, boardId);
    expect([back.items.length, back.entities.length]).toEqual([0, 0]);
  });
});
