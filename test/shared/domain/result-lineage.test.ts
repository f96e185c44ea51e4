import { describe, expect, it } from 'vitest';
import { resultLineage } from '../../../shared/domain/result-lineage.ts';

const TABLES = new Map([
  ['accounts', ['account_id', 'email', 'country']],
  ['accounts_raw', ['account_id', 'email', 'country']],
  ['logins', ['account_id', 'ip']],
]);
/** By the place of each column of the result: whether it rests on `email`. */
const lineage = (sql: string, result: readonly string[]) => resultLineage(sql, new Set(['email']), TABLES, result);

/** x: rests on it, o: does not. */
const TOLD: readonly (readonly [sql: string, result: string, told: string])[] = [
  ['SELECT email, country FROM accounts', 'email country', 'xo'],
  ['SELECT hex(email), substr(email,1,9), count(*) FROM accounts GROUP BY 1', 'a b c', 'xxo'],
  ["SELECT replace(replace(email,'@','AT'),'.','x'), country FROM accounts", 'a b', 'xo'],
  ["SELECT 'x' AS who WHERE 0 UNION ALL SELECT substr(email,1,12) FROM accounts", 'who', 'x'],
  [
    "SELECT 'x' AS who, 1 AS n UNION SELECT country, 2 FROM accounts UNION SELECT email, 3 FROM accounts",
    'who n',
    'xo',
  ],
  ['WITH x(who) AS (SELECT hex(email) FROM accounts) SELECT who FROM x', 'who', 'x'],
  ['WITH x(who, c) AS (SELECT hex(email), country FROM accounts) SELECT c, who FROM x', 'c who', 'ox'],
  ['WITH x(a, b, c) AS (SELECT * FROM accounts) SELECT a, b, c FROM x', 'a b c', 'oxo'],
  [
    'WITH x AS (SELECT upper(email) AS m FROM accounts), y AS (SELECT m || 1 AS k, 2 AS l FROM x) SELECT k, l FROM y',
    'k l',
    'xo',
  ],
  [
    "WITH RECURSIVE x(v, n) AS (SELECT email, 1 FROM accounts UNION ALL SELECT substr(v, 2), n + 1 FROM x WHERE v <> '') SELECT v, n FROM x",
    'v n',
    'xo',
  ],
  ['WITH x AS MATERIALIZED (SELECT lower(email) FROM accounts) SELECT * FROM x', 'lower(email)', 'x'],
  ['SELECT a.w FROM (SELECT substr(email,1,12) w FROM accounts) a', 'w', 'x'],
  ['SELECT "hex(email)" FROM (SELECT hex(email) FROM accounts)', 'hex(email)', 'x'],
  ['SELECT "email:1" AS z FROM (SELECT email, email FROM accounts)', 'z', 'x'],
  ['SELECT * FROM (SELECT substr(email,1,3) AS s, country FROM accounts)', 's country', 'xo'],
  ['SELECT a.*, 1 AS n FROM accounts a', 'account_id email country n', 'oxoo'],
  ['SELECT l.*, a.email FROM logins l JOIN accounts a ON a.account_id = l.account_id', 'account_id ip email', 'oox'],
  [
    "SELECT CASE WHEN email LIKE 'a%' THEN 'yes' ELSE 'no' END AS verdict, country FROM accounts",
    'verdict country',
    'xo',
  ],
  ["SELECT iif(email IS NULL, 1, 2), email IS DISTINCT FROM 'x', account_id FROM accounts", 'a b c', 'xxo'],
  ['SELECT group_concat(email), min(email), max(lower(email)), sum(length(email)) FROM accounts', 'a b c d', 'xxxx'],
  [
    'SELECT count(*), count(email), count(DISTINCT email) AS n, count(*) FILTER (WHERE email IS NOT NULL) FROM accounts',
    'a b c d',
    'oooo',
  ],
  ["SELECT max(country) FILTER (WHERE email LIKE 'a%') FROM accounts", 'a', 'x'],
  ['SELECT country, (SELECT b.email FROM accounts b LIMIT 1) FROM accounts', 'country b', 'ox'],
  ['SELECT (SELECT * FROM (SELECT email FROM accounts) LIMIT 1) AS one, 2 AS two', 'one two', 'xo'],
  ['WITH x(w) AS (SELECT email FROM accounts) SELECT (SELECT * FROM x LIMIT 1) AS one, 2 AS two', 'one two', 'xo'],
  ["WITH x(w) AS (SELECT email FROM accounts) SELECT 'a@example.com' IN x AS there, 2 AS two", 'there two', 'xo'],
  [
    'SELECT EXISTS (SELECT 1 FROM accounts b WHERE b.email = a.country) AS e, a.country FROM accounts a',
    'e country',
    'xo',
  ],
  [
    'SELECT row_number() OVER (PARTITION BY email ORDER BY email) AS n, lag(email) OVER (ORDER BY account_id) AS p FROM accounts',
    'n p',
    'ox',
  ],
  ["SELECT account_id, country FROM accounts WHERE email LIKE 'a%' ORDER BY email", 'account_id country', 'oo'],
  [
    'SELECT l.ip FROM logins l JOIN accounts a ON a.email = l.account_id GROUP BY a.email HAVING max(a.email) > 1',
    'ip',
    'o',
  ],
  ['SELECT value, country FROM accounts, json_each(json_array(email))', 'value country', 'xo'],
  ["SELECT email 'x', cast(email AS BLOB) y, email COLLATE NOCASE, [email] || 1 FROM accounts_raw", 'x y c d', 'xxxx'],
  ['SELECT x FROM (SELECT email "x" FROM accounts) UNION SELECT ip FROM logins', 'x', 'x'],
  ['WITH v AS (VALUES (1, (SELECT email FROM accounts))) SELECT column1, column2 FROM v', 'column1 column2', 'ox'],
  ['VALUES (1, 2), ((SELECT min(email) FROM accounts), 3)', 'column1 column2', 'xo'],
  ['SELECT account_id AS email_of, country AS mail FROM accounts', 'email_of mail', 'oo'],
  ['SELECT e.label FROM logins AS email, accounts e', 'label', 'o'],
  ['SELECT EMAIL, `Email` || 1, country/* email */ FROM Accounts -- email', 'a b c', 'xxo'],
  ['SELECT * FROM gone', 'account_id email country', 'oxo'],
  ['SELECT 1 AS n, g.*, upper(email) FROM gone g', 'n ip mail up', 'ooox'],
];

describe('what a column of a result rests on', () => {
  it.each(TOLD)('%s', (sql, result, told) => {
    const { depends, unsure } = lineage(sql, result.split(' '));
    expect(depends.map((each) => (each ? 'x' : 'o')).join('')).toBe(told);
    expect(unsure).toBe(false);
  });

  it.each([
    [
      'a star of a table that is not here, named by a list',
      'WITH x(a, b) AS (SELECT * FROM gone) SELECT a, b FROM x',
      'a b',
    ],
    ['arms of which one is a star of such a table', 'SELECT 1 AS a, 2 AS b UNION ALL SELECT * FROM gone', 'a b'],
    [
      'stars over a column that two tables share',
      'SELECT 1, 2, 3, 4 UNION ALL SELECT * FROM accounts NATURAL JOIN logins',
      '1 2 3 4',
    ],
    ['another number of columns than there are', 'SELECT email FROM accounts', 'email other'],
    ['what is no SELECT', 'EXPLAIN SELECT email FROM accounts', 'addr opcode'],
  ])('is unsure about %s, and then all of them do', (_, sql, result) => {
    const { depends, unsure } = lineage(sql, result.split(' '));
    expect([unsure, depends.every(Boolean)]).toEqual([true, true]);
  });

  it('does not ask about statements that name nothing of it', () => {
    expect(lineage('EXPLAIN SELECT ip FROM logins', ['addr', 'opcode'])).toMatchObject({
      depends: [false, false],
      unsure: false,
    });
  });
});
