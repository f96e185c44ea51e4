import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { type StoredChunk, unpack } from './packing.ts';

type Db = ReadDb | WriteDb;

/** The chunks of a content in order, each its own read, so that other work may come in between. */
export function* eachChunk(db: Db, contentId: number): IterableIterator<Uint8Array> {
  for (let seq = 0; ; seq++) {
    const chunk = chunkAt(db, contentId, seq);
    if (!chunk) return;
    yield chunk;
  }
}

/** @throws Fault `damaged` */
export function chunkAt(db: Db, contentId: number, seq: number): Uint8Array | undefined {
  const chunk = storedChunkAt(db, contentId, seq);
  return chunk && unpack(chunk);
}

/** The same as it lies in the store, for another thread to unpack. */
export const storedChunkAt = (db: Db, contentId: number, seq: number): StoredChunk | undefined =>
  db.get<StoredChunk>(sql`SELECT bytes, packed FROM chunks WHERE content_id = ${contentId} AND seq = ${seq}`);
