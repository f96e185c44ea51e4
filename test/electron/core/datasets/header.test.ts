import { describe, expect, it } from 'vitest';
import { headerNames, repeats } from '../../../../electron/core/datasets/header.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putExhibit, putTable } from '../../../support/exhibit.ts';

describe('the names of a header', () => {
  it('are joined from the records that stand above each other', () => {
    const records = [
      ['Date', 'Travel', null, null, 'Total'],
      [null, 'Air', 'Rail', 'Taxi', null],
    ];
    expect(headerNames(records, 5, false)).toEqual(['Date', 'Travel Air', 'Travel Rail', 'Travel Taxi', 'Total']);
  });
  it('leave room for row names that have none', () => {
    expect(headerNames([['a', 'b']], 3, true)).toEqual([null, 'a', 'b']);
    expect(headerNames([['a', 'b', 'c']], 3, true)).toEqual(['a', 'b', 'c']);
  });
  it('are repeated by a row that says them again', () => {
    const header = [['id', 'name', 'city']];
    expect(repeats(['id', 'name', 'city'], header)).toBe(true);
    expect(repeats(['id', 'name'], header)).toBe(true);
    expect(repeats(['id', 'Ann', 'city'], header)).toBe(false);
    expect(repeats(['id'], [['id']])).toBe(false);
  });
});

describe('a dataset', () => {
  it('has a header of two records when it is told so, and no row of a repeated one', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = 'day,money,\n,in,out\n1,2,3\nday,money,\n4,5,6\n';
    const exhibitId = putExhibit(test, caseId, 'h.csv', text);
    const { dialect } = await test.call('dataset.preview', { exhibitId });
    const { dataset, certificate, cells } = await putTable(test, caseId, 'h2.csv', `${text}7,8,9\n`, {
      ...dialect,
      header: true,
      headerRows: 2,
    });
    expect(dataset.columns.map(({ header }) => header)).toEqual(['day', 'money in', 'money out']);
    expect(cells).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
    expect(certificate).toMatchObject({ records: 6, header: 2, stored: 3, skipped: 1, rejected: 0, balanced: true });
  });

  it('rejects a short row that lost a field in its middle, and stores one that left out its last', async () => {
    await using test = await openTestCore();
    const rows = Array.from(
      { length: 40 },
      (_, at) => `${at},2026-01-${10 + (at % 20)},EUR,${at}.50,${at % 2 ? 'x' : ''}`,
    );
    rows[7] = '7,2026-01-17EUR,7.50,x';
    rows[9] = '9,2026-01-19,EUR,9.50';
    const text = `id,day,currency,amount,note\n${rows.join('\n')}\n`;
    const { cells, certificate, dataset } = await putTable(test, await newCase(test), 's.csv', text);
    expect(cells).toHaveLength(39);
    expect(cells[8]).toEqual(['9', '2026-01-19', 'EUR', '9.50', null]);
    const { rows: rejected } = await test.call('dataset.rejected', { datasetId: dataset.id });
    expect(rejected).toMatchObject([{ record: 9, line: 9, raw: rows[7] }]);
    expect(rejected[0]?.reason).toContain('"2026-01-17EUR" does not look like the other values of column 2');
    expect(certificate.warnings.map(({ code }) => code)).toContain('ragged-rows');
  });
});
