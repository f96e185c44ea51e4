import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('takes snapshots of a board, lists them, and draws one and the board as files', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const inCase = [...(await cli.vault()), '--case', 'C-0001'];
  const taken = await cli.run('board', 'snapshot', ...inCase, '--json', '--report', 'As found');
  expect(JSON.parse(taken.out)).toMatchObject({ title: 'As found', inReport: true, items: 0 });
  expect((await cli.run('board', 'snapshot', ...inCase, 'Later')).out).toContain('Later  0 items');
  const listed = (await cli.run('board', 'snapshots', ...inCase)).out.split('\n');
  expect(listed.map((line) => line.slice(0, 12))).toEqual(['1  As found ', '2  Later  0 ', '']);
  expect(listed[0]).toContain('in the report');
  for (const which of [['--snapshot', '2'], []]) {
    const made = await cli.run('board', 'picture', ...inCase, ...which, '--out', 'out.svg');
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('not encrypted')]);
    const svg = readFileSync(join(cli.folder, 'out.svg'), 'utf8');
    expect(svg).toMatch(which.length > 0 ? /^<svg .*[\s\S]*: Later/ : /^<svg .*/);
  }
  const unknown = await cli.run('board', 'picture', ...inCase, '--snapshot', 'None', '--out', 'out.svg');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There is "As found", "Later"')]);
});
