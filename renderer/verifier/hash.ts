import { sha256 } from '@noble/hashes/sha2';

/** WebCrypto takes a file whole; above this a file is hashed piece by piece, so that memory stays small. */
const WHOLE_BYTES = 64 << 20;
const PIECE_BYTES = 8 << 20;

/** Lower-case hex. @param onBytes hears how much more was read */
export async function hashOf(blob: Blob, onBytes: (bytes: number) => void = () => {}): Promise<string> {
  // A page opened from disk is a secure context in every current browser; where it is not, WebCrypto is absent.
  if (blob.size <= WHOLE_BYTES && globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
    onBytes(blob.size);
    return hex(new Uint8Array(digest));
  }
  const hash = sha256.create();
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    const piece = new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
    hash.update(piece);
    onBytes(piece.length);
  }
  return hex(hash.digest());
}

/** For the many small things of a custody log, where a promise each would take longer than the hash. */
export const hashOfText = (text: string): string => hex(sha256(new TextEncoder().encode(text)));

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
