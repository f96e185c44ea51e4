import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { makeVaultIn, newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';
import { type SmallDisk, smallDisk } from '../../../torture/disk.ts';

const open = (test: TestCore, dir: string) =>
  test.call('vault.open', {
    vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) },
    passphrase: PASSPHRASE,
  });
const NO_DISK = 'skipped: cannot mount a small disk here';

/** Everything in a folder, by name and content. */
const stateOf = (dir: string) =>
  readdirSync(dir)
    .toSorted()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]);

/** A vault with an exhibit and a table on a disk of its own, locked, and the disk read-only since. */
async function onReadOnlyDisk(test: TestCore, disk: SmallDisk): Promise<{ dir: string; caseId: CaseId }> {
  const folder = join(disk.path, 'vaults');
  mkdirSync(folder);
  const dir = await makeVaultIn(test, folder);
  const caseId = await newCase(test);
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('people.csv', 'id,name\n1,Ann\n2,Bob\n') });
  await test.call('vault.lock', {});
  disk.readOnly(true);
  return { dir, caseId };
}

describe('a vault on a disk that cannot be written to', () => {
  it('is opened to be read, asked, verified, printed and exported, and stays as it is to the byte', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip(NO_DISK);
    await using test = await openTestCore({ vault: false });
    const { dir, caseId } = await onReadOnlyDisk(test, disk);
    const before = stateOf(dir);
    expect(await open(test, dir)).toMatchObject({ state: 'open', readOnly: 'its disk is read-only', rolledBack: null });
    const [exhibit] = await test.call('evidence.list', { caseId });
    expect(exhibit?.label).toBe('E-0001');
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT name FROM people ORDER BY 1' });
    expect((await test.call('query.rows', { resultId, offset: 0, limit: 9 })).rows).toEqual([['Ann'], ['Bob']]);
    const exported = await test.run('query.export', { resultId, format: 'csv' });
    expect((await test.collect(exported.ticket)).toString()).toContain('Bob');

    const verified = await test.run('vault.verify', {});
    expect(verified).toMatchObject({ ok: true, faults: [] });
    expect(verified.notices.join(' ')).toContain('This verification is not recorded');

    const printed = await test.run('report.print', { caseId });
    expect(printed.warnings.join(' ')).toContain('not recorded in the custody log');
    const { pages } = await readPdf(await test.collect(printed.ticket));
    for (const page of pages) expect(page).toContain('Unrecorded: opened read-only');
    expect(await test.call('report.history', { caseId })).toEqual([]);
    await test.call('vault.lock', {});
    expect(stateOf(dir)).toEqual(before);
  });

  it('refuses what would write, saying why and what to do, and takes it once it can', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip(NO_DISK);
    await using test = await openTestCore({ vault: false });
    const { dir, caseId } = await onReadOnlyDisk(test, disk);
    await open(test, dir);
    const refused = {
      code: 'read-only',
      message: expect.stringMatching(/opened read-only, because its disk.*Copy the whole/),
    };
    const next = 'another passphrase';
    for (const attempt of [
      () => test.call('case.update', { caseId, background: 'b' }),
      () => test.call('finding.create', { caseId, claim: 'c' }),
      () => test.call('vault.changePassphrase', { current: PASSPHRASE, next }),
      () => test.call('vault.rekey', { passphrase: PASSPHRASE }),
      () => test.run('vault.backup', {}),
      () => test.run('evidence.import', { caseId, ticket: test.ticketForBytes('a.txt', 'a') }),
      () => test.run('bundle.export', { caseId, to: { passphrase: 'a long enough passphrase' } }),
    ])
      await expect(attempt()).rejects.toMatchObject(refused);
    await test.call('vault.lock', {});
    disk.readOnly(false);
    expect((await open(test, dir)).readOnly).toBe(null);
    await test.call('case.update', { caseId, background: 'b' });
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('that was not locked is refused with what to do, and opens in a copy that can be written to', async (context) => {
    using disk = smallDisk(48);
    if (!disk) return context.skip(NO_DISK);
    await using test = await openTestCore({ vault: false });
    const { dir, caseId } = await onReadOnlyDisk(test, disk);
    disk.readOnly(false);
    await open(test, dir);
    await test.call('case.update', { caseId, background: 'the last write' });
    // What a kill leaves: a copy that was taken while the vault was open.
    const left = join(disk.path, 'left.redthread');
    cpSync(dir, left, { recursive: true });
    await test.call('vault.lock', {});
    renameSync(join(left, 'vault.holder'), join(disk.path, 'holder'));
    disk.readOnly(true);
    await expect(open(test, left)).rejects.toMatchObject({
      code: 'read-only',
      message: expect.stringMatching(/was not locked.*Copy the whole vault folder to a disk that can be written to/),
    });
    const copy = join(test.folder, 'copy.redthread');
    cpSync(left, copy, { recursive: true });
    await open(test, copy);
    expect((await test.call('case.get', { caseId })).background).toBe('the last write');
  });
});
