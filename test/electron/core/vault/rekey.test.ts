import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../../electron/core/db/open.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { smallDisk } from '../../../torture/disk.ts';

const NEXT = 'another passphrase';
const open = (test: TestCore, dir: string, passphrase: string) =>
  test.call('vault.open', { vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) }, passphrase });
const dirOf = (test: TestCore) => test.core.session?.dir ?? '';
const actions = async (test: TestCore) =>
  (await test.call('custody.list', { action: 'vault.', limit: 1000 })).entries.map(({ action }) => action);

describe('re-keying', () => {
  it('gives the store a key that no old copy of vault.json holds, and keeps all that is in it', async () => {
    await using test = await openTestCore();
    const dir = dirOf(test);
    const caseId = await newCase(test, 'Kept');
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('a.csv', 'id,name\n1,Ann\n') });
    const backup = await test.run('vault.backup', {});
    const { folder } = await test.call('vault.backups', {});
    const former = Buffer.from(test.core.session?.key ?? []);
    copyFileSync(join(dir, 'vault.json'), join(test.folder, 'old.json'));

    const { recoveryCode, deviceKey } = await test.call('vault.rekey', { passphrase: PASSPHRASE, next: NEXT });
    expect(deviceKey).toBe('none');
    expect(test.core.session?.key.equals(former)).toBe(false);
    expect(() => openReader(join(dir, 'store.db'), former).integrity()).toThrow(/not a store of this vault/);
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(false);
    expect((await test.call('case.list', {})).map(({ title }) => title)).toEqual(['Kept']);
    await test.call('case.update', { caseId, background: 'written with the new key' });
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
    expect(await actions(test)).toContain('vault.rekey');
    await test.call('vault.lock', {});

    await expect(open(test, dir, PASSPHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    copyFileSync(join(dir, 'vault.json'), join(test.folder, 'new.json'));
    copyFileSync(join(test.folder, 'old.json'), join(dir, 'vault.json'));
    await expect(open(test, dir, PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
    copyFileSync(join(test.folder, 'new.json'), join(dir, 'vault.json'));
    await open(test, dir, NEXT);
    await test.call('vault.lock', {});
    const vault = { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) };
    await test.call('vault.recover', { vault, recoveryCode, passphrase: PASSPHRASE });
    // A backup made before is a vault of its own time.
    const ticket = test.core.tickets.issue({ kind: 'folder', path: join(folder, backup.name) });
    const found = await test.call('vault.inspectBackup', { backup: { ticket }, passphrase: PASSPHRASE });
    expect(found).toMatchObject({ cases: [{ title: 'Kept' }], problems: [] });
  });

  it('needs the passphrase, no other job, and refuses writes while it runs; a stop leaves all as it was', async () => {
    await using test = await openTestCore();
    const dir = dirOf(test);
    const caseId = await newCase(test);
    // Long enough to be met while it runs.
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('noise.bin', randomBytes(24 << 20)) });
    const before = readFileSync(join(dir, 'vault.json'));
    await expect(test.call('vault.rekey', { passphrase: 'not the passphrase' })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
    const stop = Promise.withResolvers<void>();
    test.core.jobs.start('other', 'Other work', () => stop.promise);
    await expect(test.call('vault.rekey', { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'conflict' });
    stop.resolve();
    await expect.poll(() => test.core.jobs.busy).toBe(false);

    const running = test.call('vault.rekey', { passphrase: PASSPHRASE });
    const isUnderWay = (): boolean =>
      test.core.jobs.list().some(({ label }) => label.includes('encrypting and checking'));
    while (!isUnderWay()) await new Promise(setImmediate);
    const job = test.core.jobs.list().findLast(({ command }) => command === 'vault.rekey');
    await expect(test.call('case.update', { caseId, background: 'b' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('being re-encrypted'),
    });
    expect((await test.call('case.get', { caseId })).title).toBe('Test case');
    if (job) test.core.jobs.cancel(job.id);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(false);
    expect(readFileSync(join(dir, 'vault.json'))).toEqual(before);
    await test.call('case.update', { caseId, background: 'b' });
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('that was cut short is undone or finished by the next opening, and never takes the place of a store that opens', async () => {
    await using test = await openTestCore();
    const dir = dirOf(test);
    const [old, renewed] = [join(test.folder, 'old'), join(test.folder, 'renewed')];
    await test.call('vault.setBackups', { keep: 0 });
    await newCase(test, 'Before');
    await test.call('vault.lock', {});
    cpSync(dir, old, { recursive: true });
    await open(test, dir, PASSPHRASE);
    // What lies there between the renames: the store of step 1 is the one that was put in place, before its first opening.
    await test.call('vault.rekey', { passphrase: PASSPHRASE, next: NEXT });
    await test.call('vault.lock', {});
    cpSync(dir, renewed, { recursive: true });
    const between = (vaultJson: string, store: string, rekeyed: string | null): void => {
      rmSync(dir, { recursive: true });
      cpSync(old, dir, { recursive: true });
      copyFileSync(join(vaultJson, 'vault.json'), join(dir, 'vault.json'));
      copyFileSync(join(store, 'store.db'), join(dir, 'store.db'));
      if (rekeyed) copyFileSync(join(rekeyed, 'store.db'), join(dir, 'store.db.rekeyed'));
    };
    between(old, old, renewed);
    await open(test, dir, PASSPHRASE);
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(false);
    await test.call('vault.lock', {});

    between(renewed, old, renewed);
    await open(test, dir, NEXT);
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(false);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
    await newCase(test, 'After');
    await test.call('vault.lock', {});

    copyFileSync(join(renewed, 'store.db'), join(dir, 'store.db.rekeyed')); // as a service that synchronises late would
    await open(test, dir, NEXT);
    expect((await test.call('case.list', {})).map(({ title }) => title).toSorted()).toEqual(['After', 'Before']);
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(false);
    await test.call('vault.lock', {});

    between(renewed, old, null);
    renameSync(join(dir, 'store.db'), join(dir, 'store.db.rekeyed')); // another key's: nothing to finish with
    await expect(open(test, dir, NEXT)).rejects.toMatchObject({ code: expect.stringMatching(/damaged|disk/) });
    expect(existsSync(join(dir, 'store.db.rekeyed'))).toBe(true);
  });

  it('is refused where the disk has no room for the store twice, and says how much is missing', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip('skipped: cannot mount a small disk here');
    await using test = await openTestCore({ vault: false });
    await test.call('vault.create', {
      name: 'v',
      passphrase: PASSPHRASE,
      folder: test.core.tickets.issue({ kind: 'folder', path: disk.path }),
    });
    const caseId = await newCase(test);
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('a.bin', randomBytes(18_000_000)) });
    await expect(test.call('vault.rekey', { passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringMatching(/needs \d+ MB .*\d+ MB are free/),
    });
    expect(existsSync(join(dirOf(test), 'store.db.rekeyed'))).toBe(false);
    expect((await test.call('case.list', {})).length).toBe(1);
  });
});
