import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { append } from '../../../../electron/core/custody/chain.ts';
import { lastEntry } from '../../../../electron/core/custody/reads.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const open = (test: TestCore, path: string) =>
  test.call('vault.open', {
    vault: { ticket: test.core.tickets.issue({ kind: 'folder', path }) },
    passphrase: PASSPHRASE,
  });
/** An older copy of the vault, and the store that went on without it, locked. */
async function older(test: TestCore): Promise<{ dir: string; copy: string; key: Buffer }> {
  const dir = test.core.session?.dir ?? '';
  const copy = join(test.folder, 'older');
  await test.call('vault.lock', {});
  cpSync(dir, copy, { recursive: true });
  await open(test, dir);
  const key = Buffer.from(test.core.session?.key ?? '');
  await newCase(test, 'After');
  await test.call('vault.lock', {});
  return { dir, copy, key };
}
const putBack = (copy: string, dir: string) => {
  rmSync(dir, { recursive: true });
  cpSync(copy, dir, { recursive: true });
};
const headFile = (test: TestCore, id: string) =>
  JSON.parse(readFileSync(join(test.folder, 'heads', `${id}.json`), 'utf8'));

describe('the head of custody that this computer remembers', () => {
  it('is that of the lock, and a vault that goes on from it is told nothing', async () => {
    await using test = await openTestCore();
    const { dir, id } = test.core.session ?? { dir: '', id: '' };
    await newCase(test);
    await test.call('vault.lock', {});
    const { rolledBack } = await open(test, dir);
    expect(rolledBack).toBe(null);
    const locked = headFile(test, id); // remembered again at the opening
    expect(locked).toEqual(test.core.session && lastEntry(test.core.session.reader));
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, notices: [] });
  });

  it('tells of a whole store that was put back, once, and in the log for good', async () => {
    await using test = await openTestCore();
    const { dir, copy } = await older(test);
    putBack(copy, dir);
    const { rolledBack } = await open(test, dir);
    expect(rolledBack?.seen.seq).toBeGreaterThan(rolledBack?.now.seq ?? Number.NaN);
    expect((await test.call('vault.status', {})).rolledBack).toEqual(rolledBack);
    const { entries } = await test.call('custody.list', { limit: 1, newestFirst: true });
    expect(entries[0]?.detail).toMatchObject({ headExpected: { seq: rolledBack?.seen.seq } });
    const told = [expect.stringContaining(`did not hold entry ${rolledBack?.seen.seq}`)];
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, notices: told });
    await test.call('vault.lock', {});
    expect((await open(test, dir)).rolledBack).toBe(null);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, notices: told });
  });

  it('tells of a log whose end was replaced and hashed again with the key', async () => {
    await using test = await openTestCore();
    const { dir, copy, key } = await older(test);
    putBack(copy, dir);
    const store = openStore(join(dir, 'store.db'), key, false);
    for (let n = 0; n < 5; n++)
      store.transaction(() => {
        const at = new Date().toISOString();
        const by = { at, zone: 'UTC', actor: 'Test', program: 'test 0', caseId: null };
        append(store, { ...by, action: 'vault.lock', subject: 'vault', detail: {} });
      });
    store.close();
    const { rolledBack } = await open(test, dir);
    expect(rolledBack?.now.seq).toBeGreaterThanOrEqual(rolledBack?.seen.seq ?? Number.NaN);
    expect(await test.run('vault.verify', {})).toMatchObject({
      ok: true, // in itself the log is sound
      notices: [expect.stringContaining('did not hold entry')],
    });
  });
});

describe('times of the custody log', () => {
  it('that go backwards are a notice of verify, not a fault', async () => {
    await using test = await openTestCore();
    const clock = test.core as { now: () => Date };
    clock.now = () => new Date('2099-01-01T00:00:00Z');
    await newCase(test, 'In the future');
    clock.now = () => new Date();
    await newCase(test, 'Now');
    const { ok, notices } = await test.run('vault.verify', {});
    expect(ok).toBe(true);
    expect(notices).toEqual([expect.stringMatching(/^Custody entry \d+ is dated .* earlier than .*2099-01-01/)]);
  });
});
