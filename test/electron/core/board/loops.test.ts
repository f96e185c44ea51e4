import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Mapping } from '../../../../shared/contract/mapping.ts';
import { drawnOf } from '../../../../shared/domain/board-scene.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { readPdf } from '../../../support/pdf-text.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const MAPPING: Mapping = {
  columns: [
    { column: 'sender', type: 'account' },
    { column: 'receiver', type: 'account' },
  ],
  links: [{ from: 'sender', to: 'receiver', type: 'paid to', direction: 'forward', amount: 'amount', time: null }],
};

it('draws a payment to oneself as a loop, with its rows, through undo, snapshot, print and removal', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const bytes = 'sender,receiver,amount\nu-1,u-2,10\nu-1,u-1,7\nu-1,u-1,5\nu-2,u-1,1\n';
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('paid.csv', bytes) });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT * FROM paid' });
  const asked = { resultId, boardId, mapping: MAPPING };
  expect(await test.run('mapping.preview', asked)).toMatchObject({ rows: 4, links: { made: 3, known: 0 } });
  const { exhibitId } = await test.run('mapping.apply', { ...asked, title: 'Paid' });
  const board = await test.call('board.get', { boardId });
  const own = board.links.filter(({ from, to }) => from.id === to.id);
  expect(own).toMatchObject([
    { rows: { [exhibitId]: '2-3' }, facts: { count: 2, amount: { sum: '12', unit: '', values: 2 } } },
  ]);
  const { edges } = drawnOf(board, new Map());
  expect(edges.filter(({ loop }) => loop === 1)).toMatchObject([{ id: own[0]?.id, source: own[0]?.from.id }]);

  await test.call('snapshot.take', { boardId, title: 'With a loop' });
  const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
  const printed = (await readPdf(await test.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  expect(printed).toMatch(/paid to 2 rows, 12 in all/);

  await test.call('board.undo', { boardId });
  expect((await test.call('board.get', { boardId })).links).toEqual([]);
  await test.call('board.redo', { boardId });
  expect((await test.call('board.get', { boardId })).links).toEqual(board.links);
  const id = own[0]?.from.id as never;
  await test.call('board.apply', { boardId, step: 'Delete', ops: [{ op: 'entity.remove', id }] });
  expect((await test.call('board.get', { boardId })).links).toEqual([]);
  await test.call('board.undo', { boardId });
  const back = await test.call('board.get', { boardId });
  expect(new Set(back.links)).toEqual(new Set(board.links));
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
});

it.skipIf(!hasSharedData('bybit-incident/edges_first500.csv'))(
  'maps every pair of a real list of payments',
  async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { boardId } = await test.call('case.get', { caseId });
    const text = readFileSync(sharedData('bybit-incident/edges_first500.csv'), 'utf8');
    await putTable(test, caseId, 'edges.csv', text);
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT * FROM edges' });
    const columns: Mapping['columns'] = ['from', 'to'].map((column) => ({ column, type: 'wallet' }));
    const links = [
      { from: 'from', to: 'to', type: 'paid to', direction: 'forward', amount: null, time: null } as const,
    ];
    const { mapped } = await test
      .run('mapping.preview', { resultId, boardId, mapping: { columns, links } })
      .then((mapped) => ({ mapped }));
    const lines = text.trim().split('\n').slice(1);
    const pairs = new Set(lines.map((line) => line.trim().split(',').slice(0, 2).join(' ').toLowerCase()));
    expect([mapped.rows, mapped.links.made]).toEqual([lines.length, pairs.size]);
  },
);
