import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('lists what has times and writes it as a file, warned, recorded, with the zone that was assumed', {
  timeout: 120_000,
}, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  writeFileSync(join(cli.folder, 'pay.csv'), 'id,paid\n007,2026-05-04 14:03:00\n008,2026-05-05 09:00:00\n009,\n');
  expect((await cli.run('import', ...inCase, 'pay.csv')).code).toBe(0);
  const listed = await cli.run('timeline', ...inCase, '--json', '--lane', 'pay.paid');
  expect(JSON.parse(listed.out)).toEqual({
    lane: 'pay.paid',
    exhibit: 'E-0001',
    events: 2,
    undated: 1,
    from: '2026-05-04 14:03:00',
    to: '2026-05-05 09:00:00',
    zone: 'assumed',
  });
  const options = ['--lane', 'pay.paid', '--zone', 'America/Los_Angeles', '--to', '2026-05-05T00:00:00Z'];
  const made = await cli.run('timeline', ...inCase, '--json', ...options, '--out', 'out.csv');
  expect(JSON.parse(made.out)).toMatchObject({ format: 'csv', events: 1 });
  expect(made.err).toContain('times without a zone were taken to be of America/Los_Angeles: pay.paid');
  expect(readFileSync(join(cli.folder, 'out.csv'), 'utf8').split('\r\n')[1]).toMatch(
    /^id: 007,1777928580000000,2026-05-04T21:03:00\.000Z,pay\.paid,2026-05-04T21:03:01\.000Z,2026-05-04 14:03:00,assumed,[-\d: ]{19} America\/Los_Angeles,E-0001,1,"",2026-05-04 14:03:00,America\/Los_Angeles$/,
  );
  const unknown = await cli.run('timeline', ...inCase, '--lane', 'pay.other');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There are: Exhibits acquired')]);
  const span = await cli.run('timeline', ...inCase, '--from', '2026-05-04T00:00:00Z');
  expect([span.code, span.err]).toEqual([2, expect.stringContaining('Name one with --out')]);
  const vague = await cli.run('timeline', ...inCase, '--from', '2026-05-04', '--out', 'out.csv');
  expect([vague.code, vague.err]).toEqual([2, expect.stringContaining('with its offset')]);
});
