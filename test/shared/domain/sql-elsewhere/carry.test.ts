import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { type CarriedTable, carry } from '../../../../shared/domain/sql-elsewhere/carry.ts';
import type { Elsewhere } from '../../../../shared/domain/sql-elsewhere/words.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

/* The engines themselves give the answer that is given here, on the same rows. */

const PAYOUTS = [
  ['ann', 'D1', 100, '2024-01-05'],
  ['Bo', 'D1', 250, '2024-02-01'],
  ['bo', 'D2', null, '2024-02-03'],
  [null, 'D2', 300, '2024-03-01'],
  ["o'hara", 'D3', 5, '2024-03-02'],
] as const;
const NOTES = [
  ['ann', 'first_order'],
  ['Bo', 'Refund 50%'],
] as const;
const READ: CarriedTable[] = [
  {
    name: 'payouts',
    there: 'wh.Payouts',
    columns: [
      { name: 'account', there: 'account_id' },
      { name: 'device', there: 'Device' },
      { name: 'amount', there: 'amount' },
      { name: 'paid', there: 'paid_on' },
    ],
  },
  {
    name: 'notes',
    there: 'wh.notes',
    columns: [
      { name: 'account', there: 'account_id' },
      { name: 'text', there: 'said' },
    ],
  },
];

const ASKED = [
  "SELECT account, amount FROM payouts WHERE device = 'D1' AND amount >= 100 ORDER BY amount DESC, account",
  'SELECT amount FROM payouts ORDER BY amount',
  'SELECT amount FROM payouts ORDER BY amount DESC LIMIT 2 OFFSET 1',
  "SELECT account FROM payouts WHERE account LIKE 'BO%' ORDER BY 1",
  'SELECT device, count(*) AS n, sum(amount) total_of, max(paid) FROM payouts GROUP BY device HAVING count(*) > 1 ORDER BY n DESC, device',
  'WITH big(who, much) AS (SELECT account, amount FROM payouts WHERE amount > 50) SELECT b.who, b.much, n.text FROM big b LEFT JOIN notes AS n ON n.account = b.who ORDER BY b.much',
  "SELECT ifnull(account, 'none') AS who, substr(device, 1, 1), CASE WHEN amount IS NULL THEN 0 ELSE 1 END AS has FROM payouts p WHERE p.account IS NOT DISTINCT FROM 'ann' OR p.account IS NULL ORDER BY who",
  'SELECT device, amount, row_number() OVER (PARTITION BY device ORDER BY amount DESC) AS place FROM payouts ORDER BY device, place',
  "SELECT account FROM payouts WHERE account IN (SELECT account FROM notes WHERE instr(text, 'order') > 0) UNION ALL SELECT 'it''s'",
  'SELECT count(DISTINCT device), 1.0 * sum(amount) / count(amount) FROM payouts WHERE paid < :until',
  "SELECT device, group_concat(account, '+') FROM payouts WHERE device = 'D3' GROUP BY device",
];
const UNTIL = [{ name: 'until', kind: 'date' as const, value: '2024-03-01' }];
const KNOWN = ['payouts', 'notes', 'secret', 'exhibits'];

const REFUSED: readonly (readonly [sql: string, word: RegExp])[] = [
  ["SELECT 1 FROM payouts WHERE account GLOB 'a*'", /^GLOB \(line 1, column 37\)/],
  ["SELECT 1 FROM payouts WHERE account REGEXP '^a'", /^REGEXP/],
  ['SELECT account FROM payouts COLLATE NOCASE', /^COLLATE/],
  ['SELECT amount / 2 FROM payouts', /^\//],
  ['SELECT CAST(amount AS INTEGER) FROM payouts', /^INTEGER/],
  ['SELECT min(amount, 5) FROM payouts', /^min/],
  ['SELECT normalize_email(account) FROM payouts', /^normalize_email/],
  ['SELECT "no such" FROM payouts', /^"no such"/],
  ['SELECT * FROM exhibits', /^exhibits/],
  ['SELECT account IS device FROM payouts', /^IS /],
  ['SELECT count(*) AS n FROM payouts GROUP BY device HAVING n > 1', /^HAVING/],
  ['SELECT account FROM payouts LIMIT 5, 5', /^LIMIT/],
  ['SELECT :nothing FROM payouts', /^:nothing/],
  ["SELECT 1 FROM payouts WHERE account LIKE 'a\\_'", /backslash/],
  ["SELECT account->>'$.a' FROM payouts", /JSON/],
  ['SELECT rowid FROM payouts', /^rowid/],
];

const cell = (value: string | number | null): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
const SETUP = [
  'CREATE SCHEMA wh',
  `CREATE TABLE wh."Payouts" (account_id TEXT, "Device" TEXT, amount BIGINT, paid_on DATE)`,
  `INSERT INTO wh."Payouts" VALUES ${PAYOUTS.map((row) => `(${row.map(cell).join(', ')})`).join(', ')}`,
  'CREATE TABLE wh.notes (account_id TEXT, said TEXT)',
  `INSERT INTO wh.notes VALUES ${NOTES.map((row) => `(${row.map(cell).join(', ')})`).join(', ')}`,
];

const plain = (rows: readonly (readonly unknown[])[]) =>
  rows.map((row) =>
    row.map((value) => {
      if (value === null || value === undefined) return null;
      const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    }),
  );

describe('a statement carried over', () => {
  let test: TestCore;
  let caseId: CaseId;
  let duck: DuckDBConnection;
  let postgres: PGlite;
  beforeAll(async () => {
    test = await openTestCore();
    caseId = await newCase(test);
    const csv = (head: string, rows: readonly (readonly (string | number | null)[])[]) =>
      `${head}\n${rows.map((row) => row.map((value) => value ?? '').join(',')).join('\n')}\n`;
    await putTable(test, caseId, 'payouts.csv', csv('account,device,amount,paid', PAYOUTS));
    await putTable(test, caseId, 'notes.csv', csv('account,text', NOTES));
    duck = await (await DuckDBInstance.create(':memory:')).connect();
    postgres = await PGlite.create();
    for (const statement of SETUP) {
      await duck.run(statement);
      await postgres.exec(statement);
    }
  }, 240_000);
  afterAll(async () => {
    duck.closeSync();
    await postgres.close();
    await test[Symbol.asyncDispose]();
  });

  it.each(ASKED)('gives the same rows: %s', async (sql) => {
    const { resultId } = await test.run('query.run', { caseId, sql, parameters: sql.includes(':until') ? UNTIL : [] });
    const page = await test.call('query.rows', { resultId, offset: 0, limit: 100 });
    const rows = page.rows.map((row) => row.map((value) => (value === null ? null : cellText(value))));
    expect(rows.length).toBeGreaterThan(0);
    const there = (dialect: Elsewhere) => {
      const made = carry(sql, dialect, READ, KNOWN, UNTIL);
      expect(made.left).toEqual([]);
      return made.sql ?? '';
    };
    expect(plain((await duck.runAndReadAll(there('duckdb'))).getRowsJson())).toEqual(plain(rows));
    expect(plain((await postgres.query<unknown[]>(there('postgresql'), [], { rowMode: 'array' })).rows)).toEqual(
      plain(rows),
    );
  });
});

it.each(REFUSED)('names what it does not carry over: %s', (sql, word) => {
  for (const dialect of ['postgresql', 'duckdb', 'bigquery', 'snowflake', 'spark'] as const) {
    const made = carry(sql, dialect, READ, KNOWN);
    expect(made.sql).toBeNull();
    expect(made.left.join('\n')).toMatch(word.source === '^\\/' ? /^\/ / : word);
  }
});

it('cautions where the answer depends on how texts are compared there, and only there', () => {
  const said = (sql: string) =>
    carry(sql, 'snowflake', READ, KNOWN)
      .cautions.map((each) => /LIKE|order|bytes are/.exec(each)?.[0])
      .sort();
  expect(said('SELECT amount FROM payouts WHERE amount > 5')).toEqual([]);
  expect(said("SELECT amount FROM payouts WHERE device = 'D1'")).toEqual(['bytes are']);
  expect(said("SELECT amount FROM payouts WHERE device <> 'D1' ORDER BY amount")).toEqual(['bytes are', 'order']);
  expect(said('SELECT device, count(*) AS n FROM payouts GROUP BY device')).toEqual(['bytes are']);
  expect(said("SELECT amount FROM payouts WHERE device LIKE 'd%'")).toEqual(['LIKE']);
  expect(said('SELECT p.amount FROM payouts p JOIN notes n ON p.account = n.account')).toEqual(['bytes are']);
});
