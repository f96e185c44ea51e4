import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** Where `meta` holds the key. */
export const IDENTITY = 'identity';

const privateKey = (db: ReadDb | WriteDb) =>
  createPrivateKey(
    db.one<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${IDENTITY}`, 'This vault has no identity.').value,
  );

/** PEM of the public key, and its fingerprint: SHA-256 over the DER form. */
export function publicIdentity(db: ReadDb | WriteDb): { publicKeyPem: string; fingerprint: string } {
  const key = createPublicKey(privateKey(db));
  return { publicKeyPem: key.export({ type: 'spki', format: 'pem' }) as string, fingerprint: fingerprintOf(key) };
}

/** What people compare: SHA-256 of a public key's DER form, hex in groups of four. */
export function fingerprintOf(key: KeyObject): string {
  const digest = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return digest.match(/.{4}/g)?.join(' ') ?? digest;
}

/**
 * A detached Ed25519 signature of 64 bytes over the bytes as they are. Anyone can check it:
 * `openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in FILE -sigfile FILE.sig`
 */
export const signDetached = (db: ReadDb | WriteDb, bytes: Uint8Array): Uint8Array => sign(null, bytes, privateKey(db));
