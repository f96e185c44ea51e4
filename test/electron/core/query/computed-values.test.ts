import { beforeAll, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
  const rows = [
    `00017,"$1,234.50",04/03/2026,1772612800,3,"{""n"":3,""v"":""998.14""}"`,
    `00018,$99.90,29/03/2026,1774772800,12,"{""n"":12,""v"":""8133.05""}"`,
  ];
  await putTable(test, caseId, 'paid.csv', `order_ref,usd,day,epoch,qty,payload\n${rows.join('\n')}\n`);
  return async () => {
    await test[Symbol.asyncDispose]();
  };
});

const warned = async (sql: string): Promise<string> =>
  (await test.run('query.run', { caseId, sql })).warnings.join('\n');

/** What SQLite answers otherwise than it reads, and words of the warning that goes with it. */
const QUIET: readonly (readonly [sql: string, words: string])[] = [
  ["SELECT count(*) FROM paid WHERE usd + 0 > '100'", "an expression of paid.usd with '100'"],
  ["SELECT count(*) FROM paid WHERE CASE usd WHEN 0 THEN 1 ELSE usd END > '100'", "paid.usd with '100'"],
  ["SELECT order_ref FROM paid GROUP BY 1 HAVING sum(usd) > '100'", "an expression of paid.usd with '100'"],
  ["SELECT count(*) FROM paid WHERE strftime('%m', day) > 3", 'an expression of paid.day with 3'],
  ['SELECT count(*) FROM paid WHERE substr(day, 1, 4) = 2026', 'an expression of paid.day with 2026'],
  ["SELECT count(*) FROM paid WHERE date(day) = '2026-3-4'", "an expression of paid.day (2024-01-01) with '2026-3-4'"],
  ['SELECT count(*) FROM paid WHERE epoch > 1772000000', 'paid.epoch (2024-01-01 10:00:00Z) with 1772000000'],
  ['SELECT count(*) FROM paid WHERE order_ref = 17', 'paid.order_ref with 17'],
  ['SELECT count(*) FROM paid WHERE qty + 5 = order_ref', 'an expression of paid.qty with paid.order_ref'],
  ["SELECT count(*) FROM paid WHERE usd LIKE '%.50'", "paid.usd LIKE '%.50'"],
  ["SELECT count(*) FROM paid WHERE day LIKE '%/03/2026'", "paid.day LIKE '%/03/2026'"],
  ["SELECT count(*) FROM paid WHERE json_extract(payload, '$.v') > 1000", 'its JSON at $.v stands there in quotes'],
  ["SELECT max(payload ->> '$.v') FROM paid", 'its JSON at $.v stands there in quotes'],
];
it.each(QUIET)('is warned of: %s', async (sql, words) => {
  expect(await warned(sql)).toContain(words);
});

it.each([
  "SELECT count(*) FROM paid WHERE usd > '100'",
  'SELECT count(*) FROM paid WHERE usd + 0 > 100 AND abs(usd) < 5000',
  "SELECT count(*) FROM paid WHERE strftime('%m', day) = '03' AND CAST(strftime('%m', day) AS INTEGER) = qty",
  "SELECT count(*) FROM paid WHERE date(day) >= '2026-03-01' AND day LIKE '2026-03-%'",
  "SELECT count(*) FROM paid WHERE payload ->> '$.n' > 3 AND CAST(payload ->> '$.v' AS REAL) > 1000",
  "SELECT count(*) FROM paid_raw WHERE usd LIKE '%.50' AND day LIKE '%/03/2026' AND order_ref = '00017'",
  "SELECT upper(order_ref), sum(usd) FROM paid GROUP BY 1 HAVING sum(usd) > 100 AND upper(order_ref) > '1'",
  'SELECT a.order_ref FROM paid a JOIN paid b ON a.qty = b.qty + 0 WHERE length(a.order_ref) = 5 ORDER BY a.usd * 2 LIMIT 3',
])('has no warning: %s', async (sql) => {
  expect(await warned(sql)).toBe('');
});
