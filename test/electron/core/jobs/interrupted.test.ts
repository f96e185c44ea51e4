import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore, PASSPHRASE } from '../../../support/core.ts';

describe('a job that is interrupted', () => {
  it('is named when the vault is opened next, once, and in the custody log', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const ticket = await test.ticketFor(test.file('large.bin', Buffer.alloc(64 << 20)));
    const { jobId } = await test.call('evidence.import', { caseId, ticket });
    while (!test.core.jobs.get(jobId).progress?.done) await new Promise((resolve) => setTimeout(resolve, 1));
    // The files as a power cut would leave them.
    const dir = join(test.folder, 'after.redthread');
    cpSync(test.core.session?.dir ?? '', dir, {
      recursive: true,
      filter: (path) => !/vault\.(lock|holder)/.test(path),
    });
    await test.call('vault.lock', {});
    const open = () =>
      test.call('vault.open', {
        vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) },
        passphrase: PASSPHRASE,
      });
    expect((await open()).interrupted).toEqual(['Importing large.bin']);
    expect(await test.call('evidence.list', { caseId })).toEqual([]);
    const { entries } = await test.call('custody.list', { action: 'vault.open' });
    expect(entries[0]?.detail).toMatchObject({ interrupted: ['Importing large.bin'] });
    await test.call('vault.lock', {});
    expect((await open()).interrupted).toEqual([]);
  });
  it('leaves no line when it ends, fails or is cancelled', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('a.txt', 'a') });
    await expect(test.run('evidence.import', { caseId, ticket: test.ticketForBytes('b.txt', '') })).rejects.toThrow();
    const vault = { ref: (await test.call('vault.list', {})).vaults[0]?.ref ?? '' };
    await test.call('vault.lock', {});
    expect((await test.call('vault.open', { vault, passphrase: PASSPHRASE })).interrupted).toEqual([]);
  });
});
