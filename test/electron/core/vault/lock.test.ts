import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { incomingFile } from '../../../../electron/core/files/disk.ts';
import { newDataKey, unwrapKey, wrapKey } from '../../../../electron/core/vault/keys.ts';
import { lockVault, watchIdle } from '../../../../electron/core/vault/lock.ts';
import { Session } from '../../../../electron/core/vault/session.ts';
import type { Ticket } from '../../../../shared/contract/values.ts';
import { waiting } from '../../../support/clocks.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { hearFaults } from '../../../support/faults.ts';

/** An upload whose first bytes come and whose others never do. */
const stalled = ({ core }: TestCore): Ticket =>
  core.tickets.issue({
    kind: 'file',
    name: 'stalled.bin',
    size: 1000,
    open: async function* () {
      yield new Uint8Array(10);
      await new Promise(() => {});
    },
  });
const locked = (test: TestCore): boolean => test.events.some(({ event }) => event === 'locked');

async function withStalledUpload(test: TestCore): Promise<void> {
  const caseId = await newCase(test);
  await test.call('evidence.import', { caseId, ticket: stalled(test) });
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('a lock', () => {
  it('is told before anything is waited for, and done within two seconds of a stalled upload', async () => {
    await using test = await openTestCore();
    await withStalledUpload(test);
    const key = (test.core.session as Session).key;
    const waited = waiting();
    const lock = test.call('vault.lock', {});
    await Promise.resolve();
    expect(locked(test)).toBe(true);
    await lock;
    expect(waited()).toBeLessThan(2000);
    expect(key.equals(Buffer.alloc(32))).toBe(true);
    expect(test.events.at(-1)).toEqual({ event: 'locked', why: 'asked' }); // no job's label after it
  });

  it('comes for idleness within two seconds although an upload stalls', { timeout: 15_000 }, async () => {
    await using test = await openTestCore();
    await withStalledUpload(test);
    const stop = watchIdle(test.core);
    await new Promise((resolve) => setTimeout(resolve, 3000)); // silent for so long, it counts as use no more
    const due = performance.now();
    (test.core.session as Session).lastActive = due - 3_600_000;
    const waited = waiting();
    await vi.waitUntil(() => locked(test), { timeout: 20_000, interval: 20 });
    expect(waited()).toBeLessThan(2000);
    stop();
    await vi.waitUntil(() => test.core.jobs.list().length === 0, 2000);
  });

  it('does not wait for a job that never ends', async () => {
    await using test = await openTestCore();
    test.core.jobs.start('x', 'X', () => new Promise(() => {}));
    const waited = waiting();
    await lockVault(test.core, 'asked');
    expect(waited()).toBeLessThan(2000);
  });

  it('leaves an entry in the custody log and a store that opens', async () => {
    await using test = await openTestCore();
    await withStalledUpload(test);
    const { vaults } = await test.call('vault.list', {});
    await test.call('vault.lock', {});
    await test.call('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE });
    const { reader } = test.core.session as Session;
    const actions = reader.all<{ action: string }>({ text: 'SELECT action FROM custody ORDER BY seq', values: [] });
    expect(actions.map(({ action }) => action).slice(-2)).toEqual(['vault.lock', 'vault.open']);
    expect(reader.all({ text: 'SELECT 1 FROM chunks', values: [] })).toEqual([]);
  });

  it('comes before another vault is opened', async () => {
    await using test = await openTestCore();
    await expect(test.call('vault.create', { name: 'second', passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Another vault is open. Lock it first.',
    });
  });
});

describe.skipIf(process.platform === 'win32')('a file that a pipe took the place of', () => {
  it('is refused at once', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const path = test.file('a.csv', 'a,b\n1,2\n');
    const ticket = test.core.tickets.issue(await incomingFile(path));
    execFileSync('mkfifo', [join(test.folder, 'pipe')]);
    renameSync(join(test.folder, 'pipe'), path);
    await expect(test.run('evidence.import', { caseId, ticket })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('a key', () => {
  afterEach(() => vi.restoreAllMocks());
  it('is overwritten when the vault cannot be opened', async () => {
    await using test = await openTestCore();
    await test.call('vault.lock', {});
    const { vaults } = await test.call('vault.list', {});
    let given: Buffer | null = null;
    using log = hearFaults();
    vi.spyOn(Session, 'open').mockImplementation(({ key }) => {
      given = key;
      throw new Error('no');
    });
    await expect(
      test.call('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE }),
    ).rejects.toMatchObject({ code: 'internal' });
    expect((given as Buffer | null)?.equals(Buffer.alloc(32))).toBe(true);
    expect(log.faults).toEqual(['vault.open: Error']);
  });
  it('comes back as it was wrapped', async () => {
    await using test = await openTestCore({ vault: false });
    const key = newDataKey();
    const wrapped = await wrapKey(key, 'one', 'here', test.core.keyCost);
    expect(await unwrapKey(wrapped, 'one', 'here')).toEqual(key);
    expect(await unwrapKey(wrapped, 'two', 'here')).toBeNull();
  });
});
