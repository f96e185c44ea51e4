import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { signDetached } from '../../../../electron/core/vault/reads.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const folderTicket = (test: TestCore, path: string) => test.core.tickets.issue({ kind: 'folder', path });

describe('backups', () => {
  it('open with the passphrase and hold what was there when they were made', async () => {
    await using test = await openTestCore();
    await newCase(test, 'Before');
    const made = await test.run('vault.backup', {});
    await newCase(test, 'After');
    const plan = await test.call('vault.backups', {});
    expect(plan).toMatchObject({ keep: 5, problem: null, backups: [made] });
    await test.call('vault.lock', {});
    await test.call('vault.open', {
      vault: { ticket: folderTicket(test, join(plan.folder, made.name)) },
      passphrase: PASSPHRASE,
    });
    expect((await test.call('case.list', {})).map(({ title }) => title)).toEqual(['Before']);
    expect(readFileSync(join(plan.folder, made.name, 'store.db')).includes('Before')).toBe(false);
  });

  it('keep the number asked for, in the folder asked for', async () => {
    await using test = await openTestCore();
    await test.call('vault.setBackups', { keep: 2, folder: folderTicket(test, join(test.folder, 'elsewhere')) });
    const names: string[] = [];
    for (let n = 0; n < 4; n++) names.push((await test.run('vault.backup', {})).name);
    expect(readdirSync(join(test.folder, 'elsewhere')).sort()).toEqual(names.slice(2));
  });

  it('say why when they cannot be made, and leave nothing half-copied', async () => {
    await using test = await openTestCore();
    const blocked = test.file('a-file', '');
    await test.call('vault.setBackups', { folder: folderTicket(test, blocked) });
    await expect(test.run('vault.backup', {})).rejects.toMatchObject({ code: 'disk' });
    expect((await test.call('vault.backups', {})).problem).toContain('a-file');
  });

  it('come by themselves when a vault is opened and none is recent', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const open = async () => {
      await test.call('vault.lock', {});
      await test.call('vault.open', { vault: { ticket: folderTicket(test, dir) }, passphrase: PASSPHRASE });
      while (test.core.jobs.busy) await new Promise((resolve) => setTimeout(resolve, 5));
      return (await test.call('vault.backups', {})).backups.length;
    };
    expect(await open()).toBe(1);
    expect(await open()).toBe(1);
    expect(readdirSync(dirname(dir)).sort()).toEqual(['test backups', 'test.redthread']);
  });
});

describe('a folder of backups', () => {
  const names = (folder: string) => readdirSync(folder).sort();

  it('is shared by two vaults of one name, and neither touches the copies of the other', async () => {
    await using one = await openTestCore();
    await using two = await openTestCore();
    const shared = join(one.folder, 'shared');
    mkdirSync(shared);
    for (const test of [one, two]) await test.call('vault.setBackups', { keep: 1, folder: folderTicket(test, shared) });
    const [first, second] = [await one.run('vault.backup', {}), await two.run('vault.backup', {})];
    expect((await one.call('vault.backups', {})).backups).toEqual([first]);
    const next = await two.run('vault.backup', {});
    expect(names(shared)).toEqual([first.name, next.name].sort());
    expect(names(shared)).not.toContain(second.name);
  });

  it('is a setting of this computer: a vault that names one has nothing written or deleted there', async () => {
    await using test = await openTestCore();
    const own = (await test.run('vault.backup', {})).name;
    const folder = join(test.folder, 'named');
    mkdirSync(folder);
    const writer = test.core.session?.writer;
    writer?.run(sql`INSERT INTO meta VALUES ('backup_folder', ${folder}), ('backup_keep', '1')`);
    await test.run('vault.backup', {});
    expect(names(folder)).toEqual([]);
    expect(await test.call('vault.backups', {})).toMatchObject({ keep: 5, backups: [{}, { name: own }] });
  });

  it('dated in the future by a wrong clock does not stop new ones', async () => {
    await using test = await openTestCore();
    const dir = test.core.session?.dir ?? '';
    const clock = test.core as { now: () => Date };
    clock.now = () => new Date('2099-01-01T00:00:00Z');
    await test.run('vault.backup', {});
    clock.now = () => new Date();
    await test.call('vault.lock', {});
    await test.call('vault.open', { vault: { ticket: folderTicket(test, dir) }, passphrase: PASSPHRASE });
    while (test.core.jobs.busy) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await test.call('vault.backups', {})).backups).toHaveLength(2);
  });

  it('is swept of what an earlier copy of this vault left, and of no other', async () => {
    await using test = await openTestCore();
    const { folder } = await test.call('vault.backups', {});
    const [own, other] = [`.${test.core.session?.id} x.part`, '.00000000-0000-4000-8000-000000000000 x.part'];
    for (const left of [own, other]) mkdirSync(join(folder, left), { recursive: true });
    const { name } = await test.run('vault.backup', {});
    expect(names(folder)).toEqual([other, name].sort());
  });

  it('gets no copy that the lock stopped, and the lock does not wait for it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('noise.bin', randomBytes(20_000_000)) });
    const { folder } = await test.call('vault.backups', {});
    await test.call('vault.backup', {});
    await test.call('vault.lock', {});
    expect(names(folder)).toEqual([]);
  });
});

describe('the identity', () => {
  it('signs what OpenSSL can check', async () => {
    await using test = await openTestCore();
    const { publicKeyPem, fingerprint } = await test.call('vault.identity', {});
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    const session = test.core.session;
    if (!session) throw new Error('no session');
    const file = test.file('report.pdf', 'the bytes of a report');
    const signature = test.file('report.pdf.sig', signDetached(session.reader, readFileSync(file)));
    const key = test.file('key.pem', publicKeyPem);
    const check = () =>
      execFileSync(
        'openssl',
        ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-in', file, '-sigfile', signature],
        { stdio: 'pipe' },
      );
    expect(check().toString()).toContain('Success');
    writeFileSync(file, 'other bytes');
    expect(check).toThrow();
  });
});
