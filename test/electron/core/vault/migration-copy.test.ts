import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { migrations, storeVersion } from '../../../../electron/core/db/migrate.ts';
import type { Migration } from '../../../../electron/core/db/migration.ts';
import { openStore, type WriteDb } from '../../../../electron/core/db/open.ts';
import { Session } from '../../../../electron/core/vault/session.ts';
import { readVaultFile } from '../../../../electron/core/vault/vault-file.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

/** The last one of the program as it is. */
const LATEST = migrations.length;
const program = vi.hoisted(() => ({ newer: false }));

/** A program that is one version on; as long as it is not `newer`, it makes stores of the version before. */
vi.mock('../../../../electron/core/db/migrate.ts', async (original) => {
  const real = await original<{
    migrations: readonly Migration[];
    migrate: (db: WriteDb, steps: readonly Migration[]) => number[];
  }>();
  const version = real.migrations.length + 1;
  const next: Migration = {
    version,
    name: 'next',
    apply: (db) => db.script("ALTER TABLE cases ADD COLUMN later TEXT NOT NULL DEFAULT ''"), // another form of each row
  };
  return {
    ...real,
    STORE_VERSION: version,
    migrate: (db: WriteDb) => real.migrate(db, program.newer ? [...real.migrations, next] : real.migrations),
  };
});
afterEach(() => {
  program.newer = false;
});

const open = (test: TestCore, path: string) =>
  test.call('vault.open', {
    vault: { ticket: test.core.tickets.issue({ kind: 'folder', path }) },
    passphrase: PASSPHRASE,
  });

it('a copy of the store as it was is made before a migration, and is not counted with the others', async () => {
  await using test = await openTestCore();
  const { dir, key } = test.core.session ?? { dir: '', key: Buffer.alloc(0) };
  const kept = Buffer.from(key);
  await newCase(test, 'Before');
  await test.call('vault.setBackups', { keep: 1 });
  await test.call('vault.lock', {});
  program.newer = true;
  await open(test, dir);
  for (let n = 0; n < 2; n++) await test.run('vault.backup', {});
  const { backups, folder } = await test.call('vault.backups', {});
  expect(backups.map(({ beforeVersion }) => beforeVersion)).toEqual([null, LATEST + 1]);
  const copy = backups[1]?.name ?? '';
  expect(copy).toMatch(new RegExp(`^test before version ${LATEST + 1} \\(.*\\)\\.redthread$`));
  const store = openStore(join(folder, copy, 'store.db'), kept, false);
  expect(storeVersion(store)).toBe(LATEST);
  store.close();
  const found = await test.call('vault.inspectBackup', { backup: { name: copy }, passphrase: PASSPHRASE });
  expect(found).toMatchObject({ cases: [{ title: 'Before' }], problems: [] });
});

it('no migration is begun when the copy cannot be made', async () => {
  await using test = await openTestCore();
  const { dir, key } = test.core.session ?? { dir: '', key: Buffer.alloc(0) };
  const kept = Buffer.from(key);
  const folder = test.core.tickets.issue({ kind: 'folder', path: test.file('not-a-folder', '') });
  await test.call('vault.setBackups', { folder });
  await test.call('vault.lock', {});
  program.newer = true;
  await expect(open(test, dir)).rejects.toMatchObject({ code: 'disk' });
  const store = openStore(join(dir, 'store.db'), kept, false);
  expect(storeVersion(store)).toBe(LATEST);
  store.close();
});

it('a program that ends between a migration and the entry that tells of it leaves that entry to the next opening', async () => {
  await using test = await openTestCore();
  const { dir, key } = test.core.session ?? { dir: '', key: Buffer.alloc(0) };
  const kept = Buffer.from(key);
  await newCase(test, 'Before');
  await test.call('vault.lock', {});
  program.newer = true;
  Session.open({ dir, file: readVaultFile(dir, test.core.keyCost), key: kept, program: 'test' }).close();
  await open(test, dir);
  const { entries } = await test.call('custody.list', {});
  expect(JSON.stringify(entries)).toContain(`"migratedTo":[${LATEST + 1}]`);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
  await test.call('vault.lock', {});
  await open(test, dir); // and is told of once
  expect(JSON.stringify((await test.call('custody.list', {})).entries).split('migratedTo')).toHaveLength(2);
});
