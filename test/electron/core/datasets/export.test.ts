import { describe, expect, it } from 'vitest';
import { readParquet } from '../../../../electron/core/formats/parquet.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const FILE =
  'id,amount,paid at,ok,note,odd\r\n' +
  '007,"$1,234.50",2026-03-29 10:00:00Z,yes,"=1+1",1\r\n' +
  '008,"$0.05",2026-03-30 10:00:00Z,no,"two\nlines",n/k\r\n' +
  '012345678901234567890,"$12.50",,yes,"",3\r\n';

describe('dataset.export', () => {
  it('gives every cell back byte for byte as CSV, and typed and exact as Parquet', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('pay.csv', FILE) });
    const datasetId = dataset?.id as NonNullable<typeof dataset>['id'];
    const plain = await test.run('dataset.export', { datasetId, format: 'csv', guardFormulas: false });
    const csv = (await test.collect(plain.ticket)).toString('utf8');
    expect(csv).toBe(FILE.replace('"=1+1"', '=1+1').replace('"$0.05"', '$0.05').replace('"$12.50"', '$12.50'));
    const guarded = await test.run('dataset.export', { datasetId, format: 'csv' });
    expect(guarded).toMatchObject({ guardedCells: 1, guardedAt: [{ row: 1, column: 'note' }] });
    expect((await test.collect(guarded.ticket)).toString('utf8')).toContain(",'=1+1,");

    const typed = await test.run('dataset.export', { datasetId, format: 'parquet' });
    const [table] = (await readParquet(await test.collect(typed.ticket))).tables;
    const rows: (readonly (string | null)[])[] = [];
    for await (const { cells } of table?.records() ?? []) rows.push(cells);
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['007', '1234.50', '2026-03-29T10:00:00.000000Z', 'true', '=1+1'],
      ['008', '0.05', '2026-03-30T10:00:00.000000Z', 'false', 'two\nlines'],
      ['012345678901234567890', '12.50', null, 'true', ''],
    ]);
    expect(rows.map((row) => row[5])).toEqual(['1', 'n/k', '3']);

    const { entries } = await test.call('custody.list', { action: 'dataset.export', newestFirst: false });
    expect(entries.map(({ subject, detail }) => [subject, detail['format'], detail['rows']])).toEqual([
      ['E-0001', 'csv', 3],
      ['E-0001', 'csv', 3],
      ['E-0001', 'parquet', 3],
    ]);
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT id, amount FROM pay ORDER BY amount' });
    for (const format of ['parquet', 'xlsx', 'ndjson'] as const) {
      const made = await test.run('query.export', { resultId, format });
      expect([made.name, (await test.collect(made.ticket)).length > 50]).toEqual([`result.${format}`, true]);
    }
  });

  it('gives months as SQL has them, and does not say that they were held back as text', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const out = async (name: string, text: string) => {
      const { dataset } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
      const datasetId = dataset?.id as NonNullable<typeof dataset>['id'];
      const made = await test.run('dataset.export', { datasetId, format: 'ndjson' });
      return [(await test.collect(made.ticket)).toString('utf8').split('\n')[0], made.asText];
    };
    expect(await out('m.csv', 'month,n\nApril 2026,1\nMay 2026,2\n')).toEqual(['{"month":"2026-04","n":1}', []]);
  });
});
