import { createHash } from 'node:crypto';
import type { Record } from './dialect.ts';

/**
 * The first form of the digest of a dataset's cells, which tables read by earlier versions still have: SHA-256 over the rows in
 * order. A row is its number, 8 bytes big-endian, then each of its cells: 0x00 for NULL, or 0x01, the length of its UTF-8 bytes
 * in 4 bytes big-endian, and these bytes.
 * @param rows each with its number, in order
 * @param breathe lets other work run now and then. @returns "v1:" and 64 hexadecimal digits
 */
export async function cellsDigestV1(
  rows: Iterable<readonly [row: number, ...cells: Record]>,
  breathe: () => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  let parts: Buffer[] = [];
  let used = 0;
  for (const [row, ...cells] of rows) {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(row));
    parts.push(number);
    for (const cell of cells) {
      const text = Buffer.from(cell ?? '', 'utf8');
      const before = Buffer.alloc(cell === null ? 1 : 5);
      if (cell !== null) before.writeUInt32BE(text.length, before.writeUInt8(1));
      parts.push(before, text);
      used += text.length;
    }
    if (parts.length < FLUSH_PARTS && used < FLUSH_BYTES) continue;
    hash.update(Buffer.concat(parts));
    parts = [];
    used = 0;
    await breathe();
  }
  return `v1:${hash.update(Buffer.concat(parts)).digest('hex')}`;
}

const FLUSH_PARTS = 50_000;
const FLUSH_BYTES = 1 << 20;
