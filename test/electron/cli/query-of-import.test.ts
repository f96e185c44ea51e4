import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ImportResult } from '../../../shared/contract/evidence.ts';
import { commandLine } from '../../support/command-line.ts';

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
