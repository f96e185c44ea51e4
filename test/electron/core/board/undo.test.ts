import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { BoardOp, BoardView } from '../../../../shared/contract/board.ts';
import { openTestCore, PASSPHRASE } from '../../../support/core.ts';
import { newExhibit } from './exhibit.ts';
import { addEntity, applied, id, link, open, place, redone, shown, sorted, undone } from './steps.ts';

describe('undo and redo of a board', () => {
  it('locks, hides, groups and folds, takes each back exactly, and a hundred steps within a second', async () => {
    await using test = await openTestCore();
    const { boardId } = await open(test);
    const [a, b, one, two] = [id(), id(), id(), id()];
    const placed = [place('entity', a, one), place('entity', b, two)];
    await applied(test, { boardId, step: 'Two', ops: [addEntity(a, 'x'), addEntity(b, 'y'), ...placed] });
    const mark = (fields: object, ids = [one, two]) =>
      applied(test, { boardId, step: 'Mark', ops: [{ op: 'item.mark', ids, ...fields }] as BoardOp[] });
    const marks = ({ items }: BoardView) =>
      items.map(({ locked, hidden, group, folded }) => ({ locked, hidden, group, folded }));
    const states: BoardView[] = [await test.call('board.get', { boardId })];
    states.push(await mark({ group: 'Ring', folded: true }));
    expect(marks(states.at(-1) as BoardView)).toEqual([
      { group: 'Ring', folded: true },
      { group: 'Ring', folded: true },
    ]);
    states.push(await mark({ locked: true }, [one]));
    states.push(await mark({ hidden: true }, [two]));
    states.push(await mark({ group: null }, [two])); // out of its group nothing is folded
    expect(marks(states.at(-1) as BoardView)).toEqual([
      { group: 'Ring', folded: true, locked: true },
      { hidden: true },
    ]);
    states.push(await applied(test, { boardId, step: 'Off', ops: [{ op: 'item.remove', ids: [two] }] as never }));
    for (const before of states.slice(0, -1).toReversed())
      expect(shown(await undone(test, boardId))).toEqual(shown(before));
    for (const after of states.slice(1)) expect(shown(await redone(test, boardId))).toEqual(shown(after));
    await expect(mark({ locked: true }, [id()])).rejects.toMatchObject({ code: 'not-found' });
    await undone(test, boardId);

    for (let step = 0; step < 100; step++)
      await test.call('board.apply', {
        boardId,
        step: `Move ${step}`,
        ops: [{ op: 'item.move', moves: [{ id: one, x: step, y: step }] }],
      });
    const start = performance.now();
    for (let step = 0; step < 100; step++) await test.call('board.undo', { boardId });
    // A second on a machine of one's own; here others work at the same time.
    expect(performance.now() - start).toBeLessThan(5000);
    expect(shown(await test.call('board.get', { boardId }))).toEqual(shown(states.at(-2) as BoardView));
  });

  it('is undone and done again exactly, also after the vault was closed', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const [a, b, l, item, note, noteItem] = [id(), id(), id(), id(), id(), id()];
    const exhibit = newExhibit(test, caseId);
    const apply = (step: string, ...ops: BoardOp[]) => applied(test, { boardId, step, ops });
    const states = [await test.call('board.get', { boardId })];
    states.push(await apply('Add', addEntity(a, 'a'), place('entity', a, item), addEntity(b, 'b'), place('entity', b)));
    states.push(
      await apply('Note', { op: 'note.create', note: { id: note, text: 'why?' } }, place('note', note, noteItem)),
    );
    states.push(await apply('Link', link(l, a, b, [exhibit])));
    states.push(
      await apply(
        'Move',
        { op: 'item.move', moves: [{ id: item, x: 300, y: -5 }] },
        { op: 'item.resize', id: item, width: 99, height: 77 },
      ),
    );
    states.push(
      await apply(
        'Edit',
        { op: 'entity.update', id: a, label: 'A', exhibits: [exhibit] },
        { op: 'link.update', id: l, direction: 'both', exhibits: [] },
        { op: 'note.update', id: note, text: 'because' },
      ),
    );
    states.push(await apply('Take note', { op: 'item.remove', ids: [noteItem] }));
    states.push(await apply('Remove', { op: 'entity.remove', id: a }));
    expect(states.at(-1)?.links).toEqual([]);

    const vaults = (await test.call('vault.list', {})).vaults;
    await test.call('vault.lock', {});
    await test.call('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE });

    for (const before of states.slice(0, -1).toReversed()) {
      expect(sorted(shown(await undone(test, boardId)))).toEqual(sorted(shown(before)));
    }
    await expect(test.call('board.undo', { boardId })).rejects.toMatchObject({ code: 'conflict' });
    for (const after of states.slice(1)) {
      expect(sorted(shown(await redone(test, boardId)))).toEqual(sorted(shown(after)));
    }
    await expect(test.call('board.redo', { boardId })).rejects.toMatchObject({ code: 'conflict' });
    const entries = await test.call('custody.list', { caseId, action: 'board.undo' });
    expect(entries.total).toBe(7);
    expect(entries.entries.at(-1)?.detail).toMatchObject({
      step: 'Remove',
      'entity.create': [{ id: a }],
      'link.create': [{ id: l }],
    });
  });

  it('forgets what could be redone once something new is done', async () => {
    await using test = await openTestCore();
    const { boardId } = await open(test);
    const a = id();
    await test.call('board.apply', { boardId, step: 'One', ops: [addEntity(a, 'a')] });
    expect(await test.call('board.undo', { boardId })).toMatchObject({ undo: null, redo: 'One' });
    const view = await applied(test, { boardId, step: 'Two', ops: [addEntity(a, 'b')] });
    expect(view).toMatchObject({ undo: 'Two', redo: null });
    expect(test.core.session?.reader.all(sql`SELECT name FROM board_steps`)).toEqual([{ name: 'Two' }]);
  });

  it('removes an entity from every board, and undo puts it back on each', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const other = await test.call('board.create', { caseId, title: 'Second' });
    const [a, b, l] = [id(), id(), id()];
    const ops = [addEntity(a, 'a'), place('entity', a), addEntity(b, 'b'), place('entity', b), link(l, a, b)];
    await test.call('board.apply', { boardId, step: 'Add', ops });
    const second = await applied(test, {
      boardId: other.id,
      step: 'Show',
      ops: [place('entity', a), place('entity', b)],
    });
    expect(second.links.map((shownLink) => shownLink.id)).toEqual([l]);
    await test.call('board.apply', { boardId, step: 'Remove', ops: [{ op: 'entity.remove', id: a }] });
    expect(await test.call('board.get', { boardId: other.id })).toMatchObject({
      links: [],
      items: [{ subject: { id: b } }],
    });
    await test.call('board.undo', { boardId });
    expect(sorted(shown(await test.call('board.get', { boardId: other.id })))).toEqual(sorted(shown(second)));
    // The step of the second board no longer fully applies once the entity is gone; what is left of it does.
    await test.call('board.redo', { boardId });
    expect(await undone(test, other.id)).toMatchObject({ items: [], undo: null, redo: 'Show' });
  });

  it('takes back what still applies after an entity was removed from the case for good', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const other = await test.call('board.create', { caseId, title: 'Second' });
    const [a, b, l, item] = [id(), id(), id(), id()];
    const ops = [addEntity(a, 'a'), place('entity', a, item), addEntity(b, 'b'), place('entity', b), link(l, a, b)];
    await test.call('board.apply', { boardId, step: 'Add', ops });
    await test.call('board.apply', {
      boardId: other.id,
      step: 'Show',
      ops: [place('entity', a), place('entity', b)],
    });
    await test.call('board.apply', {
      boardId,
      step: 'Move',
      ops: [{ op: 'item.move', moves: [{ id: item, x: 300, y: 0 }] }],
    });
    expect(await test.call('entity.remove', { caseId, ids: [a] })).toEqual({ entities: 1, links: 1, places: 2 });
    for (const board of [boardId, other.id])
      expect(await test.call('board.get', { boardId: board })).toMatchObject({
        items: [{ subject: { id: b } }],
        entities: [{ id: b }],
        links: [],
      });

    // The move has nothing left to move, and says so; nothing brings the entity back.
    expect(await undone(test, boardId)).toMatchObject({ items: [{ subject: { id: b } }], undo: 'Add', redo: 'Move' });
    const { entries } = await test.call('custody.list', { caseId, action: 'board.undo' });
    expect(entries[0]?.detail).toEqual({ step: 'Move', noLongerApplied: 1 });
    expect(await undone(test, other.id)).toMatchObject({ items: [], undo: null, redo: 'Show' });
    expect(await undone(test, boardId)).toMatchObject({ items: [], entities: [], undo: null, redo: 'Add' });
    expect(await test.call('entity.list', { caseId })).toEqual([]);
    expect(await redone(test, boardId)).toMatchObject({ items: [{ subject: { id: b } }], entities: [{ id: b }] });
    expect(await redone(test, other.id)).toMatchObject({ items: [{ subject: { id: b } }] });
  });
});
