import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Selection } from '../../../../shared/contract/selections.ts';
import { type CaseId, type DatasetId, EntityId, type ExhibitId, LinkId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

const PAYOUTS = [
  'payout,account,amount,currency,paid_at',
  'P1,mara@example.com,100.10,USD,2026-05-01 10:00:00',
  'P2,theo@example.com,200.20,USD,2026-05-02 10:00:00',
  'P3,mara@example.com,1000.05,EUR,2026-05-03 10:00:00',
  'P4,ines@example.com,0.30,USD,2026-05-04 10:00:00',
].join('\n');
const LOGINS = ['login,account,phone', 'L1,mara@example.com,+49 151 5550 1234', 'L2,ines@example.com,'].join('\n');
const NOTHING: Selection = { entities: [], links: [], rows: [], exhibits: [] };

describe('one selection', () => {
  let test: TestCore;
  let caseId: CaseId;
  let payouts: { exhibit: ExhibitId; dataset: DatasetId };
  let logins: { exhibit: ExhibitId; dataset: DatasetId };
  const id = (n: number) => EntityId.parse(`00000000-0000-4000-8000-00000000000${n}`);
  const link = LinkId.parse('00000000-0000-4000-8000-0000000000aa');
  const follow = (selection: Partial<Selection>) =>
    test.run('selection.follow', { caseId, selection: { ...NOTHING, ...selection } });

  beforeAll(async () => {
    test = await openTestCore();
    caseId = await newCase(test);
    const take = async (name: string, text: string) => {
      const made = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
      return { exhibit: made.exhibitId, dataset: made.dataset?.id as DatasetId };
    };
    payouts = await take('payouts.csv', PAYOUTS);
    logins = await take('logins.csv', LOGINS);
    await test.run('page.index', { caseId, large: true });
    await test.call('entity.create', {
      caseId,
      entities: [
        { id: id(1), type: 'email', label: 'Mara@example.com' },
        { id: id(2), type: 'email', label: 'theo@example.com' },
        { id: id(3), type: 'phone', label: '+4915155501234' },
        { id: id(4), type: 'person', label: 'Nobody in any row' },
      ],
    });
    await test.call('link.create', {
      caseId,
      links: [{ id: link, from: { kind: 'entity', id: id(1) }, to: { kind: 'entity', id: id(3) }, type: 'has phone' }],
    });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it('leads from entities to their rows, with exact sums by currency, and to the exhibits of the rows', async () => {
    const found = await follow({ entities: [id(1), id(2)] });
    expect(found.entities.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['Mara@example.com', true],
      ['theo@example.com', true],
    ]);
    expect(found.rows.map(({ view, rows, chosen }) => [view, rows, chosen])).toEqual([
      ['payouts', '1-3', 0],
      ['logins', '1', 0],
    ]);
    expect(found.rows[0]?.sums).toEqual([
      { column: 'amount', unit: 'EUR', sum: '1000.05', values: 1 },
      { column: 'amount', unit: 'USD', sum: '300.30', values: 2 },
    ]);
    expect(found.exhibits.map(({ label }) => label)).toEqual(['E-0001', 'E-0002']);
    expect(found.notes).toEqual([]);
  });

  it('tells sums by the currency of their own column, however it is written, and by none where it is not certain', async () => {
    const own = await newCase(test, 'Sums');
    const sums = async (name: string, text: string) => {
      const { dataset } = await test.run('evidence.import', { caseId: own, ticket: test.ticketForBytes(name, text) });
      const rows = [{ datasetId: dataset?.id as DatasetId, rows: '1-2' }];
      const found = await test.run('selection.follow', { caseId: own, selection: { ...NOTHING, rows } });
      const [first] = found.rows;
      return [first?.sums.map((each) => `${each.column} ${each.sum} ${each.unit}`).join(), found.notes.join()];
    };
    const paired = 'id,amount,amount_currency,fee,fee_currency,payout_amount,payout_currency';
    const rows = 'a,100.00,USD,0.50,BTC,93.00,EUR\nb,200.00,usd ,0.25,BTC,186.00,EUR';
    expect(await sums('paired.csv', `${paired}\n${rows}\n`)).toEqual([
      'amount 300.00 USD,fee 0.75 BTC,payout_amount 279.00 EUR',
      '',
    ]);
    expect(await sums('unsure.csv', 'id,amount,buy_currency,sell_currency\na,1.10,USD,EUR\nb,2.20,USD,EUR\n')).toEqual([
      'amount 3.30 ',
      'Which column names the currency of amount in unsure is not certain; its sum has none.',
    ]);
  });

  it('follows what is held to be the same, and says what is gone', async () => {
    await test.call('identity.decide', {
      caseId,
      a: id(1),
      b: id(2),
      verdict: 'same',
      reason: 'one person writes both',
      despite: true,
    });
    const found = await follow({ entities: [id(2), EntityId.parse('00000000-0000-4000-8000-0000000000ff')] });
    expect(found.rows.map(({ view, rows }) => [view, rows])).toEqual([
      ['payouts', '1-3'],
      ['logins', '1'],
    ]);
    expect(found.gone).toBe(1);
    await test.call('identity.undo', { caseId });
  });

  it('leads from rows to the entities that stand in them, however they are grouped', async () => {
    const found = await follow({ rows: [{ datasetId: logins.dataset, rows: '1' }] });
    expect(found.entities.map(({ label, chosen }) => [label, chosen])).toEqual([
      ['Mara@example.com', false],
      ['+4915155501234', false],
    ]);
    expect(found.rows.map(({ view, count, chosen }) => [view, count, chosen])).toEqual([['logins', 1, 1]]);
  });

  it('leads from a link to its ends and to the rows in which both stand', async () => {
    const found = await follow({ links: [link] });
    expect(found.entities.map(({ label }) => label)).toEqual(['Mara@example.com', '+4915155501234']);
    expect(found.rows.map(({ view, rows }) => [view, rows])).toEqual([['logins', '1']]);
  });

  it('is saved as a table by the statement that it gives', async () => {
    const rows = await follow({ rows: [{ datasetId: payouts.dataset, rows: '2,4' }] });
    const one = await test.run('query.run', { caseId, sql: rows.sql ?? '' });
    expect((await test.call('query.rows', { resultId: one.resultId, offset: 0, limit: 9 })).rows).toEqual([
      [2, 'P2', 'theo@example.com', { dec: '200.20' }, 'USD', '2026-05-02 10:00:00', 'E-0001'],
      [4, 'P4', 'ines@example.com', { dec: '0.30' }, 'USD', '2026-05-04 10:00:00', 'E-0001'],
    ]);
    const mixed = await follow({ entities: [id(2)], exhibits: [logins.exhibit] });
    const several = await test.run('query.run', { caseId, sql: mixed.sql ?? '' });
    const listed = (await test.call('query.rows', { resultId: several.resultId, offset: 0, limit: 9 })).rows;
    expect(listed.map(([kind, of, row, what]) => [kind, of, row, String(what).slice(0, 18)])).toEqual([
      ['entity', 'email', null, 'theo@example.com'],
      ['row', 'payouts', 2, '{"payout":"P2","ac'],
      ['row', 'logins', 1, '{"login":"L1","acc'],
      ['row', 'logins', 2, '{"login":"L2","acc'],
      ['exhibit', 'file', null, expect.any(String)],
    ]);
  });

  it('finds the rows of datasets behind rows of a result, and where they stand in it', async () => {
    const run = (sql: string) => test.run('query.run', { caseId, sql });
    const sorted = await run('SELECT payout, amount, account FROM payouts ORDER BY amount DESC');
    const behind = await test.run('selection.behind', { resultId: sorted.resultId, which: { rows: '1-2' } });
    expect(behind.rows).toEqual([{ datasetId: payouts.dataset, rows: '2-3' }]);
    expect(behind.notes).toEqual([
      'Rows of payouts were told by payout, amount, account: all rows with the same values are selected.',
    ]);
    const grouped = await run(
      'SELECT account, max(amount) AS most FROM payouts GROUP BY account ORDER BY account DESC',
    );
    const of = await test.run('selection.behind', {
      resultId: grouped.resultId,
      which: { picked: [{ is: 'value', column: 0, shown: 'mara@example.com' }] },
    });
    expect([of.of, of.rows]).toEqual([1, [{ datasetId: payouts.dataset, rows: '1,3' }]]);
    const joined = await run(
      'SELECT p.payout, l.phone FROM payouts AS p LEFT JOIN logins AS l ON l.account = p.account ORDER BY 1',
    );
    const both = await test.run('selection.behind', { resultId: joined.resultId, which: { rows: '1-2' } });
    expect(both.rows).toEqual([
      { datasetId: payouts.dataset, rows: '1-2' },
      { datasetId: logins.dataset, rows: '1' },
    ]);
    const itself = await run(
      "SELECT a.payout, b.amount FROM payouts a JOIN payouts b ON b.payout = 'P2' WHERE a.payout = 'P1'",
    );
    const mixed = await test.run('selection.behind', { resultId: itself.resultId, which: { rows: '1' } });
    expect([mixed.rows, mixed.notes]).toEqual([
      [],
      ['No row of payouts has the values of payout, amount together: the result may join payouts with itself.'],
    ]);
    const matching = await run(
      "SELECT a.payout, b.account FROM payouts a JOIN payouts b ON b.payout = 'P3' WHERE a.payout = 'P1'",
    );
    const other = await test.run('selection.behind', { resultId: matching.resultId, which: { rows: '1' } });
    expect(other.notes[0]).toContain('The statement names payouts more than once');
    const within = (resultId: typeof sorted.resultId, rows: string) =>
      test.run('selection.within', { resultId, rows: [{ datasetId: payouts.dataset, rows }] });
    expect((await within(sorted.resultId, '1,3')).rows).toBe('1,3');
    expect((await within(grouped.resultId, '4')).rows).toBe('3');
    const counted = await run('SELECT count(*) FROM payouts');
    await expect(test.run('selection.behind', { resultId: counted.resultId, which: { rows: '1' } })).rejects.toThrow(
      'No column of this result is a column of a dataset',
    );
  });
});
