import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { CellsDigest, cellsDigest, storedCellsDigest } from '../../../../electron/core/datasets/cells-digest.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

type Rows = readonly (readonly [row: number, cells: readonly (string | null)[]])[];
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** The form written out. */
const plain = (rows: Rows): string =>
  `v2:${sha256(canonicalize(rows.map(([row, cells]) => [row, ...cells])) as string)}`;

/** The first form written out, byte for byte. */
function first(rows: Rows): string {
  const parts = rows.flatMap(([row, cells]) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(row));
    const each = cells.map((cell) => {
      if (cell === null) return Buffer.from([0]);
      const bytes = Buffer.from(cell, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return Buffer.concat([Buffer.from([1]), length, bytes]);
    });
    return [number, ...each];
  });
  return `v1:${sha256(Buffer.concat(parts))}`;
}

const reads = async () => {};
/** Reads a table with these rows, one of each code point that JSON writes in its own way among them. @returns what is kept of it */
async function kept(test: TestCore, rows: Rows) {
  const csv = rows.map(([, cells]) =>
    cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(','),
  );
  const caseId = await newCase(test);
  const { dataset } = await putTable(
    test,
    caseId,
    'a.csv',
    [rows[0]?.[1].map((_, at) => `h${at}`).join(','), ...csv, ''].join('\n'),
  );
  return opened(test.core).reader.one<{ number: number; rows: number; cellsSha256: string }>(
    { text: 'SELECT number, rows, cells_sha256 AS cellsSha256 FROM datasets WHERE id = ?', values: [dataset.id] },
    'no such dataset',
  );
}

describe('the digest of cells', () => {
  it('is that of the written form, for NULL, empty, non-ASCII and very long cells and large row numbers', () => {
    const rows = [
      [1, [null, '', 'a', 'ä', '漢字', '😀']],
      [2, ['x'.repeat(200_000), null, 'ß'.repeat(70_000), '', '\0', '0']],
      [2 ** 40, ['a', 'b', 'c', 'd', 'e', 'f']],
      ...Array.from({ length: 5000 }, (_, at) => [at + 3, ['q', null, `${at}`, 'é', '', 'end']] as const),
    ] as const;
    expect(cellsDigest(rows)).toBe(plain(rows));
    expect(new CellsDigest().end()).toBe(plain([]));
  });

  it('takes half of a pair as the store does', () => {
    expect(cellsDigest([[1, ['a\ud800', '\\ud800', '\udc00b']]])).toBe(plain([[1, ['a\ufffd', '\\ud800', '\ufffdb']]]));
  });

  it('differs for NULL and the empty string, and for text on either side of a border', () => {
    const all = [
      [null, 'ab'],
      ['', 'ab'],
      ['a', 'b'],
      ['ab', ''],
    ].map((cells) => cellsDigest([[1, cells]]));
    expect(new Set(all).size).toBe(4);
  });

  it('is kept with a dataset, and made again from its table', async () => {
    await using test = await openTestCore();
    const rows: Rows = [
      [1, ['007', null]],
      [2, ['', 'é\n2']],
    ];
    const table = await kept(test, rows);
    expect(table.cellsSha256).toBe(plain(rows));
    expect(await storedCellsDigest(opened(test.core).reader, table, reads)).toBe(table.cellsSha256);
  });

  it('is what SQLite writes of every character, of more rows than it takes at once, and of more columns than it can', async () => {
    await using test = await openTestCore();
    const { reader } = opened(test.core);
    const characters = Array.from({ length: 0x830 }, (_, code) => String.fromCodePoint(code)).filter(
      (each) => each !== '\r',
    );
    const tables: Rows[] = [
      [...characters, '\ud83d\ude00', '\uffff'].map((each, at) => [at + 1, [`${each}x${each}`, 'y']]),
      [[1, Array.from({ length: 1500 }, (_, at) => `${at}`)]],
    ];
    for (const rows of tables) {
      const table = await kept(test, rows);
      expect(table.cellsSha256).toBe(plain(rows));
      expect(await storedCellsDigest(reader, table, reads)).toBe(table.cellsSha256);
    }
  });

  it('is still made in the first form for a table that has it', async () => {
    await using test = await openTestCore();
    const rows: Rows = [
      [1, ['007', null]],
      [2, ['', 'é\n2']],
    ];
    const table = { ...(await kept(test, rows)), cellsSha256: first(rows) };
    expect(await storedCellsDigest(opened(test.core).reader, table, reads)).toBe(first(rows));
  });

  it('takes the text of cells that lie as numbers', async () => {
    await using test = await openTestCore();
    const rows: Rows = [
      [1, ['12.50', '7', 'a']],
      [2, ['n/a', '08', '']],
      [3, ['-0.10', '-9007199254740993', null]],
    ];
    const table = await kept(test, rows);
    const { writer } = opened(test.core);
    writer.script(`
      DROP TABLE ds_${table.number};
      CREATE TABLE ds_${table.number} ("row" INTEGER PRIMARY KEY, c1 ANY, c2 ANY, c3 TEXT, t1 REAL) STRICT;
      INSERT INTO ds_${table.number} VALUES (1, 12.5, 7, 'a', 1), (2, 'n/a', '08', '', 2), (3, -0.1, -9007199254740993, NULL, 3);
      UPDATE dataset_columns SET form = CASE position WHEN 0 THEN 'real:2' WHEN 1 THEN 'integer' ELSE 'text' END;`);
    expect(await storedCellsDigest(writer, table, reads)).toBe(plain(rows));
  });
});
