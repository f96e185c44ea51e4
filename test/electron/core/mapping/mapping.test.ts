import { expect, it } from 'vitest';
import type { Mapping } from '../../../../shared/contract/mapping.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { readPdf } from '../../../support/pdf-text.ts';

const PAYOUTS =
  'account,device,paid_to,amount,paid_at\n' +
  'u-1,3F2504E0-4F89-11D3-9A0C-0305E82C3301,DE89 3704 0044 0532 0130 00,"$1,000.10",2026-03-01 10:00:00Z\n' +
  'u-1,3f2504e0-4f89-11d3-9a0c-0305e82c3301,DE89370400440532013000,$0.05,2026-03-04 09:00:00Z\n' +
  'u-2,3f2504e0-4f89-11d3-9a0c-0305e82c3301,DE89370400440532013000,$12.50,2026-03-02 11:00:00Z\n' +
  'u-3,,GB82 WEST 1234 5698 7654 33,$7.00,2026-03-03 11:00:00Z\n';

const MAPPING: Mapping = {
  columns: [
    { column: 'account', type: 'account' },
    { column: 'device', type: 'detect' },
    { column: 'paid_to', type: 'payout' },
  ],
  links: [
    { from: 'account', to: 'device', type: 'uses device', direction: 'forward', amount: null, time: null },
    { from: 'account', to: 'paid_to', type: 'cashed out to', direction: 'forward', amount: 'amount', time: 'paid_at' },
  ],
};

it('makes entities and links of a result in one step, each resting on its rows, and nothing twice', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('payouts.csv', PAYOUTS) });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT * FROM payouts' });
  const asked = { resultId, boardId, mapping: MAPPING };

  const seen = await test.run('mapping.preview', asked);
  expect(seen).toMatchObject({
    rows: 4,
    entities: { made: 6, known: 0 },
    links: { made: 5, known: 0 },
    placed: 6,
    otherWritings: 2,
    mistyped: 1,
    blank: 1,
    rejectedCount: 0,
  });
  expect(await test.call('entity.list', { caseId })).toEqual([]);

  const { exhibit, exhibitId, mapped } = await test.run('mapping.apply', { ...asked, title: 'Payouts of the ring' });
  expect([exhibit, mapped]).toEqual(['E-0002', seen]);
  const board = await test.call('board.get', { boardId });
  expect([board.items.length, board.undo]).toEqual([6, 'Map E-0002']);
  const named = new Map(board.entities.map((entity) => [entity.label, entity]));
  expect(named.get('u-1')).toMatchObject({ exhibits: [exhibitId], rows: { [exhibitId]: '1-2' } });
  expect(named.get('DE89 3704 0044 0532 0130 00')?.rows).toEqual({ [exhibitId]: '1-3' });
  const link = (label: string, type: string) =>
    board.links.find(({ from, type: own }) => from.id === named.get(label)?.id && own === type);
  expect(link('u-1', 'cashed out to')).toMatchObject({
    rows: { [exhibitId]: '1-2' },
    facts: {
      exhibit: exhibitId,
      count: 2,
      amount: { sum: '1000.15', unit: '$', values: 2 },
      first: '2026-03-01 10:00:00Z',
      last: '2026-03-04 09:00:00Z',
    },
  });
  expect(link('u-2', 'uses device')).toMatchObject({ rows: { [exhibitId]: '3' }, facts: { count: 1 } });
  for (const one of board.items)
    for (const other of board.items) {
      const apart =
        Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
        Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
      expect(one === other || apart).toBe(true);
    }

  const again = await test.run('mapping.apply', { ...asked, title: 'Again', savedAs: exhibitId });
  expect(again.mapped).toMatchObject({ entities: { made: 0, known: 6 }, links: { made: 0, known: 5 }, placed: 0 });
  await test.call('board.undo', { boardId });
  const before = await test.call('board.get', { boardId });
  expect([before.entities, before.links]).toEqual([board.entities, board.links]);
  await test.call('board.undo', { boardId });
  expect(await test.call('entity.list', { caseId })).toEqual([]);
  await test.call('board.redo', { boardId });
  const redone = await test.call('board.get', { boardId });
  const plain = (view: typeof board) => [view.entities, view.links, view.items];
  expect(plain(redone)).toEqual(plain(board));
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });

  const summed = "SELECT dec_sum(amount) AS total, sum(count) AS rows FROM links WHERE type = 'cashed out to'";
  const total = await test.run('query.run', { caseId, sql: summed });
  const { rows } = await test.call('query.rows', { resultId: total.resultId, offset: 0, limit: 1 });
  expect(rows).toEqual([['1019.65', 4]]);

  const printed = async () => {
    const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
    return (await readPdf(await test.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  };
  expect(await printed()).toMatch(/cashed out to 2 rows, \$1,000\.15 in all/);
  await test.call('report.update', { caseId, excludedExhibits: [exhibitId] });
  expect(await printed()).not.toMatch(/in all|rows 1–2/);
});

it('lets what rows say of a link go with the exhibit that holds them, and says nothing that it cannot know', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  await putTable(test, caseId, 'odd.csv', 'a,b,usd,eur,t\nx,y,$1.00,€2.00,9/30/2025\nx,y,$3.00,€4.00,10/2/2026\n');
  const { exhibitId: note } = await test.run('evidence.import', {
    caseId,
    ticket: test.ticketForBytes('n.txt', 'words'),
  });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT a, b, usd, eur, t, 1 AS n FROM odd' });
  const link = { from: 'a', to: 'b', type: 'paid', direction: 'forward', time: 't' } as const;
  const columns: Mapping['columns'] = ['a', 'b'].map((column) => ({ column, type: 'account' }));
  const links = [
    { ...link, amount: 'usd' },
    { ...link, type: 'owes', amount: 'n', time: 'n' },
  ];
  const { exhibitId } = await test.run('mapping.apply', { resultId, boardId, title: 'x', mapping: { columns, links } });
  const [paid] = (await test.call('link.list', { caseId })).filter(({ type }) => type === 'paid');
  const amount = { sum: '4.00', unit: '$', values: 2 };
  const times = { first: '2025-09-30', last: '2026-10-02' };
  expect(paid?.facts).toEqual({ exhibit: exhibitId, count: 2, amount, ...times });
  const owed = (await test.call('link.list', { caseId })).find(({ type }) => type === 'owes');
  expect(owed?.facts).toEqual({ exhibit: exhibitId, count: 2, amount: { sum: '2', unit: '', values: 2 } });
  const id = paid?.id as NonNullable<typeof paid>['id'];
  const [elsewhere] = await test.call('link.update', { caseId, links: [{ id, exhibits: [note] }] });
  expect(elsewhere).toMatchObject({ exhibits: [note], rows: {}, facts: null });
  const facts = { exhibit: exhibitId, count: 5 };
  expect((await test.call('link.update', { caseId, links: [{ id, facts }] }))[0]?.facts).toBeNull();
  for (const rows of ['5-1', '0', '007', '1-99999999999', '3,2'])
    await expect(test.call('link.update', { caseId, links: [{ id, rows: { [note]: rows } }] }), rows).rejects.toThrow(
      /rows/,
    );
});

it('refuses a mapping that does not fit, and keeps those that are saved', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  await putTable(test, caseId, 'payouts.csv', PAYOUTS);
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT account, device FROM payouts' });
  const asked = { resultId, boardId, title: 'x', mapping: MAPPING };
  await expect(test.run('mapping.apply', asked)).rejects.toThrow('The result has no column "paid_to".');
  expect(await test.call('evidence.list', { caseId })).toHaveLength(1);
  await test.call('mapping.save', { name: 'Payouts', mapping: MAPPING });
  expect(await test.call('mapping.list', {})).toMatchObject([{ name: 'Payouts', mapping: MAPPING }]);
  await test.call('mapping.remove', { name: 'payouts' });
  await expect(test.call('mapping.remove', { name: 'Payouts' })).rejects.toThrow('no mapping called "Payouts"');
});

it('adds up a link over results of different files, and not over rows that may be the same', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  for (const [name, sum] of [
    ['may', '100.10'],
    ['june', '250.20'],
  ])
    await putTable(test, caseId, `${name}.csv`, `a,b,sum\nacc_A,acc_B,${sum}\n`);
  const mapping: Mapping = {
    columns: ['a', 'b'].map((column) => ({ column, type: 'account' })),
    links: [{ from: 'a', to: 'b', type: 'paid', direction: 'forward', amount: 'sum', time: null }],
  };
  const map = async (sql: string) => {
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { mapped } = await test.run('mapping.apply', { resultId, boardId, mapping, title: 'x', savedAs: null });
    const [link] = await test.call('link.list', { caseId });
    return [link?.facts?.amount?.sum, mapped.unsaid];
  };
  expect(await map('SELECT * FROM may')).toEqual(['100.10', 0]);
  expect(await map('SELECT * FROM may')).toEqual(['100.10', 0]);
  expect(await map('SELECT * FROM june')).toEqual(['350.30', 0]);
  expect(await map("SELECT a, b, sum, 'again' AS c FROM june")).toEqual([undefined, 1]);
});

it('adds up a link in one currency alone, which it names, and says which links mix them', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const lines = ['a,b,amount,currency', 'acc_A,acc_B,2871.74,EUR', 'acc_A,acc_B,1904.46,USD', 'acc_C,acc_D,1.10,EUR'];
  await putTable(test, caseId, 'paid.csv', `${lines.join('\n')}\nacc_C,acc_D,2.20,eur\n`);
  await putTable(test, caseId, 'more.csv', 'a,b,amount,currency\nacc_A,acc_B,40.00,EUR\nacc_C,acc_D,3.30,EUR\n');
  const mapping: Mapping = {
    columns: ['a', 'b'].map((column) => ({ column, type: 'account' })),
    links: [{ from: 'a', to: 'b', type: 'paid', direction: 'forward', amount: 'amount', time: null }],
  };
  const map = async (sql: string) => {
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { mapped } = await test.run('mapping.apply', { resultId, boardId, mapping, title: 'x', savedAs: null });
    const links = await test.call('link.list', { caseId });
    return [mapped.mixedUnits, links.map(({ facts }) => [facts?.count, facts?.amount])];
  };
  expect(await map('SELECT * FROM paid')).toEqual([
    { count: 1, first: [{ from: 'acc_A', to: 'acc_B', units: ['EUR', 'USD'] }] },
    [
      [2, undefined],
      [2, { sum: '3.30', unit: 'EUR', values: 2 }],
    ],
  ]);
  await putTable(test, caseId, 'yen.csv', 'a,b,amount,currency\nacc_E,acc_F,100000.00,JPY\nacc_E,acc_F,700.10,USD\n');
  const total = 'SELECT a, b, sum(amount) AS amount FROM yen GROUP BY a, b';
  expect((await map(total))[0], 'a total that was computed').toEqual({
    count: 1,
    first: [{ from: 'acc_E', to: 'acc_F', units: ['JPY', 'USD'] }],
  });
  expect(await map('SELECT * FROM more'), 'rows that mix them, and more in one').toEqual([
    { count: 0, first: [] },
    [
      [3, undefined],
      [3, { sum: '6.60', unit: 'EUR', values: 3 }],
      [1, undefined],
    ],
  ]);
});

it('stands whom one pays on both sides of it where they are more than a column holds', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  const rows = Array.from({ length: 60 }, (_, at) => `payer,paid-${at}`);
  await putTable(test, caseId, 'star.csv', `a,b\n${rows.join('\n')}\n`);
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT a, b FROM star' });
  const columns: Mapping['columns'] = ['a', 'b'].map((column) => ({ column, type: 'account' }));
  const links: Mapping['links'] = [
    { from: 'a', to: 'b', type: 'paid', direction: 'forward', amount: null, time: null },
  ];
  await test.run('mapping.apply', { resultId, boardId, title: 'x', mapping: { columns, links } });
  const { items, entities } = await test.call('board.get', { boardId });
  const hub = items.find(({ subject }) => entities.find(({ id }) => id === subject.id)?.label === 'payer');
  const sides = items.map(({ x }) => Math.sign(x - (hub?.x ?? 0)));
  expect([sides.includes(-1), sides.includes(1), sides.filter((side) => side === 0)]).toEqual([true, true, [0]]);
});
