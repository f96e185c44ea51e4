import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, migrations, stepByStep, unattestedSteps } from '../../../../electron/core/db/migrate.ts';
import type { Migration } from '../../../../electron/core/db/migration.ts';
import { openReader, openScratch, openStore, type WriteDb } from '../../../../electron/core/db/open.ts';
import { identifier, sql } from '../../../../electron/core/db/sql.ts';

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

/** By name, as each went out. */
const FROZEN: Readonly<Record<string, string>> = {
  '0001-initial': '83f79534118da57c9d650999438cca2981032f8970071f72f0e701bf89f65170',
  '0002-acquisitions': '21e4e4da1c95d5da0f88c56b247993631cfd49249247b4e5ec2013dc05d0a276',
  '0003-desk': 'd737af2e655e33abff671dbd118139429d846ed2116086f6b284d3797511a58c',
  '0004-frozen-rows-searched': '126c54d4f30cc80f95da0930c2dda661931dcfa0f6fcd09afb56175d7e403877',
  '0005-readings': '1dd682f8b070eae385ac0644b5b3eec429f012c599c3268b80739a1f7426a907',
  '0006-profiles': '26b8eb01e4f4a9861e2ff07b18958d9362a20546ac66b3039ebea4903e0761ac',
  '0007-origins-searched': '8ee3f838102feb4640a4ee8a34c4a198fc3fa05eb258a775a2d6fdb1fcc5e135',
  '0008-cells-searched': '24dd1b7844842234efe7d8b40ef603d1e92ee84cc3fb7c0a000415009d086ac7',
  '0009-rows-behind-links': '283fe72717032840c2c1f4775aea5da15ad6d894cc85ffea50350eeaa3160d15',
  '0010-dataset-profiles': '5d1b32f2e411c8d9b111ff26a0d764706d5e2e824a463c0f1db1cb7c62c29ad0',
  '0011-patterns': 'fe163f07f16453a5fc67c33ecf3a620adf6fe0a7f079edd50314568407b88c77',
  '0012-chunks-packed': '31934f8e78d81a15f9dda2daf0305bfb85a7fa0dbe6f64a9eae490980e065cd6',
  '0013-combined': '133fd42d0246724dcdcfe0e2374a9db467e6236b0d50cf1f784b1786fcc3df98',
  '0014-typologies': '4a794fb7787b4ba63ccff8699f0094053238cbe0c5f3e8bad996c1579df1b4d6',
  '0015-saved-queries': '62499c07469992dda234435c8f0cb529b893e55c89c774997dbf7c5cfc23ac40',
  '0016-entity-forms': 'e1a01f7b88eb7a736b36b67afbefbc701d6a15116471ff9b7e61cac445158ba0',
  '0017-identities': 'fa2858d9463bfde2e8d7e361297a8b97f254e3cab9bc13e77f95b9be567ceba2',
  '0018-events': 'd6057ec5243d5e55879ddb90bbd0af8f183dcdf93b22a827ed7d36e7433096b9',
  '0019-board-marks': 'e6e491b2f017b0a5da10852027c3beb84a93b52f7b2762fcc91fc443a855ffa6',
  '0020-attachments': '734fa0083166abd4308086d1569519b9e67ad88faab9d9ed02b9b364321ae37c',
  '0021-snapshots': '74f635818e60af5ab7204b1b0ec3730fa7be4bc2cb1ad12b5732059e800302ac',
  '0022-requests': '208ab80f15b535d5222cdeb78ae80585e1cab7ee4ea6b80ba4aa3a586cbb49b6',
  '0023-brief': 'de0a00851e46b46ed9c1f484c184ea1e2d203be5e122671cc60cc92d57d65a11',
  '0024-board-styles': '1a41bc334a2c10284fb65ad757a7992e0c3cc0004496804eee8cfdd0378994f7',
  '0025-accepted-points': '5da148d26db598193b96936d4945dc9036f17a9214ae80ae9b77c71fd3025a37',
  '0026-transfers': '378d82f10ce29b7c5fbf0a585e130da0fda09cefa5da961ed0180fde79965df3',
  '0027-screening': 'c6bac147511e1df461307ad3529af3f9767ad5a19935fcbc95c718797f9d5acc',
  '0028-redactions': 'b5888a6cf356f51a51a97627ad62bc8940250a6af833a076db222c003094108b',
  '0029-work': '50d80b8bead7bf7cb78700990d356b425703dd9ba90b92da89243ba3b44dc3cf',
  '0030-finding-reviews': '47d4e54465c20a4ad30126f89bdff9e15d70f5ce45659f4b0365435e1af681f4',
  '0031-captions': '438ee76821cfff8edbc0b3cba58b33e92dc0e4f51b32bc4a037e9cd532106724',
  '0032-deliveries': '207e12c778a6903ecaa277659a896847fd16ec822dce1c867617e7ba482153e5',
  '0033-retention': 'f1185101857ebd70150c23c7007f8e623a486d4c709a9e962b25b29b6e0e6687',
  '0034-finding-format': '1112e9491938ecace6d18e30839a594131179f6fed63c3777a66242741db940e',
  '0035-report-setup': '0b9796fd1e7d47674a885d4da77d94f133f53b5f55e2b8074f536b3055aa574d',
  '0036-judgements': '41275f8f728ccf2785aec954d6c6035c614d51bc0ac5d59bc253ce40b7b2445f',
  '0037-desk-context': '84c4c681df968eaf01a5259e2582d5a651ee9f3b5031044f007876a21730bf19',
  '0038-delivered-files': 'c45f69b91cbc55622aa546d7f95e39e57d3f486af1cf91253bf067c6ad37f4a3',
  '0039-exchanges': '1f356f3f20d1b5060bb1d4ced0025c72b0abc5386df89b675d3826c45f532075',
};

/** A case with one exhibit in it. */
function fill(db: WriteDb): void {
  db.script(`
    INSERT INTO cases (id, number, title, codename, tlp, requester, team, priority, due_zone, status, background, created_at, updated_at)
      VALUES ('c', 1, 't', '', 'AMBER', '', '', 'normal', 'UTC', 'open', '', '', '');
    INSERT INTO subjects VALUES ('e', 'c', 'exhibit');
    INSERT INTO exhibits (id, case_id, number, kind, title, original_name, media_type, preview, bytes, sha256, acquired_at,
      acquired_zone, acquired_by, acquired_how, source, sensitivity, note)
      VALUES ('e', 'c', 1, 'file', 't', 'n', 'text/csv', 'table', 1, 'h', '', 'UTC', '', '', '', 'normal', '');
    INSERT INTO tags VALUES ('e', 'x');`);
}

/** SQLite's way: a new table, the rows, the old one dropped, the name taken over; indexes and triggers made again. */
function rebuild(db: WriteDb, table: string, change: (text: string) => string): void {
  const parts = db.all<{ type: string; sql: string }>(
    sql`SELECT type, sql FROM sqlite_schema WHERE tbl_name = ${table} AND sql IS NOT NULL ORDER BY type = 'table' DESC`,
  );
  const [made = { sql: '' }, ...rest] = parts;
  db.script(change(made.sql).replace(`CREATE TABLE ${table}`, `CREATE TABLE ${table}_new`));
  db.script(`INSERT INTO ${table}_new SELECT * FROM ${table}; DROP TABLE ${table};
    PRAGMA legacy_alter_table = ON; ALTER TABLE ${table}_new RENAME TO ${table}; PRAGMA legacy_alter_table = OFF;`);
  for (const part of rest) db.script(part.sql);
}

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
  it('bring a store of the version before to the next and keep its rows', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    db.run(sql`INSERT INTO meta VALUES ('a', 'x')`);
    expect(migrate(db, [...migrations, second])).toEqual([second.version]);
    expect(db.all(sql`SELECT * FROM meta WHERE key = 'a'`)).toEqual([{ key: 'a', value: 'x', extra: 'X' }]);
    expect(migrate(db, [...migrations, second])).toEqual([]);
    expect(unattestedSteps(db)).toEqual([second.version]);
    db.close();
  });
  it('make a table anew, with what refers to it', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    fill(db);
    const before = db.all(sql`SELECT * FROM exhibits`);
    const rebuilt = migrate(db, [
      ...migrations,
      {
        version: migrations.length + 1,
        name: 'exhibits anew',
        rebuilds: true,
        apply: (on) =>
          rebuild(on, 'exhibits', (text) =>
            text.replace('note TEXT NOT NULL,', "note TEXT NOT NULL CHECK (note <> 'no'),"),
          ),
      },
    ]);
    expect(rebuilt).toEqual([migrations.length + 1]);
    expect(db.all(sql`SELECT * FROM exhibits`)).toEqual(before);
    expect(() => db.run(sql`UPDATE exhibits SET note = 'no'`)).toThrow(/CHECK/);
    expect(() => db.run(sql`INSERT INTO tags VALUES ('nothing', 'x')`)).toThrow(/FOREIGN KEY/); // enforced again
    db.close();
  });
  it('are refused when they leave a reference to what is not there', () => {
    const db = openStore(store(), key, true);
    migrate(db);
    fill(db);
    const losing: Migration = { ...second, rebuilds: true, apply: (on) => on.script('DELETE FROM subjects') };
    expect(() => migrate(db, [...migrations, losing])).toThrow(/broken references in exhibits/);
    expect(db.all(sql`SELECT id FROM subjects`)).toHaveLength(1);
    db.close();
  });
  it('leave the schema as first shipped for good', () => {
    // Vaults in use were made by it. A change of the schema is a new migration, never an edit of this one.
    for (const [name, frozen] of Object.entries(FROZEN)) {
      const text = readFileSync(new URL(`../../../../electron/core/db/migrations/${name}.ts`, import.meta.url));
      expect(createHash('sha256').update(text).digest('hex'), name).toBe(frozen);
    }
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
  it('has, when made at once, the schema and the rows that all steps leave in it', () => {
    const [atOnce, byStep] = [openScratch(), openScratch()];
    expect(migrate(atOnce)).toEqual(migrations.map(({ version }) => version));
    stepByStep(byStep, migrations, 0);
    const partsOf = (db: WriteDb) =>
      db.all<{ type: string; name: string }>(
        sql`SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name`,
      );
    expect(partsOf(atOnce)).toEqual(partsOf(byStep));
    const triggers = (db: WriteDb) => db.all(sql`SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid`);
    expect(triggers(atOnce)).toEqual(triggers(byStep)); // SQLite runs those of one table in an order that depends on it
    for (const { name } of partsOf(byStep).filter(({ type }) => type === 'table')) {
      const rows = (db: WriteDb) =>
        db.all(
          name === 'migrations' ? sql`SELECT version, name FROM migrations` : sql`SELECT * FROM ${identifier(name)}`,
        );
      expect([name, rows(atOnce)]).toEqual([name, rows(byStep)]);
    }
    for (const db of [atOnce, byStep]) db.close();
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
    db.run(sql`INSERT INTO chunks VALUES (1, 0, ${new Uint8Array([7])}, 0)`);
    db.run(sql`INSERT INTO custody VALUES (1, 't', 'UTC', 'a', 'p', NULL, 'x', 'y', 'd', NULL, 'p', 'h')`);
    db.run(sql`INSERT INTO custody_details VALUES (1, '{}')`);
    db.run(sql`INSERT INTO custody_rows VALUES (1, 'meta', 'a', ${randomBytes(32)})`);
    for (const attempt of [
      sql`UPDATE contents SET sha256 = 'y'`,
      sql`UPDATE chunks SET bytes = x'00'`,
      sql`UPDATE custody SET actor = 'b'`,
      sql`DELETE FROM custody`,
      sql`UPDATE custody_details SET detail = '[]'`,
      sql`DELETE FROM custody_details`,
      sql`UPDATE custody_rows SET digest = NULL`,
      sql`DELETE FROM custody_rows`,
      sql`INSERT OR REPLACE INTO custody VALUES (1, 't', 'UTC', 'b', 'p', NULL, 'x', 'y', 'd', NULL, 'p', 'h')`,
    ]) {
      expect(() => db.run(attempt)).toThrow(/never/);
    }
    db.close();
  });
});
