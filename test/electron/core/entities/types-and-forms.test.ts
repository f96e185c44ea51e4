import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EntityId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const id = (): EntityId => randomUUID() as EntityId;

it('keeps the writings of a value with the rows of each, through undo and redo', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(
    test,
    caseId,
    'a.csv',
    'user,mail\nu-1,Mara.V@gmail.com\nu-2,marav@googlemail.com\nu-3,Mara.V@gmail.com\n',
  );
  const [board] = await test.call('board.list', { caseId });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT * FROM a' });
  const mapping = { columns: [{ column: 'mail', type: 'detect' as const }], links: [] };
  const asked = { resultId, boardId: board?.id as never, mapping, title: 'Mails' };
  const { exhibitId: exhibit } = await test.run('mapping.apply', asked);
  const [mail, ...more] = await test.call('entity.list', { caseId });
  expect(more).toEqual([]);
  const forms = [
    { text: 'Mara.V@gmail.com', exhibit, place: '', rows: '1,3' },
    { text: 'marav@googlemail.com', exhibit, place: '', rows: '2' },
  ];
  expect(mail).toMatchObject({ type: 'email', label: 'Mara.V@gmail.com', forms });
  await test.run('mapping.apply', { ...asked, savedAs: exhibit }); // nothing is doubled
  expect((await test.call('entity.list', { caseId })).map((each) => each.forms)).toEqual([forms]);
  const boardId = board?.id as never;
  for (const _ of [1, 2]) await test.call('board.undo', { boardId });
  expect(await test.call('entity.list', { caseId })).toEqual([]);
  for (const _ of [1, 2]) await test.call('board.redo', { boardId });
  expect((await test.call('entity.list', { caseId })).map((each) => each.forms)).toEqual([forms]);
});

it('keeps types that users add, with the entities that have them', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const look = { colour: '#00a500', icon: 'cube' } as const;
  const made = await test.call('entity.setType', { name: 'Loyalty card', ...look });
  expect(made).toEqual({ id: 'own:loyalty-card', name: 'Loyalty card', ...look });
  await test.call('entity.setType', { name: 'Loyalty card', ...look, icon: 'crown' });
  expect(await test.call('entity.types', {})).toEqual([{ ...made, icon: 'crown' }]);
  await expect(test.call('entity.setType', { name: 'e-mail', ...look })).rejects.toThrow('type of the program');
  const entity = { id: id(), type: made.id, label: 'LC-7' };
  await test.call('entity.create', { caseId, entities: [entity] });
  await expect(test.call('entity.removeType', { id: made.id })).rejects.toThrow('1 entity');
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT type, label FROM entities' });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 9 });
  expect(rows).toEqual([['Loyalty card', 'LC-7']]);
  await test.call('entity.remove', { caseId, ids: [entity.id] });
  await test.call('entity.removeType', { id: made.id });
  expect(await test.call('entity.types', {})).toEqual([]);
});

it('lets no whole card number into the store, by whatever way it comes', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const [card, other] = [id(), id()];
  await test.call('entity.create', { caseId, entities: [{ id: card, type: 'card', label: '4111 1111 1111 1111' }] });
  await test.call('entity.create', { caseId, entities: [{ id: other, type: 'other', label: '4111111111111111' }] });
  await test.call('entity.update', { caseId, entities: [{ id: other, type: 'card' }] });
  const [board] = await test.call('board.list', { caseId });
  const entity = { id: id(), type: 'card' as const, label: '4111111111111111' };
  await test.call('board.apply', { boardId: board?.id as never, step: 'Add', ops: [{ op: 'entity.create', entity }] });
  const written = [{ text: '4111-1111-1111-1111', exhibit: null, place: '', rows: '' }];
  const formed = id();
  await test.call('entity.create', {
    caseId,
    entities: [{ id: formed, type: 'other', label: '4111111111111111', forms: written }],
  });
  await test.call('entity.update', { caseId, entities: [{ id: formed, type: 'card' }] });
  expect((await test.call('entity.get', { entityId: formed })).forms?.[0]?.text).toMatch(/^411111\*{6}1111-..$/);
  const labels = (await test.call('entity.list', { caseId })).map(({ label }) => label);
  expect(new Set(labels).size).toBe(1);
  expect(labels[0]).toMatch(/^411111\*{6}1111-..$/);
  expect(JSON.stringify(await test.call('custody.list', { caseId, limit: 100 } as never))).not.toContain(
    '"label":"4111 1111',
  );
});

it('keeps a writing as long as the entity rests on the exhibit in which it stands', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const bring = async (name: string) =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, `${name}\n1\n`) })).exhibitId;
  const [one, two] = [await bring('a.csv'), await bring('b.csv')];
  const [board] = await test.call('board.list', { caseId });
  const boardId = board?.id as never;
  const forms = [{ text: '(202) 555-0100', exhibit: two, place: 'page 1', rows: '' }];
  const phone = { id: id(), type: 'phone' as const, label: '+12025550100', exhibits: [one, two], forms };
  await test.call('entity.create', { caseId, entities: [phone] });
  const op = { op: 'entity.update' as const, id: phone.id, exhibits: [one] };
  await test.call('board.apply', { boardId, step: 'Take away', ops: [op] });
  expect((await test.call('entity.get', { entityId: phone.id })).forms).toBeUndefined();
  await test.call('board.undo', { boardId });
  expect(await test.call('entity.get', { entityId: phone.id })).toMatchObject({ exhibits: [one, two], forms });
});
