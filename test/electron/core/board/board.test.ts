import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { addEntity, applied, id, link, open, place } from './steps.ts';

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
});
