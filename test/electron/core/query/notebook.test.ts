import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openZip } from '../../../../electron/core/formats/archive.ts';
import { readParquet } from '../../../../electron/core/formats/parquet.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const FILE = 'id,amount\n007,"$1,234.50"\n008,$0.05\n';

it('writes a folder for a notebook: typed tables, what they are, and their hashes', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('pay.csv', FILE) });
  const datasets = dataset ? [dataset.id] : [];
  const { resultId } = await test.run('query.run', {
    caseId,
    sql: 'SELECT id FROM pay WHERE amount > 100',
    rowLimit: 1,
  });
  const results = [{ resultId, name: 'large' }];
  const made = await test.run('query.notebook', { caseId, datasets, results });
  expect(made).toMatchObject({
    name: 'C-0001-notebook.zip',
    tables: [
      { name: 'pay', rows: 2 },
      { name: 'large', rows: 1 },
    ],
  });

  const zip = await openZip(await test.collect(made.ticket));
  const files = new Map<string, Buffer>();
  for (const [at, { name }] of zip.entries.entries())
    files.set(name.replace('C-0001-notebook/', ''), await buffer(zip.unpack(at)));
  expect([...files.keys()].toSorted()).toEqual([
    'README.txt',
    'SHA256SUMS',
    'notebook.ipynb',
    'requirements.txt',
    'tables/large.parquet',
    'tables/pay.parquet',
  ]);
  const sums = String(files.get('SHA256SUMS')).trim().split('\n');
  expect(sums).toHaveLength(2);
  for (const line of sums) {
    const [digest, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex'),
      name,
    ).toBe(digest);
  }
  const [table] = (await readParquet(files.get('tables/pay.parquet') ?? Buffer.alloc(0))).tables;
  const rows: (readonly (string | null)[])[] = [];
  for await (const { cells } of table?.records() ?? []) rows.push(cells);
  expect(rows).toEqual([
    ['007', '1234.50'],
    ['008', '0.05'],
  ]);

  const notebook = JSON.parse(String(files.get('notebook.ipynb')));
  expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
  const text = notebook.cells.flatMap(({ source }: { source: string[] }) => source).join('');
  expect(text).toContain('CONFIDENTIAL');
  expect(text).toContain('    SELECT id FROM pay WHERE amount > 100');
  expect(text).toMatch(/amount \| decimal/);
  const { entries } = await test.call('custody.list', { action: 'query.notebook' });
  expect(entries[0]).toMatchObject({ subject: 'pay, large', detail: { tables: [{ from: 'E-0001' }, { rows: 1 }] } });

  const none = { caseId, datasets: [], results: [] };
  await expect(test.run('query.notebook', none)).rejects.toThrow('Choose at least one');
  const twice = { caseId, datasets, results: [{ resultId, name: 'PAY' }] };
  await expect(test.run('query.notebook', twice)).rejects.toThrow('one name');
});

it('says in words that a dataset was removed between the asking and the handing over', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putTable(test, caseId, 'pay.csv', 'id,amount\n1,2\n');
  const notebook = await test.run('query.notebook', { caseId, datasets: [dataset.id], results: [] });
  const alone = await test.run('dataset.export', { datasetId: dataset.id, format: 'ndjson' });
  await test.call('evidence.remove', { exhibitId: dataset.exhibitId, reason: 'test' });
  for (const { ticket } of [notebook, alone])
    await expect(test.collect(ticket)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('removed meanwhile'),
    });
});
