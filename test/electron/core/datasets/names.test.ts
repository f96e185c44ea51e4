import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import type { DatasetId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

describe('a dataset', () => {
  it('may be one of several readings of a file, each with its own name, all of them searched, verified and removed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const take = (name: string, text: string, dataset: 'auto' | 'never') =>
      test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text), dataset });
    const first = await take('parts.csv', 'a;b,c\n1;2,3\n4;5,6\n', 'auto');
    const { exhibitId, dataset, certificate } = first;
    if (!dataset || !certificate) throw new Error('no table was read');
    const { id } = dataset;
    const { dialect } = certificate;
    const other = { ...dialect, delimiter: dialect.delimiter === ',' ? ';' : ',', header: false };
    const second = await test.run('dataset.parse', { exhibitId, dialect: other, add: true });
    expect(second.dataset).toMatchObject({ exhibitId, part: '', view: 'parts_2', rows: 3 });
    const third = await test.run('dataset.parse', { exhibitId, dialect, part: 'Sheet 2' });
    expect(third.dataset).toMatchObject({ exhibitId, part: 'Sheet 2', view: 'parts_sheet_2', rows: 2 });
    const views = async () => (await test.call('dataset.list', { caseId })).map(({ view, rows }) => [view, rows]);
    expect(await views()).toEqual([
      ['parts', 2],
      ['parts_2', 3],
      ['parts_sheet_2', 2],
    ]);
    const both = await test.run('query.run', {
      caseId,
      sql: 'SELECT (SELECT count(*) FROM parts), (SELECT count(*) FROM parts_2)',
    });
    expect((await test.call('query.rows', { resultId: both.resultId, offset: 0, limit: 1 })).rows).toEqual([[2, 3]]);

    const again = await test.run('dataset.parse', {
      exhibitId,
      datasetId: second.dataset.id,
      dialect: { ...other, header: true },
    });
    expect(again.dataset).toMatchObject({ id: second.dataset.id, view: 'parts_2', rows: 2 });
    expect((await test.call('dataset.list', { caseId })).map((each) => each.id)).toEqual([
      id,
      second.dataset.id,
      third.dataset.id,
    ]);
    const { exhibitId: foreign } = await take('other.csv', 'a,b\n1,2\n', 'never');
    await expect(test.run('dataset.parse', { exhibitId: foreign, datasetId: second.dataset.id })).rejects.toMatchObject(
      { code: 'not-found' },
    );
    // A row is found once, at its exhibit, however often it was read.
    const found = async () => (await test.call('search.find', { text: '4;5,6', caseId })).hits;
    expect((await found()).map((hit) => [hit.kind, hit.id, hit.field])).toEqual([['exhibit', exhibitId, 'content']]);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);

    await test.call('evidence.remove', { exhibitId, reason: 'asked' });
    expect(await found()).toEqual([]);
    expect(await views()).toEqual([]);
    const { reader } = opened(test.core);
    expect(reader.all({ text: "SELECT name FROM sqlite_schema WHERE name GLOB 'ds_[0-9]*'", values: [] })).toEqual([]);
  });

  it('keeps the query that produced it through a change of dialect, and the log has its digest', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'a.csv', 'a,b\n1,2\n');
    expect(dataset.origin).toBeNull();
    const origin = {
      query: 'SELECT a, b FROM `payments.payouts` WHERE a > 0',
      engine: 'BigQuery',
      job: 'bquxjob_1',
      ranAt: '2026-05-04T14:03',
      zone: 'Europe/Berlin',
      ranBy: 'D. Analyst',
    };
    expect(await test.call('dataset.origin', { datasetId: dataset.id, origin })).toMatchObject({ origin });
    const { dialect } = await test.call('dataset.preview', { exhibitId: dataset.exhibitId });
    const again = await test.run('dataset.parse', {
      exhibitId: dataset.exhibitId,
      dialect: { ...dialect, header: false },
    });
    expect(again.dataset).toMatchObject({ id: dataset.id, origin });
    expect(await test.call('dataset.origin', { datasetId: dataset.id, origin: null })).toMatchObject({ origin: null });
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.origin' });
    const querySha256 = createHash('sha256').update(origin.query).digest('hex');
    const { query: _, ...facts } = origin;
    expect(entries.map(({ detail }) => detail)).toEqual([
      { view: 'a', none: true },
      { view: 'a', ...facts, querySha256 },
    ]);
    await expect(
      test.call('dataset.origin', { datasetId: dataset.id, origin: { ...origin, ranAt: 'yesterday' } }),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('never has the name of the text of another, nor another that of its text', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const views: string[] = [];
    for (const name of ['pay.csv', 'pay_raw.csv', 'fees_raw.csv', 'fees.csv']) {
      const ticket = test.ticketForBytes(name, `a,b\n1,${name}\n`);
      const { datasets } = await test.run('evidence.import', { caseId, ticket });
      views.push(...datasets.map(({ view }) => view));
    }
    expect(views).toEqual(['pay', 'pay_raw_2', 'fees_raw', 'fees_2']);
    const list = await test.call('dataset.list', { caseId });
    const idOf = (view: string) => list.find((each) => each.view === view)?.id as DatasetId;
    for (const [from, view] of [
      ['fees_2', 'Pay_RAW'],
      ['fees_2', 'fees'],
    ] as const)
      await expect(test.call('dataset.rename', { datasetId: idOf(from), view })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('text of the dataset'),
      });
    // Its own name is no other's.
    await test.call('dataset.rename', { datasetId: idOf('pay'), view: 'pay_raw' });
  });

  it('is read again with another dialect under the same name, and renamed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const first = await putTable(test, caseId, 'Group.csv', 'a,b\n1,2\n3,4\n');
    expect(first.dataset.view).toBe('group_');
    const { dialect } = await test.call('dataset.preview', { exhibitId: first.dataset.exhibitId });
    const again = await test.run('dataset.parse', {
      exhibitId: first.dataset.exhibitId,
      dialect: { ...dialect, header: false },
    });
    expect(again.dataset).toMatchObject({ id: first.dataset.id, view: 'group_', rows: 3 });
    const other = await putTable(test, caseId, 'exhibits.csv', 'a,b\n1,2\n');
    expect(other.dataset.view).toBe('file_exhibits');
    const datasetId = other.dataset.id;
    await expect(test.call('dataset.rename', { datasetId, view: 'GROUP_' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(test.call('dataset.rename', { datasetId, view: 'Custody' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await test.call('dataset.rename', { datasetId, view: 'logins' })).toMatchObject({ view: 'logins' });
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.' });
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
      ['dataset.rename', 'E-0002'],
      ['dataset.parse', 'E-0002'],
      ['dataset.parse', 'E-0001'],
      ['dataset.parse', 'E-0001'],
    ]);
    const { reader } = opened(test.core);
    expect(reader.all({ text: "SELECT name FROM sqlite_schema WHERE name GLOB 'ds_[0-9]*'", values: [] })).toHaveLength(
      2,
    );
  });
});
