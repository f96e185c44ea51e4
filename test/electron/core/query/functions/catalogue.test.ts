import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINE_OF } from '../../../../../electron/core/datasets/combined/view.ts';
import { MOMENT_OF } from '../../../../../electron/core/datasets/readings/moments.ts';
import { DECIMAL_OF } from '../../../../../electron/core/query/decimals.ts';
import { OWN_FUNCTIONS } from '../../../../../electron/core/query/functions/registry.ts';
import type { CaseId } from '../../../../../shared/contract/values.ts';
import { cellText } from '../../../../../shared/domain/cell-text.ts';
import { functionsFound, SQL_FUNCTIONS, signatureOf } from '../../../../../shared/domain/sql-functions.ts';
import { newCase, openTestCore, type TestCore } from '../../../../support/core.ts';

const catalogue = SQL_FUNCTIONS.flatMap(({ functions }) => functions);
let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function shown(sql: string): Promise<string> {
  const { resultId } = await test.run('query.run', { caseId, sql });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 100 });
  return rows.map((row) => row.map((cell) => (cell === null ? 'NULL' : cellText(cell))).join(' | ')).join('\n');
}

it('every function that the program adds is told of, once, and no other is said to be its own', () => {
  const own = catalogue.filter(({ sqlite }) => !sqlite).map(({ name }) => name);
  const internal = [DECIMAL_OF, LINE_OF, MOMENT_OF]; // only the program itself calls them
  expect([...own].sort()).toEqual(OWN_FUNCTIONS.filter((name) => !internal.includes(name)).sort());
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
});

it.each(catalogue)(
  '$name: the example gives the result that is stated',
  async ({ name, operator, example, result }) => {
    expect(example).toMatch(new RegExp(`\\b${(operator ?? name).trim()}\\b`, 'i'));
    expect(await shown(example)).toBe(result);
  },
);

it.each([
  ["date_trunc('hour', '2024-01-31')", 'NULL'],
  ["date('no time'), strftime('%Y', NULL), unixepoch('x'), julianday('x')", 'NULL | NULL | NULL | NULL'],
  ["regexp(NULL, 'a'), regexp_extract('a', 'b'), regexp_replace('a', 'a', NULL)", 'NULL | NULL | NULL'],
  [
    "like('a', NULL), lower(NULL), upper(NULL), trim(NULL), replace('a', 'a', NULL)",
    'NULL | NULL | NULL | NULL | NULL',
  ],
  ["substr('a', 1, NULL), instr('a', NULL), length(NULL), round(1.5, NULL)", 'NULL | NULL | NULL | NULL'],
  ["printf(NULL), printf('%d %s.', NULL, NULL)", 'NULL | 0 .'],
  ["soundex(NULL), soundex('123'), phonetic('123'), fingerprint('...')", '?000 | ?000 | NULL | NULL'],
  ["ngram_fingerprint('a', NULL), levenshtein('a', NULL), jaro_winkler(NULL, 'a')", 'NULL | NULL | NULL'],
  ["phone_country('+1 800 555 0100'), phone_country('+800 1234 5678'), normalize_phone('555')", 'US | NULL | NULL'],
  ["ip_prefix('203.0.113.7', 64), ip_in_cidr('x', '203.0.113.0/24')", 'NULL | NULL'],
  ["domain_of('203.0.113.7'), domain_of('host'), registrable_domain('host.invalid')", 'NULL | NULL | NULL'],
  ['haversine_km(1, 2, NULL, 4), sha256(NULL), md5(NULL)', 'NULL | NULL | NULL'],
  ["json_extract('{}', '$.a'), json_extract(NULL, '$.a'), nullif(1, NULL), iif(NULL, 1, 2)", 'NULL | NULL | 1 | 2'],
  ["abs('word'), abs(NULL), min(1, NULL), max(1, NULL)", '0.0 | NULL | NULL | NULL'],
  ['first_digits(0, 1), first_digits(NULL, 1), dec_add(1, NULL), dec_cmp(NULL, 1)', 'NULL | NULL | NULL | NULL'],
  [
    'median(x), percentile(x, 50), mode(x), mad(x), stddev(x), stddev_pop(x), dec_sum(x), dec_avg(x), total(x), count(x), group_concat(x) FROM (SELECT NULL AS x)',
    'NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | 0.0 | 0 | NULL',
  ],
  ['min_by(x, 1), max_by(1, x), dec_min(x), dec_max(x) FROM (SELECT NULL AS x)', 'NULL | NULL | NULL | NULL'],
  ['stddev(x), variance(x), stddev_pop(x) FROM (SELECT 1 AS x)', 'NULL | NULL | 0.0'],
])('NULL is answered as the catalogue says: %s', async (expressions, expected) => {
  expect(await shown(`SELECT ${expressions}`)).toBe(expected);
});

it('is searched by every word of a text, in name, meaning and subject', () => {
  const found = (text: string) => functionsFound(text).flatMap(({ functions }) => functions.map(signatureOf));
  expect(found('kilometres')).toEqual(['haversine_km(lat, lon, lat, lon)']);
  expect(found('SHA exadec')).toEqual(['sha256(x)', 'sha1(x)']);
  expect(found('phone country')).toContain('normalize_phone(x [, country])');
  expect(found('no such function')).toEqual([]);
  expect(found(' ')).toHaveLength(catalogue.length);
});
