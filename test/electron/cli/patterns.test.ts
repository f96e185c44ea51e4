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
