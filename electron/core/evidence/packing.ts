import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Fault } from '../../../shared/contract/errors.ts';

/** Of an original in one row; the last may be shorter. */
export const CHUNK_BYTES = 1 << 20;

/** A piece of an original as it lies in the store: its bytes, or a Zstandard frame (RFC 8878) of them. Hashes are over the bytes. */
export interface StoredChunk {
  readonly bytes: Uint8Array;
  readonly packed: 0 | 1;
}

/** A shorter piece saves no page of the store. */
const LEAST_BYTES = 4096;
/** What is tried first of a longer one: pictures and archives do not get smaller, and are not tried whole. */
const TRIED_BYTES = 8192;
const WORTH_IT = 0.9;
/** Level 1 brings a payment log to a third at several times the speed of reading and parsing it; higher ones gain a twentieth. */
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: CHUNK_BYTES >> 1 };
const inPool = promisify(zstdCompress);

/** @returns the bytes themselves where they do not get smaller. Another thread does the work; the bytes must stay as they are */
export async function pack(bytes: Uint8Array): Promise<StoredChunk> {
  return mayShrink(bytes) ? smaller(bytes, await inPool(bytes, OPTIONS)) : { bytes, packed: 0 };
}
export const packNow = (bytes: Uint8Array): StoredChunk =>
  mayShrink(bytes) ? smaller(bytes, zstdCompressSync(bytes, OPTIONS)) : { bytes, packed: 0 };

function mayShrink(bytes: Uint8Array): boolean {
  if (bytes.length < LEAST_BYTES) return false;
  const start = (bytes.length - TRIED_BYTES) >> 1;
  const tried = start > 0 ? bytes.subarray(start, start + TRIED_BYTES) : bytes;
  return zstdCompressSync(tried, OPTIONS).length <= tried.length * WORTH_IT;
}

const smaller = (bytes: Uint8Array, frame: Uint8Array): StoredChunk =>
  frame.length <= bytes.length * WORTH_IT ? { bytes: frame, packed: 1 } : { bytes, packed: 0 };

/** The bytes of a piece, at most `CHUNK_BYTES` of a packed one. @throws Fault `damaged` for what is no whole frame, or one of more */
export function unpack({ bytes, packed }: StoredChunk): Uint8Array {
  if (packed === 0) return bytes;
  try {
    // Room for one byte more, so that a whole piece fits the first buffer and the next is not begun.
    return zstdDecompressSync(bytes, { maxOutputLength: CHUNK_BYTES, chunkSize: CHUNK_BYTES + 64 });
  } catch {
    throw new Fault('damaged', 'Bytes of this exhibit are damaged in the store. Run `verify`, which names them.');
  }
}
