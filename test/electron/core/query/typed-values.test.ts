import { describe, expect, it } from 'vitest';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

type CaseId = Awaited<ReturnType<typeof newCase>>;

async function ask(test: TestCore, caseId: CaseId, sql: string) {
  const result = await test.run('query.run', { caseId, sql });
  const { rows } = await test.call('query.rows', { resultId: result.resultId, offset: 0, limit: 5000 });
  return { ...result, rows: rows.map((row) => row.map((cell) => cellText(cell))) };
}

const MONEY = 'id,amount\np1,20.50\np2,99.90\np3,1000.00\np4,250.00\np5,7.25\n';
const WEI = 'tx,value\nt1,0.123456789012345678\nt2,9.5\nt3,10000.000000000000000001\nt4,12.25\n';

describe('typed values in SQL', () => {
  it('warn where a text with leading zeros or an exponent equals a number', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'k.csv', 'k,y\n7,a\n12,b\n100000,c\n');
    for (const text of ['007', '1e5', '+12', ' 12'])
      expect((await ask(test, caseId, `SELECT y FROM k WHERE k = '${text}'`)).warnings).toEqual([
        expect.stringContaining(`k.k with '${text}'`),
      ]);
    expect((await ask(test, caseId, "SELECT y FROM k WHERE k = '12'")).warnings).toEqual([]);
  });

  it('compare, sort and add decimals, and show all their places', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'money.csv', MONEY);
    const rows = async (sql: string) => (await ask(test, caseId, sql)).rows;
    expect(await rows('SELECT count(*), max(amount), min(amount) FROM money WHERE amount > 100')).toEqual([
      ['2', '1000.00', '250.00'],
    ]);
    expect(await rows('SELECT id, amount FROM money ORDER BY amount DESC LIMIT 2')).toEqual([
      ['p3', '1000.00'],
      ['p4', '250.00'],
    ]);
    expect(await rows('SELECT sum(amount) AS s FROM money')).toEqual([['1377.65']]);
    expect(
      await rows('SELECT m.amount FROM money m, (SELECT max(amount) AS top FROM money) t WHERE m.amount = t.top'),
    ).toEqual([['1000.00']]);
    expect(await rows('SELECT amount FROM money_raw ORDER BY id')).toEqual([
      ['20.50'],
      ['99.90'],
      ['1000.00'],
      ['250.00'],
      ['7.25'],
    ]);
    const { columns } = await ask(test, caseId, 'SELECT amount, amount * 2 AS twice, sum(amount) AS total FROM money');
    expect(columns.map(({ name, reading, computed }) => [name, reading?.kind, computed])).toEqual([
      ['amount', 'decimal', undefined],
      ['twice', undefined, true],
      ['total', 'decimal', undefined],
    ]);
    const made = await ask(
      test,
      caseId,
      'SELECT id, count(*) AS n, count(DISTINCT id) AS payouts, max(id) AS last FROM money GROUP BY id ORDER BY n',
    );
    expect(made.columns.map((column) => column.made)).toEqual([undefined, true, true, undefined]);
    const perName = "SELECT id > 'p3' AS late, sum(amount) AS s FROM money GROUP BY late";
    expect(await rows(`SELECT max(s), min(s), sum(s) FROM (${perName})`)).toEqual([['1120.40', '257.25', '1377.65']]);
    expect(await rows(`SELECT max(top) FROM (SELECT max(amount) AS top FROM money GROUP BY id)`)).toEqual([
      ['1000.00'],
    ]);
    const inner = await ask(test, caseId, `SELECT max(s), max(s) / 2, count(s) FROM (${perName})`);
    expect(inner.columns.map(({ reading, computed }) => [reading?.kind, computed])).toEqual([
      ['decimal', undefined],
      [undefined, true],
      [undefined, undefined],
    ]);
    expect(await rows('SELECT sum(amount) FROM money UNION ALL SELECT 0.125')).toContainEqual(['0.125']);
    expect(await rows('SELECT amount FROM money UNION ALL SELECT 0.125')).toContainEqual(['0.125']); // not rounded to its places
  });

  it('show a decimal with the places that it is written with, and a sum with no more than it needs', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = async (sql: string) => (await ask(test, caseId, sql)).rows.flat();
    const table = (name: string, values: readonly string[]) =>
      putTable(test, caseId, `${name}.csv`, `n,v\n${values.map((value, n) => `${n},${value}\n`).join('')}`);
    await table('token', ['0.5', '3', '0.00012345', '12.25', '-7.5', '100', '1.5']);
    expect(await rows('SELECT v FROM token ORDER BY n')).toEqual([
      '0.5',
      '3',
      '0.00012345',
      '12.25',
      '-7.5',
      '100',
      '1.5',
    ]);
    expect(await rows('SELECT max(v), min(v), sum(v) FROM token WHERE v > 1 OR v < 0')).toEqual([
      '100',
      '-7.5',
      '109.25',
    ]);
    // Where zeros are written too, those cells have them; a value that is written in two ways has the longer.
    await table('uneven', ['0.5', '0.50', '3.10', '7.1', '0.125', '40']);
    expect(await rows('SELECT v FROM uneven ORDER BY n')).toEqual(['0.50', '0.50', '3.10', '7.1', '0.125', '40']);
    expect(await rows('SELECT sum(v) FROM uneven WHERE v > 7')).toEqual(['47.100']);
    // Most cells with two places, so that these lie as REAL.
    const many = Array.from({ length: 40 }, (_, n) => `${n}.10`);
    await table('money', [...many, '5.1', '77.5', '8']);
    expect(await rows('SELECT v FROM money WHERE n > 3 AND n < 6 OR n > 39 ORDER BY n')).toEqual([
      ...['4.10', '5.10', '5.10', '77.5', '8'],
    ]);
    await table('signed', ['"$1,234.50"', '$7.25', '"$1,000.00"', '($35.20)']);
    expect(await rows('SELECT v FROM signed ORDER BY n')).toEqual(['1234.50', '7.25', '1000.00', '-35.20']);
    expect(await rows('SELECT sum(v) FROM signed')).toEqual(['2206.55']);
    expect(await rows('SELECT sum(v) FROM signed WHERE v > 1000 OR v < 0')).toEqual(['1199.30']);
    await table('comma', ['"1.234,5"', '"7,25"', '"12,0"']);
    expect(await rows('SELECT v FROM comma ORDER BY n')).toEqual(['1234.5', '7.25', '12.0']);
  });

  it('warn where amounts of several currencies are added up unseen, and only there', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'paid.csv', 'who,amount,currency\na,10.00,EUR\na,5.50,USD\nb,7.25,USD\n');
    await putTable(test, caseId, 'fees.csv', 'who,amount,currency\na,1.00,EUR\nb,2.00,EUR\n');
    const warnings = async (sql: string) =>
      (await ask(test, caseId, sql)).warnings.filter((each) => each.includes('currencies'));
    for (const sql of [
      'SELECT sum(amount) FROM paid',
      'SELECT who, dec_sum(amount) AS s FROM paid GROUP BY who',
      "SELECT avg(amount * 2) FROM paid p WHERE who <> 'c'",
      "SELECT sum(amount) FROM paid WHERE currency IN ('EUR', 'USD')",
      'SELECT who, sum(amount) AS s FROM paid GROUP BY 1 HAVING s > 5 ORDER BY s LIMIT 1',
    ])
      expect(await warnings(sql), sql).toEqual([
        expect.stringMatching(/^This adds 2 currencies: EUR, USD\. .*group by paid\.currency/),
      ]);
    const nested = 'SELECT sum(t) FROM (SELECT who, sum(amount) AS t FROM paid GROUP BY who)';
    expect(await warnings(nested)).toEqual([expect.stringMatching(/^This may add 2 currencies: EUR, USD\. /)]);
    for (const sql of [
      'SELECT currency, sum(amount) FROM paid GROUP BY currency',
      "SELECT sum(amount) FROM paid WHERE currency = 'USD'",
      "SELECT dec_sum(amount) FROM paid WHERE who = 'b'",
      'SELECT who, sum(amount) FROM paid WHERE who IN (SELECT who FROM fees) AND amount < 8 AND amount > 6 GROUP BY who',
      'SELECT max(amount), count(*) FROM paid',
      'SELECT sum(amount) FROM fees',
    ])
      expect(await warnings(sql), sql).toEqual([]);
  });

  it('warn where the text of an exact function is ordered or compared as text, and only there', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'paid.csv', 'who,amount\na,998.14\nb,8000.00\nb,133.05\nc,50.00\n');
    const warnings = async (sql: string) =>
      (await ask(test, caseId, sql)).warnings.filter((each) => each.includes('as text'));
    const sums = 'SELECT who, dec_sum(amount) AS total FROM paid GROUP BY who';
    for (const sql of [
      `${sums} ORDER BY total DESC`,
      `${sums} ORDER BY 2 DESC LIMIT 1`,
      `SELECT * FROM (${sums}) ORDER BY total`,
      `${sums} HAVING total > 1000`,
      `SELECT max(total) FROM (${sums})`,
      'SELECT who, dec_mul(amount, 2) AS twice FROM paid ORDER BY twice',
      `WITH t AS MATERIALIZED (${sums}) SELECT who, rank() OVER (ORDER BY total DESC) FROM t`,
    ])
      expect([sql, (await warnings(sql)).join()]).toEqual([
        sql,
        expect.stringMatching(/^The result of dec_(sum|mul) is/),
      ]);
    for (const sql of [
      sums,
      `${sums} ORDER BY who`,
      `${sums} ORDER BY CAST(total AS REAL) DESC, total`,
      `${sums} ORDER BY sum(amount) DESC`,
      `${sums} HAVING dec_cmp(dec_sum(amount), 1000) > 0`,
      `SELECT sum(total), count(*) FROM (${sums})`,
      'SELECT who, amount, dec_mul(amount, 2) FROM paid WHERE amount > 100 ORDER BY amount',
    ])
      expect([sql, await warnings(sql)]).toEqual([sql, []]);
  });

  it('name the currencies of blank, oddly spaced, later imported and many texts', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const put = (name: string, currencies: readonly string[]) =>
      putTable(
        test,
        caseId,
        `${name}.csv`,
        `who,amount,currency\n${currencies.map((each) => `a,1.00,${each}\n`).join('')}`,
      );
    const warned = async (name: string) =>
      (await ask(test, caseId, `SELECT sum(amount) FROM ${name}`)).warnings
        .filter((each) => each.includes('currencies'))
        .map((each) => each.slice(0, each.indexOf('.')));
    const spaced = Array.from({ length: 20 }, (_, blanks) => `EUR${' '.repeat(blanks)}`);
    await put('one', ['', '" "', 'EUR', 'EUR', '', 'EUR']);
    await put('spaced', spaced);
    for (const name of ['one', 'spaced', 'one']) expect(await warned(name)).toEqual([]);
    await put('two', ['', 'EUR', '" "', 'EUR', 'USD', 'EUR']);
    await put('late', [...spaced, 'USD']);
    await put('many', ['AUD', 'BRL', 'CAD', 'CHF', 'CZK', 'DKK', 'EUR', 'GBP', 'AUD']);
    for (const name of ['two', 'late', 'two']) expect(await warned(name)).toEqual(['This adds 2 currencies: EUR, USD']);
    expect(await warned('many')).toEqual([expect.stringMatching(/^This adds 8 currencies: AUD, BRL, /)]);
    expect(await warned('one')).toEqual([]);
  });

  it('read separators, currency signs and brackets', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'us.csv', 'a,v\n1,"$1,234.50"\n2,($35.25)\n3,$0.75\n4,\n5,N/A\n');
    await putTable(test, caseId, 'eu.csv', 'a;v\n1;1.234,56\n2;-12,5\n');
    expect((await ask(test, caseId, 'SELECT count(v), sum(v), max(v), min(v) FROM us')).rows).toEqual([
      ['3', '1200.00', '1234.50', '-35.25'],
    ]);
    expect((await ask(test, caseId, 'SELECT sum(v), max(v) FROM eu WHERE v > 1000')).rows).toEqual([
      ['1234.56', '1234.56'],
    ]);
    expect((await ask(test, caseId, 'SELECT v FROM us_raw WHERE a = 2')).rows).toEqual([['($35.25)']]);
  });

  it('refuse a sum that would be rounded, and add exactly', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'wei.csv', WEI);
    expect((await ask(test, caseId, 'SELECT tx, value FROM wei ORDER BY value DESC')).rows).toEqual([
      ['t3', '10000.000000000000000001'],
      ['t4', '12.25'],
      ['t2', '9.5'],
      ['t1', '0.123456789012345678'],
    ]);
    await expect(ask(test, caseId, 'SELECT sum(value) FROM wei')).rejects.toMatchObject({
      code: 'sql-refused',
      message: expect.stringContaining('dec_sum("value")'),
    });
    const exact =
      'SELECT dec_sum(value), dec_sum(DISTINCT w.value), dec_cmp(max(value), 1) FROM wei AS w WHERE value > 1';
    expect((await ask(test, caseId, exact)).rows).toEqual([
      ['10021.750000000000000001', '10021.750000000000000001', '1'],
    ]);
    await expect(ask(test, caseId, 'SELECT dec_sum(v) FROM (SELECT value AS v FROM wei)')).rejects.toMatchObject({
      code: 'sql-refused',
      message: expect.stringContaining('wei_raw'),
    });
    expect((await ask(test, caseId, 'SELECT dec_sum(v) FROM (SELECT value AS v FROM wei_raw)')).rows).toEqual([
      ['10021.873456789012345679'],
    ]);
    expect(
      (
        await ask(
          test,
          caseId,
          "SELECT dec_add('0.1', 0.2), dec_mul('1.5', '-2'), dec_avg(column1), dec_add(NULL, 1) FROM (VALUES (1), (2))",
        )
      ).rows,
    ).toEqual([['0.3', '-3.0', '1.5000000000', '']]);
    await expect(ask(test, caseId, "SELECT dec_sum('x')")).rejects.toMatchObject({ code: 'sql-error' });
  });

  it('say that decimals differ beyond what a REAL tells apart', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'close.csv', 'a,v\n1,10000.000000000000000001\n2,10000.000000000000000002\n3,1.5\n');
    const { warnings, rows } = await ask(test, caseId, 'SELECT a, v FROM close ORDER BY v, a');
    expect(warnings).toEqual([expect.stringContaining('close.v differ only beyond')]);
    expect(rows.map(([a]) => a)).toEqual(['3', '1', '2']);
    expect((await ask(test, caseId, 'SELECT a FROM close WHERE v < 5')).warnings).toHaveLength(1);
    expect((await ask(test, caseId, 'SELECT a FROM close')).warnings).toEqual([]);
  });

  it('show the arms of a compound with the places that they all have', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'one.csv', 'a,amt\n1,0.5\n2,1.5\n');
    await putTable(test, caseId, 'three.csv', 'a,rate\n1,0.125\n2,0.002\n');
    await putTable(test, caseId, 'wei.csv', WEI);
    await putTable(test, caseId, 'near.csv', 'tx,value\nn1,10000.000000000000000002\n');
    const both = async (sql: string) => {
      const { rows, columns } = await ask(test, caseId, sql);
      return [rows.map(([cell]) => cell), columns[0]?.computed ?? columns[0]?.reading?.kind];
    };
    expect(await both('SELECT sum(amt) FROM one UNION ALL SELECT sum(rate) FROM three')).toEqual([
      ['2.0', '0.127'],
      true,
    ]);
    expect(
      await both(
        'SELECT s FROM (SELECT sum(amt) AS s FROM one UNION ALL SELECT sum(rate) FROM three ORDER BY 1 LIMIT 9)',
      ),
    ).toEqual([['0.127', '2.0'], true]);
    expect(await both('SELECT amt FROM one UNION ALL SELECT amt FROM one ORDER BY 1 LIMIT 2')).toEqual([
      ['0.5', '0.5'],
      'decimal',
    ]);
    expect(await both('SELECT value FROM near UNION ALL SELECT value FROM wei WHERE value > 9999')).toEqual([
      ['10000.0', '10000.0'],
      true,
    ]);
    expect((await both('SELECT sum(value) FROM wei UNION ALL SELECT 1'))[1]).toBe(true);
    expect(await both('VALUES ((SELECT sum(amt) FROM one)), ((SELECT sum(rate) FROM three))')).toEqual([
      ['2.0', '0.127'],
      true,
    ]);
  });

  it('show exact decimals where a statement reads the text beside them', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'wei.csv', WEI);
    const { rows } = await ask(
      test,
      caseId,
      "SELECT w.value, r.value FROM wei w JOIN wei_raw r ON w.tx = r.tx WHERE w.tx = 't1'",
    );
    expect(rows).toEqual([['0.123456789012345678', '0.123456789012345678']]);
  });

  it('say what a result leaves out, rounds, or takes from text', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'wei.csv', WEI);
    await putTable(test, caseId, 'mixed.csv', 'a,v\n1,$5.00\n2,€6.00\n3,8.00\n');
    await putTable(test, caseId, 'torn.csv', 'a,b\n1,2\n3,4,5,6\n7,8\n');
    await putTable(test, caseId, 'zoned.csv', 'n,at\n1,2024-01-01T10:00:00Z\n2,2024-01-02T10:00:00Z\n');
    await putTable(test, caseId, 'plain.csv', 'n,at\n1,2024-01-01 10:00:00\n2,2024-01-02 10:00:00\n');
    const warned = async (sql: string) => (await ask(test, caseId, sql)).warnings;
    for (const computed of [
      'lag(value) OVER (ORDER BY tx)',
      "value || ''",
      'coalesce(value, 0)',
      'json_group_array(value)',
    ])
      expect(await warned(`SELECT ${computed} FROM wei`)).toEqual([
        expect.stringContaining('Rounded: values of wei.value'),
      ]);
    expect(await warned('SELECT value, count(*) FROM wei GROUP BY tx')).toEqual([]);
    // Plain columns, in every place beside a long decimal that the rows are only sorted by.
    for (const plain of ['tx', 'tx, value', 'value, tx', '*', 'tx, tx AS again'])
      for (const tail of ['value', 'value DESC, tx', 'tx, value LIMIT 2'])
        expect(await warned(`SELECT ${plain} FROM wei ORDER BY ${tail}`)).toEqual([]);
    expect(await warned('SELECT count(*), tx FROM wei GROUP BY tx ORDER BY max(value)')).toEqual([]);
    for (const added of ['sum', 'avg', 'total'])
      expect(await warned(`SELECT ${added}(v) FROM mixed`)).toEqual([expect.stringContaining('mixed.v is text')]);
    expect(await warned('SELECT count(*) FROM torn')).toEqual([
      'torn: 1 record was rejected at import and is not in it.',
    ]);
    for (const where of ["at = '2024-01-01T10:00:00Z'", "at > '01/03/2024'", "at <= '2024-01-01 10:00:00'"])
      expect(await warned(`SELECT n FROM zoned WHERE ${where}`)).toEqual([
        expect.stringContaining('zoned.at (2024-01-01 10:00:00Z)'),
      ]);
    for (const where of ["at = '2024-01-01 10:00:00Z'", "at > '2024-01-01'"])
      expect(await warned(`SELECT n FROM zoned WHERE ${where}`)).toEqual([]);
    expect(await warned('SELECT z.n FROM zoned z JOIN plain p ON z.at = p.at')).toEqual([
      expect.stringContaining('plain.at (2024-01-01 10:00:00) with zoned.at (2024-01-01 10:00:00Z)'),
    ]);
  });

  it('warn wherever text is added up, or its least or greatest is taken of numbers or times in it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(
      test,
      caseId,
      'odd.csv',
      'n,amount,note,code\n1,100.00 XQ,hi,ab\n2,50.00 ZW,7 up,cd\n3,25.00 XQ,,ef\n',
    );
    await putTable(test, caseId, 'money.csv', 'id,amount\np1,"$1,234.50"\np2,$2.00\n');
    const warned = async (sql: string) => (await ask(test, caseId, sql)).warnings;
    for (const of of ['sum', 'avg', 'total', 'min', 'max'])
      expect(await warned(`SELECT ${of}(amount) FROM odd`), of).toEqual([
        expect.stringMatching(/^odd\.amount is text/),
      ]);
    for (const of of ['sum', 'max'])
      expect(await warned(`SELECT ${of}(amount) FROM money_raw`)).toEqual([
        expect.stringMatching(/^money\.amount is text.* money_raw has their text\.$/),
      ]);
    for (const told of ['SELECT min(code), max(note) FROM odd', 'SELECT sum(amount), max(amount) FROM money'])
      expect(await warned(told), told).toEqual([]);
  });

  it('say where times are listed or merged in another form, and where large numbers are rounded', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'zoned.csv', 'n,at\n1,2024-01-01T10:00:00Z\n2,2024-01-02T10:00:00Z\n');
    await putTable(test, caseId, 'plain.csv', 'n,at\n1,2024-01-01 10:00:00\n2,2024-01-02 10:00:00\n');
    await putTable(test, caseId, 'big.csv', 'n,units\n1,9007199254740993\n2,9007199254740995\n3,9007199254740996\n');
    await putTable(
      test,
      caseId,
      'docs.csv',
      'n,doc,small\n1,"{""v"":10000.000000000000000001}","{""v"":1.25,""id"":""12345678901234567890""}"\n2,"{""v"":2}","{""v"":9007199254740993}"\n',
    );
    const warned = async (sql: string) => (await ask(test, caseId, sql)).warnings;
    for (const where of [
      "at IN ('2024-01-01T10:00:00Z', '2024-01-02T10:00:00Z', '2024-01-03T10:00:00Z')",
      "at IN ('2024-01-01T10:00:00Z', '2024-01-02T10:00:00Z')",
      "at NOT IN ('2024-01-01 10:00:00Z', '2024-01-02T10:00:00Z', '01/03/2024')",
      "at BETWEEN '2024-01-01T00:00:00Z' AND '2024-01-02T00:00:00Z'",
    ])
      expect((await warned(`SELECT n FROM zoned WHERE ${where}`)).join()).toContain('zoned.at (2024-01-01 10:00:00Z)');
    expect(await warned("SELECT n FROM zoned WHERE at IN ('2024-01-01 10:00:00Z', '2024-01-02 10:00:00Z')")).toEqual(
      [],
    );
    for (const merged of [
      'SELECT at FROM zoned UNION ALL SELECT at FROM plain ORDER BY at',
      'SELECT at FROM zoned UNION SELECT at FROM plain',
      'SELECT at FROM zoned INTERSECT SELECT at FROM plain',
      'SELECT at FROM zoned WHERE at IN (SELECT at FROM plain)',
    ])
      expect(await warned(merged)).toEqual([expect.stringContaining('plain.at (2024-01-01 10:00:00) with zoned.at')]);
    expect(await warned('SELECT at FROM zoned UNION SELECT at FROM zoned ORDER BY 1')).toEqual([]);
    for (const computed of ['avg(units)', 'total(units)', 'units * 1.0'])
      expect(await warned(`SELECT ${computed} FROM big`)).toEqual([expect.stringContaining('Rounded')]);
    expect((await ask(test, caseId, 'SELECT sum(units), dec_avg(units) FROM big')).rows).toEqual([
      ['27021597764222984', '9007199254740994.6666666667'],
    ]);
    for (const read of ["json_extract(doc, '$.v')", "doc ->> 'v'", 'json_group_array(json(doc))'])
      expect(await warned(`SELECT ${read} FROM docs`)).toEqual([expect.stringContaining('Rounded: docs.doc')]);
    expect(await warned('SELECT e.value FROM docs, json_each(docs.doc) e')).toEqual([
      expect.stringContaining('Rounded: docs.doc'),
    ]);
    expect(await warned("SELECT json_extract(small, '$.v') FROM docs")).toEqual([]);
  });

  it('say where the order of dates that are text is the order of their characters', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'paid.csv', 'n,paid_on,who\n1,02/01/2026,a\n2,11/12/2025,b\n3,03/04/2026,a\n');
    const warned = async (sql: string) => (await ask(test, caseId, sql)).warnings;
    for (const ordered of [
      'SELECT min_by(n, paid_on) FROM paid',
      'SELECT max_by(n, paid_on) FROM paid GROUP BY who',
      'SELECT max(paid_on) FROM paid',
      'SELECT n FROM paid ORDER BY paid_on',
      "SELECT n FROM paid WHERE paid_on > '2026-01-01'",
      'SELECT paid_on, count(*) FROM paid GROUP BY paid_on ORDER BY 1',
    ])
      expect(await warned(ordered), ordered).toEqual([
        expect.stringMatching(/^paid\.paid_on is text that may be dates or times/),
      ]);
    for (const told of [
      'SELECT paid_on, n FROM paid ORDER BY n',
      'SELECT paid_on, count(*) AS rows FROM paid GROUP BY paid_on ORDER BY rows DESC',
      "SELECT n FROM paid WHERE paid_on = '02/01/2026'",
      'SELECT min_by(paid_on, n) FROM paid',
    ])
      expect(await warned(told), told).toEqual([]);
  });

  it('keep text what identifies, and warn where numbers meet text', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'plain.csv', 'account_id,n\n7,1\n12,2\n100000,3\n');
    await putTable(test, caseId, 'padded.csv', 'account_id,device,n\n007,A,7\n12,B,12\n1e5,C,5\n0012,D,9\n');
    const joined = await ask(
      test,
      caseId,
      'SELECT p.account_id FROM plain p JOIN padded d ON p.account_id = d.account_id',
    );
    expect(joined).toMatchObject({ rows: [['12']], warnings: [] });
    expect((await ask(test, caseId, 'SELECT n FROM plain WHERE account_id = 7')).rows).toEqual([['1']]);
    const mixed = await ask(test, caseId, 'SELECT d.account_id FROM padded d JOIN plain p ON d.account_id = p.n');
    expect(mixed.warnings).toEqual([expect.stringContaining('plain.n with padded.account_id')]);
    expect((await ask(test, caseId, 'SELECT n FROM plain WHERE account_id > 10')).comparedAsText).toEqual([
      'plain.account_id',
    ]);
    expect((await ask(test, caseId, 'SELECT count(*) FROM plain GROUP BY account_id')).comparedAsText).toEqual([]);
  });

  it('show dates and times alike, whatever they were written as', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(
      test,
      caseId,
      'seen.csv',
      'n,day,at,unixtime,ok\n1,29/03/2026,2026-03-29T12:00:00+02:00,1774778400,true\n2,01/04/2026,2026-04-01T00:30:00.5Z,1775003400,FALSE\n',
    );
    expect((await ask(test, caseId, 'SELECT day, at, unixtime, ok FROM seen ORDER BY at')).rows).toEqual([
      ['2026-03-29', '2026-03-29 10:00:00.0Z', '2026-03-29 10:00:00Z', '1'],
      ['2026-04-01', '2026-04-01 00:30:00.5Z', '2026-04-01 00:30:00Z', '0'],
    ]);
    expect((await ask(test, caseId, "SELECT n FROM seen WHERE ok = 'true'")).warnings).toEqual([
      expect.stringContaining("seen.ok with 'true'"),
    ]);
    expect((await ask(test, caseId, "SELECT n FROM seen WHERE day < '2026-04-01'")).warnings).toEqual([]);
  });

  it('freeze with the readings that were used, and decimals as they were shown', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'money.csv', MONEY);
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT amount FROM money WHERE amount < 21' });
    const exhibit = await test.call('query.freeze', { resultId, title: 'Small' });
    const frozen = await test.call('query.frozen', { exhibitId: exhibit.id });
    expect(frozen.rows).toEqual([[{ dec: '20.50' }], [{ dec: '7.25' }]]);
    expect(frozen.inputs[0]?.readings?.map(({ column, reading }) => [column, reading.kind])).toEqual([
      ['amount', 'decimal'],
    ]);
    expect(await test.run('query.rerun', { exhibitId: exhibit.id })).toMatchObject({ same: true, readingsChanged: [] });
    const made = await test.run('query.export', { resultId, format: 'json' });
    expect((await test.collect(made.ticket)).toString('utf8')).toBe('[\n{"amount":20.50},\n{"amount":7.25}\n]\n');
  });
});
