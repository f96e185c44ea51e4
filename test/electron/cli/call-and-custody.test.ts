import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEY_COST } from '../../../electron/core/vault/keys.ts';
import { commandLine } from '../../support/command-line.ts';

interface Entry {
  seq: number;
  action: string;
  previous: string;
  hash: string;
}

describe('call', { timeout: 120_000 }, () => {
  it('runs any command, with its input as an argument, a file or stdin', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault('By hand');
    const [cases] = await cli.json<{ id: string }[]>('call', 'case.list', ...vault, '--json');
    const caseId = cases?.[0]?.id ?? '';
    writeFileSync(join(cli.folder, 'input.json'), JSON.stringify({ caseId, codename: 'from a file' }));
    expect((await cli.run('call', 'case.update', '@input.json', ...vault)).code).toBe(0);
    // By a process, whose stdin is a pipe.
    const piped = await cli.runProcess({ input: JSON.stringify({ caseId }) }, 'call', 'case.get', '-', ...vault);
    expect(JSON.parse(piped.out)).toMatchObject({ codename: 'from a file', title: 'By hand' });
  });

  it('refuses unknown commands, broken JSON and wrong input with 2', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    for (const [name, input, words] of [
      ['no.such', '{}', 'no command'],
      ['__proto__', '{}', 'no command'],
      ['case.list', '{', 'not JSON'],
      ['case.get', '{"caseId": 1}', 'caseId'],
      ['case.list', '{"extra": 1}', 'extra'],
    ] as const) {
      const { code, err } = await cli.run('call', name, input, ...vault);
      expect({ name, code, said: err.includes(words) }).toEqual({ name, code: 2, said: true });
    }
    expect((await cli.run('call', 'case.list')).code).toBe(3); // no vault is open
  });

  it('waits for jobs and saves the file behind a ticket', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const argv = ['call', 'custody.export', '{"format":"csv"}', ...vault, '--save', 'log.csv', '--json'];
    const [made] = await cli.json<{ name: string; entries: number }>(...argv);
    expect(made?.name).toBe('custody.csv');
    const lines = readFileSync(join(cli.folder, 'log.csv'), 'utf8').trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength((made?.entries ?? 0) + 1);
  });
});

describe('call on a vault folder', { timeout: 120_000 }, () => {
  it('recovers a vault whose passphrase is lost', async () => {
    using cli = commandLine();
    const [made] = await cli.json<{ vault: string; recoveryCode: string }>('vault', 'create', 'lost', '--json');
    const input = JSON.stringify({ recoveryCode: made?.recoveryCode, passphrase: 'an entirely new one' });
    const recovered = await cli.runWith({ input }, 'call', 'vault.recover', '-', '--folder', 'lost.redthread');
    expect(JSON.parse(recovered.out)).toMatchObject({ state: 'open', name: 'lost' });
    const vault = ['--vault', made?.vault ?? ''];
    expect((await cli.run('case', 'list', ...vault)).code).toBe(3);
    expect((await cli.runWith({ passphrase: 'an entirely new one' }, 'case', 'list', ...vault)).code).toBe(0);
  });
});

describe('custody', { timeout: 120_000 }, () => {
  it('prints a chain without a gap, one entry a line', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const entries = await cli.json<Entry>('custody', ...vault, '--json');
    expect(entries.slice(0, 4).map(({ action }) => action)).toEqual([
      'vault.create',
      'vault.lock',
      'vault.open',
      'case.create',
    ]);
    for (const [at, entry] of entries.entries()) {
      expect(entry.seq).toBe(at + 1);
      expect(entry.previous).toBe(at === 0 ? '0'.repeat(64) : entries[at - 1]?.hash);
    }
  });

  it('exports the same as one JSON array or as CSV', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const array = JSON.parse((await cli.run('custody', ...vault, '--case', 'c-0001')).out) as Entry[];
    expect(array.at(-1)?.action).toBe('custody.export');
    const csv = (await cli.run('custody', ...vault, '--format', 'csv')).out;
    expect(csv.split('\n')[0]).toMatch(
      /^seq,at,zone,actor,program,caseId,action,subject,detail,detailSha256,rowsSha256,previous,hash\r?$/,
    );
    const unknown = await cli.run('custody', ...vault, '--case', 'C-0009');
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('It has C-0001.') });
  });

  it('ends quietly when its reader goes away', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault();
    const child = cli.start('custody', ...vault, '--json');
    child.stdout?.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(0);
    expect((await cli.run('case', 'list', ...vault)).code).toBe(0); // and left the vault free
  });
});
