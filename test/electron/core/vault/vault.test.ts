import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../electron/core/db/open.ts';
import { KEY_COST } from '../../../../electron/core/vault/keys.ts';
import { openTestCore, PASSPHRASE } from '../../../support/core.ts';

const only = async (test: Awaited<ReturnType<typeof openTestCore>>) => {
  const { vaults } = await test.call('vault.list', {});
  return { ref: vaults[0]?.ref ?? '' };
};

describe('a vault', () => {
  it('opens again with its passphrase and keeps its cases', async () => {
    await using test = await openTestCore();
    await test.call('case.create', { title: 'Copper Lantern' });
    await test.call('vault.lock', {});
    await expect(test.call('case.list', {})).rejects.toMatchObject({ code: 'locked' });
    await test.call('vault.open', { vault: await only(test), passphrase: PASSPHRASE });
    expect((await test.call('case.list', {})).map(({ title }) => title)).toEqual(['Copper Lantern']);
  });

  it('refuses a wrong passphrase, and after three makes the next attempt wait', async () => {
    await using test = await openTestCore();
    await test.call('vault.lock', {});
    const vault = await only(test);
    const wrong = () => test.call('vault.open', { vault, passphrase: 'not the passphrase' });
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(wrong()).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await expect(wrong()).rejects.toMatchObject({ code: 'wait' });
  });

  it('opens with the recovery code, which sets a new passphrase', async () => {
    await using test = await openTestCore({ vault: false });
    const { recoveryCode } = await test.call('vault.create', { name: 'r', passphrase: PASSPHRASE });
    await test.call('vault.lock', {});
    const vault = await only(test);
    await expect(
      test.call('vault.recover', {
        vault,
        recoveryCode: `${recoveryCode.slice(0, -1)}*`,
        passphrase: 'another passphrase',
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('typing error') });
    await test.call('vault.recover', {
      vault,
      recoveryCode: recoveryCode.toLowerCase(),
      passphrase: 'another passphrase',
    });
    await test.call('vault.lock', {});
    await expect(test.call('vault.open', { vault, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    await test.call('vault.open', { vault, passphrase: 'another passphrase' });
  });

  it('names who holds it when it is open elsewhere', async () => {
    await using test = await openTestCore();
    await using other = await openTestCore({ vault: false });
    const dir = test.core.session?.dir ?? '';
    const ticket = other.core.tickets.issue({ kind: 'folder', path: dir });
    await expect(other.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  it('keeps no plain text in its files', async () => {
    await using test = await openTestCore();
    await test.call('case.create', { title: 'NeedleInTheStore' });
    const dir = test.core.session?.dir ?? '';
    await test.call('vault.lock', {});
    for (const file of ['store.db', 'vault.json']) {
      expect(readFileSync(join(dir, file)).includes('NeedleInTheStore')).toBe(false);
    }
    expect(readFileSync(join(dir, 'store.db')).subarray(0, 15).toString()).not.toBe('SQLite format 3');
  });

  it('overwrites the key when it is locked', async () => {
    await using test = await openTestCore();
    const key = test.core.session?.key;
    await test.call('vault.lock', {});
    expect(key?.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['one byte', () => Buffer.from('x')],
    ['noise', () => randomBytes(65_536)],
  ])('refuses a store.db of %s, and leaves it as it is', async (_what, content) => {
    await using test = await openTestCore();
    await test.call('case.create', { title: 'Copper Lantern' });
    const store = join(test.core.session?.dir ?? '', 'store.db');
    await test.call('vault.lock', {});
    const bytes = content();
    writeFileSync(store, bytes);
    await expect(test.call('vault.open', { vault: await only(test), passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('backup'),
    });
    expect(readFileSync(store)).toEqual(bytes);
  });

  it.each([
    ['with nothing in it', 'CREATE TABLE t (x)'],
    ['that was emptied', 'DELETE FROM migrations'],
    ['of another vault', "UPDATE meta SET value = '00000000-0000-4000-8000-000000000000' WHERE key = 'vault_id'"],
    ['that names no vault', "DELETE FROM meta WHERE key = 'vault_id'"],
  ])('refuses a store under its own key %s', async (what, change) => {
    await using test = await openTestCore();
    const { dir = '', key = Buffer.alloc(0) } = test.core.session ?? {};
    const own = Buffer.from(key);
    await test.call('vault.lock', {});
    const store = join(dir, 'store.db');
    if (what === 'with nothing in it') rmSync(store);
    const db = openStore(store, own, what === 'with nothing in it');
    db.script(change);
    db.close();
    await expect(test.call('vault.open', { vault: await only(test), passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('backup'),
    });
  });

  it('is made at full cost by a program, which refuses one whose keys cost less', async () => {
    await using cheap = await openTestCore();
    await using program = await openTestCore({ vault: false, keyCost: KEY_COST });
    const dir = cheap.core.session?.dir ?? '';
    await cheap.call('vault.lock', {});
    const open = (folder: string) =>
      program.call('vault.open', {
        vault: { ticket: program.core.tickets.issue({ kind: 'folder', path: folder }) },
        passphrase: PASSPHRASE,
      });
    await expect(open(dir)).rejects.toMatchObject({ code: 'damaged' });
    await program.call('vault.create', { name: 'full', passphrase: PASSPHRASE });
    const made = program.core.session?.dir ?? '';
    await program.call('vault.lock', {});
    const file = JSON.parse(readFileSync(join(made, 'vault.json'), 'utf8'));
    for (const slot of ['passphrase', 'recovery'])
      expect(file.keys[slot].kdf).toMatchObject({ algorithm: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 });
    expect(await open(made)).toMatchObject({ state: 'open' });
  });

  it.each([
    ['passphrase', 'memoryKiB', 65_535],
    ['recovery', 'passes', 2],
  ])('is refused when its %s key has a %s of %i', async (slot, parameter, value) => {
    await using test = await openTestCore({ keyCost: KEY_COST });
    const path = join(test.core.session?.dir ?? '', 'vault.json');
    await test.call('vault.lock', {});
    const file = JSON.parse(readFileSync(path, 'utf8'));
    file.keys[slot].kdf[parameter] = value;
    writeFileSync(path, JSON.stringify(file));
    await expect(test.call('vault.open', { vault: await only(test), passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'damaged',
    });
  });

  it('rates a passphrase', async () => {
    await using test = await openTestCore({ vault: false });
    expect(await test.call('vault.strength', { passphrase: 'password1234' })).toMatchObject({
      longEnough: true,
      score: 1,
    });
    expect((await test.call('vault.strength', { passphrase: 'maroon kettle drifts quietly 9' })).score).toBe(4);
  });
});
