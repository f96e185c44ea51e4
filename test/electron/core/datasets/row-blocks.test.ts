import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CellsDigest } from '../../../../electron/core/datasets/cells-digest.ts';
import type { Record } from '../../../../electron/core/datasets/dialect.ts';
import { Fields, PLAIN, QUOTED } from '../../../../electron/core/datasets/field-scanner.ts';
import { cellText, formsOf, tableColumns } from '../../../../electron/core/datasets/forms.ts';
import { RowBlocks } from '../../../../electron/core/datasets/row-blocks.ts';
import { TableImage, varintLength, writeVarint } from '../../../../electron/core/datasets/table-image.ts';
import { seeded } from '../../../support/random.ts';

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof Sqlite;

/** The rows as SQLite has them after all blocks were copied into one table, and the digest over their JSON. */
function stored(rows: readonly Record[], forms: readonly string[]) {
  const target = new Database(':memory:');
  target.exec(`CREATE TABLE t (${tableColumns(forms)}) STRICT`);
  const digest = new CellsDigest();
  const blocks = new RowBlocks(
    forms,
    ({ image }) => {
      const block = new Database(Buffer.from(image));
      expect(block.pragma('integrity_check', { simple: true })).toBe('ok');
      const insert = target.prepare(`INSERT INTO t VALUES (?${', ?'.repeat(forms.length)})`);
      for (const row of block.prepare('SELECT * FROM t ORDER BY "row"').safeIntegers().raw().iterate())
        insert.run(row as unknown[]);
      block.close();
    },
    (json) => digest.addJson(json),
  );
  for (const row of rows) {
    const bytes = Buffer.from(row.map((cell) => cell ?? '').join(''), 'utf8');
    const fields = new Fields();
    let at = 0;
    for (const cell of row) {
      const end = at + Buffer.byteLength(cell ?? '');
      fields.push(at, end, cell === null ? PLAIN : QUOTED);
      at = end;
    }
    blocks.add(bytes, fields);
  }
  blocks.end();
  const texts = forms.map((form, at) => `${cellText(`c${at + 1}`, form).text}`);
  const read = target
    .prepare(`SELECT ${texts.join(', ')} FROM t ORDER BY "row"`)
    .raw()
    .all() as Record[];
  const types = target
    .prepare(`SELECT ${forms.map((_, at) => `typeof(c${at + 1})`).join(', ')} FROM t`)
    .raw()
    .all();
  target.close();
  return { read, types, digest: digest.end() };
}

const NUMBERS = ['0', '1', '-1', '7', '127', '128', '-128', '-129', '32768', '-32769', '8388607', '-8388609'];
const LARGE = [
  '2147483648',
  '-2147483649',
  '140737488355327',
  '140737488355328',
  '-140737488355329',
  '999999999999999',
];
const LONG = [
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
];
const ODD = [
  '',
  '-0',
  '007',
  '+5',
  '5.',
  '.5',
  '1e5',
  ' 5',
  '5 ',
  '-',
  '٣',
  '0x10',
  '1,000',
  'NaN',
  '\0',
  'a"\\\n\t\u0001b',
];
const DECIMALS = [
  '0.00',
  '-0.00',
  '12.50',
  '-12.50',
  '0.01',
  '1234567890123.45',
  '12345678901234.56',
  '00.10',
  '1.5',
  '99999.99',
  '2.675',
  '-0.10',
];
const TIMES = [
  '2026-05-04T10:20:30Z',
  '2026-05-04 10:20:30Z',
  '2026-05-04t10:20:30Z',
  '2026-05-04T10:20:30z',
  '2026-05-04X10:20:30Z',
  '2026-05-04T10:20:30Zé',
  '2026-13-45T99:99:99Z',
  '2026-05-04 10:20:3\0Z',
  '2026-05-04 10:20:30Z\0',
];
const WORDS = ['Ada', 'é', '漢字', '😀', 'x'.repeat(57), 'x'.repeat(58), 'y'.repeat(9000)];
const CELLS = [...NUMBERS, ...LARGE, ...LONG, ...ODD, ...DECIMALS, ...TIMES, ...WORDS];

describe('blocks of rows', () => {
  it('give back the text of every cell, whatever form its column has, in a database that SQLite finds sound', () => {
    const random = seeded(7);
    const anyCell = (): string | null => {
      const kind = random();
      if (kind < 0.1) return null;
      if (kind < 0.6) return CELLS[Math.floor(random() * CELLS.length)] as string;
      const value = (random() - 0.5) * 10 ** Math.floor(random() * 16);
      return kind < 0.8 ? String(Math.round(value)) : value.toFixed(Math.floor(random() * 5));
    };
    for (let round = 0; round < 15; round++) {
      const width = 1 + Math.floor(random() * 12);
      const forms = Array.from({ length: width }, () => {
        const kind = random();
        if (kind > 0.8) return 'time';
        return kind < 0.3 ? 'text' : kind < 0.6 ? 'integer' : `real:${1 + Math.floor(random() * 4)}`;
      });
      const rows = Array.from({ length: 400 }, () => Array.from({ length: width }, anyCell));
      const found = stored(rows, forms);
      expect(found.read).toEqual(rows);
      const digest = new CellsDigest();
      for (const [at, cells] of rows.entries()) digest.add(at + 1, cells);
      expect(found.digest).toBe(digest.end());
    }
  });

  it('keep a cell as a number where its text comes back from it, and as text where not', () => {
    const cells = [
      '12.50',
      '12.5',
      '-0.00',
      '1234567890123.45',
      '12345678901234.56',
      '5',
      '9223372036854775807',
      '007',
    ];
    const { types } = stored(
      cells.map((cell) => [cell, cell]),
      ['integer', 'real:2'],
    );
    expect(types).toEqual([
      ['text', 'real'],
      ['text', 'text'],
      ['text', 'text'],
      ['text', 'real'],
      ['text', 'text'],
      ['integer', 'text'],
      ['integer', 'text'],
      ['text', 'text'],
    ]);
  });

  it('take rows of every length, those that fill pages of their own too, and rows with fewer fields', () => {
    const lengths = [65_400, 65_480, 65_501, 65_502, 65_536, 8_300, 70_000, 131_072, 200_000, 1, 9 << 20];
    const rows = lengths.map((length, at) => [`${at}`, 'z'.repeat(length), null]);
    expect(stored(rows, ['integer', 'text', 'text']).read).toEqual(rows);
    expect(stored([['1'], ['2', 'b']], ['text', 'text', 'integer']).read).toEqual([
      ['1', null, null],
      ['2', 'b', null],
    ]);
    const wide = Array.from({ length: 1999 }, (_, at) => (at % 3 === 0 ? null : 'w'.repeat(at % 200)));
    expect(
      stored(
        [wide, wide],
        Array.from({ length: 1999 }, () => 'text'),
      ).read,
    ).toEqual([wide, wide]);
  });

  it('are copied by SQLite record by record, as rows that were inserted are', () => {
    const image = new TableImage('CREATE TABLE t ("row" INTEGER PRIMARY KEY, "c1" TEXT) STRICT');
    const record = Buffer.from([3, 0, 13 + 2 * 3, 0x61, 0x62, 0x63]);
    for (let row = 1; row <= 30_000; row++) image.add(row, record);
    const block = new Database(Buffer.from(image.end()));
    block.exec(`ATTACH ':memory:' AS store; CREATE TABLE store.ds_1 ("row" INTEGER PRIMARY KEY, "c1" TEXT) STRICT`);
    const copy = 'INSERT INTO store.ds_1 SELECT * FROM main.t';
    const steps = block.prepare(`EXPLAIN ${copy}`).all() as { opcode: string }[];
    expect(steps.map(({ opcode }) => opcode)).toContain('RowCell');
    block.exec(copy);
    expect(
      block.prepare('SELECT count(*) n, min("row") a, max("row") b, min(c1) c, max(c1) d FROM store.ds_1').get(),
    ).toEqual({ n: 30_000, a: 1, b: 30_000, c: 'abc', d: 'abc' });
    block.close();
  });

  it('write integers of variable length as SQLite does', () => {
    const bytes = Buffer.alloc(9);
    for (const [value, hex] of [
      [0, '00'],
      [127, '7f'],
      [128, '8100'],
      [16_384, '818000'],
      [2_097_151, 'ffff7f'],
      [268_435_456, '8180808000'],
      [2 ** 35, '818080808000'],
    ] as const) {
      expect(bytes.toString('hex', 0, writeVarint(bytes, 0, value))).toBe(hex);
      expect(varintLength(value)).toBe(hex.length / 2);
    }
  });
});

describe('forms of columns', () => {
  it('are what nine of ten values of a sample are', () => {
    const column = (cells: (string | null)[], type: 'TEXT' | 'REAL' = 'REAL') =>
      formsOf(
        cells.map((cell) => [cell]),
        [{ type, reading: null }],
      )[0];
    expect(column(['1', '22', '-3', null, ''])).toBe('integer');
    expect(column([...Array.from({ length: 19 }, (_, at) => `${at}.50`), 'n/a'])).toBe('real:2');
    expect(column(['1', '22'], 'TEXT')).toBe('text');
    expect(column(['1.5', '2.25'])).toBe('text');
    expect(column(['007', '008'])).toBe('text');
    expect(column([null, ''])).toBe('text');
    expect(column([`0.${'1'.repeat(18)}`])).toBe('text');
  });
});
