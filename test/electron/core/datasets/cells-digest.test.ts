import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CellsDigest, cellsDigest, storedCellsDigest } from '../../../../electron/core/datasets/cells-digest.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

/** The form written out, byte for byte. */
function plain(rows: readonly (readonly [number, readonly (string | null)[]])[]): string {
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
  return `v1:${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`;
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
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'a.csv', 'a,b\n007,\n"","é\n2"\n');
    const { reader } = opened(test.core);
    const kept = reader.one<{ number: number; cells: string }>(
      { text: 'SELECT number, cells_sha256 AS cells FROM datasets WHERE id = ?', values: [dataset.id] },
      'no such dataset',
    );
    const rows = [
      [1, ['007', null]],
      [2, ['', 'é\n2']],
    ] as const;
    expect(kept.cells).toBe(plain(rows));
    expect(await storedCellsDigest(reader, kept.number, async () => {})).toBe(kept.cells);
  });
});
