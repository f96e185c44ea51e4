import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readParquet } from '../../../../electron/core/formats/parquet.ts';

/** Written by Apache Arrow's own library (pyarrow), from values made up here. */
const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/formats/${name}.parquet`, import.meta.url));

async function read(bytes: Uint8Array) {
  const [table] = (await readParquet(bytes)).tables;
  const rows: Record<string, string | null>[] = [];
  for await (const { cells } of table?.records() ?? [])
    rows.push(Object.fromEntries((table?.header ?? []).map((name, at) => [name, cells[at] ?? null])));
  return { table, rows };
}

describe('readParquet', () => {
  it('gives every value to its last digit, over several row groups', async () => {
    const { table, rows } = await read(fixture('types'));
    expect(rows).toEqual([
      {
        id: '1',
        amount: '12.50',
        small: '1.5',
        day: '2026-03-29',
        at: '2026-03-02T09:00:00.123456Z',
        local: '2026-03-02T09:00:00.123',
        nano: '2026-03-02T09:00:00.123456789',
        clock: '01:02:03.000004',
        f: '0.1',
        d: '0.1',
        ok: 'true',
        name: 'José',
        blob: '\\xff00',
        big: '18446744073709551615',
        tags: '["a","b"]',
        who: '{"n":"x","v":1.10}',
        kv: '{"k":1}',
      },
      {
        id: '9007199254740993',
        amount: '-0.01',
        small: null,
        day: '1969-12-31',
        at: '1969-12-31T23:59:59.999999Z',
        local: '1970-01-01T00:00:00.000',
        nano: '1969-12-31T23:59:59.999999999',
        clock: null,
        f: '1e+30',
        d: '1e-7',
        ok: 'false',
        name: '',
        blob: 'text',
        big: '0',
        tags: '[]',
        who: null,
        kv: null,
      },
      {
        id: null,
        amount: '12345678901234567890.12',
        small: '99999999.9',
        day: null,
        at: null,
        local: null,
        nano: null,
        clock: '23:59:59.000000',
        f: null,
        d: '2',
        ok: null,
        name: '=1+1',
        blob: null,
        big: null,
        tags: null,
        who: '{"n":null,"v":null}',
        kv: '{}',
      },
    ]);
    expect(table?.notes.join()).toContain('3 columns hold lists or structures');
  });

  it('reads gzip and the old times of 96 bits, and says what compression it does not read', async () => {
    expect((await read(fixture('gzip'))).rows[2]?.['amount']).toBe('12345678901234567890.12');
    expect((await read(fixture('int96'))).rows[0]?.['nano']).toBe('2026-03-02T09:00:00.123456789');
    await expect(readParquet(fixture('lz4'))).rejects.toThrow(/compressed with LZ4/);
  });

  it('says that a file is damaged or cut off', async () => {
    const whole = fixture('types');
    await expect(readParquet(whole.subarray(0, whole.length - 10))).rejects.toThrow(/damaged, cut off/);
    const altered = Buffer.from(whole);
    altered.fill(0xff, 4, 400);
    await expect(read(altered)).rejects.toThrow(/damaged/);
  });
});
