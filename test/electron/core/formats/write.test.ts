import { describe, expect, it } from 'vitest';
import type { OutTable } from '../../../../electron/core/formats/out-table.ts';
import { readParquet } from '../../../../electron/core/formats/parquet.ts';
import type { Found } from '../../../../electron/core/formats/table.ts';
import { readWorkbook } from '../../../../electron/core/formats/workbook.ts';
import { asLines } from '../../../../electron/core/formats/write-lines.ts';
import { asParquet } from '../../../../electron/core/formats/write-parquet.ts';
import { asWorkbook } from '../../../../electron/core/formats/write-workbook.ts';

const TABLE: OutTable = {
  columns: [
    { name: 'id', kind: 'text' },
    { name: 'n', kind: 'integer' },
    { name: 'big', kind: 'integer' },
    { name: 'amount', kind: 'decimal' },
    { name: 'wei', kind: 'decimal' },
    { name: 'x', kind: 'real' },
    { name: 'ok', kind: 'boolean' },
    { name: 'day', kind: 'date' },
    { name: 'at', kind: 'time' },
    { name: 'id', kind: 'time' },
  ],
  *batches() {
    yield [
      [
        '007',
        '-5',
        '12345678901234567890',
        '12.50',
        '0.000000000000000001',
        '0.1',
        'true',
        '2026-03-29',
        '2026-03-29 10:00:00.123456789Z',
        '2026-03-29 10:00:00',
      ],
      [
        '=1+1',
        '0',
        '1',
        '-1000.00',
        '12345678901234567890.5',
        '1e+30',
        'false',
        '1969-12-31',
        '1969-12-31 23:59:59.999999999Z',
        '1969-12-31 23:59:59.5',
      ],
    ];
    yield [
      [null, null, null, null, null, null, null, null, null, null],
      ['', '1', '2', '3.00', '4', '5', 'true', '1899-01-01', '2026-01-01 00:00:00Z', '2026-01-01 00:00:00'],
    ];
  },
};

const gathered = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};
const cells = async ({ tables }: Found) => {
  const rows: (readonly (string | null)[])[] = [];
  for await (const record of tables[0]?.records() ?? []) rows.push(record.cells);
  return rows;
};

describe('tables on their way out', () => {
  it('are exact in Parquet', async () => {
    const found = await readParquet(await gathered(asParquet(TABLE)));
    expect(found.tables[0]?.header).toEqual(['id', 'n', 'big', 'amount', 'wei', 'x', 'ok', 'day', 'at', 'id_2']);
    expect(await cells(found)).toEqual([
      [
        '007',
        '-5',
        '12345678901234567890',
        '12.50',
        '0.000000000000000001',
        '0.1',
        'true',
        '2026-03-29',
        '2026-03-29T10:00:00.123456789Z',
        '2026-03-29T10:00:00.000000',
      ],
      [
        '=1+1',
        '0',
        '1',
        '-1000.00',
        '12345678901234567890.500000000000000000',
        '1e+30',
        'false',
        '1969-12-31',
        '1969-12-31T23:59:59.999999999Z',
        '1969-12-31T23:59:59.500000',
      ],
      [null, null, null, null, null, null, null, null, null, null],
      [
        '',
        '1',
        '2',
        '3.00',
        '4.000000000000000000',
        '5',
        'true',
        '1899-01-01',
        '2026-01-01T00:00:00.000000000Z',
        '2026-01-01T00:00:00.000000',
      ],
    ]);
  });

  it('are shown with their places in a workbook, and text where a number would be rounded', async () => {
    const rows = await cells(readWorkbook(await gathered(asWorkbook(TABLE, true))));
    expect(rows[0]).toEqual(['id', 'n', 'big', 'amount', 'wei', 'x', 'ok', 'day', 'at', 'id']);
    expect(rows[1]).toEqual([
      '007',
      '-5',
      '12345678901234567890',
      '12.50',
      '0.000000000000000001',
      '0.1',
      'TRUE',
      '2026-03-29',
      '2026-03-29 10:00:00.123456789Z',
      '2026-03-29 10:00:00',
    ]);
    expect(rows.at(-1)?.slice(0, 8)).toEqual(['', '1', '2', '3.00', '4', '5', 'TRUE', '1899-01-01']);
  });

  it('keep what XML cannot hold, and refuse what no sheet holds', async () => {
    const odd = 'a\u0001<&>"_x0041_\nb';
    const one = (text: string): OutTable => ({
      columns: [{ name: 'v', kind: 'text' }],
      *batches() {
        yield [[text]];
      },
    });
    expect((await cells(readWorkbook(await gathered(asWorkbook(one(odd), false)))))[1]).toEqual([odd]);
    await expect(gathered(asWorkbook(one('x'.repeat(40_000)), false))).rejects.toThrow(/32,767/);
  });

  it('are one object a line', async () => {
    const text = (await gathered(asLines(TABLE))).toString('utf8');
    expect(text.split('\n')[0]).toBe(
      '{"id":"007","n":-5,"big":"12345678901234567890","amount":12.50,"wei":0.000000000000000001,"x":0.1,"ok":true,"day":"2026-03-29","at":"2026-03-29 10:00:00.123456789Z","id_2":"2026-03-29 10:00:00"}',
    );
  });

  it('may have no rows', async () => {
    const none: OutTable = { ...TABLE, *batches() {} };
    expect(await cells(await readParquet(await gathered(asParquet(none))))).toEqual([]);
    expect(await cells(readWorkbook(await gathered(asWorkbook(none, true))))).toHaveLength(1);
  });
});
