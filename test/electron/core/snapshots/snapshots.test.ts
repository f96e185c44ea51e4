import { randomUUID } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import { WHOLE_BOARD } from '../../../../shared/contract/snapshots.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';

const id = (): never => randomUUID() as never;
const entity = (entityId: string, label: string, x: number, more: object = {}): BoardOp[] =>
  [
    { op: 'entity.create', entity: { id: entityId, type: 'account', label, note: 'not for a figure', exhibits: [] } },
    {
      op: 'item.place',
      item: { id: randomUUID(), subject: { kind: 'entity', id: entityId }, x, y: 0, width: 160, height: 40, ...more },
    },
  ] as never;

async function ring(test: TestCore) {
  const { id: caseId, boardId } = await test.call('case.create', { title: 'Ring' });
  const [a, b, c, hidden, link] = [id(), id(), id(), id(), id()];
  const joined: BoardOp = {
    op: 'link.create',
    link: { id: link, from: { kind: 'entity', id: a }, to: { kind: 'entity', id: b }, type: 'paid to' } as never,
  };
  const ops = [...entity(a, 'alpha', 0), ...entity(b, 'beta', 300), ...entity(c, 'gamma', 5000)];
  const secret = entity(hidden, 'delta', 600, { hidden: true });
  await test.call('board.apply', { boardId, step: 'Ring', ops: [...ops, ...secret, joined] });
  return { caseId, boardId, a, b, c, hidden, link };
}

it('a snapshot stays as it was taken, whatever becomes of the board and of the case, and says what is gone', async () => {
  await using test = await openTestCore();
  const { caseId, boardId, a, b, link } = await ring(test);
  await test.call('identity.decide', { caseId, a, b, verdict: 'same', reason: 'one device', despite: true } as never);
  const taken = await test.call('snapshot.take', { boardId, title: 'Before', caption: 'As found.' });
  expect(taken).toMatchObject({ title: 'Before', inReport: false, items: 3, of: 4, links: 1 });
  const before = await test.call('snapshot.get', { snapshotId: taken.id });
  expect(before.gone).toEqual([]);
  expect(before.identities.map((members) => new Set(members))).toEqual([new Set([a, b])]);
  expect(before.board.entities.map(({ note }) => note)).toEqual(['', '', '', '']);
  const { items } = await test.call('board.get', { boardId });
  const move = { op: 'item.move', moves: [{ id: items[0]?.id, x: 900, y: 900 }] };
  const ops = [move, { op: 'entity.update', id: a, label: 'renamed' }, { op: 'entity.remove', id: b }];
  await test.call('board.apply', { boardId, step: 'Change', ops: ops as never });
  await test.call('board.rename', { boardId, title: 'Other' });
  const after = await test.call('snapshot.get', { snapshotId: taken.id });
  expect(after).toEqual({ ...before, gone: [b, link] });
});

it('are kept in an order, are renamed, deleted and brought back where they stood, each act recorded', async () => {
  await using test = await openTestCore();
  const { caseId, boardId } = await ring(test);
  const made = [];
  for (const title of ['One', 'Two', 'Three']) made.push(await test.call('snapshot.take', { boardId, title }));
  const titles = async () => (await test.call('snapshot.list', { caseId })).map(({ title }) => title);
  const [one, two, three] = made.map((each) => each.id) as [never, never, never];
  await test.call('snapshot.move', { snapshotId: three, position: 0 });
  expect(await titles()).toEqual(['Three', 'One', 'Two']);
  const change = { snapshotId: one, title: 'Uno', caption: 'First', inReport: true };
  expect(await test.call('snapshot.update', change)).toMatchObject({ title: 'Uno', caption: 'First', inReport: true });
  await test.call('snapshot.remove', { snapshotId: one });
  expect(await titles()).toEqual(['Three', 'Two']);
  await expect(test.call('snapshot.get', { snapshotId: one })).rejects.toMatchObject({ code: 'not-found' });
  await test.call('snapshot.restore', { snapshotId: one });
  expect(await titles()).toEqual(['Three', 'Uno', 'Two']);
  await expect(test.call('snapshot.restore', { snapshotId: two })).rejects.toMatchObject({ code: 'not-found' });
  const { entries } = await test.call('custody.list', { caseId, action: 'snapshot.' });
  expect(entries.map(({ action }) => action.slice('snapshot.'.length))).toEqual([
    'restore',
    'remove',
    'update',
    'move',
    'take',
    'take',
    'take',
  ]);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
  test.core.session?.writer.run(sql`UPDATE snapshots SET frozen = replace(frozen, 'alpha', 'omega')`);
  expect(JSON.stringify((await test.run('vault.verify', {})).faults)).toContain('snapshots');
});

it('draw what was in view, not hidden and let through, as an SVG that says so', async () => {
  await using test = await openTestCore();
  const { caseId, boardId, a, b, c } = await ring(test);
  const svgOf = async (sight: object): Promise<string> => {
    const { id: snapshotId } = await test.call('snapshot.take', {
      ...{ boardId, title: 'Part', sight: { ...WHOLE_BOARD, ...sight } },
    });
    const { ticket, name } = await test.call('snapshot.export', { snapshotId });
    expect(name).toMatch(/^C-0001 snapshot .*\.svg$/);
    return (await test.collect(ticket)).toString();
  };
  const frame = { x: 0, y: 0, width: 1000, height: 500 };
  const near = await svgOf({ frame });
  expect(near).toContain('alpha');
  expect(near).toContain('paid to');
  expect(near).toContain('2 of 4 items: within the view');
  expect(near).toContain('Link that no exhibit supports');
  expect(near).not.toContain('gamma');
  expect(near).not.toContain('delta');
  const filtered = await svgOf({ shown: [a, c], filter: 'two of them' });
  expect(filtered).toContain('gamma');
  expect(filtered).not.toContain('beta');
  expect(filtered).toContain('by the filter two of them');
  await test.call('identity.decide', { caseId, a, b, verdict: 'same', reason: 'one device', despite: true } as never);
  expect(await svgOf({})).toContain('(2 identities)');
  expect(await svgOf({ apart: true })).not.toContain('identities');
  const { ticket } = await test.call('board.export', { boardId });
  expect((await test.collect(ticket)).toString()).toContain('gamma');
});

it('go in a bundle of the whole case, as they were taken, and not in one of chosen exhibits', async () => {
  await using test = await openTestCore();
  const { caseId, boardId, b } = await ring(test);
  const snapshot = await test.call('snapshot.take', { boardId, title: 'Before' });
  await test.call('snapshot.update', { snapshotId: snapshot.id, inReport: true });
  await test.call('board.apply', { boardId, step: 'Gone', ops: [{ op: 'entity.remove', id: b }] });
  const identity = await generateIdentity();
  const to = { recipients: [await identityToRecipient(identity)] };
  const { ticket } = await test.run('bundle.export', { caseId, to });
  const file = test.ticketForBytes('case.age', await test.collect(ticket));
  const { caseId: there } = await test.run('bundle.import', { ticket: file, with: { identity } } as never);
  const [came] = await test.call('snapshot.list', { caseId: there as never });
  expect(came).toMatchObject({ title: 'Before', inReport: true, items: 3, of: 4, links: 1, takenAt: snapshot.takenAt });
  const { board, gone } = await test.call('snapshot.get', { snapshotId: came?.id as never });
  expect(board.entities.map(({ label }) => label)).toEqual(['alpha', 'beta', 'gamma', 'delta']);
  expect(gone).toHaveLength(2);
  expect(board.entities.some(({ id: each }) => each === b)).toBe(false);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('a board keeps sizes and colours by a measure, and a snapshot those that it was taken with', async () => {
  await using test = await openTestCore();
  const { caseId, boardId, a, b } = await ring(test);
  const size = { measure: 'links', values: { [a]: 1, [b]: 5 } };
  const colour = { measure: 'community', values: { [a]: 1, [b]: 2 } };
  const style = { size, colour, basis: 'Main board, 2 items', at: '2026-05-04T10:00:00.000Z' };
  const { version } = await test.call('board.get', { boardId });
  await test.call('board.style', { boardId, style });
  expect(await test.call('board.get', { boardId })).toMatchObject({ style });
  expect((await test.call('board.version', { boardId })).version).toBeGreaterThan(version);
  const taken = await test.call('snapshot.take', { boardId, title: 'Measured' });
  await test.call('board.style', { boardId, style: null });
  expect((await test.call('board.get', { boardId })).style).toBeNull();
  const { ticket } = await test.call('snapshot.export', { snapshotId: taken.id });
  const svg = (await test.collect(ticket)).toString();
  for (const words of ['community 1 (1)', 'community 2 (1)', 'Size: links, 1 to 5']) expect(svg).toContain(words);
  const { entries } = await test.call('custody.list', { caseId, action: 'board.style' });
  expect(entries.map(({ detail }) => detail['size'])).toEqual([null, 'links']);
  await test.call('board.style', { boardId, style });
  const identity = await generateIdentity();
  const to = { recipients: [await identityToRecipient(identity)] };
  const file = await test.collect((await test.run('bundle.export', { caseId, to })).ticket);
  const asked = { ticket: test.ticketForBytes('case.age', file), with: { identity } };
  const { caseId: there } = await test.run('bundle.import', asked as never);
  const [board] = await test.call('board.list', { caseId: there as never });
  const came = await test.call('board.get', { boardId: board?.id as never });
  const labels = new Map(came.entities.map((each) => [each.id as string, each.label]));
  const told = Object.entries(came.style?.size?.values ?? {}).map(([each, value]) => [labels.get(each), value]);
  expect(Object.fromEntries(told)).toEqual({ alpha: 1, beta: 5 });
});
