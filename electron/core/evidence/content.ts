import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** Reads of an original's bytes for every area. */
type Db = ReadDb | WriteDb;

export interface Content {
  readonly id: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly chunkBytes: number;
}

/** @throws Fault `not-found` when there is no such exhibit, `conflict` when its bytes were removed */
export function contentOf(db: Db, exhibitId: ExhibitId): Content {
  const row = db.one<Content & { number: number; id: number | null }>(
    sql`
      SELECT exhibits.number, contents.id, contents.sha256, contents.bytes, contents.chunk_bytes AS chunkBytes
      FROM exhibits LEFT JOIN contents ON contents.id = exhibits.content_id WHERE exhibits.id = ${exhibitId}`,
    'That exhibit is not in this vault.',
  );
  const { number, ...content } = row;
  if (content.id === null)
    throw new Fault('conflict', `${exhibitLabel(number)} was removed; only its record and hash remain.`);
  return content;
}

/** The chunks of a content in order, each its own read, so that other work may come in between. */
export function* eachChunk(db: Db, contentId: number): IterableIterator<Uint8Array> {
  for (let seq = 0; ; seq++) {
    const chunk = chunkAt(db, contentId, seq);
    if (!chunk) return;
    yield chunk;
  }
}

export const chunkAt = (db: Db, contentId: number, seq: number): Uint8Array | undefined =>
  db.get<{ bytes: Uint8Array }>(sql`SELECT bytes FROM chunks WHERE content_id = ${contentId} AND seq = ${seq}`)?.bytes;

/** At most `length` bytes from `offset`; fewer at the end of the content. @throws Fault `damaged` when a chunk is missing */
export function readContent(db: Db, contentId: number, offset: number, length: number): Uint8Array {
  const content = db.one<{ bytes: number; chunkBytes: number }>(
    sql`SELECT bytes, chunk_bytes AS chunkBytes FROM contents WHERE id = ${contentId}`,
    'Those bytes are not in this vault.',
  );
  const end = Math.min(offset + length, content.bytes);
  if (end <= offset) return new Uint8Array(0);
  const result = new Uint8Array(end - offset);
  for (let at = offset; at < end; ) {
    const seq = Math.floor(at / content.chunkBytes);
    const within = at - seq * content.chunkBytes;
    const piece = chunkAt(db, contentId, seq)?.subarray(within, within + end - at);
    if (!piece || piece.length === 0)
      throw new Fault('damaged', 'Bytes of this exhibit are missing from the store. Run `verify`, which names them.');
    result.set(piece, at - offset);
    at += piece.length;
  }
  return result;
}

/** The first `length` bytes, or all there are; also of bytes that are staged and not an exhibit yet. */
export function readFirst(db: Db, contentId: number, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let have = 0;
  for (const chunk of eachChunk(db, contentId)) {
    parts.push(chunk.subarray(0, length - have));
    have += chunk.length;
    if (have >= length) break;
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
