import { describe, expect, it } from 'vitest';
import { type Sql, sql } from '../../../../electron/core/db/sql.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { hearFaults } from '../../../support/faults.ts';

/** What someone with the key could do with another program: the triggers gone for a moment, anything changed. */
function tamper(test: TestCore, ...changes: Sql[]): void {
  const db = test.core.session?.writer;
  if (!db) throw new Error('no vault');
  const triggers = db.all<{ name: string; sql: string }>(
    sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('custody', 'custody_details', 'custody_rows', 'contents', 'chunks', 'exhibits', 'queries')`,
  );
  expect(triggers.length).toBeGreaterThan(8);
  for (const { name } of triggers) db.script(`DROP TRIGGER ${name}`);
  db.script('PRAGMA foreign_keys = OFF');
  for (const change of changes) expect(db.run(change)).toBeGreaterThan(0);
  db.script('PRAGMA foreign_keys = ON');
  for (const trigger of triggers) db.script(trigger.sql);
}
async function filled() {
  const test = await openTestCore();
  const caseId = await newCase(test);
  for (const [name, text] of [
    ['a.txt', 'first words'],
    ['b.txt', 'second words'],
  ] as const)
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
  await test.call('case.update', { caseId, tlp: 'RED' });
  return test;
}
const faults = async (test: TestCore) => {
  const { ok, faults } = await test.run('vault.verify', {});
  expect(ok).toBe(faults.length === 0);
  return faults.map(({ subject, problem }) => `${subject} ${problem}`);
};

describe('verify', () => {
  it('finds nothing wrong with an untouched vault, and counts what it looked at', async () => {
    await using test = await filled();
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, originals: 2, bytes: 23, faults: [] });
  });

  it.each<[string, Sql[], RegExp[]]>([
    [
      'an altered original',
      [sql`UPDATE chunks SET bytes = CAST('First words' AS BLOB) WHERE content_id = 1`],
      [/^E-0001 of C-0001 its bytes were altered/],
    ],
    [
      'a shortened original',
      [sql`UPDATE chunks SET bytes = x'00' WHERE content_id = 1`],
      [/^E-0001 of C-0001 has 1 bytes; 11 came in/],
    ],
    [
      'an unknown kind',
      [sql`UPDATE exhibits SET kind = 'deed' WHERE number = 1`],
      [/^E-0001 of C-0001 its kind, "deed", is none that this program knows/],
    ],
    [
      'a counter that would give out numbers in use',
      [sql`UPDATE sqlite_sequence SET seq = 1 WHERE name = 'incoming'`],
      [/^store\.db its counter of imports was put back/],
    ],
    ['lost bytes', [sql`DELETE FROM chunks WHERE content_id = 1`], [/^E-0001 of C-0001 has 0 bytes/]],
    [
      'an altered entry',
      [sql`UPDATE custody SET actor = 'someone else' WHERE seq = 3`],
      [/^custody entry 3 was altered/],
    ],
    [
      'an entry whose detail is not even JSON',
      [sql`UPDATE custody_details SET detail = 'gone' WHERE seq = 5`],
      [/^custody entry 5 was altered/],
    ],
    [
      'an entry that says something twice',
      [sql`UPDATE custody_details SET detail = '{"tlp":"CLEAR",' || substr(detail, 2) WHERE seq = 5`],
      [/^custody entry 5 was altered/],
    ],
    [
      'an entry before the first',
      [sql`UPDATE custody SET seq = 0 WHERE seq = 1`],
      [/^custody entry 0 does not belong/, /^custody entry 1 is missing/],
    ],
    ['a missing entry', [sql`DELETE FROM custody WHERE seq = 2`], [/^custody entry 2 is missing/]],
    [
      'a log cut off at its end',
      [sql`DELETE FROM custody WHERE seq >= 5`],
      [/^custody entry 5 is missing, and perhaps more/],
    ],
    [
      'two entries exchanged',
      [
        sql`UPDATE custody SET seq = 99 WHERE seq = 2`,
        sql`UPDATE custody SET seq = 2 WHERE seq = 3`,
        sql`UPDATE custody SET seq = 3 WHERE seq = 99`,
        sql`UPDATE custody_details SET seq = 99 WHERE seq = 2`,
        sql`UPDATE custody_details SET seq = 2 WHERE seq = 3`,
        sql`UPDATE custody_details SET seq = 3 WHERE seq = 99`,
      ],
      [
        /^custody entry 2 was altered/,
        /^custody entry 2 does not follow/,
        /^custody entry 3 was altered/,
        /^custody entry 3 does not follow/,
        /^custody entry 4 does not follow/,
      ],
    ],
    [
      'an original exchanged together with its hashes',
      [
        sql`UPDATE chunks SET bytes = CAST('First words' AS BLOB) WHERE content_id = 1`,
        sql`UPDATE contents SET sha256 = 'd3e4a3ea51a7c9ad2d4a6a1e1dd7ba4b2f2fbdf1ef0dfd0b0d3d1e6a3b9fcd11' WHERE id = 1`,
      ],
      [/its bytes were altered/, /it points to the bytes of something else/],
    ],
    [
      'a changed record',
      [sql`UPDATE exhibits SET sha256 = replace(sha256, 'a', 'b') WHERE number = 2`],
      [
        /^E-0002 of C-0001 its record differs from custody entry 4 of its import: SHA-256$/,
        /^E-0002 of C-0001 it points to/,
      ],
    ],
    [
      'a new number and name',
      [sql`UPDATE exhibits SET number = 7, original_name = 'c.txt' WHERE number = 2`],
      [/^E-0007 of C-0001 its record differs from custody entry 4 of its import: number, name$/],
    ],
    [
      'a vanished record',
      [sql`DELETE FROM exhibits WHERE number = 2`],
      [/^content 2 there are bytes that no exhibit accounts for$/, /^E-0002 its record is gone; custody entry 4/],
    ],
    [
      'bytes slipped in behind an original',
      [sql`INSERT INTO chunks (content_id, seq, bytes) VALUES (1, 1, x'00'), (1, 5, x'00')`],
      [/^E-0001 of C-0001 has pieces missing or out of place$/],
    ],
    [
      'bytes of nothing',
      [sql`INSERT INTO chunks (content_id, seq, bytes) VALUES (50, 0, x'00')`],
      [/^content 50 there are bytes that no exhibit accounts for$/],
    ],
    [
      'a removal without an entry',
      [
        sql`UPDATE exhibits SET content_id = NULL, removed_at = acquired_at, removed_reason = '' WHERE number = 1`,
        sql`DELETE FROM chunks WHERE content_id = 1`,
        sql`DELETE FROM contents WHERE id = 1`,
      ],
      [/^E-0001 of C-0001 it was removed, but no custody entry tells/],
    ],
    [
      'a record that lost its bytes',
      [
        sql`DELETE FROM chunks WHERE content_id = 1`,
        sql`DELETE FROM contents WHERE id = 1`,
        sql`UPDATE exhibits SET content_id = NULL WHERE number = 1`,
      ],
      [/^E-0001 of C-0001 its bytes are missing although/],
    ],
  ])('names %s', async (_, changes, expected) => {
    await using test = await filled();
    tamper(test, ...changes);
    const found = await faults(test);
    expect(found, found.join('\n')).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });

  it('sees that the end of the log was cut off also when it has gone on since', async () => {
    await using test = await filled();
    tamper(
      test,
      sql`DELETE FROM custody WHERE seq >= 4`,
      sql`DELETE FROM custody_details WHERE seq >= 4`,
      sql`DELETE FROM custody_rows WHERE seq >= 4`,
    );
    await test.call('case.list', {});
    await newCase(test, 'Another');
    const found = await faults(test);
    expect(found).toContain('custody entry 4 was written after a log whose end had been cut off or replaced');
    expect(found).toContain('E-0002 of C-0001 no custody entry tells how it came in');
    expect(found).toContain('C-0001 record of the case is not as custody entry 3 recorded it');
    expect(found).toHaveLength(3);
  });

  it('sees triggers that are gone, changed or added', async () => {
    await using test = await filled();
    const db = test.core.session?.writer;
    db?.script('DROP TRIGGER custody_no_delete');
    db?.script('DROP TRIGGER chunks_no_update');
    db?.script('CREATE TRIGGER chunks_no_update BEFORE UPDATE ON chunks BEGIN SELECT 1; END');
    db?.script('CREATE TRIGGER added AFTER INSERT ON cases BEGIN DELETE FROM notes; END');
    expect(await faults(test)).toEqual([
      'trigger custody_no_delete is missing from the store',
      'trigger chunks_no_update was altered',
      'trigger added does not belong to the store',
    ]);
  });

  it('sees a text that was taken out of the search, also when it is said to wait to be read; so does a search', async () => {
    await using test = await filled();
    const db = test.core.session?.writer;
    const id = db?.get<{ id: string }>(sql`SELECT id FROM exhibits WHERE number = 1`)?.id ?? '';
    db?.run(sql`DELETE FROM search_docs WHERE subject_id = ${id} AND field = 'content'`);
    expect(await test.call('search.find', { text: 'first words' })).toMatchObject({ hits: [], notIndexed: ['E-0001'] });
    db?.run(sql`DELETE FROM indexed_texts WHERE exhibit_id = ${id}`);
    db?.run(sql`INSERT INTO arrivals VALUES (${id}, '[]')`);
    expect(await test.call('search.find', { text: 'first words' })).toMatchObject({ hits: [], notIndexed: ['E-0001'] });
    expect(await faults(test)).toEqual([
      'E-0001 of C-0001 its text cannot be found by searching, and no custody entry tells that it is still to be read',
    ]);
  });

  it('sees a table of a dataset that was made another way, and tables, indexes and views that are none of the store', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('rows.csv', 'name\nAda\nada\nADA\n'),
    });
    const { number } = test.core.session?.reader.get<{ number: number }>(sql`SELECT number FROM datasets`) ?? {};
    const distinct = async () => {
      const { resultId } = await test.run('query.run', {
        caseId,
        sql: `SELECT count(DISTINCT name) FROM ${dataset?.view}`,
      });
      return (await test.call('query.rows', { resultId, offset: 0, limit: 1 })).rows;
    };
    expect([await distinct(), await faults(test)]).toEqual([[[3]], []]);
    const db = test.core.session?.writer;
    db?.script(`DROP TABLE ds_${number};
      CREATE TABLE "ds_${number}" ("row" INTEGER PRIMARY KEY, "c1" TEXT COLLATE NOCASE) STRICT;
      INSERT INTO ds_${number} VALUES (1, 'Ada'), (2, 'ada'), (3, 'ADA');
      CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE ds_99 ("row" INTEGER PRIMARY KEY, "c1" TEXT) STRICT;
      CREATE VIEW shown AS SELECT 1`);
    expect(await distinct()).toEqual([[1]]);
    db?.script(`CREATE INDEX also ON ds_${number} (c1)`);
    expect(await faults(test)).toEqual([
      `table ds_${number} was altered`,
      'table added does not belong to the store',
      'table ds_99 does not belong to the store',
      'view shown does not belong to the store',
      'index also does not belong to the store',
    ]);
  });

  it('names a store whose tables are gone instead of failing', async () => {
    await using test = await filled();
    test.core.session?.writer.script('PRAGMA foreign_keys = OFF; DROP TABLE derivatives; DROP TABLE chunks');
    using log = hearFaults();
    const found = await faults(test);
    expect(new Set(log.faults)).toEqual(new Set(['verify: SqliteError SQLITE_ERROR']));
    expect(found).toContain('table chunks is missing from the store');
    expect(found).toContain('E-0001 of C-0001 cannot be read as what it should be');
  });

  it('holds every dataset of an exhibit against what was read', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('rows.csv', 'a,b\n1,2\n3,4\n'),
    });
    await test.run('dataset.parse', { exhibitId, add: true });
    const tables = test.core.session?.reader.all<{ number: number }>(
      sql`SELECT number FROM datasets ORDER BY position`,
    );
    expect(tables).toHaveLength(2);
    const second = { text: `DELETE FROM ds_${tables?.[1]?.number} WHERE "row" = 1`, values: [] };
    tamper(test, second);
    expect(await faults(test)).toContain(
      'E-0001 of C-0001 its table has 1 rows; 2 were read. Read the exhibit as a table again',
    );
  });

  it('holds datasets and frozen queries against what they were', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('rows.csv', 'a,b\n1,2\n3,4\n'),
    });
    const { resultId } = await test.run('query.run', { caseId, sql: `SELECT * FROM ${dataset?.view}` });
    await test.call('query.freeze', { resultId, title: 'All rows' });
    expect(await faults(test)).toEqual([]);
    tamper(test, sql`UPDATE queries SET sql = 'SELECT 1'`, sql`DELETE FROM ds_2 WHERE "row" = 1`);
    expect(await faults(test)).toEqual([
      expect.stringMatching(
        /^E-0002 of C-0001 its statement, inputs or row count differ from custody entry \d+ of its freezing$/,
      ),
      'E-0001 of C-0001 its table has 1 rows; 2 were read. Read the exhibit as a table again',
    ]);
    tamper(
      test,
      sql`UPDATE chunks SET bytes = CAST(replace(CAST(bytes AS TEXT), '3', '8') AS BLOB) WHERE content_id = 3`,
    );
    const { faults: all } = await test.run('vault.verify', {});
    expect(all[0]).toMatchObject({
      what: 'query',
      subject: 'E-0002 of C-0001',
      problem: expect.stringContaining('altered'),
    });
  });

  it('does not mistake work that goes on meanwhile for damage', async () => {
    await using test = await filled();
    const { caseId } = await test.call('case.list', {}).then(([found]) => ({ caseId: found?.id as never }));
    const large = Buffer.alloc(24 << 20, 'abc');
    const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('large', large) });
    const { jobId } = await test.call('vault.verify', {});
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(test.core.jobs.get(jobId).state).toBe('running');
    await test.call('evidence.remove', { exhibitId, reason: 'meanwhile' });
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('new', 'meanwhile') });
    await expect.poll(() => test.core.jobs.get(jobId).state).toBe('done');
    expect(test.core.jobs.get(jobId).result).toMatchObject({ ok: true, faults: [] });
    expect(await faults(test)).toEqual([]);
  });
});
