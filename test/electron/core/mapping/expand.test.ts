import { expect, it } from 'vitest';
import type { BoardView } from '../../../../shared/contract/board.ts';
import type { Mapping } from '../../../../shared/contract/mapping.ts';
import { EntityId, ItemId } from '../../../../shared/contract/values.ts';
import { overlaps } from '../../../../shared/domain/board-layout.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const PAID: Mapping = {
  columns: [
    { column: 'sender', type: 'email' },
    { column: 'receiver', type: 'email' },
    { column: 'device', type: 'device' },
  ],
  links: [
    { from: 'sender', to: 'receiver', type: 'paid', direction: 'forward', amount: 'amount', time: 'at' },
    { from: 'sender', to: 'device', type: 'uses device', direction: 'forward', amount: null, time: null },
  ],
};
const LOGINS: Mapping = {
  columns: [
    { column: 'account', type: 'email' },
    { column: 'ip', type: 'ip' },
  ],
  links: [{ from: 'account', to: 'ip', type: 'signed in from', direction: 'forward', amount: null, time: null }],
};
const PAYMENTS =
  'sender,receiver,device,amount,at\n' +
  'anna@example.com,ben@example.com,dev-1,$10.00,2026-03-01\n' +
  'cleo@example.com,dora@example.com,dev-2,$99.00,2026-03-02\n' +
  'Anna@Example.com,ben@example.com,dev-1,$2.50,2026-03-04\n' +
  'dora@example.com,anna@example.com,dev-3,$7.00,2026-03-05\n';
const SIGN_INS = 'account,ip\nanna@example.com,192.0.2.1\nben@example.com,192.0.2.1\nanna@example.com,192.0.2.2\n';

async function prepared() {
  const test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const payments = (await putTable(test, caseId, 'payments.csv', PAYMENTS)).dataset.exhibitId;
  const id = EntityId.parse('00000000-0000-4000-8000-00000000000a');
  const place = { id: ItemId.parse('00000000-0000-4000-8000-00000000000b'), x: 500, y: 300, width: 160, height: 60 };
  const entity = { id, type: 'email' as const, label: 'anna@example.com' };
  await test.call('board.apply', {
    boardId,
    step: 'Add',
    ops: [
      { op: 'entity.create', entity },
      { op: 'item.place', item: { ...place, subject: { kind: 'entity', id } } },
    ],
  });
  return { test, caseId, boardId, payments, id, asked: { boardId, entityIds: [id] } };
}
const shape = ({ entities, links, items }: BoardView) => ({ entities, links, items });

it('makes the neighbours of an entity from rows of all datasets that a saved mapping fits, in one step', async () => {
  const { test, caseId, boardId, payments, id, asked } = await prepared();
  await using _ = test;
  const logins = (await putTable(test, caseId, 'logins.csv', SIGN_INS)).dataset.exhibitId;
  await test.call('entity.create', {
    caseId,
    entities: [{ id: EntityId.parse('00000000-0000-4000-8000-00000000000c'), type: 'ip', label: '192.0.2.2' }],
  });
  await test.call('mapping.save', { name: 'Payments', mapping: PAID });
  await test.call('mapping.save', { name: 'Sign-ins', mapping: LOGINS });
  const before = await test.call('board.get', { boardId });

  const found = await test.run('mapping.reach', asked);
  expect(found.fits).toMatchObject(
    [
      {
        mapping: 'Sign-ins',
        view: 'logins',
        rows: '1,3',
        links: { made: 2, known: 0 },
        entities: { made: 1, known: 1 },
      },
      {
        mapping: 'Payments',
        view: 'payments',
        rows: '1,3-4',
        links: { made: 3, known: 0 },
        entities: { made: 3, known: 0 },
      },
    ].toSorted(
      (a, b) => found.fits.findIndex((fit) => fit.view === a.view) - found.fits.findIndex((fit) => fit.view === b.view),
    ),
  );
  expect(found.total).toMatchObject({
    links: { made: 5, known: 0 },
    entities: { made: 4, known: 1 },
    placed: 5,
    leftOut: 0,
  });
  expect(shape(await test.call('board.get', { boardId }))).toEqual(shape(before));

  const { total, change } = await test.run('mapping.expand', asked);
  expect([total, change.undo]).toEqual([found.total, 'Expand anna@example.com']);
  const board = await test.call('board.get', { boardId });
  const named = new Map(board.entities.map((entity) => [entity.label, entity]));
  expect([...named.keys()].toSorted()).toEqual([
    '192.0.2.1',
    '192.0.2.2',
    'anna@example.com',
    'ben@example.com',
    'dev-1',
    'dora@example.com',
  ]);
  const paid = board.links.find(({ type, to }) => type === 'paid' && to.id === named.get('ben@example.com')?.id);
  expect(paid).toMatchObject({
    from: { id },
    exhibits: [payments],
    rows: { [payments]: '1,3' },
    facts: {
      exhibit: payments,
      count: 2,
      amount: { sum: '12.50', unit: '$' },
      first: '2026-03-01',
      last: '2026-03-04',
    },
  });
  expect(named.get('192.0.2.2')?.rows).toEqual({ [logins]: '3' });
  for (const one of board.items)
    for (const other of board.items) expect(one !== other && overlaps(one, other), one.subject.id).toBe(false);
  for (const { x, y } of board.items) expect(Math.hypot(x - 500, y - 300)).toBeLessThan(800);
  expect(board.items).toEqual(expect.arrayContaining(before.items));

  await expect(test.run('mapping.expand', asked)).rejects.toThrow('on the board already');
  const next = await test.run('mapping.expand', { boardId, entityIds: [named.get('ben@example.com')?.id as EntityId] });
  expect(next.total).toMatchObject({
    links: { made: 1, known: 1 },
    entities: { made: 0, known: 2 },
    placed: 0,
    unclear: 0,
  });
  const after = await test.call('board.get', { boardId });
  expect(after.links.find((link) => link.id === paid?.id)).toEqual(paid);

  await test.call('board.undo', { boardId });
  await test.call('board.undo', { boardId });
  expect(shape(await test.call('board.get', { boardId }))).toEqual(shape(before));
  expect(await test.call('link.list', { caseId })).toEqual([]);
});

it('says where no saved mapping fits, and takes what was chosen alone', async () => {
  const { test, caseId, boardId, asked } = await prepared();
  await using _ = test;
  await test.run('page.index', { caseId });
  const none = await test.run('mapping.reach', asked);
  expect(none).toMatchObject({ fits: [], total: { placed: 0 }, notes: [] });
  expect(none.unmapped).toEqual([{ view: 'payments', exhibit: 'E-0001', columns: ['sender', 'receiver'], rows: 2 }]);
  await expect(test.run('mapping.expand', asked)).rejects.toThrow('Look again');

  await test.call('mapping.save', { name: 'A', mapping: { ...PAID, links: PAID.links.slice(1) } });
  await test.call('mapping.save', { name: 'B', mapping: PAID });
  const [fit] = (await test.run('mapping.reach', asked)).fits;
  const { total } = await test.run('mapping.expand', {
    ...asked,
    only: [{ mapping: 'A', datasetId: fit?.datasetId as never }],
  });
  expect(total).toMatchObject({ links: { made: 1 }, entities: { made: 1 } });
  expect((await test.call('board.get', { boardId })).links.map(({ type }) => type)).toEqual(['uses device']);
});

it('leaves a link as it is whose rows may be the same as those that it finds', async () => {
  const { test, caseId, boardId, asked } = await prepared();
  await using _ = test;
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT * FROM payments' });
  await test.run('mapping.apply', { resultId, boardId, mapping: PAID, title: 'All payments' });
  await test.call('mapping.save', { name: 'Payments', mapping: PAID });
  const before = await test.call('board.get', { boardId });
  const { total } = await test.run('mapping.reach', asked);
  expect(total).toMatchObject({ links: { made: 0, known: 3 }, unclear: 3, placed: 0 });
  await expect(test.run('mapping.expand', asked)).rejects.toThrow('on the board already');
  expect((await test.call('board.get', { boardId })).links).toEqual(before.links);
});
