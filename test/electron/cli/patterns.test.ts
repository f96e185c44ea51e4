import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('lists patterns, runs one over mapped columns, and says why it refuses', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  writeFileSync(join(cli.folder, 'logins.csv'), 'who,gadget\na1,d1\na2,d1\na3,d2\n');
  expect((await cli.run('import', ...inCase, 'logins.csv')).code).toBe(0);
  const listed = await cli.json<{ id: string; needs: string[] }>('patterns', 'list', '--json');
  expect(listed.find(({ id }) => id === 'ring-device')?.needs).toEqual(['account', 'device']);

  const map = ['--map', 'account=logins.who', '--map', 'device=logins.gadget'];
  const [found] = await cli.json<{ found: number; rows: object[] }>(
    'patterns',
    'run',
    'ring-device',
    ...inCase,
    ...map,
    '--json',
    '--finding',
  );
  expect(found).toMatchObject({
    found: 2,
    rows: [
      { device: 'd1', account: 'a1', accounts: 2, events: 1 },
      { device: 'd1', account: 'a2', accounts: 2, events: 1 },
    ],
  });
  const refused = await cli.run(
    'patterns',
    'run',
    'benford-first',
    ...inCase,
    '--statement',
    'SELECT 5 AS amount',
    '--map',
    'amount=amount',
  );
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('Refused: There are 1 amounts other than 0'),
  ]);
  const open = await cli.run('patterns', 'run', 'ring-ip', ...inCase, '--table', 'logins');
  expect([open.code, open.err]).toEqual([2, expect.stringContaining('needs --map for: account')]);
  const two = await cli.run('patterns', 'run', 'ring-ip', ...inCase, '--map', 'account=a.x', '--map', 'ip=b.y');
  expect([two.code, two.err]).toEqual([2, expect.stringContaining('A pattern looks at one table')]);

  expect((await cli.run('checklist', 'add', ...inCase, '--typology', 'Account takeover')).code).toBe(0);
  const marked = await cli.run('checklist', 'mark', ...inCase, '--state', 'done', '--note', 'asked twice', '2');
  expect(marked.out).toMatch(/^2 {2}done {2}When did the owner last sign in.*\(asked twice; .+, \d{4}-/);
  const items = await cli.json<{ state: string }>('checklist', 'list', ...inCase, '--json');
  expect(items.filter(({ state }) => state === 'done').length).toBe(1);
  expect((await cli.run('checklist', 'mark', ...inCase, '--state', 'done', '999')).code).toBe(2);
  expect((await cli.run('typology', 'export', ...vault, '--out', 'ato.json', 'account-takeover')).code).toBe(0);
  writeFileSync(join(cli.folder, 'evil.json'), '{"name": 1}');
  expect((await cli.run('typology', 'import', ...vault, 'evil.json')).err).toContain('The file is no typology');
});

it('finds shapes of payments, puts one on the board and states it, and follows the money', {
  timeout: 120_000,
}, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  const paid = ['v,a,100', 'a,x,5', 'a,b,95', 'b,y,4', 'b,c,91', 'c,z,3', 'c,d,88'].map(
    (row, at) => `t${at},${row},EUR,2026-03-01 10:0${at}:00Z`,
  );
  writeFileSync(join(cli.folder, 'paid.csv'), `transaction,from,to,amount,currency,time\n${paid.join('\n')}\n`);
  expect((await cli.run('import', ...inCase, 'paid.csv')).code).toBe(0);
  expect((await cli.run('transfers', ...inCase, '--guess')).code).toBe(0);
  const found = await cli.run('patterns', 'money', ...inCase, '--board', '1', '--finding', '1');
  expect([found.code, found.err]).toEqual([0, expect.stringContaining('stated as F-1')]);
  expect(found.out).toMatch(/^1 {2}Peeling chain {2}a and \d others {2}100 EUR.*\[E-0001 paid 1-7\]$/m);
  expect(found.err).toMatch(/Saved as E-0002; \d+ entities and \d+ links made on the board/);
  const none = await cli.run('patterns', 'money', ...inCase, '--asset', 'XYZ');
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('No asset fits')]);
  const traced = await cli.run('trace', ...inCase, '--from', 'v', '--freeze', 'Where it went', '--drawn-by', 'fifo');
  expect([traced.code, traced.err]).toEqual([0, expect.stringContaining('saved as E-0003')]);
  expect((await cli.run('trace', ...inCase, '--from', 'v', '--freeze', 'x', '--drawn-by', 'tiho')).code).toBe(2);
});
