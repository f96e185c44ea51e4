import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putExhibit, putTable } from '../../../support/exhibit.ts';

describe('a dataset', () => {
  it('keeps every value as it was written and reads it beside that', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = [
      'id,zip,hex,exp,big,price,plus,zero,pad,whole,amount,max,over',
      '1,007,0x314659,5e10,12345678901234567890,1.10,+1,-0, 1,5.0,5,9223372036854775807,9223372036854775808',
      '-2,123,0xff,1,1,2.20,2,0,2,0.25,7.5,-9223372036854775808,1',
    ].join('\n');
    const { dataset, certificate, cells } = await putTable(test, caseId, 'a.csv', text);
    expect(cells).toEqual(
      text
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')),
    );
    expect(Object.fromEntries(dataset.columns.map(({ name, type }) => [name, type]))).toEqual({
      id: 'TEXT', // tells rows apart
      zip: 'TEXT',
      hex: 'TEXT',
      exp: 'TEXT', // 5e10 beside an integer may be a code
      big: 'REAL',
      price: 'REAL',
      plus: 'INTEGER',
      zero: 'INTEGER',
      pad: 'INTEGER',
      whole: 'REAL',
      amount: 'REAL',
      max: 'INTEGER',
      over: 'REAL',
    });
    expect(certificate).toMatchObject({
      lines: 2,
      records: 3,
      header: 1,
      stored: 2,
      rejected: 0,
      skipped: 0,
      balanced: true,
    });
  });

  it('tells NULL from the empty string', async () => {
    await using test = await openTestCore();
    const { cells, dataset } = await putTable(test, await newCase(test), 'n.csv', 'a,b,c\n1,,""\n2,"",\n3,x,y\n');
    expect(cells).toEqual([
      ['1', null, ''],
      ['2', '', null],
      ['3', 'x', 'y'],
    ]);
    expect(dataset.columns.map(({ nulls, empties }) => [nulls, empties])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
  });

  it('rejects longer rows with their text, fills shorter ones, skips blank lines, and balances', async () => {
    await using test = await openTestCore();
    const text = 'a,b,c\r\n1,2,3\r\n\r\n4,5\r\n6,7,8,"x\r\ny"\r\n9,10,11,\r\n,,\r\n12,13,14\r\n';
    const { dataset, certificate, cells } = await putTable(test, await newCase(test), 'r.csv', text);
    expect(cells).toEqual([
      ['1', '2', '3'],
      ['4', '5', null],
      ['12', '13', '14'],
    ]);
    expect(certificate).toMatchObject({ records: 8, header: 1, stored: 3, rejected: 2, skipped: 2, lines: 9 });
    expect(certificate.warnings).toEqual([
      {
        code: 'ragged-rows',
        message: '1 row has fewer than 3 fields (record 4); the missing ones are NULL, at the end of the row.',
      },
    ]);
    const reason = 'it has 4 fields, the table has 3';
    expect(await test.call('dataset.rejected', { datasetId: dataset.id })).toEqual({
      total: 2,
      rows: [
        { record: 5, line: 5, reason, raw: '6,7,8,"x\r\ny"' },
        { record: 6, line: 7, reason, raw: '9,10,11,' },
      ],
    });
  });

  it('keeps a stray quote as it stands, and rejects a row whose fields it ran together', async () => {
    await using test = await openTestCore();
    const rows = ['1,"x, y",z', '2,5" pipe,z', '3,"a"b,z', '4,"$7,"All, round",z', '5,"x",z'];
    const { cells, dataset } = await putTable(test, await newCase(test), 's.csv', ['a,b,c', ...rows, ''].join('\n'));
    expect(cells).toEqual([
      ['1', 'x, y', 'z'],
      ['2', '5" pipe', 'z'],
      ['3', '"a"b', 'z'],
      ['5', 'x', 'z'],
    ]);
    expect((await test.call('dataset.rejected', { datasetId: dataset.id })).rows).toMatchObject([
      { record: 5, line: 5, raw: '4,"$7,"All, round",z' },
    ]);
  });

  it('reads as quoted what only a quoted text has, and says where quotes are parts of values', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const quoted = await putTable(test, caseId, 'q.csv', 'a,b,c\n1,"ab"c"d",5\n2,"x ""y"" z",6\n');
    expect(quoted.cells).toEqual([
      ['1', '"ab"c"d"', '5'],
      ['2', 'x "y" z', '6'],
    ]);
    expect(quoted.certificate.warnings).toContainEqual(expect.objectContaining({ code: 'stray-quotes' }));
    const plain = await putTable(test, caseId, 'p.csv', 'a,b\n1,"x" y\n2,"y" z\n3,"q" r\n');
    expect(plain.certificate.dialect.quote).toBe('');
    expect(plain.certificate.warnings).toContainEqual(
      expect.objectContaining({ code: 'stray-quotes', message: expect.stringContaining('record 2, 3, 4') }),
    );
  });

  it('warns of a last row that adds up the others, whatever it is called', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const totals = async (text: string) =>
      (await putTable(test, caseId, 't.csv', text)).certificate.warnings
        .filter(({ code }) => code === 'total-row')
        .map(({ message }) => message);
    const rows = 'ann,"$1,234.50",3\nbob,$0.25,4\ncem,($35.25),5\n';
    expect(await totals(`who,paid,n\n${rows},"$1,199.50",12\n`)).toEqual([
      'The last row (record 5) adds up the rows above it in "paid", "n"; it is kept as a row, so leave it out of sums.',
    ]);
    expect(await totals(`who,paid,n\n${rows}Alle zusammen,"$1,199.50",4\n`)).toEqual([]); // one of few may be chance
    expect(await totals(`who,paid,n\n${rows}dan,"$1,199.50",12\n`)).toHaveLength(1);
    expect(await totals(`who,paid,n\n${rows},"$1,199.51",11\n`)).toEqual([]);
    expect(await totals('who,n\na,0\nb,0\nc,7\n,7\n')).toEqual([]); // the sum of one value is that value
  });

  it('warns of a total within the table by its record', async () => {
    await using test = await openTestCore();
    const { certificate } = await putTable(test, await newCase(test), 't.csv', 'a,b\nx,5\nGrand total,5\ny,6\n');
    expect(certificate.warnings).toContainEqual(
      expect.objectContaining({ code: 'total-row', message: expect.stringContaining('record 3') }),
    );
  });

  it('gives up a quote that is never closed at its line end', async () => {
    await using test = await openTestCore();
    const quoted = Array.from({ length: 20 }, (_, at) => `${at},"x, ${at}"`);
    const text = ['a,b', ...quoted, '20,"x', '21,y', '22,z', ''].join('\n');
    const { certificate, cells, dataset } = await putTable(test, await newCase(test), 'q.csv', text);
    expect(cells.slice(19)).toEqual([
      ['19', 'x, 19'],
      ['21', 'y'],
      ['22', 'z'],
    ]);
    expect(certificate).toMatchObject({ records: 24, stored: 22, rejected: 1, balanced: true });
    expect((await test.call('dataset.rejected', { datasetId: dataset.id })).rows).toEqual([
      { record: 22, line: 22, reason: 'a quote is opened and never closed', raw: '20,"x' },
    ]);
  });

  it('leaves out what stands above and below the table, and says so', async () => {
    await using test = await openTestCore();
    const text = 'sep=;\nuser;sum\na;1\nb;2\nc;3\nTotal;\n';
    const { certificate, cells } = await putTable(test, await newCase(test), 'p.csv', text);
    expect(cells).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
    expect(certificate).toMatchObject({ skipped: 2, stored: 3, records: 6 });
    expect(certificate.sentence).toBe(
      'UTF-8, semicolon separated, quoted with ", header in line 2, last record left out as a footer, Unix line ends',
    );
  });

  it('names blank and repeated columns apart and keeps the header as it stood', async () => {
    await using test = await openTestCore();
    const { dataset, certificate } = await putTable(
      test,
      await newCase(test),
      'h.csv',
      ',Name,name,"Two\nlines"\n1,x,y,z\n2,x,y,z\n',
    );
    expect(dataset.columns.map(({ name, header }) => [name, header])).toEqual([
      ['column_1', ''],
      ['Name', 'Name'],
      ['name_2', 'name'],
      ['Two lines', 'Two\nlines'],
    ]);
    expect(certificate.warnings.map(({ code }) => code)).toEqual(['blank-header', 'duplicate-header']);
  });

  it.each([
    ['utf-16le', Buffer.from('\ufeffnäme\tort\r\n€\tBrühl\r\n', 'utf16le'), 'utf-16le', []],
    ['utf-16be', Buffer.from('\ufeffnäme\tort\r\n€\tBrühl\r\n', 'utf16le').swap16(), 'utf-16be', []],
    ['utf-16le without mark', Buffer.from('näme\tort\r\n€\tBrühl\r\n', 'utf16le'), 'utf-16le', ['encoding-guess']],
    ['windows-1252', Buffer.from('n\xe4me\tort\r\n\x80\tBr\xfchl\r\n', 'latin1'), 'windows-1252', ['encoding-guess']],
    ['utf-8 with mark', Buffer.from('\ufeffnäme\tort\r\n€\tBrühl\r\n'), 'utf-8', []],
  ])('reads %s', async (_, bytes, encoding, warnings) => {
    await using test = await openTestCore();
    const { dataset, certificate, cells } = await putTable(test, await newCase(test), 'e.csv', bytes);
    expect(dataset.columns.map(({ name }) => name)).toEqual(['näme', 'ort']);
    expect(cells).toEqual([['€', 'Brühl']]);
    expect(certificate.dialect).toMatchObject({ encoding, delimiter: '\t', newline: '\r\n' });
    expect(certificate.warnings.map(({ code }) => code)).toEqual(warnings);
  });

  it('warns of caps, damaged ids, formulas, NUL characters and mixed line ends', async () => {
    await using test = await openTestCore();
    const rows = Array.from({ length: 100 }, (_, at) => `${4_000_000_000 + at},=1+${at},-5,a\0b`);
    rows[3] = '1.23457E+15,@x,+1,c';
    const text = `account,note,amount,odd\r\n${rows.join('\n')}\n`;
    const { certificate, cells } = await putTable(test, await newCase(test), 'w.csv', text);
    expect(certificate.warnings.map(({ code }) => code)).toEqual([
      'export-cap',
      'mixed-newlines',
      'nul-bytes',
      'damaged-ids',
      'open-question',
      'formula-cells',
    ]);
    expect(certificate.warnings.at(-1)?.message).toContain('100 cells');
    expect(cells[0]).toEqual(['4000000000', '=1+0', '-5', 'a\0b']);
  });

  it('names a tool that stops at a count only where the file is of its shape, and else asks', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const said = async (name: string, text: string) => {
      const { dataset, certificate } = await putTable(test, caseId, name, text);
      const { warnings } = (await test.call('dataset.list', { caseId })).find(({ id }) => id === dataset.id) ?? {};
      expect(warnings).toBe(certificate.warnings.filter(({ code }) => code !== 'open-question').length);
      return certificate.warnings.find(({ code }) => code === 'export-cap')?.message ?? '';
    };
    const rows = (many: number, row: (at: number) => string) =>
      Array.from({ length: many }, (_, at) => row(at)).join('');
    const log = rows(
      2000,
      (at) =>
        `192.0.2.${at % 250} - - [04/May/2026:09:12:${String(at % 60).padStart(2, '0')} +0000] "GET /${at} HTTP/1.1" 200 ${at}\n`,
    );
    expect(await said('access.log', log)).toMatch(/^Exactly 2,000 rows: did the export stop at a limit\? A count/);
    expect(await said('m.csv', `account,name\n${rows(2000, (at) => `a${at},x\n`)}`)).toContain(
      'Metabase shows no more',
    );
    expect(await said('e.csv', `account,name\n${rows(5000, (at) => `a${at},x\n`)}`)).toContain('Looker stops there');
    expect(await said('x.csv', `Transaction Hash,name\n${rows(5000, (at) => `a${at},x\n`)}`)).toContain('Etherscan');
    expect(await said('o.csv', `account,name\n${rows(100, (at) => `a${at},x\n`)}`)).toContain('did the export stop');
  });

  it('refuses what is not text and what is empty, and leaves no table behind', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const junk = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
    await expect(putTable(test, caseId, 'x.csv', junk)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(putTable(test, caseId, 'y.csv', '\n\n')).rejects.toMatchObject({ code: 'unsupported' });
    const { reader } = opened(test.core);
    const left = { text: "SELECT name FROM sqlite_schema WHERE name LIKE 'ds\\_%' ESCAPE '\\'", values: [] };
    expect(reader.all(left)).toEqual([]);
    expect(reader.all({ text: 'SELECT id FROM incoming', values: [] })).toEqual([]);
  });

  it('refuses a dialect that contradicts itself', async () => {
    await using test = await openTestCore();
    const exhibitId = putExhibit(test, await newCase(test), 'd.csv', 'a,b\n1,2\n');
    const { dialect } = await test.call('dataset.preview', { exhibitId });
    for (const wrong of [{ delimiter: '"' }, { delimiter: '\n' }, { quote: '' }, { encoding: 'martian' }])
      await expect(test.run('dataset.parse', { exhibitId, dialect: { ...dialect, ...wrong } })).rejects.toMatchObject({
        code: 'bad-request',
      });
  });
});

describe('a column of instants', () => {
  it('lies as its values and gives its text back, so that nothing has to lie beside it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const at = (second: number, mark: string) => `2026-05-04${mark}10:20:${String(second % 60).padStart(2, '0')}Z`;
    const rows = Array.from({ length: 1500 }, (_, row) => [`${row}`, row === 7 ? null : at(row, 'T'), at(row, 'T')]);
    (rows[1200] as (string | null)[])[2] = at(0, ' '); // behind what is looked at before the table is made
    const text = `n,plain,mixed\n${rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`;
    const { cells, dataset } = await putTable(test, caseId, 'times.csv', text);
    expect(cells).toEqual(rows);
    expect(dataset.columns.map(({ form, reading }) => [form, reading?.source])).toEqual([
      ['integer', 'cast'],
      ['time', 'cell'],
      ['time', 'cell'],
    ]);
    const { resultId } = await test.run('query.run', {
      caseId,
      sql: `SELECT t.plain, r.plain, r.mixed, t.mixed, typeof(t.mixed) FROM times t JOIN times_raw r ON t.n = r.n
        WHERE t.n IN (0, 7, 1200) AND t.mixed >= '2026-05-04 10:20:00Z' ORDER BY t.n`,
    });
    const { rows: found } = await test.call('query.rows', { resultId, offset: 0, limit: 10 });
    expect(found).toEqual([
      [at(0, ' '), at(0, 'T'), at(0, 'T'), at(0, ' '), 'text'],
      [null, null, at(7, 'T'), at(7, ' '), 'text'],
      [at(0, ' '), at(0, 'T'), at(0, ' '), at(0, ' '), 'text'],
    ]);
    const { faults } = await test.run('vault.verify', {});
    expect(faults.filter(({ problem }) => !problem.includes('by searching'))).toEqual([]); // it was not indexed here
  });
});

describe('records that are left out', () => {
  it('are listed with their text and the reason', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = 'Report of May\nuser;sum;day\na;1;3\n\nb;2;4\nc;3;5\nuser;sum;day\nd;4;6\nTotal;;\n';
    const { dataset, certificate } = await putTable(test, caseId, 'left.csv', text);
    const { total, rows } = await test.call('dataset.skipped', { datasetId: dataset.id });
    expect(rows).toEqual([
      { record: 1, line: 1, reason: 'stands above the table', raw: 'Report of May' },
      { record: 4, line: 4, reason: 'blank', raw: '' },
      { record: 7, line: 7, reason: 'repeats the header', raw: 'user;sum;day' },
      { record: 9, line: 9, reason: 'stands below the table', raw: 'Total;;' },
    ]);
    expect(total).toBe(certificate.skipped);
  });

  it('name no row below a shorter header that has all of its fields, unless something may have moved in it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = (from: number, to: number, ends: string) =>
      Array.from({ length: to - from + 1 }, (_, at) => `u${from + at},${at},2026-05-04${ends}`);
    const text = [
      'user,sum,day,note',
      ...rows(1, 60, ',x'),
      'user,sum,day',
      ...rows(61, 90, ''),
      'u91,,2026-05-04',
      'u92,7',
    ].join('\n');
    const { dataset, certificate } = await putTable(test, caseId, 'two.csv', text);
    const { rows: left } = await test.call('dataset.skipped', { datasetId: dataset.id });
    expect(left).toEqual([
      { record: 62, line: 62, reason: 'repeats the header, without the last column', raw: 'user,sum,day' },
    ]);
    const short = certificate.warnings.find(({ message }) => message.includes('fewer than'));
    expect([certificate.stored, certificate.rejected]).toEqual([91, 1]);
    expect(short?.message).toContain('1 row has fewer than 4 fields (record 94)');
  });
});
