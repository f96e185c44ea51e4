import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Migration, migrate, migrations } from '../../../../electron/core/db/migrate.ts';
import { openReader, openStore } from '../../../../electron/core/db/open.ts';
import { sql } from '../../../../electron/core/db/sql.ts';

let folder: string;
const key = randomBytes(32);
const store = () => join(folder, 'store.db');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redthread-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const second: Migration = {
  version: migrations.length + 1,
  name: 'second',
  apply: (db) => db.script('ALTER TABLE meta ADD COLUMN extra TEXT; UPDATE meta SET extra = upper(value)'),
};

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
  it('bring a store of the version before to the next and keep its rows', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    db.run(sql`INSERT INTO meta VALUES ('a', 'x')`);
    expect(migrate(db, [...migrations, second])).toEqual([second.version]);
    expect(db.all(sql`SELECT * FROM meta`)).toEqual([{ key: 'a', value: 'x', extra: 'X' }]);
    expect(migrate(db, [...migrations, second])).toEqual([]);
    db.close();
  });
  it('leave nothing of a step that fails', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    const broken: Migration = { ...second, apply: (on) => on.script('CREATE TABLE half (a TEXT); SELECT nonsense()') };
    expect(() => migrate(db, [...migrations, broken])).toThrow();
    expect(db.all(sql`SELECT name FROM sqlite_schema WHERE name = 'half'`)).toEqual([]);
    expect(migrate(db)).toEqual([]);
    db.close();
  });
  it('refuse a store of a newer program', () => {
    const db = openStore(store(), key, true);
    migrate(db, [...migrations, second]);
    expect(() => migrate(db)).toThrow(expect.objectContaining({ code: 'too-new' }));
    db.close();
  });
});

describe('the store', () => {
  it('does not open under another key, foreign or truncated', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    db.close();
    expect(() => openStore(store(), randomBytes(32), false)).toThrow(expect.objectContaining({ code: 'damaged' }));
    truncateSync(store(), 5000);
    expect(() => {
      const cut = openStore(store(), key, false);
      cut.all(sql`SELECT * FROM custody`);
    }).toThrow(expect.objectContaining({ code: 'damaged' }));
    writeFileSync(store(), 'not a store at all, but long enough to be looked at as if it were one'.repeat(100));
    expect(() => openStore(store(), key, false)).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
  it('says so when it is missing', () => {
    expect(() => openStore(store(), key, false)).toThrow(expect.objectContaining({ code: 'disk' }));
  });
  it('cannot be written through a reader', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    const reader = openReader(store(), key);
    const disguised = reader as unknown as typeof db;
    expect(() => disguised.get(sql`INSERT INTO meta VALUES ('a', 'b') RETURNING key`)).toThrow();
    reader.close();
    db.close();
  });
  it('refuses to change or delete what custody and originals rest on', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    db.run(sql`INSERT INTO contents VALUES (1, 'x', 1, 1)`);
    db.run(sql`INSERT INTO chunks VALUES (1, 0, ${new Uint8Array([7])})`);
    db.run(sql`INSERT INTO custody VALUES (1, 't', 'UTC', 'a', 'p', NULL, 'x', 'y', '{}', 'p', 'h')`);
    for (const attempt of [
      sql`UPDATE contents SET sha256 = 'y'`,
      sql`UPDATE chunks SET bytes = x'00'`,
      sql`UPDATE custody SET actor = 'b'`,
      sql`DELETE FROM custody`,
      sql`INSERT OR REPLACE INTO custody VALUES (1, 't', 'UTC', 'b', 'p', NULL, 'x', 'y', '{}', 'p', 'h')`,
    ]) {
      expect(() => db.run(attempt)).toThrow(/never/);
    }
    db.close();
  });
});
