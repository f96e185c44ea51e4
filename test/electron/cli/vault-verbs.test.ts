import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { PASSPHRASE } from '../../support/passphrase.ts';
import { smallDisk } from '../../torture/disk.ts';

const NEXT = 'another passphrase';

describe('the vault from the command line', { timeout: 120_000 }, () => {
  it('gets another passphrase, and the old one opens it no more', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    writeFileSync(join(cli.folder, 'next'), `${NEXT}\n`);
    writeFileSync(join(cli.folder, 'short'), 'short\n');
    const change = (file: string) => ['vault', 'passphrase', ...vault, '--new-passphrase-file', file] as const;
    expect((await cli.run(...change('short'))).code).toBe(2);
    expect((await cli.run(...change('absent'))).err).toContain('absent');
    const changed = await cli.run(...change('next'));
    expect(changed).toMatchObject({ code: 0, out: '', err: expect.stringContaining('The passphrase is changed') });
    expect((await cli.run('case', 'list', ...vault)).code).toBe(3);
    expect((await cli.runWith({ passphrase: NEXT }, 'case', 'list', ...vault)).code).toBe(0);
    expect((await cli.run(...change('next'))).code).toBe(3);
  });

  it('gets another key, with or without another passphrase, and prints its new recovery code', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Kept');
    writeFileSync(join(cli.folder, 'next'), `${NEXT}\n`);
    const CODE = /^Recovery code: ([0-9A-Z]{5}-){7}[0-9A-Z]{5}$/m;
    const first = await cli.run('vault', 'rekey', ...vault);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(CODE) });
    expect(first.err).toContain('Backups and copies made before');
    const second = await cli.run('vault', 'rekey', ...vault, '--new-passphrase-file', 'next');
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(CODE) });
    expect(second.out).not.toBe(first.out);
    expect((await cli.run('vault', 'rekey', ...vault)).code).toBe(3);
    const list = await cli.runWith({ passphrase: NEXT }, 'case', 'list', ...vault);
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining('Kept') });
  });

  it('on a disk that cannot be written to is verified and searched, and says that nothing is recorded', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip('skipped: cannot mount a small disk here');
    using cli = commandLine();
    const dir = join(disk.path, 'v.redthread');
    const vault = ['--vault', dir] as const;
    await cli.run('vault', 'create', dir);
    await cli.run('case', 'create', ...vault, '--title', 'Kept');
    disk.readOnly(true);
    const verified = await cli.run('verify', ...vault);
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('This verification is not recorded') });
    expect(verified.err).toContain('Opened read-only, because its disk is read-only.');
    const made = await cli.run('case', 'create', ...vault, '--title', 'New');
    expect(made).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nothing in it can be changed') });
    expect((await cli.run('case', 'list', ...vault)).out).toContain('Kept');
    disk.readOnly(false);
  });

  it('lists its backups, newest first, and makes one when asked to', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    type Listed = { name: string; madeAt: string; bytes: number; path: string };
    const before = await cli.json<Listed>('vault', 'backups', ...vault, '--json');
    const after = await cli.json<Listed>('vault', 'backups', ...vault, '--now', '--json');
    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ madeAt }) => madeAt)).toEqual(
      after
        .map(({ madeAt }) => madeAt)
        .toSorted()
        .reverse(),
    );
    for (const { path } of after) expect(existsSync(join(path, 'store.db'))).toBe(true);
    const { out } = await cli.run('vault', 'backups', ...vault);
    expect(out.split('\n')[0]).toBe(`${after[0]?.madeAt}  ${after[0]?.bytes} bytes  ${after[0]?.path}`);
  });

  it('is looked for in a backup and restored from it; the first opening tells that it is older', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Before');
    const [backup] = await cli.json<{ path: string }>('vault', 'backups', ...vault, '--now', '--json');
    await cli.run('case', 'create', ...vault, '--title', 'After');
    const path = backup?.path ?? '';
    const look = await cli.run('vault', 'restore', path);
    expect(look).toMatchObject({ code: 0, err: '' });
    expect(look.out).toContain('Case 1: Before (exhibits: 0, findings: 0)');
    expect(look.out).not.toContain('After');
    expect((await cli.runWith({ passphrase: NEXT }, 'vault', 'restore', path)).code).toBe(3);
    expect((await cli.run('vault', 'restore', path, '--to', vault[1])).code).toBe(2);
    const [restored] = await cli.json('vault', 'restore', path, '--to', 'again', '--json');
    const again = join(cli.folder, 'again.redthread');
    expect(restored).toMatchObject({ restored: again, problems: [], cases: [{ title: 'Before' }] });
    const list = () => cli.run('case', 'list', '--vault', again);
    const first = await list();
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Before') });
    expect(first.err).toContain('not as this computer last saw it');
    expect((await list()).err).toBe('');
    const verified = await cli.run('verify', '--vault', again);
    expect(verified.out).toMatch(/^NOTICE Custody entry \d+ opened a store that did not hold entry/);
    expect(verified.code).toBe(0);
  });

  it('keeps its passphrase to itself', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const { out, err } = await cli.run('vault', 'backups', ...vault, '--now', '--json');
    expect(`${out}${err}`).not.toContain(PASSPHRASE);
  });
});
