import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('writes a dataset as a file, warned, recorded, in the format that its ending or an option tells', {
  timeout: 120_000,
}, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  const read = (name: string) => readFileSync(join(cli.folder, name));
  writeFileSync(join(cli.folder, 'pay.csv'), 'id,amount,note\n007,2.50,=1+1\n008,10.25,fine\n');
  expect((await cli.run('import', ...inCase, 'pay.csv')).code).toBe(0);

  const csv = await cli.run('export', ...inCase, '--json', '--out', 'out.csv', 'pay');
  expect(csv.code).toBe(0);
  expect(JSON.parse(csv.out)).toMatchObject({ view: 'pay', format: 'csv', rows: 2, guardedCells: 1 });
  expect(csv.err).toContain('warning: the file is not encrypted');
  expect(csv.err).toContain('1 cell that a spreadsheet would run got');
  expect(read('out.csv').toString()).toBe("id,amount,note\r\n007,2.50,'=1+1\r\n008,10.25,fine\r\n");
  expect((await cli.run('export', ...inCase, '--no-guard', '--out', 'out.csv', 'E-0001')).code).toBe(0);
  expect(read('out.csv').toString()).toContain('007,2.50,=1+1');

  expect((await cli.run('export', ...inCase, '--format', 'parquet', '--out', 'out', 'PAY')).code).toBe(0);
  expect(read('out').subarray(0, 4).toString()).toBe('PAR1');
  expect((await cli.run('export', ...inCase, '--out', 'out.XLSX', 'pay')).code).toBe(0);
  expect(read('out.XLSX').subarray(0, 2).toString()).toBe('PK');
  expect((await cli.run('export', ...inCase, '--out', 'out.ndjson', 'pay')).code).toBe(0);
  expect(read('out.ndjson').toString().split('\n')[0]).toBe('{"id":"007","amount":2.50,"note":"=1+1"}');

  const unknown = await cli.run('export', ...inCase, '--out', 'other.csv', 'logins');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('It has pay.')]);
  const formless = await cli.run('export', ...inCase, '--out', 'other.dat', 'pay');
  expect([formless.code, formless.err]).toEqual([2, expect.stringContaining('csv, parquet, xlsx, ndjson')]);
  const log = await cli.run('custody', ...inCase, '--json');
  expect(log.out.match(/"action":"dataset\.export"/g)).toHaveLength(5);

  writeFileSync(join(cli.folder, 'more.csv'), 'note,id,amount\nlast,009,1.5\n');
  const more = await cli.run('import', ...inCase, '--json', 'more.csv');
  expect(more.code).toBe(0);
  const caseId = /"caseId":"([\da-f-]{36})"/.exec(log.out)?.[1];
  const datasetId = JSON.parse((await cli.run('call', 'dataset.list', JSON.stringify({ caseId }), ...vault)).out).find(
    ({ view }: { view: string }) => view === 'more',
  ).id;
  const both = JSON.stringify({ caseId, to: 'pay', datasetIds: [datasetId], view: 'both' });
  expect((await cli.run('call', 'dataset.append', both, ...vault)).code).toBe(0);
  expect((await cli.run('export', ...inCase, '--no-guard', '--no-places', '--out', 'both.csv', 'both')).code).toBe(0);
  expect(read('both.csv').toString()).toBe('id,amount,note\r\n007,2.50,=1+1\r\n008,10.25,fine\r\n009,1.5,last\r\n');
  for (const [name, sql] of [
    ['plain', 'SELECT id FROM both'],
    ['unclear', 'SELECT 1 AS both FROM both'],
  ] as const)
    expect((await cli.run('queries', 'save', ...inCase, name, sql)).code).toBe(0);
  const renamed = await cli.run('rename', ...inCase, '--json', '--queries', 'both', 'payouts');
  expect([renamed.code, JSON.parse(renamed.out)]).toEqual([
    1,
    { from: 'both', view: 'payouts', changed: ['plain'], left: ['unclear'] },
  ]);
  expect((await cli.run('queries', 'run', ...inCase, 'plain')).code).toBe(0);

  const folder = await cli.run('notebook', ...inCase, '--json', '--out', 'pay.zip', 'pay');
  expect(JSON.parse(folder.out)).toMatchObject({ tables: [{ name: 'pay' }] });
  expect(folder.err).toContain('not encrypted');
  expect((await cli.run('notebook', ...inCase, '--out', 'pay.zip', 'none')).code).toBe(2);
});
