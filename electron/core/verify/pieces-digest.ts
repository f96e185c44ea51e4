import { createHash } from 'node:crypto';
import { type StoredChunk, unpack } from '../evidence/packing.ts';

/** What the pieces of an original come to. */
export interface PiecesDigest {
  /** Lower-case hex; empty where a piece cannot be unpacked. */
  readonly sha256: string;
  readonly bytes: number;
  /** Of all pieces but the last, where they are of one size; 0 where there is at most one, null where they differ. */
  readonly each: number | null;
  readonly last: number;
}

/** SHA-256 over the bytes of an original, taken piece by piece as they lie in the store. */
export class PiecesHash {
  private hash = createHash('sha256');
  private bytes = 0;
  private pieces = 0;
  private each: number | null = 0;
  private last = 0;
  private broken = false;

  add(chunk: StoredChunk): void {
    const piece = this.unpacked(chunk);
    this.hash.update(piece);
    this.bytes += piece.length;
    if (this.pieces > 0) this.each = this.pieces === 1 || this.each === this.last ? this.last : null;
    this.pieces++;
    this.last = piece.length;
  }
  /** @returns what it all came to; the next piece begins another original */
  end(): PiecesDigest {
    const { bytes, each, last, broken } = this;
    const sha256 = this.hash.digest('hex');
    this.hash = createHash('sha256');
    this.bytes = this.pieces = this.last = this.each = 0;
    this.broken = false;
    return { sha256: broken ? '' : sha256, bytes, each, last };
  }
  private unpacked(chunk: StoredChunk): Uint8Array {
    try {
      return unpack(chunk);
    } catch {
      this.broken = true;
      return new Uint8Array(0);
    }
  }
}
