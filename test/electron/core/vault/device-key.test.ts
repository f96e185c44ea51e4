import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoreClient } from '../../../../electron/core/host/client.ts';
import { forkCore } from '../../../../electron/core/host/fork.ts';
import type { KeyStore } from '../../../../electron/core/host/key-store.ts';
import { openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

/** Stands for the operating system: what it seals, only it unseals. */
class SystemStore implements KeyStore {
  private readonly held = new Map<string, Uint8Array>();
  refuses = false;
  why: string | null = null;
  problem = async () => this.why;
  seal = async (secret: Uint8Array) => {
    if (this.refuses) throw new Error('refused');
    const name = randomBytes(16);
    this.held.set(name.toString('hex'), Uint8Array.from(secret));
    return name;
  };
  unseal = async (sealed: Uint8Array) => {
    const secret = this.held.get(Buffer.from(sealed).toString('hex'));
    if (!secret || this.refuses) throw new Error('refused');
    return Uint8Array.from(secret);
  };
}

const listed = async (test: TestCore) =>
  (await test.call('vault.list', {})).vaults[0] as { ref: string; onDevice: boolean };
const vaultFile = (test: TestCore) => join(test.folder, 'vaults', 'test.redthread', 'vault.json');
const acts = async (test: TestCore) =>
  (await test.call('custody.list', { action: 'vault.', limit: 1000 })).entries.map(({ action }) => action);

describe('unlocking on this computer', () => {
  it('goes on after re-keying where the key store gives its secret out, and is switched off where it does not', async () => {
    const keyStore = new SystemStore();
    await using test = await openTestCore({ keyStore });
    await test.call('vault.setDeviceKey', { passphrase: PASSPHRASE });
    const { ref } = await listed(test);
    expect((await test.call('vault.rekey', { passphrase: PASSPHRASE })).deviceKey).toBe('kept');
    await test.call('vault.lock', {});
    expect(await test.call('vault.openOnDevice', { ref })).toMatchObject({ state: 'open' });
    keyStore.refuses = true;
    expect((await test.call('vault.rekey', { passphrase: PASSPHRASE })).deviceKey).toBe('removed');
    expect((await test.call('vault.deviceKey', {})).on).toBe(false);
    keyStore.refuses = false;
    await test.call('vault.lock', {});
    await expect(test.call('vault.openOnDevice', { ref })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is off until the passphrase switches it on, opens without it, and can be switched off', async () => {
    const keyStore = new SystemStore();
    await using test = await openTestCore({ keyStore });
    await test.call('case.create', { title: 'Copper Lantern' });
    expect([(await listed(test)).onDevice, await test.call('vault.deviceKey', {})]).toEqual([
      false,
      { on: false, problem: null },
    ]);
    await expect(test.call('vault.setDeviceKey', { passphrase: 'not the passphrase' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    await test.call('vault.setDeviceKey', { passphrase: PASSPHRASE });
    const { ref, onDevice } = await listed(test);
    expect([onDevice, (await test.call('vault.deviceKey', {})).on]).toEqual([true, true]);

    await test.call('vault.lock', {});
    expect(await test.call('vault.openOnDevice', { ref })).toMatchObject({ state: 'open', name: 'test' });
    expect((await test.call('case.list', {})).map(({ title }) => title)).toEqual(['Copper Lantern']);
    // A new passphrase wraps the same data key; the secret of this computer goes on fitting.
    await test.call('vault.changePassphrase', { current: PASSPHRASE, next: 'another long passphrase' });
    await test.call('vault.lock', {});
    await test.call('vault.openOnDevice', { ref });

    await test.call('vault.removeDeviceKey', {});
    expect(await test.call('vault.deviceKey', {})).toEqual({ on: false, problem: null });
    expect(JSON.parse(readFileSync(vaultFile(test), 'utf8')).keys).not.toHaveProperty('device');
    expect(readdirSync(join(test.folder, 'device-keys'))).toEqual([]);
    for (const act of ['vault.setDeviceKey', 'vault.openOnDevice', 'vault.removeDeviceKey'])
      expect(await acts(test)).toContain(act);
    await test.call('vault.lock', {});
    await expect(test.call('vault.openOnDevice', { ref })).rejects.toMatchObject({ code: 'not-found' });
    await test.call('vault.open', { vault: { ref }, passphrase: 'another long passphrase' });
  });

  it('writes nothing that opens the vault by itself', async () => {
    const keyStore = new SystemStore();
    await using test = await openTestCore({ keyStore });
    await test.call('vault.setDeviceKey', { passphrase: PASSPHRASE });
    const { ref } = await listed(test);
    const sealed = join(test.folder, 'device-keys', `${ref}.sealed`);
    if (process.platform !== 'win32') expect(statSync(sealed).mode & 0o777).toBe(0o600);
    const { keys } = JSON.parse(readFileSync(vaultFile(test), 'utf8'));
    expect(Buffer.from(keys.device.sealed, 'base64').length).toBe(48);
    await test.call('vault.lock', {});

    keyStore.refuses = true;
    await expect(test.call('vault.openOnDevice', { ref })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    keyStore.refuses = false;
    writeFileSync(sealed, await keyStore.seal(randomBytes(32)));
    await expect(test.call('vault.openOnDevice', { ref })).rejects.toMatchObject({
      code: 'wrong-passphrase',
      message: expect.stringContaining('does not fit'),
    });
    expect((await test.call('vault.status', {})).state).toBe('closed');
    await test.call('vault.open', { vault: { ref }, passphrase: PASSPHRASE });
  });

  it('is refused where the host has no key store, or its store refuses, and changes nothing', async () => {
    await using without = await openTestCore();
    await expect(without.call('vault.setDeviceKey', { passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('reach no key store'),
    });
    const keyStore = new SystemStore();
    await using test = await openTestCore({ keyStore });
    const before = readFileSync(vaultFile(test), 'utf8');
    keyStore.refuses = true;
    await expect(test.call('vault.setDeviceKey', { passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'unsupported',
    });
    keyStore.why = 'No key store.';
    expect((await test.call('vault.deviceKey', {})).problem).toBe('No key store.');
    await expect(test.call('vault.setDeviceKey', { passphrase: PASSPHRASE })).rejects.toMatchObject({
      message: 'No key store.',
    });
    expect(readFileSync(vaultFile(test), 'utf8')).toBe(before);
  });

  it('forgets its secret when the vault is taken off the list', async () => {
    await using test = await openTestCore({ keyStore: new SystemStore() });
    await test.call('vault.setDeviceKey', { passphrase: PASSPHRASE });
    await test.call('vault.forget', { ref: (await listed(test)).ref });
    expect(readdirSync(join(test.folder, 'device-keys'))).toEqual([]);
  });

  it('reaches the key store of the host from the worker', async () => {
    await using test = await openTestCore({ vault: false });
    const options = { program: 'test 0', settingsFolder: test.folder, vaultsFolder: join(test.folder, 'vaults') };
    const client = new CoreClient(options, forkCore, new SystemStore());
    try {
      await client.ask('vault.create', { name: 'w', passphrase: PASSPHRASE });
      await client.ask('vault.setDeviceKey', { passphrase: PASSPHRASE });
      await client.ask('vault.lock', {});
      const { vaults } = await client.ask('vault.list', {});
      expect((await client.ask('vault.openOnDevice', { ref: vaults[0]?.ref ?? '' })).state).toBe('open');
    } finally {
      await client.close();
    }
  });
});
