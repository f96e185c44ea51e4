import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EntityType } from '../../../../shared/contract/entities.ts';
import type { CaseId, EntityId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

type Test = Awaited<ReturnType<typeof openTestCore>>;

let entered = 0;
/** Those of one millisecond are listed by their ids, which follow each other here. */
async function put(
  test: Test,
  caseId: CaseId,
  label: string,
  type: EntityType = 'person',
  note = '',
): Promise<EntityId> {
  const id = `${String(++entered).padStart(8, '0')}${randomUUID().slice(8)}` as EntityId;
  await test.call('entity.create', { caseId, entities: [{ id, type, label, note }] });
  return id;
}
const sql = async (test: Test, caseId: CaseId, text: string) => {
  const { resultId } = await test.run('query.run', { caseId, sql: text });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 50 })).rows;
};

it('holds entities to be one, apart, and one again, and leaves all but the ledger as it was', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'a.csv', 'x\n1\n');
  const [exhibit] = await test.call('evidence.list', { caseId });
  const [a, b, c] = [
    await put(test, caseId, 'Mara Voss'),
    await put(test, caseId, 'M. Voss'),
    await put(test, caseId, 'Мара Восс'),
  ];
  const account = await put(test, caseId, 'u_1', 'account');
  const ends = { from: { kind: 'entity', id: b }, to: { kind: 'entity', id: account } } as const;
  await test.call('link.create', { caseId, links: [{ id: randomUUID() as never, ...ends, type: 'controls' }] });
  const [board] = await test.call('board.list', { caseId });
  const all = async () => ({
    entities: await test.call('entity.list', { caseId }),
    links: await test.call('link.list', { caseId }),
    board: { ...(await test.call('board.get', { boardId: board?.id as never })), version: 0 },
  });
  const before = await all();
  const merged = async () => {
    await test.call('identity.decide', {
      caseId,
      a: b,
      b: a,
      verdict: 'same',
      reason: 'one device',
      exhibitId: exhibit?.id as never,
    });
    await test.call('identity.decide', { caseId, a: b, b: c, verdict: 'same', reason: 'the same name' });
    const { identities } = await test.call('identity.list', { caseId });
    return identities.map(({ members }) => members.map(({ label }) => label));
  };
  expect(await merged()).toEqual([['Mara Voss', 'M. Voss', 'Мара Восс']]);
  const rows = await sql(
    test,
    caseId,
    'SELECT canonical_label, label, reason, exhibits FROM identities ORDER BY label',
  );
  expect(rows).toEqual([
    ['Mara Voss', 'M. Voss', 'one device; the same name', 'E-0001'],
    ['Mara Voss', 'Mara Voss', 'one device', 'E-0001'],
    ['Mara Voss', 'Мара Восс', 'the same name', null],
  ]);
  expect(await sql(test, caseId, 'SELECT from_canonical_id, to_canonical_id FROM links')).toEqual([[a, account]]);
  expect(await sql(test, caseId, 'SELECT count(DISTINCT canonical_id) AS n FROM entities')).toEqual(
    [[2n]].map(([n]) => [Number(n)]),
  );
  expect((await test.call('search.find', { caseId, text: 'Мара' })).hits[0]?.title).toContain('the same as Mara Voss');

  await test.call('identity.decide', { caseId, a, b, verdict: 'withdrawn', reason: 'two people after all' });
  await test.call('identity.decide', { caseId, a: c, b, verdict: 'withdrawn', reason: 'two people after all' });
  expect((await test.call('identity.list', { caseId })).identities).toEqual([]);
  expect(await sql(test, caseId, 'SELECT * FROM identities')).toEqual([]);
  expect(await merged()).toEqual([['Mara Voss', 'M. Voss', 'Мара Восс']]);
  expect(await all()).toEqual(before);

  const taken = await test.call('identity.undo', { caseId });
  expect(taken).toMatchObject({ verdict: 'withdrawn', undoes: 6, number: 7 });
  await expect(test.call('identity.undo', { caseId })).rejects.toThrow('no decision to take back');
  const { identities, entries } = await test.call('identity.list', { caseId });
  expect(identities.map(({ members }) => members.length)).toEqual([2]);
  expect(entries.map(({ counts }) => counts)).toEqual([false, false, false, false, true, false, true]);
  // An entity that is deleted leaves its identity, and is back in it when it is back.
  await test.call('entity.remove', { caseId, ids: [b] });
  expect((await test.call('identity.list', { caseId })).identities).toEqual([]);
  expect(await sql(test, caseId, 'SELECT * FROM identities')).toEqual([]);
  const { faults } = await test.run('vault.verify', { copies: false });
  expect(faults.filter(({ what }) => what !== 'store')).toEqual([]); // the table was put there without its search index
});

it('asks before it merges too much, and refuses what cannot be', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const decide = (a: EntityId, b: EntityId, verdict: 'same' | 'different', more = {}) =>
    test.call('identity.decide', { caseId, a, b, verdict, reason: 'so', ...more });
  const [a, b, c] = [await put(test, caseId, 'A'), await put(test, caseId, 'B'), await put(test, caseId, 'C')];
  const mail = await put(test, caseId, 'a@example.com', 'email');
  await expect(decide(a, mail, 'same')).rejects.toThrow('two types');
  await expect(decide(a, a, 'same')).rejects.toThrow('two different');
  await decide(a, c, 'different');
  await decide(a, b, 'same');
  await expect(decide(b, c, 'same')).rejects.toThrow('Entry 1 holds A and C to be different');
  expect((await test.call('identity.weigh', { caseId, a: b, b: c })).members).toBe(3);
  await decide(b, c, 'same', { despite: true });

  const [born, other] = [
    await put(test, caseId, 'D', 'person', 'Born 1979-09-21'),
    await put(test, caseId, 'E', 'person', 'DOB: 1981-02-03'),
  ];
  await expect(decide(born, other, 'same')).rejects.toThrow('2 dates of birth: 1979-09-21, 1981-02-03');
  const [one, two] = [
    await put(test, caseId, 'DE89370400440532013000', 'bank'),
    await put(test, caseId, 'DE89 3704 0044 0532 0130 00', 'bank'),
  ];
  for (const [from, to] of [
    [born, one],
    [other, two],
  ] as const)
    await test.call('link.create', {
      caseId,
      links: [
        {
          id: randomUUID() as never,
          from: { kind: 'entity', id: from },
          to: { kind: 'entity', id: to },
          type: 'holds',
        },
      ],
    });
  await expect(decide(one, two, 'same')).rejects.toThrow('2 holders: D, E');
  const [day, another] = [
    await put(test, caseId, '1979-09-21', 'event'),
    await put(test, caseId, '1979-09-22', 'event'),
  ];
  const [f, g] = [await put(test, caseId, 'F'), await put(test, caseId, 'G')];
  for (const [from, to] of [
    [f, day],
    [g, another],
  ] as const)
    await test.call('link.create', {
      caseId,
      links: [
        {
          id: randomUUID() as never,
          from: { kind: 'entity', id: from },
          to: { kind: 'entity', id: to },
          type: 'born on',
        },
      ],
    });
  await expect(decide(f, g, 'same')).rejects.toThrow('2 dates of birth');
  const elsewhere = await newCase(test, 'Another');
  const far = await put(test, elsewhere, 'A');
  await expect(decide(a, far, 'same')).rejects.toThrow('not of this case');
});

it('suggests pairs with their reasons and what both share, and is silent once they are decided', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const [a, b] = [await put(test, caseId, 'Иван Петров'), await put(test, caseId, 'Ivan Petrov')];
  await put(test, caseId, 'Ivan Sidorov');
  await put(test, caseId, 'Ivan Petrov', 'organisation');
  const phone = await put(test, caseId, '+12025550143', 'phone');
  for (const from of [a, b])
    await test.call('link.create', {
      caseId,
      links: [
        {
          id: randomUUID() as never,
          from: { kind: 'entity', id: from },
          to: { kind: 'entity', id: phone },
          type: 'uses',
        },
      ],
    });
  const { suggestions } = await test.run('identity.suggest', { caseId });
  expect(suggestions).toMatchObject([
    { reasons: ['transliteration (Latin and Cyrillic)'], support: ['both: phone +12025550143'] },
  ]);
  expect((await test.call('identity.list', { caseId })).identities).toEqual([]);
  await test.call('identity.decide', { caseId, a, b, verdict: 'undecided', reason: 'to be asked' });
  expect((await test.run('identity.suggest', { caseId })).suggestions).toEqual([]);
});

it('gives the reason of the entry that stands again once a later one is taken back', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'a.csv', 'x\n1\n');
  const [exhibit] = await test.call('evidence.list', { caseId });
  const [a, b] = [await put(test, caseId, 'Mara Voss'), await put(test, caseId, 'M. Voss')];
  const basis = { reason: 'same passport number', exhibitId: exhibit?.id as never };
  await test.call('identity.decide', { caseId, a, b, verdict: 'same', ...basis });
  await test.call('identity.decide', { caseId, a, b, verdict: 'different', reason: 'slip' });
  expect(await test.call('identity.undo', { caseId })).toMatchObject({ reason: basis.reason, undoes: 2 });
  expect(await sql(test, caseId, 'SELECT DISTINCT reason, exhibits FROM identities')).toEqual([
    ['same passport number', 'E-0001'],
  ]);
});

it('keeps what is held to be one of one type, by every way in which a type changes', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const [a, b, c] = [
    await put(test, caseId, 'A', 'phone'),
    await put(test, caseId, 'B', 'phone'),
    await put(test, caseId, 'C', 'person'),
  ];
  const [board] = await test.call('board.list', { caseId });
  const boardId = board?.id as never;
  const apply = (id: EntityId, type: EntityType) =>
    test.call('board.apply', { boardId, step: 'Type', ops: [{ op: 'entity.update', id, type }] });
  await apply(c, 'phone');
  await test.call('identity.decide', { caseId, a, b, verdict: 'same', reason: 'r', despite: true });
  await test.call('identity.decide', { caseId, a: b, b: c, verdict: 'same', reason: 'r', despite: true });
  const why = 'B is held to be the same as A, and entities of two types cannot be the same. Decide first';
  await expect(test.call('entity.update', { caseId, entities: [{ id: b, type: 'person' }] })).rejects.toThrow(why);
  await expect(apply(b, 'person')).rejects.toThrow(why);
  await test.call('board.undo', { boardId });
  const types = async () => (await test.call('entity.list', { caseId })).map(({ type }) => type);
  expect(await types()).toEqual(['phone', 'phone', 'phone']);
  await test.call('identity.decide', { caseId, a, b, verdict: 'withdrawn', reason: 'r' });
  await test.call('entity.update', { caseId, entities: [{ id: a, type: 'person' }] });
  expect(await types()).toEqual(['person', 'phone', 'phone']);
});
