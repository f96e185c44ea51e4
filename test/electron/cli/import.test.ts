import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ImportResult } from '../../../shared/contract/evidence.ts';
import { commandLine } from '../../support/command-line.ts';
import { zipOf } from '../../support/zip.ts';

it('keeps the query that produced an import: one named, or one beside it', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  const put = (name: string, text: string) => writeFileSync(join(cli.folder, name), text);
  put('logins.csv', 'id,ip\n007,192.0.2.1\n');
  put('logins.sql', 'SELECT id, ip FROM warehouse.zebra_logins');
  put('pay.csv', 'id,amount\n1,2.50\n');
  put('asked.sql', 'SELECT id, amount FROM warehouse.pay');
  const beside = await cli.run('import', ...inCase, '--json', '--engine', 'BigQuery', 'logins.csv');
  expect([beside.code, beside.err]).toEqual([0, expect.stringContaining('logins.sql is kept as the query')]);
  const named = await cli.run(
    'import',
    ...inCase,
    '--json',
    '--query',
    'asked.sql',
    '--engine',
    'BigQuery',
    '--job',
    'bq_1',
    '--ran-at',
    '2026-05-04T14:03',
    '--ran-zone',
    'Europe/Madrid',
    '--ran-by',
    'Ana',
    'pay.csv',
  );
  expect(named.code).toBe(0);
  const { exhibitId } = JSON.parse(named.out) as ImportResult & { exhibitId: string };
  const list = await cli.run(
    'call',
    'dataset.list',
    JSON.stringify({
      caseId: (
        JSON.parse((await cli.run('call', 'evidence.get', JSON.stringify({ exhibitId }), ...vault)).out) as {
          caseId: string;
        }
      ).caseId,
    }),
    ...vault,
  );
  const datasets = JSON.parse(list.out) as { view: string; origin: Record<string, string> | null }[];
  expect(Object.fromEntries(datasets.map(({ view, origin }) => [view, origin]))).toEqual({
    logins: {
      query: 'SELECT id, ip FROM warehouse.zebra_logins',
      engine: 'BigQuery',
      job: '',
      ranAt: '',
      zone: '',
      ranBy: '',
    },
    pay: {
      query: 'SELECT id, amount FROM warehouse.pay',
      engine: 'BigQuery',
      job: 'bq_1',
      ranAt: '2026-05-04T14:03',
      zone: 'Europe/Madrid',
      ranBy: 'Ana',
    },
  });
  expect((await cli.run('search', ...vault, 'zebra_logins')).out).toContain('E-0001');
  expect((await cli.run('verify', ...vault)).code).toBe(0);
});

it('tells of every table of a file, and of a rejected row in any of them', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const inCase = [...(await cli.vault()), '--case', 'C-0001'];
  writeFileSync(
    join(cli.folder, 'two.zip'),
    zipOf([
      { name: 'sound.csv', bytes: 'id,at\nx1,2026-05-04 14:03\nx2,2026-05-04 14:04\n' },
      { name: 'torn.csv', bytes: 'id,amount\na,2.50\nb,3.50,9,9\nc,4.50\n' },
    ]),
  );
  const { code, out } = await cli.run('import', ...inCase, '--strict', 'two.zip');
  expect(code).toBe(1);
  expect(out).toContain('records 3 = header 1 + stored 2 + rejected 0 + skipped 0');
  expect(out).toContain('records 4 = header 1 + stored 2 + rejected 1 + skipped 0');
  expect(out).toContain('to be answered: "at"');
});
