import { describe, expect, it } from 'vitest';
import { assertBounded } from '../../../../electron/core/formats/archive.ts';
import { openDocument } from '../../../../electron/core/formats/open-document.ts';
import type { Table, TableRecord } from '../../../../electron/core/formats/table.ts';
import { readWorkbook } from '../../../../electron/core/formats/workbook.ts';
import { xlsxOf, zipOf } from '../../../support/zip.ts';

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (ref: string, value: string, style = 0) => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
const rows = (table: Table | undefined) => [...((table as Table).records() as Iterable<TableRecord>)];

/** Styles: 0 General, 1 the date of the locale, 2 dd/mm/yyyy hh:mm, 3 two decimals, 4 percent, 5 dollars */
const FORMATS = ['dd/mm/yyyy hh:mm', '0.00', '0%', '&quot;$&quot;#,##0.00'];
const LOGINS = {
  name: 'Logins',
  rows:
    `<row r="1">${text('A1', 'id')}${text('B1', 'at')}${text('C1', 'amount')}${text('D1', 'share')}${text('E1', 'paid')}${text('F1', 'f')}</row>` +
    `<row r="2">${number('A2', '1234567890123')}${number('B2', '45000.5', 2)}${number('C2', '12.345', 3)}${number('D2', '0.125', 4)}${number('E2', '1234.5', 5)}<c r="F2"><f>A2*2</f></c></row>` +
    `<row r="4" hidden="1">${text('A4', '007')}${number('B4', '45001', 1)}${number('C4', '-5', 3)}${number('D4', '0.5', 4)}${number('E4', '-2', 5)}<c r="F4"><f>1+2</f><v>3</v></c></row>`,
  before: '<cols><col min="3" max="3" hidden="1" width="9"/></cols>',
  after: '<mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells>',
};

describe('readWorkbook', () => {
  it('gives cells as the sheet shows them, and what a format hides in further columns', () => {
    const found = readWorkbook(
      xlsxOf([LOGINS, { name: 'Kept back', state: 'hidden', rows: `<row r="1">${text('A1', 'x')}</row>` }], FORMATS),
    );
    expect(found.tables.map(({ part, format }) => [part, format])).toEqual([
      ['Logins', 'workbook, sheet "Logins"'],
      ['Kept back', 'workbook, sheet "Kept back" (hidden)'],
    ]);
    const [header, first, second] = rows(found.tables[0]);
    expect(header?.cells).toEqual([
      'id',
      'at',
      'amount',
      'share',
      'paid',
      'f',
      'at (stored value)',
      'amount (stored value)',
      'share (stored value)',
    ]);
    expect(first).toMatchObject({
      line: 2,
      cells: [
        '1234567890123',
        '15/03/2023 12:00',
        '12.35',
        '13%',
        '$1,234.50',
        null,
        '2023-03-15 12:00:00',
        '12.345',
        '0.125',
      ],
    });
    expect(second).toMatchObject({
      line: 4,
      cells: ['007', '2023-03-16', '-5.00', '50%', '-$2.00', '3', '2023-03-16', '-5', '0.5'],
    });
    expect(found.notes).toEqual(['The workbook hides 1 sheet: "Kept back". They are read like the others.']);
    expect(found.tables[0]?.notes.join(' ')).toMatch(/column C\..*row 4\..*A6:B7.*B, C, D.*1 formula holds no value/s);
  });

  it('keeps the digits of numbers without a format, and says where a spreadsheet lost some', () => {
    const [table] = readWorkbook(
      xlsxOf([
        {
          name: 's',
          rows: `<row r="1">${number('A1', '1234567890123456')}${number('B1', '0.1')}${number('C1', '1E-7')}</row>`,
        },
      ]),
    ).tables;
    expect(rows(table)[0]?.cells).toEqual(['1234567890123456', '0.1', '1e-7']);
    expect(table?.notes.join()).toContain('16 digits');
  });

  it('reads what a sheet says of its size from its cells, and expands no entity', () => {
    const hostile = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`;
    const bytes = xlsxOf(
      [{ name: 's', before: '<dimension ref="A1:XFD1048576"/>', rows: `<row r="1">${text('A1', '&b;')}</row>` }],
      [],
      hostile,
    );
    const [record] = rows(readWorkbook(bytes).tables[0]);
    expect(record?.cells).toHaveLength(1);
    expect(record?.cells[0]).not.toContain('aaaa');
  });

  it('says what is wrong with one that is encrypted or damaged', () => {
    expect(() => readWorkbook(xlsxOf([LOGINS]).subarray(0, 900))).toThrow(/damaged/);
    expect(() => readWorkbook(Buffer.from('no workbook'))).toThrow(/holds no workbook/);
  });

  it('unpacks no more than a bounded workbook, whatever its parts say', async () => {
    const zeros = Buffer.alloc(64 << 20);
    await expect(assertBounded(zipOf([{ name: 'a', bytes: zeros, says: 10 }]))).rejects.toThrow(/damaged/);
    await expect(assertBounded(zipOf([{ name: 'a', bytes: 'x', says: 2 ** 31 }]))).rejects.toThrow(/more than 1 GiB/);
    await expect(assertBounded(xlsxOf([LOGINS]))).resolves.toBeUndefined();
  });
});

describe('an OpenDocument spreadsheet', () => {
  const ods = (style: string, manifest = '') =>
    zipOf([
      { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.spreadsheet' },
      { name: 'styles.xml', bytes: '<office:document-styles/>' },
      { name: 'META-INF/manifest.xml', bytes: `<manifest:manifest>${manifest}</manifest:manifest>` },
      {
        name: 'content.xml',
        bytes:
          `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">` +
          `<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table">${style}</style:style></office:automatic-styles>` +
          `<office:body><office:spreadsheet>${['Shown', 'Held &amp; back']
            .map(
              (name, at) =>
                `<table:table table:name="${name}" table:style-name="ta${at + 1}"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`,
            )
            .join('')}</office:spreadsheet></office:body></office:document-content>`,
      },
    ]);

  it('has its hidden sheets named', async () => {
    const bytes = ods('<style:table-properties table:display="false" style:writing-mode="lr-tb"/>');
    const { tables, notes } = readWorkbook(bytes, await openDocument(bytes));
    expect(tables.map(({ format }) => format)).toEqual([
      'workbook, sheet "Shown"',
      'workbook, sheet "Held & back" (hidden)',
    ]);
    expect(notes).toEqual(['The workbook hides 1 sheet: "Held & back". They are read like the others.']);
    expect(await openDocument(ods(''))).toEqual({ hidden: new Set() });
    expect(await openDocument(xlsxOf([LOGINS], FORMATS))).toBeNull();
  });

  it('that is encrypted is refused with what to do', async () => {
    const encrypted = ods(
      '',
      '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>',
    );
    await expect(openDocument(encrypted)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/encrypted with a password.*save it without one/),
    });
  });
});
