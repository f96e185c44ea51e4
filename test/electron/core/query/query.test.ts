import { existsSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../electron/core/evidence/reads.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { guardedWords } from '../../../../shared/domain/cell-text.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putFile, putTable } from '../../../support/exhibit.ts';

const OPENSSH = '../shared/data/loghub/OpenSSH/OpenSSH_2k.log_structured.csv';

async function rows(test: TestCore, caseId: CaseId, sql: string) {
  const { resultId } = await test.run('query.run', { caseId, sql });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 5000 })).rows;
}

describe('a query', () => {
  it('reads datasets and the tables of its own case only', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Mine');
    const other = await newCase(test, 'Theirs');
    await putTable(test, caseId, 'logins.csv', 'user,n\nada,1\nbo,2\n');
    await putTable(test, other, 'secrets.csv', 'user,n\nneedle,9\n');
    await test.call('finding.create', { caseId: other, claim: 'needle' });
    expect(await rows(test, caseId, 'SELECT user, n + 1 FROM logins ORDER BY n DESC')).toEqual([
      ['bo', 3],
      ['ada', 2],
    ]);
    expect(await rows(test, caseId, 'SELECT label, original_name, dataset FROM exhibits')).toEqual([
      ['E-0001', 'logins.csv', 'logins'],
    ]);
    expect(await rows(test, caseId, 'SELECT count(*) FROM findings')).toEqual([[0]]);
    expect(
      await rows(
        test,
        caseId,
        "SELECT action FROM custody WHERE subject = 'E-0001' AND action <> 'query.run' ORDER BY seq",
      ),
    ).toEqual([['evidence.import'], ['dataset.parse']]);
    const schema = await test.call('query.schema', { caseId });
    expect(schema.map(({ name, rows }) => [name, rows]).slice(0, 3)).toEqual([
      ['logins', 2],
      ['exhibits', 1],
      ['entities', 0],
    ]);
    const { inputs } = await test.run('query.run', { caseId, sql: 'SELECT * FROM logins, findings' });
    expect(inputs).toMatchObject([
      { name: 'logins', exhibitLabel: 'E-0001', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: 'findings' },
    ]);
  });

  it('was read from what its program opens, not from what its words are called', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'logins.csv', 'device,n\na,1\nb,2\n');
    const read = async (text: string) =>
      (await test.run('query.run', { caseId, sql: text })).inputs.map(({ name }) => name);
    expect(await read('SELECT device, count(*) AS entities FROM logins GROUP BY 1')).toEqual(['logins']);
    expect(await read("SELECT n, 'custody' AS findings FROM logins")).toEqual(['logins']);
    expect(await read('WITH links AS (SELECT 1 AS one) SELECT one FROM links')).toEqual([]);
    expect(await read('SELECT (SELECT count(*) FROM Entities), n FROM logins')).toEqual(['logins', 'entities']);
    expect(await read('EXPLAIN QUERY PLAN SELECT * FROM custody')).toEqual(['custody']);
  });

  it('says which columns of numbers that stay text it compares as text', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { certificate } = await putTable(
      test,
      caseId,
      'paid.csv',
      'v,name,id\n1.234,a,9007199254740993000000\n2.345,b,1.50\n,c,2\n',
    );
    expect(certificate.warnings.map(({ code, column }) => [code, column])).toEqual([['open-question', 'v']]);
    const named = async (text: string) => (await test.run('query.run', { caseId, sql: text })).comparedAsText;
    for (const text of [
      'SELECT name FROM paid WHERE v > 20',
      'SELECT name FROM paid WHERE v IN (2, 3)',
      'SELECT max(v) FROM paid',
      'SELECT name, min(v) FROM paid GROUP BY name',
      'SELECT * FROM paid ORDER BY 1',
      'SELECT * FROM paid ORDER BY v DESC LIMIT 2',
      'SELECT * FROM (SELECT v AS w FROM paid ORDER BY name LIMIT 2) WHERE w < 5',
      'WITH a AS MATERIALIZED (SELECT v AS w FROM paid) SELECT x.w FROM a AS x, a AS y WHERE x.w < y.w',
      'SELECT max(w) FROM (SELECT v AS w, name FROM paid ORDER BY name LIMIT 2)',
      'SELECT a.name FROM paid AS a JOIN paid AS b ON a.v = b.v',
      'SELECT name, rank() OVER (ORDER BY v) FROM paid',
    ])
      expect([text, await named(text)]).toEqual([text, ['paid.v']]);
    for (const text of [
      'SELECT * FROM paid',
      'SELECT v FROM paid ORDER BY name',
      "SELECT v FROM paid WHERE name = 'a'",
      'SELECT name FROM paid WHERE CAST(v AS REAL) > 20',
      'SELECT max(CAST(v AS REAL)), sum(v) FROM paid',
      'SELECT v FROM paid ORDER BY v + 0',
      'SELECT v FROM paid WHERE v IS NOT NULL',
    ])
      expect([text, await named(text)]).toEqual([text, []]);
  });

  it('names links from end to end', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (const table of ['entities', 'links', 'findings', 'custody', 'exhibits']) {
      const { columns } = await test.run('query.run', { caseId, sql: `SELECT * FROM ${table}` });
      const listed = (await test.call('query.schema', { caseId })).find(({ name }) => name === table);
      expect(columns.map(({ name }) => name)).toEqual(listed?.columns.map(({ name }) => name));
    }
  });

  it('keeps exact values: 64-bit integers, whole reals, NULL, blobs', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql =
      "SELECT 9223372036854775807, 9007199254740991, 5.0, 0.5, NULL, '', x'00ff', 1e999, -9223372036854775808";
    expect(await rows(test, caseId, sql)).toEqual([
      [
        { int: '9223372036854775807' },
        9007199254740991,
        { real: '5.0' },
        0.5,
        null,
        '',
        { blob: '00ff', bytes: 2 },
        { real: 'Inf' },
        { int: '-9223372036854775808' },
      ],
    ]);
    const { columns } = await test.run('query.run', { caseId, sql: "SELECT 1 AS i UNION ALL SELECT 'x'" });
    expect(columns).toEqual([{ name: 'i', type: 'MIXED' }]);
  });

  it('says where a statement is wrong', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'logins.csv', 'user,n\nada,1\n');
    const message = (sql: string) =>
      test.run('query.run', { caseId, sql }).then(
        () => '',
        ({ code, message }) => `${code}: ${message}`,
      );
    expect(await message('SELECT user\nFROM logins\nGROUP user')).toBe(
      'sql-error: near "user": syntax error (line 3, column 7)',
    );
    expect(await message('SELECT usr FROM logins')).toBe(
      'sql-error: no such column: usr. Did you mean user? (line 1, column 8)',
    );
    expect(await message('SELECT 1 FROM login')).toBe(
      'sql-error: no such table: login. Did you mean logins? (line 1, column 15)',
    );
    expect(await message('SELECT (1')).toBe('sql-error: incomplete input (line 1, column 10)');
    expect(await message("SELECT regexp_extract('a', '(')")).toMatch(/^sql-error: The pattern is wrong/);
    expect(await message('SELECT ?')).toMatch(/^sql-error: The parameter \? has no name/);
    expect(
      (await test.call('query.history', { caseId })).map(({ sql, error }) => [sql, error !== null]),
    ).toContainEqual(['SELECT (1', true]);
  });

  it('stops at the row limit and says so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    const result = await test.run('query.run', { caseId, sql, rowLimit: 12_345 });
    expect(result).toMatchObject({ rowCount: 12_345, limitedBy: 'rows' });
    const { rows: page } = await test.call('query.rows', { resultId: result.resultId, offset: 12_340, limit: 100 });
    expect(page).toEqual([[12_341], [12_342], [12_343], [12_344], [12_345]]);
    const exact = await test.run('query.run', { caseId, sql: `${sql} LIMIT 10`, rowLimit: 10 });
    expect(exact).toMatchObject({ rowCount: 10, limitedBy: null });
  });

  it('stops at 256 MiB of result and says so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300)
      SELECT i, replace(hex(zeroblob(500000)), '0', 'x') AS text FROM n`;
    const result = await test.run('query.run', { caseId, sql, timeoutSeconds: 120 });
    expect(result).toMatchObject({ rowCount: 268, limitedBy: 'bytes' });
    const { rows: last } = await test.call('query.rows', { resultId: result.resultId, offset: 267, limit: 5 });
    expect(last.map(([i, text]) => [i, String(text).length])).toEqual([[268, 1_000_000]]);
  }, 120_000);

  it('ends a statement at its time limit, on request, and runs the next', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const started = performance.now();
    await expect(test.run('query.run', { caseId, sql, timeoutSeconds: 1 })).rejects.toMatchObject({
      code: 'sql-limit',
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await rows(test, caseId, 'SELECT 1')).toEqual([[1]]);
    const { jobId } = await test.call('query.run', { caseId, sql });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.call('job.cancel', { jobId });
    while (test.core.jobs.get(jobId).state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(test.core.jobs.get(jobId).state).toBe('cancelled');
    expect(await rows(test, caseId, 'SELECT 2')).toEqual([[2]]);
  });

  it('ends a statement that takes too much memory', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT i, hex(randomblob(50000)) AS r FROM n ORDER BY r`;
    await expect(test.run('query.run', { caseId, sql, timeoutSeconds: 120 })).rejects.toMatchObject({
      code: 'sql-limit',
      message: expect.stringContaining('memory'),
    });
    expect(await rows(test, caseId, 'SELECT 3')).toEqual([[3]]);
  }, 120_000);

  it('is ended when the vault is locked', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    await test.call('query.run', { caseId, sql });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.call('vault.lock', {});
    await expect(test.call('query.schema', { caseId })).rejects.toMatchObject({ code: 'locked' });
  });

  it('has regular expressions and hashes', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = String.raw`SELECT 'abc' REGEXP '^a.c$', 'abc' REGEXP 'x', NULL REGEXP 'x', regexp_extract('from 192.0.2.7 port', '\d+\.\d+\.\d+\.\d+'),
      regexp_extract('k=v', '(\w)=(\w)'), regexp_extract('k=v', '(\w)=(\w)', 2), regexp_extract('k=v', '(?<key>\w)=', 'key'),
      regexp_extract('k', 'z'), regexp_replace('a-b-c', '-', '+'), regexp_extract('ABC', '(?i)b'), sha256('abc')`;
    expect(await rows(test, caseId, sql)).toEqual([
      [
        1,
        0,
        null,
        '192.0.2.7',
        'k',
        'v',
        'k',
        null,
        'a+b+c',
        'B',
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      ],
    ]);
  });

  it.skipIf(!existsSync(OPENSSH))('finds 30 addresses and 520 failed passwords in a real log', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset, certificate } = await putFile(test, caseId, OPENSSH);
    expect(dataset).toMatchObject({ view: 'openssh_2k_log_structured', rows: 2000 });
    expect(certificate.balanced).toBe(true);
    const sql = String.raw`SELECT count(DISTINCT regexp_extract(Content, '\b\d{1,3}(?:\.\d{1,3}){3}\b')), sum(Content LIKE '%Failed password%') FROM ${dataset.view}`;
    expect(await rows(test, caseId, sql)).toEqual([[30, 520]]);
  });
});

describe('a frozen query', () => {
  it('keeps its canonical rows, and running it again shows what changed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'logins.csv', 'user,n\nada,1\nada,1\nbo,2\n');
    const sql = 'SELECT user, n, 9223372036854775807 AS big, 2.0 AS r FROM logins';
    const { resultId } = await test.run('query.run', { caseId, sql });
    const exhibit = await test.call('query.freeze', { resultId, title: 'Who logged in', note: 'n' });
    expect(exhibit).toMatchObject({ kind: 'query', label: 'E-0002', preview: 'query', source: 'E-0001 (logins)' });
    const { reader } = opened(test.core);
    const content = reader.one<{ id: number }>(
      { text: 'SELECT content_id AS id FROM exhibits WHERE id = ?', values: [exhibit.id] },
      '',
    );
    const text = Buffer.from(readContent(reader, content.id, 0, 1 << 20)).toString('utf8');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(canonicalize(JSON.parse(line))).toBe(line);
    const frozen = await test.call('query.frozen', { exhibitId: exhibit.id, offset: 1, limit: 1 });
    expect(frozen).toMatchObject({
      sql,
      rowCount: 3,
      resultSha256: exhibit.sha256,
      rows: [['ada', 1, { int: '9223372036854775807' }, { real: '2.0' }]],
    });
    expect(await test.run('query.rerun', { exhibitId: exhibit.id })).toMatchObject({
      same: true,
      sha256Now: exhibit.sha256,
    });
    const { dialect } = await test.call('dataset.preview', { exhibitId: dataset.exhibitId });
    await test.run('dataset.parse', { exhibitId: dataset.exhibitId, dialect: { ...dialect, skipFooter: 1 } });
    expect(await test.run('query.rerun', { exhibitId: exhibit.id })).toMatchObject({
      same: false,
      rowsThen: 3,
      rowsNow: 2,
      addedCount: 0,
      removedCount: 1,
      removed: [['bo', 2, { int: '9223372036854775807' }, { real: '2.0' }]],
    });
    const { entries } = await test.call('custody.list', { caseId, action: 'query.freeze' });
    expect(entries).toMatchObject([{ subject: 'E-0002', detail: { sql, rows: 3, sha256: exhibit.sha256 } }]);
  });
});

describe('an export', () => {
  it('writes CSV that a spreadsheet does not run, and JSON', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = `SELECT '=1+1' AS "=x", -5 AS n, '-5' AS m, NULL AS z, '' AS e, 'a "b", c' AS q, 9223372036854775807 AS big`;
    const { resultId } = await test.run('query.run', { caseId, sql });
    const csv = await test.run('query.export', { resultId, format: 'csv' });
    const guardedAt = [0, 1].map((row) => ({ row, column: '=x' }));
    expect(csv).toMatchObject({ rows: 1, guardedCells: 2, guardedAt });
    expect(guardedWords(2, guardedAt, 100)).toBe('the column name =x, row 1 =x');
    expect(guardedWords(1200, guardedAt, 1)).toBe('the column name =x and 1,199 more');
    expect((await test.collect(csv.ticket)).toString()).toBe(
      `'=x,n,m,z,e,q,big\r\n'=1+1,-5,-5,,"","a ""b"", c",9223372036854775807\r\n`,
    );
    const json = await test.run('query.export', { resultId, format: 'json' });
    expect(JSON.parse((await test.collect(json.ticket)).toString())).toEqual([
      { '=x': '=1+1', n: -5, m: '-5', z: null, e: '', q: 'a "b", c', big: '9223372036854775807' },
    ]);
  });

  it('keeps a cell with line ends one cell, and guards full-width formulas', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const sql = `SELECT 'a' || char(10) || '=1+1' AS lf, 'b' || char(13) || '=2' AS cr, '＝1+1' AS wide, '－1＋1' AS minus, char(10) || '=3' AS lead`;
    const { resultId } = await test.run('query.run', { caseId, sql });
    const csv = await test.run('query.export', { resultId, format: 'csv' });
    expect(csv.guardedCells).toBe(3);
    expect((await test.collect(csv.ticket)).toString()).toBe(
      `lf,cr,wide,minus,lead\r\n"a\n=1+1","b\r=2",'＝1+1,'－1＋1,"'\n=3"\r\n`,
    );
  });

  it('of the custody log is guarded as well, and can be had as it is', async () => {
    await using test = await openTestCore();
    await newCase(test, 'Case');
    const caseId = await newCase(test, 'Other');
    await test.call('board.create', { caseId, title: '=HYPERLINK("x")' });
    const csvOf = async (guardFormulas?: boolean) => {
      const { ticket } = await test.run('custody.export', { caseId, format: 'csv', guardFormulas });
      return (await test.collect(ticket)).toString();
    };
    expect(await csvOf()).toContain(`board.create,"'=HYPERLINK(""x"")"`);
    expect(await csvOf(false)).toContain(`board.create,"=HYPERLINK(""x"")"`);
  });

  it('keeps the last eight results', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const ids: string[] = [];
    for (let at = 0; at < 9; at++) ids.push((await test.run('query.run', { caseId, sql: `SELECT ${at}` })).resultId);
    const get = (at: number) => test.call('query.rows', { resultId: ids[at] as string, offset: 0, limit: 1 });
    await expect(get(0)).rejects.toMatchObject({ code: 'not-found' });
    expect(await get(1)).toEqual({ rows: [[1]] });
    await test.call('query.discard', { resultId: ids[8] as string });
    await expect(get(8)).rejects.toMatchObject({ code: 'not-found' });
  });
});
