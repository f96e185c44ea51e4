import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('redacts regions of a picture for some editions, lists the rules and takes one back', {
  timeout: 120_000,
}, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const inCase = [...vault, '--case', 'C-0001'];
  writeFileSync(join(cli.folder, 'seller.png'), createCanvas(400, 300).toBuffer('image/png'));
  expect((await cli.run('import', ...inCase, 'seller.png')).code).toBe(0);
  const region = (...rest: string[]) => cli.run('redact', 'region', ...inCase, 'E-0001', ...rest);
  const set = await region('--json', '--area', '10,20,30,40', '--area', '0,0,5,5', '--edition', 'infosec', 'legal');
  expect([set.code, set.err]).toEqual([0, '']);
  expect(JSON.parse(set.out)).toEqual({
    ...{ number: 1, label: '[REDACTED-01]', editions: ['infosec', 'legal'] },
    regions: [
      { x: 10, y: 20, width: 30, height: 40 },
      { x: 0, y: 0, width: 5, height: 5 },
    ],
  });
  const bad = await region('--area', '10,20,30', '--edition', 'legal');
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('40,120,300,60')]);
  const outside = await region('--area', '400,0,3,3', '--edition', 'legal');
  expect([outside.code, outside.err]).toEqual([2, expect.stringContaining('400 by 300 pixels')]);
  const list = await cli.run('redact', 'list', ...inCase);
  expect(list.out).toBe('1  [REDACTED-01]  region of a picture  infosec, legal\n');
  const named = await region('--area', '0,0,9,9', '--name', 'Victim 7');
  expect(named.out).toBe('7  Victim 7  executive, legal, infosec\n');
  expect((await cli.run('redact', 'remove', ...inCase, '7')).code).toBe(0);
  expect((await cli.run('redact', 'remove', ...inCase, '2')).err).toContain('has no redaction 2');
  expect((await cli.run('redact', 'remove', ...inCase, '1')).out).toBe('Removed 1.\n');
  expect((await cli.run('redact', 'list', ...inCase)).out).toBe('');
});
