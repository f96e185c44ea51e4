import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../../support/core.ts';
import { putExhibit, putTable } from '../../../../support/exhibit.ts';

const zeek = [
  '#separator \\x09',
  '#fields\tts\tuid\tnote',
  '#types\ttime\tstring\tstring',
  '1704067200.1\tC1\t-',
  '1704067201.1\tC2\tsaid "x, y',
  '#close\t2024-01-01',
  '#fields\tts\tuid\tnote',
  '1704067202.1\tC3\t(empty)',
  '#fields\tts\thost',
  '1704067203.1\tshop',
];
const psql = [
  ' id | name  | note',
  '----+-------+-------',
  '  1 | Ann   | begun+',
  '    |       | ended',
  '  2 | Bob|x | ',
  '  3 | Cid   | C+',
  '(3 rows)',
];

describe('a layout', () => {
  it.each([
    [
      'a Zeek log',
      zeek.slice(0, 6),
      ['ts', 'uid', 'note'],
      [
        ['1704067200.1', 'C1', '-'],
        ['1704067201.1', 'C2', 'said "x, y'],
      ],
    ],
    [
      'an IIS log',
      ['#Software: IIS', '#Fields: date c-ip cs-uri', '2026-01-02 192.0.2.1 /a', '2026-01-03 192.0.2.2 /b?x=1,2'],
      ['date', 'c-ip', 'cs-uri'],
      [
        ['2026-01-02', '192.0.2.1', '/a'],
        ['2026-01-03', '192.0.2.2', '/b?x=1,2'],
      ],
    ],
    [
      'a CloudFront log',
      ['#Version: 1.0', '#Fields: date c-ip', '2026-01-02\t192.0.2.1'],
      ['date', 'c-ip'],
      [['2026-01-02', '192.0.2.1']],
    ],
    [
      'a Markdown table',
      [
        'Below are the payouts.',
        '',
        '| id | note |',
        '|---:|:-----|',
        '| 1 | a \\| b |',
        '| 2 |  |',
        '',
        'That is all.',
      ],
      ['id', 'note'],
      [
        ['1', 'a | b'],
        ['2', null],
      ],
    ],
    [
      'a table of mysql',
      [
        '+----+------+',
        '| id | name |',
        '+----+------+',
        '|  1 | Ann  |',
        '|  2 | Bob  |',
        '+----+------+',
        '2 rows in set',
      ],
      ['id', 'name'],
      [
        ['1', 'Ann'],
        ['2', 'Bob'],
      ],
    ],
    [
      'a box of lines',
      ['┌────┬──────┐', '│ id │ name │', '├────┼──────┤', '│  1 │ Ann  │', '└────┴──────┘'],
      ['id', 'name'],
      [['1', 'Ann']],
    ],
    [
      'columns of fixed width',
      [
        'ID    NAME            AMOUNT',
        '1     Ann Lee           5.00',
        '12    Bob             125.50',
        '123   Cid von Berg      1.00',
      ],
      ['ID', 'NAME', 'AMOUNT'],
      [
        ['1', 'Ann Lee', '5.00'],
        ['12', 'Bob', '125.50'],
        ['123', 'Cid von Berg', '1.00'],
      ],
    ],
    [
      'columns below a rule',
      ['id name', '-- ---------', '1  Ann Lee', '2  Bob'],
      ['id', 'name'],
      [
        ['1', 'Ann Lee'],
        ['2', 'Bob'],
      ],
    ],
  ] as const)('of %s is told and read', async (_, lines, header, rows) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = `${lines.join('\r\n')}\r\n`;
    const { dataset, certificate, cells } = await putTable(test, caseId, 'a.log', text);
    expect(dataset.columns.map((column) => column.header)).toEqual(header);
    expect(
      cells.map((row) => row.slice(0, header.length).map((cell) => (cell === null ? null : String(cell)))),
    ).toEqual(rows);
    expect(certificate).toMatchObject({
      balanced: true,
      rejected: 0,
      records: lines.length,
      lines: lines.length,
      stored: rows.length,
    });
    const exhibitId = putExhibit(test, caseId, 'b.log', text);
    const preview = await test.call('dataset.preview', { exhibitId });
    expect(preview).toMatchObject({ header, rows });
    expect(preview.dialect.layout).not.toBe('delimited');
  });

  it('lists rows below a #fields line that names others', async () => {
    await using test = await openTestCore();
    const { dataset, certificate } = await putTable(test, await newCase(test), 'z.log', zeek.join('\n'));
    expect(certificate).toMatchObject({ stored: 3, rejected: 1, skipped: 5, balanced: true });
    const { rows } = await test.call('dataset.rejected', { datasetId: dataset.id });
    expect(rows).toMatchObject([{ line: 10, raw: zeek[9], reason: expect.stringContaining('other fields: ts, host') }]);
  });

  it('of psql joins the lines of a value, and rejects a row that its bars split', async () => {
    await using test = await openTestCore();
    const { cells, certificate, dataset } = await putTable(test, await newCase(test), 'p.txt', psql.join('\n'));
    expect(cells.map((row) => row.slice(1))).toEqual([
      ['Ann', 'begun\nended'],
      ['Cid', 'C+'],
    ]);
    expect(certificate).toMatchObject({ stored: 2, rejected: 1, balanced: true });
    expect((await test.call('dataset.rejected', { datasetId: dataset.id })).rows).toMatchObject([
      { line: 5, raw: psql[4] },
    ]);
  });

  it('of fixed width rejects text that runs across a column', async () => {
    await using test = await openTestCore();
    const rows = Array.from({ length: 400 }, (_, at) => `${String(at).padEnd(6)}${'Ann'.padEnd(10)}${at}.00`);
    rows[350] = '350   Bartholomew Lee 5.00';
    const { certificate, dataset } = await putTable(
      test,
      await newCase(test),
      'f.txt',
      `ID    NAME      SUM\n${rows.join('\n')}\n`,
    );
    expect(certificate).toMatchObject({ stored: 399, rejected: 1, balanced: true });
    expect((await test.call('dataset.rejected', { datasetId: dataset.id })).rows).toMatchObject([
      { line: 352, raw: rows[350] },
    ]);
  });
});
