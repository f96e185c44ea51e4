import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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

  it('refuses a wrong passphrase, and after three makes the next try wait', async () => {
    await using test = await openTestCore();
    await test.call('vault.lock', {});
    const vault = await only(test);
    const wrong = () => test.call('vault.open', { vault, passphrase: 'not the passphrase' });
    for (let tries = 0; tries < 3; tries++) await expect(wrong()).rejects.toMatchObject({ code: 'wrong-passphrase' });
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

  it('rates a passphrase', async () => {
    await using test = await openTestCore({ vault: false });
    expect(await test.call('vault.strength', { passphrase: 'password1234' })).toMatchObject({
      longEnough: true,
      score: 1,
    });
    expect((await test.call('vault.strength', { passphrase: 'maroon kettle drifts quietly 9' })).score).toBe(4);
  });
});
