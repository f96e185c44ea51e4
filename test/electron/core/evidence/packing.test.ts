import { randomBytes } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { eachChunk } from '../../../../electron/core/evidence/chunks.ts';
import { CHUNK_BYTES, pack, packNow, unpack } from '../../../../electron/core/evidence/packing.ts';
import { contentOf, readContent } from '../../../../electron/core/evidence/reads.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const rows = (bytes: number) =>
  Buffer.from(
    Array.from({ length: Math.ceil(bytes / 30) }, (_, at) => `${at},2026-05-04,user${at % 977}@example.com\n`).join(''),
  ).subarray(0, bytes);

describe('pieces of originals', () => {
  it('lie packed where that makes them smaller, and come back as they were', async () => {
    for (const [piece, packed] of [
      [rows(CHUNK_BYTES), 1],
      [rows(CHUNK_BYTES - 1), 1],
      [rows(5000), 1],
      [rows(4000), 0],
      [randomBytes(CHUNK_BYTES), 0],
      // What is tried of it gets smaller, the whole does not.
      [Buffer.concat([randomBytes(500_000), Buffer.alloc(48_576), randomBytes(500_000)]), 0],
    ] as const)
      for (const stored of [await pack(piece), packNow(piece)]) {
        expect(stored.packed).toBe(packed);
        expect(stored.bytes.length).toBeLessThanOrEqual(packed === 1 ? piece.length * 0.9 : piece.length);
        expect(Buffer.compare(unpack(stored), piece)).toBe(0);
      }
  });

  it('are refused where they are no whole frame or hold more than a piece can', () => {
    const frame = packNow(rows(50_000)).bytes;
    const bomb = zstdCompressSync(Buffer.alloc(CHUNK_BYTES + 1));
    for (const bytes of [frame.subarray(0, -1), frame.subarray(1), bomb, new Uint8Array(0), randomBytes(100)])
      expect(() => unpack({ bytes, packed: 1 })).toThrow('damaged');
    expect(unpack({ bytes: zstdCompressSync(Buffer.alloc(CHUNK_BYTES)), packed: 1 })).toHaveLength(CHUNK_BYTES);
  });

  it('are read at any place, and verified over the bytes that came in', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = rows(2 * CHUNK_BYTES + 12_345);
    const { exhibitId } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('rows.csv', text),
      dataset: 'never',
    });
    const { reader, writer } = opened(test.core);
    const { id } = contentOf(reader, exhibitId);
    const lying = () => writer.all(sql`SELECT packed, length(bytes) < 1000000 AS smaller FROM chunks ORDER BY seq`);
    expect(lying()).toEqual(Array.from({ length: 3 }, () => ({ packed: 1, smaller: 1 })));
    expect(Buffer.compare(Buffer.concat([...eachChunk(reader, id)]), text)).toBe(0);
    for (const [at, length] of [
      [CHUNK_BYTES - 3, 10],
      [2 * CHUNK_BYTES, 99_999],
    ] as const)
      expect(Buffer.compare(readContent(reader, id, at, length), text.subarray(at, at + length))).toBe(0);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, bytes: text.length });

    writer.script('DROP TRIGGER chunks_no_update');
    const altered = packNow(Buffer.from(text.subarray(0, CHUNK_BYTES)).fill('x', 100, 101)).bytes;
    const frame = writer.one<{ bytes: Uint8Array }>(sql`SELECT bytes FROM chunks WHERE seq = 0`, '').bytes;
    for (const change of [
      sql`UPDATE chunks SET bytes = ${altered} WHERE seq = 0`,
      sql`UPDATE chunks SET bytes = ${frame.subarray(0, 1000)} WHERE seq = 0`,
      sql`UPDATE chunks SET packed = 0, bytes = ${text.subarray(1, CHUNK_BYTES + 1)} WHERE seq = 0`,
      sql`UPDATE chunks SET packed = 1 WHERE seq = 0`,
    ]) {
      writer.run(change);
      const { faults } = await test.run('vault.verify', {});
      expect(faults.filter(({ what }) => what !== 'store').map(({ problem }) => problem.slice(0, 22))).toEqual([
        'its bytes were altered',
      ]);
    }
    writer.run(sql`UPDATE chunks SET packed = 0 WHERE seq = 0`);
    writer.run(sql`UPDATE chunks SET packed = 1, bytes = ${frame} WHERE seq = 0`);
    writer.script(
      `CREATE TRIGGER chunks_no_update BEFORE UPDATE ON chunks BEGIN SELECT raise(ABORT, 'originals are never changed'); END`,
    );
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });
});
