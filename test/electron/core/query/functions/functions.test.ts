import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../../shared/contract/values.ts';
import { cellText } from '../../../../../shared/domain/cell-text.ts';
import { newCase, openTestCore, type TestCore } from '../../../../support/core.ts';
import { putTable } from '../../../../support/exhibit.ts';

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function rows(sql: string): Promise<(string | null)[][]> {
  const { resultId } = await test.run('query.run', { caseId, sql });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 100 });
  return rows.map((row) => row.map((cell) => (cell === null ? null : cellText(cell))));
}
/** Expressions with what they give, in one statement. */
async function gives(expected: Readonly<Record<string, string | null>>): Promise<void> {
  const [found] = await rows(`SELECT ${Object.keys(expected).join(', ')}`);
  expect(Object.fromEntries(Object.keys(expected).map((expression, at) => [expression, found?.[at]]))).toEqual(
    expected,
  );
}
const failure = (expression: string, words: string) =>
  expect(rows(`SELECT ${expression}`)).rejects.toMatchObject({
    code: 'sql-error',
    message: expect.stringContaining(words),
  });
const of = (...values: (string | number)[]): string =>
  `(SELECT column1 AS x FROM (VALUES ${values.map((value) => `(${value})`).join(', ')}))`;

describe('times', () => {
  it('are cut to a unit, as a date from a day up', () =>
    gives({
      "date_trunc('hour', '2024-03-31 01:59:59.250Z')": '2024-03-31 01:00:00Z',
      "date_trunc('minute', '2024-03-31T01:59:59')": '2024-03-31 01:59:00',
      "date_trunc('second', '1969-12-31 23:59:59.9Z')": '1969-12-31 23:59:59Z',
      "date_trunc('day', '2024-03-31 23:30:00Z')": '2024-03-31',
      "date_trunc('day', '2024-03-31 23:30:00Z', 'Europe/Berlin')": '2024-04-01',
      "date_trunc('week', '2024-03-31')": '2024-03-25', // a Sunday
      "date_trunc('month', '2024-03-31 23:30:00Z', 'Europe/Berlin')": '2024-04-01',
      "date_trunc('quarter', '2024-12-31')": '2024-10-01',
      "date_trunc('YEAR', '2024-12-31 23:30:00Z', 'Asia/Tokyo')": '2025-01-01',
      "date_trunc('hour', '2024-06-01 10:40:00Z', 'Asia/Kolkata')": '2024-06-01 10:30:00Z', // 16:00 there
      "date_trunc('hour', '2024-06-01')": null,
      "date_trunc('hour', NULL)": null,
      "date_trunc('hour', '2024-06-01 10:40:00Z', NULL)": null,
      "date_trunc('day', '2024-06-01 01:30:00+02:00')": '2024-05-31',
    }));
  it('tell the hours apart that clocks show twice', () =>
    gives({
      "date_trunc('hour', '2024-10-27 00:30:00Z', 'Europe/Berlin')": '2024-10-27 00:00:00Z', // 02:30 summer time
      "date_trunc('hour', '2024-10-27 01:30:00Z', 'Europe/Berlin')": '2024-10-27 01:00:00Z', // 02:30 again
      "local_time('2024-10-27 00:30:00Z', 'Europe/Berlin')": '2024-10-27 02:30:00+02:00',
      "local_time('2024-10-27 01:30:00Z', 'Europe/Berlin')": '2024-10-27 02:30:00+01:00',
      "local_time('2024-03-10 10:00:00.125Z', 'America/Los_Angeles')": '2024-03-10 03:00:00.125-07:00',
      "local_time('2024-03-10 09:59:59Z', 'America/Los_Angeles')": '2024-03-10 01:59:59-08:00',
      "date_part('hour', '2024-03-31 00:59:59Z', 'Europe/Berlin')": '1',
      "date_part('hour', '2024-03-31 01:00:00Z', 'Europe/Berlin')": '3',
    }));
  it('have parts, weeks by ISO 8601', () =>
    gives({
      "date_part('week', '2021-01-03')": '53',
      "date_part('isoyear', '2021-01-03')": '2020',
      "date_part('week', '2024-12-30')": '1',
      "date_part('weekday', '2024-03-31')": '7',
      "date_part('weekday', '1969-12-29')": '1',
      "date_part('doy', '2024-12-31')": '366',
      "date_part('quarter', '2024-07-01')": '3',
      "date_part('second', '2024-07-01 10:11:12.9Z')": '12',
      "date_part('hour', '2024-07-01')": null,
    }));
  it('lie seconds apart', () =>
    gives({
      "seconds_between('2024-01-01 00:00:00Z', '2024-01-02 00:00:01Z')": '86401',
      "seconds_between('2024-01-01 00:00:00.25Z', '2024-01-01 00:00:01Z')": '0.75',
      "seconds_between('2024-01-02', '2024-01-01')": '-86400',
      "seconds_between('2024-03-31 02:00:00+01:00', '2024-03-31 01:00:00Z')": '0',
      "typeof(seconds_between('2024-01-01 00:00:00.0Z', '2024-01-01 00:00:01Z'))": 'integer',
      "seconds_between(NULL, '2024-01-01')": null,
    }));
  it('refuse what they cannot tell', async () => {
    await failure("date_trunc('day', '01/02/2024')", 'is not a time');
    await failure("date_trunc('day', '2023-02-29')", 'not a time that exists');
    await failure("date_trunc('day', 1706702400)", 'is not a time');
    await failure("date_trunc('fortnight', '2023-02-28')", 'year, quarter, month');
    await failure("date_part('hour', '2024-01-01 10:00:00', 'Europe/Berlin')", 'has no zone');
    await failure("date_part('hour', '2024-01-01 10:00:00Z', 'Mars/Olympus')", 'not a time zone');
    await failure("seconds_between('2024-01-01 10:00:00', '2024-01-01 10:00:00Z')", 'has a zone');
  });
});

describe('statistics', () => {
  // Hyndman and Fan, type 7, on the example of
  // https://en.wikipedia.org/wiki/Percentile ("The linear interpolation between closest ranks method, second variant").
  it('median and percentiles are those of type 7', async () => {
    const five = of(15, 20, 35, 40, 50);
    expect(
      await rows(
        `SELECT percentile(x, 5), percentile(x, 30), percentile(x, 40), median(x), percentile(x, 100), percentile_cont(x, 0.3), percentile_disc(x, 0.3) FROM ${five}`,
      ),
    ).toEqual([['16.0', '23.0', '29.0', '35.0', '50.0', '23.0', '20.0']]);
    expect(await rows(`SELECT median(x), median(NULL) FROM ${of(1, 2, 'NULL', 3, 4)}`)).toEqual([['2.5', null]]);
    await failure(`median(x) FROM ${of(1, "'7'")}`, 'not numeric');
  });
  // NIST/SEMATECH e-Handbook, StRD, certified value of "NumAcc4": https://www.itl.nist.gov/div898/strd/
  it('stddev is that of the sample, without loss at large means', async () => {
    const accurate = `(SELECT 10000000.2 AS x UNION ALL SELECT iif(value % 2 = 1, 10000000.1, 10000000.3) FROM json_each('[${Array.from({ length: 1000 }, (_, at) => at + 1)}]'))`;
    const [[numacc4] = []] = await rows(`SELECT stddev(x) FROM ${accurate}`);
    expect(Number(numacc4)).toBeCloseTo(0.1, 8);
    expect(await rows(`SELECT stddev_pop(x), variance(x) FROM ${of(2, 4, 4, 4, 5, 5, 7, 9)}`)).toEqual([
      ['2.0', expect.stringMatching(/^4\.57142857142857/)],
    ]);
    expect(await rows(`SELECT stddev(x), stddev_pop(x) FROM ${of(3)}`)).toEqual([[null, '0.0']]);
    await failure("stddev('12')", 'is not a number');
  });
  // Leys et al., "Detecting outliers", Journal of Experimental Social Psychology 49(4), 2013: 1, 3, 3, 6, 8, 10, 10, 1000
  it('mad is the median distance from the median', async () =>
    expect(await rows(`SELECT mad(x), median(x) FROM ${of(1, 3, 3, 6, 8, 10, 10, 1000)}`)).toEqual([['3.5', '7.0']]));
  it('mode is the most frequent value, the first in order of several', async () => {
    expect(await rows(`SELECT mode(x) FROM ${of("'b'", "'a'", "'b'", "'a'", 'NULL', 'NULL', 'NULL')}`)).toEqual([
      ['a'],
    ]);
    expect(await rows(`SELECT mode(x), typeof(mode(x)) FROM ${of(1, '1.0', 2, 2, "'a'", "'a'")}`)).toEqual([
      ['1', 'integer'],
    ]);
    expect(await rows(`SELECT mode(x) FROM ${of('NULL')}`)).toEqual([[null]]);
  });
  it('min_by and max_by give the value of the first and last row, the least value of several', async () => {
    const of3 = "(VALUES ('b', '2024-01-02', 1), ('c', '2024-01-01', 1), ('a', '2024-01-02', 2), ('z', NULL, 0))";
    expect(
      await rows(`SELECT min_by(column1, column2), max_by(column1, column2), max_by(column3, column2) FROM ${of3}`),
    ).toEqual([['c', 'a', '1']]);
    expect(await rows("SELECT min_by(column1, column2) FROM (VALUES (NULL, 1), ('x', 2), ('y', 10))")).toEqual([['x']]);
    expect(await rows('SELECT max_by(column1, column2) FROM (VALUES (NULL, 1), (1, NULL))')).toEqual([[null]]);
    await failure("min_by(x'00', 1)", 'not bytes');
  });
  it('dec_min and dec_max compare decimals by value, beyond the digits of a REAL', async () => {
    const long = of("'9'", "'10.00'", "'123456789012345678.10'", "'123456789012345678.2'", "'-3'");
    expect(await rows(`SELECT dec_min(x), dec_max(x) FROM ${long}`)).toEqual([['-3', '123456789012345678.2']]);
  });
  it('first digits leave sign, zeros and places out of account', () =>
    gives({
      'first_digits(-0.00123, 2)': '12',
      'first_digits(5, 2)': '50',
      "first_digits('90071992547409931.5', 3)": '900',
      'first_digits(1e21, 1)': '1',
      'first_digits(0, 1)': null,
      'first_digits(NULL, 1)': null,
    }));
});

describe('networks', () => {
  it('cut addresses to a prefix', () =>
    gives({
      "ip_prefix('203.0.113.77', 24)": '203.0.113.0/24',
      "ip_prefix(' 203.0.113.77 ', 32)": '203.0.113.77/32',
      "ip_prefix('::ffff:203.0.113.77', 24)": '203.0.113.0/24',
      "ip_prefix('2001:DB8:0:0:1:0:0:1', 64)": '2001:db8::/64',
      "ip_prefix('2001:db8:0:0:1:0:0:1', 128)": '2001:db8::1:0:0:1/128', // RFC 5952, 4.2.3: the first of two equal runs
      "ip_prefix('2001:0:0:1:0:0:0:1', 128)": '2001:0:0:1::1/128', // RFC 5952, 4.2.3: the longest
      "ip_prefix('2001:db8:0:1:1:1:1:1', 128)": '2001:db8:0:1:1:1:1:1/128', // RFC 5952, 4.2.2: never one group alone
      "ip_prefix('::1', 128)": '::1/128',
      "ip_prefix('::', 0)": '::/0',
      "ip_prefix('2001:db8:10:0:0:0:0:0', 128)": '2001:db8:10::/128',
      "ip_prefix('203.0.113.77', 64)": null,
      "ip_prefix('203.0.113.077', 24)": null, // octal to some
      "ip_prefix('1:2:3', 24)": null,
      'ip_prefix(NULL, 24)': null,
    }));
  it('hold addresses', async () => {
    await gives({
      "ip_in_cidr('203.0.113.77', '203.0.113.0/24')": '1',
      "ip_in_cidr('203.0.114.77', '203.0.113.0/24')": '0',
      "ip_in_cidr('2001:db8::7', '2001:db8::/32')": '1',
      "ip_in_cidr('203.0.113.77', '2001:db8::/32')": '0',
      "ip_in_cidr('203.0.113.77', '::ffff:203.0.113.0/120')": '1',
      "ip_in_cidr('nowhere', '203.0.113.0/24')": null,
      "ip_in_cidr('203.0.113.77', '0.0.0.0/0')": '1',
    });
    await failure("ip_in_cidr('203.0.113.77', '203.0.113.0')", 'is not a network');
    await failure("ip_in_cidr('203.0.113.77', '203.0.113.0/33')", 'is not a network');
  });
  it('bring addresses of mail to one form', () =>
    gives({
      "normalize_email(' Mara.Lind+shop@GoogleMail.com ')": 'maralind@gmail.com',
      "normalize_email('Mara.Lind+a+b@Example.com')": 'mara.lind@example.com',
      "normalize_email('mara@bücher.example')": 'mara@xn--bcher-kva.example',
      "normalize_email('+tag@example.com')": '+tag@example.com',
      "normalize_email('no address')": null,
    }));
  it('find domains and what was registered', () =>
    gives({
      "domain_of('https://Shop.Example.co.uk:8443/a?b#c')": 'shop.example.co.uk',
      "domain_of('mara@mail.example.com')": 'mail.example.com',
      "domain_of('bücher.example.')": 'xn--bcher-kva.example',
      "domain_of('http://203.0.113.7/x')": null,
      "domain_of('hello')": null,
      "registrable_domain('https://a.b.example.co.uk/')": 'example.co.uk',
      "registrable_domain('mara@mail.example.com')": 'example.com',
      "registrable_domain('alice.github.io')": 'alice.github.io',
      "registrable_domain('www.食狮.公司.cn')": 'xn--85x722f.xn--55qx5d.cn', // publicsuffix.org/list, test data
      "registrable_domain('co.uk')": null,
      "registrable_domain('host.internal-lan')": null,
    }));
  it('bring telephone numbers to E.164', async () => {
    await gives({
      "normalize_phone('+49 (0)30 901820')": '+4930901820',
      "normalize_phone('030 / 901820', 'DE')": '+4930901820',
      "normalize_phone('(202) 555-0143', 'us')": '+12025550143',
      "normalize_phone('202 555 0143')": null, // no country
      "normalize_phone('call 12', 'DE')": null,
      'normalize_phone(12025550143)': null,
      "normalize_phone('2025550143', NULL)": null,
      "phone_country('+44 20 7946 0958')": 'GB',
    });
    await failure("normalize_phone('1', 'Germany')", 'two letters');
  });
});

describe('distances on the earth', () => {
  // Great circles on a sphere of 6371.0088 km: a quarter of a circle; and Nashville to Los Angeles, an example of
  // https://rosettacode.org/wiki/Haversine_formula (2887.25995 km at 6372.8 km).
  it('are those of the mean sphere', async () => {
    const [[quarter, nashville, none, half] = []] = await rows(
      "SELECT haversine_km(0, 0, 0, 90), haversine_km(36.12, -86.67, '33.94', -118.40), haversine_km(1, 1, 1, 1), haversine_km(0, 0, 0, 180)",
    );
    expect(Number(quarter)).toBeCloseTo((Math.PI / 2) * 6371.0088, 6);
    expect(Number(nashville)).toBeCloseTo((2887.2599506071106 / 6372.8) * 6371.0088, 6);
    expect([none, Number(half).toFixed(4)]).toEqual(['0.0', (Math.PI * 6371.0088).toFixed(4)]);
    await gives({ 'haversine_km(1, 2, NULL, 4)': null });
    await failure('haversine_km(91, 0, 0, 0)', 'latitude');
    await failure("haversine_km('north', 0, 0, 0)", 'not a number');
  });
});

describe('likeness', () => {
  // Winkler 1990, table of examples; Levenshtein's kitten and sitting.
  it('of texts', () =>
    gives({
      "levenshtein('kitten', 'sitting')": '3',
      "levenshtein('', 'abc')": '3',
      "levenshtein('😀a', '😁a')": '1',
      "levenshtein('e' || char(769), 'é')": '0',
      "levenshtein(NULL, 'a')": null,
      "round(jaro_winkler('MARTHA', 'MARHTA'), 4)": '0.9611',
      "round(jaro_winkler('DIXON', 'DICKSONX'), 4)": '0.8133',
      "round(jaro_winkler('DWAYNE', 'DUANE'), 4)": '0.84',
      "jaro_winkler('abc', 'xyz')": '0.0',
      "jaro_winkler('', '')": '1.0',
    }));
  it('of writings', () =>
    gives({
      "unaccent('Ærø Łódź Straße São Ёж')": 'AEro Lodz Strasse Sao Еж',
      "unaccent('हिन्दी ガ')": 'हिन्दी ガ', // marks that are vowels or another sound stay
      "transliterate('Мошенник Αθήνα 東京')": 'Moshennik Athina DongJing',
      "phonetic('Catherine Müller')": 'K0RN MLR',
      "phonetic('Kathryn Mueller')": 'K0RN MLR',
      "phonetic('123')": null,
      "fingerprint('  Lind, Mara; ')": 'lind mara',
      "fingerprint('MÁRA lind-mara')": 'lindmara mara',
      "ngram_fingerprint('Paris', 2)": 'arispari', // OpenRefine's documentation
      "ngram_fingerprint('a', 2)": 'a',
    }));
  it('of hashes', () =>
    gives({
      "sha256('abc')": 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // FIPS 180-2, B.1
      "sha1('abc')": 'a9993e364706816aba3e25717850c26c9cd0d89d', // FIPS 180-2, A.1
      "md5('abc')": '900150983cd24fb0d6963f7d28e17f72', // RFC 1321, A.5
    }));
});

it('take the typed values of columns', async () => {
  const table =
    'id,at,amount\na,31.03.2024 01:30:00,"1.234,50"\nb,31.03.2024 03:30:00,"12,25"\nc,13.04.2024 10:00:00,"0,50"\n';
  await putTable(test, caseId, 'moves.csv', table);
  expect(
    await rows(
      "SELECT median(amount), stddev_pop(amount) > 0, mode(amount), min(first_digits(amount, 1)), max(date_trunc('hour', at)), min(date_part('hour', at)) FROM moves",
    ),
  ).toEqual([['12.25', '1', '0.5', '1', '2024-04-13 10:00:00', '1']]);
});
