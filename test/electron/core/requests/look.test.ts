import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId, EntityId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { scene } from '../../../support/scene.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
describe('a look in all cases', () => {
  it('counts, is recorded, and follows what is written', async () => {
    const [one, two] = [await newCase(test, 'One'), await newCase(test, 'Two')];
    const entity = (label: string) => ({ id: randomUUID() as EntityId, type: 'email' as const, label });
    const known = entity('M.Voss@example.net');
    await test.call('entity.create', { caseId: one, entities: [known] });
    const look = (text: string) => test.call('request.look', { caseId: two, text });
    const seen = await look('ask m.voss@example.net, then m.voss@example.net again, and 203.0.113.9');
    expect(
      seen.values.map(({ type, label, times, cases }) => [
        type,
        label,
        times,
        cases.map((each) => [each.caseId, each.entities]),
      ]),
    ).toEqual([
      ['email', 'm.voss@example.net', 2, [[one, 1]]],
      ['ip', '203.0.113.9', 1, []],
    ]);
    expect([seen.cases, seen.left]).toEqual([1, 0]);
    const many = Array.from({ length: 503 }, (_, at) => `10.1.${at >> 8}.${at & 255}`).join('\n');
    expect((await look(many)).left).toBe(3);
    await test.call('entity.update', { caseId: one, entities: [{ id: known.id, label: 'other@example.net' }] });
    expect((await look('m.voss@example.net')).cases).toBe(0);
    expect((await look('other@example.net')).cases).toBe(1);
    await test.call('entity.remove', { caseId: one, ids: [known.id] });
    expect((await look('other@example.net')).cases).toBe(0);
    const { entries } = await test.call('custody.list', { caseId: two, action: 'request.look' });
    expect(entries[0]?.detail).toMatchObject({ cases: 0, values: ['email other@example.net'] });
  });

  it('follows what is written while its keys are still computed ahead', async () => {
    await using own = await openTestCore();
    const [one, two] = [await newCase(own, 'One'), await newCase(own, 'Two')];
    const entities = Array.from({ length: 3000 }, (_, at) => ({
      id: randomUUID() as EntityId,
      type: 'email' as const,
      label: `user${at}@example.net`,
    }));
    await own.call('entity.create', { caseId: one, entities });
    await own.call('request.list', {}); // begins
    const [first, last] = [entities[0], entities.at(-1)].map((each) => each?.id as EntityId);
    const moved = [first, last].map((id, at) => ({ id: id as EntityId, label: `moved${at}@example.org` }));
    await own.call('entity.update', { caseId: one, entities: moved });
    const seen = async (text: string) => (await own.call('request.look', { caseId: two, text })).cases;
    expect([await seen('user0@example.net'), await seen('user2999@example.net')]).toEqual([0, 0]);
    expect([await seen('moved0@example.org'), await seen('moved1@example.org')]).toEqual([1, 1]);
    expect(await seen('user1500@example.net')).toBe(1);
  });

  it('names cases that share entities, and merges nothing', async () => {
    const [one, two] = [await newCase(test, 'Left'), await newCase(test, 'Right')];
    const made = (type: 'ip' | 'account', label: string) => ({ id: randomUUID() as EntityId, type, label });
    await test.call('entity.create', {
      caseId: one,
      entities: [made('ip', '198.51.100.7'), made('account', 'A-1'), made('account', 'A-2')],
    });
    await test.call('entity.create', {
      caseId: two,
      entities: [made('ip', '198.51.100.7'), made('account', 'A-2'), made('account', 'A-3')],
    });
    const related = await test.call('request.related', { caseId: one });
    expect(related).toMatchObject({
      cases: [{ caseId: two, shared: 2, files: 0, pictures: 0, methods: [] }],
      picturesCompared: true,
    });
    expect(JSON.stringify(related)).not.toContain('Right');
    expect(await test.call('entity.list', { caseId: one })).toHaveLength(3);
  });

  it('counts files, pictures that look alike and methods that another case has too', async () => {
    const [one, two] = [await newCase(test, 'Left'), await newCase(test, 'Right')];
    const take = (caseId: CaseId, name: string, bytes: Uint8Array | string) =>
      test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
    for (const caseId of [one, two]) await take(caseId, 'memo.txt', 'the very same words\n');
    await take(one, 'small.png', scene(1, 128, 96).toBuffer('image/png'));
    await take(two, 'large.png', scene(1, 192, 144).toBuffer('image/png'));
    await take(two, 'other.png', scene(7, 128, 96).toBuffer('image/png'));
    const [first] = await test.call('typology.list', {});
    for (const caseId of [one, two])
      await test.call('checklist.add', { caseId, of: { typology: first?.typology.id as string } });
    const { cases } = await test.call('request.related', { caseId: one });
    expect(cases).toMatchObject([{ caseId: two, shared: 0, files: 1, pictures: 1, methods: [first?.typology.name] }]);
  });
});
