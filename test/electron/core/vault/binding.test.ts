import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const NEXT = 'another passphrase';
const open = (test: TestCore, dir: string, passphrase: string) =>
  test.call('vault.open', { vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) }, passphrase });

describe('vault.json and the store', () => {
  it('belong together: an old one does not open the store after a change of passphrase', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const [path, old, current] = [join(dir, 'vault.json'), join(test.folder, 'old'), join(test.folder, 'current')];
    copyFileSync(path, old);
    await test.call('vault.changePassphrase', { current: PASSPHRASE, next: NEXT });
    copyFileSync(path, current);
    await test.call('vault.lock', {});
    copyFileSync(old, path);
    await expect(open(test, dir, PASSPHRASE)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/older than the store.*from a backup made after the change/),
    });
    copyFileSync(current, path);
    await open(test, dir, NEXT);
  });

  it('belong together: a changed one, or a store from before the change, is refused with what it means', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const [path, store, early] = [join(dir, 'vault.json'), join(dir, 'store.db'), join(test.folder, 'early')];
    await test.call('vault.lock', {});
    const file = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...file, keys: { ...file.keys, recovery: file.keys.passphrase } }));
    await expect(open(test, dir, PASSPHRASE)).rejects.toMatchObject({
      message: expect.stringContaining('not the one'),
    });
    writeFileSync(path, JSON.stringify(file));
    copyFileSync(store, early);
    await open(test, dir, PASSPHRASE);
    await test.call('vault.changePassphrase', { current: PASSPHRASE, next: NEXT });
    await test.call('vault.lock', {});
    copyFileSync(early, store);
    await expect(open(test, dir, NEXT)).rejects.toMatchObject({
      message: expect.stringContaining('store.db is older than vault.json'),
    });
  });
});
