import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

/** Statements that must never run: they write, or reach what lies outside the case. `ds_OTHER` is another case's table. */
const REFUSED = [
  'INSERT INTO logins VALUES (1)',
  'DELETE FROM exhibits',
  'UPDATE main.exhibits SET note = 1',
  'DROP TABLE main.ds_OTHER',
  'CREATE TABLE x (a)',
  'CREATE TEMP TABLE x (a)',
  "ATTACH ':memory:' AS other",
  'PRAGMA key',
  'PRAGMA writable_schema = 1',
  'VACUUM',
  'BEGIN',
  'SELECT 1; DELETE FROM exhibits',
  'SELECT 1; SELECT 2',
  'WITH x AS (SELECT 1) DELETE FROM main.cases',
  'EXPLAIN DELETE FROM main.cases',
  'REINDEX',
  'SELECT * FROM main.exhibits',
  'SELECT * FROM "main"."exhibits"',
  'SELECT * FROM [main].[exhibits]',
  'SELECT * FROM `main`.`exhibits`',
  "SELECT * FROM 'main'.'exhibits'",
  'SELECT * FROM main . /* x */ exhibits',
  'SELECT count(*) FROM main.exhibits',
  'SELECT max(number) FROM main.exhibits',
  'SELECT (SELECT title FROM main.cases LIMIT 1)',
  'SELECT 1 WHERE EXISTS (SELECT 1 FROM cases)',
  'WITH a AS (SELECT * FROM cases), b AS (SELECT * FROM a) SELECT * FROM b',
  'SELECT * FROM logins LEFT JOIN cases ON 1',
  'SELECT * FROM cases',
  'SELECT * FROM chunks',
  'SELECT * FROM contents',
  'SELECT * FROM meta',
  'SELECT * FROM datasets',
  'SELECT * FROM subjects',
  "SELECT * FROM main.exhibits WHERE case_id = 'x' OR sha256 = 'y'",
  'SELECT * FROM ds_OTHER',
  'SELECT * FROM main.ds_OTHER',
  'SELECT * FROM DS_OTHER AS logins',
  'SELECT * FROM sqlite_schema',
  'SELECT * FROM sqlite_master',
  'SELECT * FROM main.sqlite_schema',
  'SELECT * FROM temp.sqlite_schema',
  'SELECT * FROM sqlite_temp_master',
  'SELECT * FROM pragma_table_list',
  'SELECT * FROM pragma_database_list',
  'SELECT * FROM main.pragma_table_info(1)',
  'SELECT * FROM "pragma_table_info"(\'exhibits\')',
  'SELECT * FROM dbstat',
  'SELECT * FROM sqlite_dbpage',
  "SELECT * FROM fts3tokenize('simple')",
  "SELECT sqlite3mc_config('cipher')",
  "SELECT sqlite3mc_codec_data('salt')",
  'SELECT "sqlite3mc_config"(\'cipher\')',
  'SELECT n FROM logins ORDER BY sqlite3mc_version() || n',
  "SELECT * FROM logins WHERE n = sqlite3mc_config('kdf_iter')",
  "SELECT load_extension('x')",
  "SELECT readfile('/etc/passwd')",
  "SELECT writefile('x', 'y')",
  "SELECT fts3_tokenizer('simple')",
  "SELECT sqlite_log(1, 'x')",
  'SELECT * FROM logins UNION ALL SELECT title, 1 FROM cases',
  'VALUES ((SELECT title FROM cases))',
  'SELECT 1\0',
  '',
  '-- nothing',
  '/* SELECT */ DELETE FROM exhibits',
];

describe('the guard', () => {
  it('refuses every statement that writes or reaches outside the case', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Mine');
    const other = await newCase(test, 'NeedleCase');
    await putTable(test, caseId, 'logins.csv', 'user,n\nada,1\n');
    await putTable(test, other, 'theirs.csv', 'user,n\nneedle,1\n');
    const number = test.core.session?.reader.one<{ number: number }>(
      { text: 'SELECT number FROM datasets WHERE case_id = ?', values: [other] },
      '',
    ).number;
    const ran: string[] = [];
    for (const template of REFUSED) {
      const sql = template.replaceAll('OTHER', String(number));
      const code = await test.run('query.run', { caseId, sql }).then(
        ({ rowCount }) => `ran: ${rowCount}`,
        (error) => error.code as string,
      );
      if (!['sql-refused', 'sql-error', 'bad-request'].includes(code)) ran.push(`${template} -> ${code}`);
    }
    expect(ran).toEqual([]);
  }, 60_000);

  it('lets reading statements through, however they are dressed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'logins.csv', 'user,n\nada,1\nbo,2\n');
    const number = test.core.session?.reader.one<{ number: number }>(
      { text: 'SELECT number FROM datasets WHERE id = ?', values: [dataset.id] },
      '',
    ).number;
    for (const sql of [
      'SELECT * FROM logins;',
      '/* a */ -- b\n WITH a AS MATERIALIZED (SELECT * FROM logins) SELECT * FROM a JOIN a AS b USING (user)',
      'VALUES (1), (2)',
      'EXPLAIN QUERY PLAN SELECT * FROM logins',
      'explain select 1',
      "SELECT value FROM json_each('[1,2]')",
      'SELECT user, row_number() OVER (PARTITION BY n ORDER BY user), group_concat(user) OVER () FROM logins',
      'SELECT median(n), percentile(n, 90), sqrt(n) FROM logins',
      "SELECT 'main.exhibits', \"user\" FROM logins WHERE user IN (SELECT user FROM logins WHERE n = 1 OR user = 'bo')",
      "SELECT * FROM exhibits JOIN logins ON 1 WHERE label LIKE 'E-%'",
      `SELECT c1 FROM main.ds_${number}`,
      'SELECT * FROM "Logins" ORDER BY random()',
    ])
      expect(
        await test.run('query.run', { caseId, sql }).then(
          () => 'ran',
          (error) => error.message,
        ),
      ).toBe('ran');
  });
});
