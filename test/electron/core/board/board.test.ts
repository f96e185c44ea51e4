import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { BoardOp, BoardView } from '../../../../shared/contract/board.ts';
import type { Input } from '../../../../shared/contract/commands.ts';
import type { BoardId, CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { newExhibit } from './exhibit.ts';

const id = () => randomUUID() as string as never;
const size = { width: 160, height: 40 };
const addEntity = (entityId: string, label: string): BoardOp =>
  ({ op: 'entity.create', entity: { id: entityId, type: 'account', label, note: '', exhibits: [] } }) as never;
const place = (kind: 'entity' | 'exhibit' | 'note', subjectId: string, itemId: string = randomUUID()): BoardOp =>
  ({ op: 'item.place', item: { id: itemId, subject: { kind, id: subjectId }, x: 10, y: 20, ...size } }) as never;
const link = (linkId: string, from: string, to: string, exhibits: string[] = []): BoardOp =>
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

async function open(test: TestCore): Promise<{ caseId: CaseId; boardId: BoardId }> {
  const { id: caseId, boardId } = await test.call('case.create', { title: 'Ring' });
  return { caseId, boardId };
}
/** A board without what undo changes by its nature. */
const shown = ({ undo: _, redo: __, version: ___, ...view }: BoardView) => view;
/** The board after a step, whose reply says only what the step changed. */
async function stepped(test: TestCore, name: 'board.apply' | 'board.undo' | 'board.redo', input: never) {
  const { id } = await test.call(name, input);
  return test.call('board.get', { boardId: id });
}
const applied = (test: TestCore, input: Input<'board.apply'>) => stepped(test, 'board.apply', input as never);
const undone = (test: TestCore, boardId: BoardId) => stepped(test, 'board.undo', { boardId } as never);
const redone = (test: TestCore, boardId: BoardId) => stepped(test, 'board.redo', { boardId } as never);

describe('a step on a board', () => {
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
});

interface Known {
  a: string;
  item: string;
  foreign: string;
  foreignExhibit: string;
}

describe('a step that does not fit changes nothing', () => {
  const refused: [string, string, (known: Known) => BoardOp[]][] = [
    ['an id that is in use', 'conflict', ({ a }) => [addEntity(a, 'again')]],
    ['an id of a place that is in use', 'conflict', ({ item }) => [addEntity(TWO, 'x'), place('entity', TWO, item)]],
    ['a second place on the same board', 'conflict', ({ a }) => [place('entity', a)]],
    ['a link from a thing to itself', 'conflict', ({ a }) => [link(id(), a, a)]],
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
    await using test = await openTestCore();
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

describe('boards of a case', () => {
  it('are listed with how much is on them, created and renamed', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const { id: second } = await test.call('board.create', { caseId, title: 'Money' });
    await test.call('board.rename', { boardId: second, title: 'Money flow' });
    const a = id();
    await test.call('board.apply', { boardId, step: 'Add', ops: [addEntity(a, 'a'), place('entity', a)] });
    expect(await test.call('board.list', { caseId })).toEqual([
      { id: boardId, title: 'Main board', items: 1 },
      { id: second, title: 'Money flow', items: 0 },
    ]);
    await expect(test.call('board.list', { caseId: randomUUID() as never })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('list links by case, also those that no board shows', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { boardId } = await test.call('case.get', { caseId });
    const [a, b, l] = [id(), id(), id()];
    const view = await applied(test, {
      boardId,
      step: 'Add',
      ops: [addEntity(a, 'a'), addEntity(b, 'b'), link(l, a, b)],
    });
    expect(view.links).toEqual([]);
    expect(await test.call('link.list', { caseId })).toMatchObject([
      { id: l, note: 'seen twice', from: { kind: 'entity' } },
    ]);
  });

  it('hand out a PNG with its hash in the custody log, and nothing that is not one', async () => {
    await using test = await openTestCore();
    const { caseId, boardId } = await open(test);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    );
    const { ticket, name } = await test.call('board.export', { boardId, png });
    expect(name).toMatch(/^C-0001 board \d{4}-\d\d-\d\dT\d{6}Z\.png$/);
    expect((await test.collect(ticket)).equals(png)).toBe(true);
    const { entries } = await test.call('custody.list', { caseId, action: 'board.export' });
    expect(entries[0]?.detail).toMatchObject({ bytes: png.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await expect(test.call('board.export', { boardId, png: Buffer.from('<svg/>') })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('take a step of thousands of operations', async () => {
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

/** Putting something back places it last; the order of a list says nothing on a board. */
function sorted(view: Partial<BoardView>): unknown {
  const byId = <T extends { id: string }>(list: readonly T[] = []) => list.toSorted((x, y) => x.id.localeCompare(y.id));
  return {
    ...view,
    items: byId(view.items),
    entities: byId(view.entities),
    links: byId(view.links),
    notes: byId(view.notes),
  };
}
