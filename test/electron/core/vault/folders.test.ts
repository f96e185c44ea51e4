import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let folder: string;
beforeAll(async () => {
  test = await openTestCore({ vault: false });
  folder = mkdtempSync(join(tmpdir(), 'redthread-folders-'));
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
const ticketOf = (path: string) => test.core.tickets.issue({ kind: 'folder', path });
const check = (path: string, as: 'vault' | 'parent') => test.call('vault.checkFolder', { folder: ticketOf(path), as });

describe('a folder that was chosen', () => {
  it('holds a new vault, which is then known by its own name', async () => {
    expect(await check(folder, 'parent')).toMatchObject({ folder, notices: [] });
    await test.call('vault.create', { name: 'away', folder: ticketOf(folder), passphrase: PASSPHRASE });
    const vault = join(folder, 'away.redthread');
    await test.call('vault.lock', {});
    expect(await check(vault, 'vault')).toEqual({ name: 'away', folder, readOnly: null, notices: [] });
    await expect(check(vault, 'parent')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused with what it is, and what lies in it', async () => {
    await expect(check(folder, 'vault')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('It holds the vault "away"; choose that folder.'),
    });
    mkdirSync(join(folder, 'none'));
    await expect(check(join(folder, 'none'), 'vault')).rejects.toMatchObject({
      message: expect.stringContaining('Choose a folder named like'),
    });
    await expect(check(join(folder, 'gone'), 'vault')).rejects.toMatchObject({ code: 'not-found' });
    writeFileSync(join(folder, 'file'), '');
    await expect(check(join(folder, 'file'), 'vault')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('names the program that has the vault open', async () => {
    await using other = await openTestCore({ vault: false });
    const path = join(folder, 'away.redthread');
    await other.call('vault.open', {
      vault: { ticket: other.core.tickets.issue({ kind: 'folder', path }) },
      passphrase: PASSPHRASE,
    });
    await expect(check(path, 'vault')).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringMatching(/open in/),
    });
  });

  // Whoever may do everything is refused nothing.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'says that it may not be read, or written to',
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o000);
      await expect(check(closed, 'vault')).rejects.toMatchObject({
        message: expect.stringContaining('permission denied'),
      });
      chmodSync(closed, 0o500);
      await expect(check(closed, 'parent')).rejects.toMatchObject({ code: 'read-only' });
      chmodSync(closed, 0o700);
    },
  );
});

describe('the default folder', () => {
  it('lists vaults that were never opened here, once, and not behind a link', async () => {
    await using fresh = await openTestCore({ vault: false });
    await fresh.call('vault.create', { name: 'opened', passphrase: PASSPHRASE });
    await fresh.call('vault.lock', {});
    const { vaultsFolder } = fresh.core.settings;
    mkdirSync(join(vaultsFolder, 'copied.redthread'));
    writeFileSync(join(vaultsFolder, 'copied.redthread', 'vault.json'), '{}');
    mkdirSync(join(vaultsFolder, 'other'));
    symlinkSync(join(folder, 'away.redthread'), join(vaultsFolder, 'linked.redthread'), 'junction');
    const { vaults } = await fresh.call('vault.list', {});
    expect(vaults.map(({ name, lastOpenedAt }) => [name, lastOpenedAt !== null])).toEqual([
      ['opened', true],
      ['copied', false],
    ]);
    const copied = vaults[1]?.ref ?? '';
    await expect(fresh.call('vault.open', { vault: { ref: copied }, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'damaged',
    });
    await fresh.call('vault.forget', { ref: copied });
    expect((await fresh.call('vault.list', {})).vaults.map(({ name }) => name)).toEqual(['opened']);
  });
});
