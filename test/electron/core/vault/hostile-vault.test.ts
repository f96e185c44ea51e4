import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readVaultFile, writeVaultFile } from '../../../../electron/core/vault/vault-file.ts';
import { working } from '../../../support/clocks.ts';
import { openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const open = (test: TestCore, dir: string, passphrase = PASSPHRASE) =>
  test.call('vault.open', { vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) }, passphrase });

/** A vault that was locked, as someone could have sent it. */
async function received(test: TestCore): Promise<string> {
  const dir = test.core.session?.dir ?? '';
  await test.call('vault.lock', {});
  return dir;
}

const NAMES = [
  'vault.json',
  'vault.holder',
  'vault.lock',
  'store.db',
  'store.db-wal',
  'store.db-shm',
  'store.db-journal',
];

describe.skipIf(process.platform === 'win32')('a vault from elsewhere', () => {
  it('with a link or a pipe for a file of it has nothing opened, overwritten or waited for', async () => {
    await using test = await openTestCore();
    const dir = await received(test);
    for (const name of NAMES) {
      const path = join(dir, name);
      const [kept, victim] = [`${path}.kept`, join(test.folder, 'victim')];
      if (existsSync(path)) {
        copyFileSync(path, victim);
        renameSync(path, kept);
      } else writeFileSync(victim, '');
      const before = readFileSync(victim);
      for (const make of [() => symlinkSync(victim, path), () => execFileSync('mkfifo', [path])]) {
        make();
        await expect(open(test, dir)).rejects.toMatchObject({
          code: 'damaged',
          message: expect.stringContaining(`"${name}" is a link, a pipe or a folder`),
        });
        expect(readFileSync(victim)).toEqual(before);
        rmSync(path);
      }
      if (existsSync(kept)) renameSync(kept, path);
    }
    await open(test, dir);
  });

  it('with a link, a pipe or a folder for vault.json.next has it replaced, not followed', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const victim = test.file('victim', 'kept');
    const next = join(dir, 'vault.json.next');
    const file = readVaultFile(dir, test.core.keyCost);
    for (const make of [() => symlinkSync(victim, next), () => execFileSync('mkfifo', [next]), () => mkdirSync(next)]) {
      make();
      writeVaultFile(dir, file);
      expect(readFileSync(victim, 'utf8')).toBe('kept');
      expect(existsSync(next)).toBe(false);
    }
    expect(readVaultFile(dir, test.core.keyCost)).toEqual(file);
  });

  it('has its store readable by its owner only', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const modes = () =>
      ['store.db', 'vault.json', 'vault.lock', 'vault.holder'].map((name) => statSync(join(dir, name)).mode & 0o777);
    expect(modes()).toEqual([0o600, 0o600, 0o600, 0o600]);
    await test.call('vault.lock', {});
    chmodSync(join(dir, 'store.db'), 0o644);
    await open(test, dir);
    expect(statSync(join(dir, 'store.db')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'store.db-wal')).mode & 0o777).toBe(0o600);
  });
});

describe('vault.json', () => {
  it('that asks for too much memory or work, or has an odd salt, is refused before a key is derived', async () => {
    await using test = await openTestCore();
    const dir = await received(test);
    const path = join(dir, 'vault.json');
    const text = readFileSync(path, 'utf8');
    for (const [change, words] of [
      [{ memoryKiB: 1_048_577 }, 'more memory or passes'],
      [{ memoryKiB: 1_048_576, passes: 5 }, 'more memory or passes'],
      [{ memoryKiB: 4_194_304, passes: 64 }, 'more memory or passes'],
      [{ memoryKiB: 65_536, passes: 1_000_000 }, 'more memory or passes'],
      [{ salt: 'AAA=' }, 'is not a vault file'],
      [{ salt: Buffer.alloc(1000).toString('base64') }, 'is not a vault file'],
    ] as const) {
      const file = JSON.parse(text);
      Object.assign(file.keys.passphrase.kdf, change);
      writeFileSync(path, JSON.stringify(file));
      const worked = working();
      await expect(open(test, dir)).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining(words) });
      expect(worked()).toBeLessThan(1000);
    }
  });
});

describe('attempts', () => {
  it('made at the same time are counted like any', async () => {
    await using test = await openTestCore();
    const dir = await received(test);
    const refusals = await Promise.all(
      Array.from({ length: 6 }, () => open(test, dir, 'not the passphrase').catch(({ code }) => code as string)),
    );
    expect(refusals).toEqual([...Array(3).fill('wrong-passphrase'), ...Array(3).fill('wait')]);
  });
});

describe('a vault in a synchronised folder', () => {
  const note = (host: string, seen: Date) =>
    `${JSON.stringify({ program: 'app 1', process: 7, host, since: '2026-01-01T08:00:00.000Z', seen: seen.toISOString() })}\n`;

  it('is refused while another computer says that it has it, and opens once that is silent', async () => {
    await using test = await openTestCore();
    const dir = await received(test);
    const holder = join(dir, 'vault.holder');
    writeFileSync(holder, note('other-laptop', new Date(Date.now() - 120_000)));
    await expect(open(test, dir)).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('on other-laptop'),
    });
    expect(readFileSync(holder, 'utf8')).toContain('other-laptop');
    writeFileSync(holder, note('other-laptop', new Date(Date.now() - 11 * 60_000)));
    await open(test, dir);
    await test.call('vault.lock', {});
    expect(() => statSync(holder)).toThrow();
  });
});

describe('a clock without a named zone', () => {
  it.each([
    ['UTC+5', '-05:00'],
    [':/etc/localtime', /./],
    ['Foo/Bar', 'UTC'],
    ['', 'UTC'],
  ])('TZ="%s" opens the vault, and the log says what the clock showed', async (zone, recorded) => {
    vi.stubEnv('TZ', zone);
    try {
      await using test = await openTestCore();
      const { entries } = await test.call('custody.list', {});
      expect(entries.length).toBeGreaterThan(0);
      for (const entry of entries) expect(entry.zone).toMatch(recorded);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
