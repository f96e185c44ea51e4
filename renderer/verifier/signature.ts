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

export interface Signature {
  /** 'unchecked': this browser has no Ed25519. */
  readonly state: 'valid' | 'wrong' | 'unchecked' | 'missing';
  /** SHA-256 of the DER form of the key, hex in groups of four; null when the key is none. */
  readonly fingerprint: string | null;
}

/** The Ed25519 signature (RFC 8032) of the manifest's bytes under the key that the manifest names. */
export async function checkSignature(pem: string, manifest: Blob, signature: Blob | null): Promise<Signature> {
  const der = derOf(pem);
  if (!der) return { state: 'wrong', fingerprint: null };
  const fingerprint = (await hashOf(new Blob([der]))).match(/.{4}/g)?.join(' ') ?? null;
  if (!signature) return { state: 'missing', fingerprint };
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('spki', der, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    // A browser without the algorithm says NotSupportedError; one without WebCrypto throws at `subtle`.
    const lacking = !globalThis.crypto?.subtle || (error instanceof DOMException && error.name === 'NotSupportedError');
    return { state: lacking ? 'unchecked' : 'wrong', fingerprint };
  }
  const [bytes, signed] = await Promise.all([signature.arrayBuffer(), manifest.arrayBuffer()]);
  const valid = await crypto.subtle.verify({ name: 'Ed25519' }, key, bytes, signed);
  return { state: valid ? 'valid' : 'wrong', fingerprint };
}

function derOf(pem: string): Uint8Array<ArrayBuffer> | null {
  const body = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem)?.[1];
  if (!body) return null;
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
