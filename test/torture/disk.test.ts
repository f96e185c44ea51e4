import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeVaultIn, newCase, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';
import { smallDisk } from './disk.ts';

async function vaultOn(test: TestCore, path: string) {
  const folder = join(path, 'vaults');
  mkdirSync(folder);
  return makeVaultIn(test, folder);
}
const take = (test: TestCore, caseId: Awaited<ReturnType<typeof newCase>>, name: string, bytes: Uint8Array) =>
  test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });

describe('a disk that gives out', () => {
  it('when it is full, refuses with what to do, loses nothing, and goes on once there is space', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip('skipped: cannot mount a small disk here');
    await using test = await openTestCore({ vault: false });
    await vaultOn(test, disk.path);
    const caseId = await newCase(test);
    const kept = await take(test, caseId, 'kept.bin', randomBytes(2_000_000));
    await expect(take(test, caseId, 'large.bin', randomBytes(60_000_000))).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringMatching(/full/),
    });
    expect((await test.call('evidence.list', { caseId })).map(({ label }) => label)).toEqual([kept.exhibit]);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
    expect((await take(test, caseId, 'small.bin', randomBytes(100_000))).exhibit).toBe('E-0002');
  });

  it('when it becomes read-only, opens to be read, and to be written to once it can be again', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip('skipped: cannot mount a small disk here');
    await using test = await openTestCore({ vault: false });
    const dir = await vaultOn(test, disk.path);
    const caseId = await newCase(test);
    await test.call('vault.lock', {});
    disk.readOnly(true);
    const open = () =>
      test.call('vault.open', {
        vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) },
        passphrase: PASSPHRASE,
      });
    expect((await open()).readOnly).toBe('its disk is read-only');
    expect((await test.call('case.get', { caseId })).title).toBe('Test case');
    await test.call('vault.lock', {});
    disk.readOnly(false);
    expect((await open()).readOnly).toBe(null);
    await newCase(test);
  });

  it('when an export has no room, leaves no half file', async (context) => {
    using disk = smallDisk(4);
    if (!disk) return context.skip('skipped: cannot mount a small disk here');
    const { saveTo } = await import('../../electron/core/host/save.ts');
    const { inMemory } = await import('../../electron/core/files/tickets.ts');
    const out = join(disk.path, 'report.pdf');
    await expect(saveTo(out, inMemory(randomBytes(8_000_000)))).rejects.toMatchObject({ code: 'disk' });
    writeFileSync(out, 'room again');
  });
});
