import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { networkOf, noticesOf, serviceOf } from '../../../../electron/core/vault/location.ts';
import { Settings } from '../../../../electron/core/vault/settings.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const ticket = (test: TestCore, path: string) => test.core.tickets.issue({ kind: 'folder', path });

describe('a backup', () => {
  it('is looked into and restored to a new place, with the passphrase it had, without an open vault', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Before');
    await test.call('finding.create', { caseId, claim: 'One device' });
    const { name } = await test.run('vault.backup', {});
    await newCase(test, 'After');
    await test.call('vault.changePassphrase', { current: PASSPHRASE, next: 'another passphrase' });
    const { folder } = await test.call('vault.backups', {});
    expect(await test.call('vault.inspectBackup', { backup: { name }, passphrase: PASSPHRASE })).toMatchObject({
      cases: [{ number: 1, title: 'Before', exhibits: 0, findings: 1 }],
      problems: [],
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    await test.call('vault.lock', {});
    await expect(
      test.call('vault.inspectBackup', {
        backup: { ticket: ticket(test, join(folder, name)) },
        passphrase: 'another passphrase',
      }),
    ).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const { ref } = await test.call('vault.restoreBackup', {
      backup: { ticket: ticket(test, join(folder, name)) },
      folder: ticket(test, test.folder),
      name: 'restored',
    });
    const again = new Settings(test.folder, join(test.folder, 'vaults')); // the core starts anew with each lock
    expect(again.pathOf(ref)).toBe(join(test.folder, 'restored.redthread'));
    expect(await test.call('vault.open', { vault: { ref }, passphrase: PASSPHRASE })).toMatchObject({
      interrupted: [],
    });
    expect((await test.call('case.list', {})).map(({ title }) => title)).toEqual(['Before']);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('is never restored over what is there', async () => {
    await using test = await openTestCore();
    const { name } = await test.run('vault.backup', {});
    const parent = join(test.folder, 'vaults');
    await expect(
      test.call('vault.restoreBackup', { backup: { name }, folder: ticket(test, parent), name: 'test' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await test.call('case.list', {})).toEqual([]);
  });
});

describe('where a vault lies', () => {
  it('is told when a service synchronises the folder, by its name or by what the service leaves there', async () => {
    await using test = await openTestCore({ vault: false });
    const make = (...parts: string[]) => {
      const path = join(test.folder, ...parts);
      mkdirSync(path, { recursive: true });
      return path;
    };
    expect(serviceOf('/home/a/OneDrive - Example Ltd/v.redthread')).toBe('OneDrive');
    expect(serviceOf('/Users/a/Library/Mobile Documents/x/v.redthread')).toBe('iCloud Drive');
    expect(serviceOf('C:\\Users\\a\\Dropbox\\v.redthread')).toBe('Dropbox');
    expect(noticesOf(make('plain', 'v.redthread'))).toEqual([]);
    const dir = make('shared', 'cases', 'v.redthread');
    make('shared', '.stfolder');
    writeFileSync(join(dir, 'store (conflicted copy).db'), '');
    expect(noticesOf(dir)).toEqual([
      expect.stringContaining('Syncthing synchronises'),
      expect.stringContaining('store (conflicted copy).db'),
    ]);
    const folder = ticket(test, join(test.folder, 'shared', 'cases'));
    await test.call('vault.create', { name: 'w', passphrase: PASSPHRASE, folder });
    expect((await test.call('vault.status', {})).notices).toEqual([expect.stringContaining('Syncthing')]);
  });

  it('is told when the disk is on another computer', () => {
    const mounts = [
      '22 1 8:1 / / rw - ext4 /dev/sda1 rw',
      '40 22 0:50 / /mnt/team\\040share rw - cifs //server/share rw',
      '41 22 0:51 / /mnt/team\\040share/local rw - fuseblk /dev/sdb1 rw',
      '42 22 0:52 / /mnt/remote rw - fuse.sshfs host: rw',
    ].join('\n');
    expect(networkOf('/home/a/v.redthread', mounts)).toBe(null);
    expect(networkOf('/mnt/team share/v.redthread', mounts)).toBe('cifs');
    expect(networkOf('/mnt/team share/local/v.redthread', mounts)).toBe(null);
    expect(networkOf('/mnt/remote/v.redthread', mounts)).toBe('fuse.sshfs');
  });
});
