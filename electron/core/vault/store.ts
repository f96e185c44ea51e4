import { generateKeyPairSync } from 'node:crypto';
import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { IDENTITY } from './reads.ts';

export function setMeta(db: WriteDb, key: string, value: string): void {
  db.run(sql`INSERT INTO meta VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

export function removeMeta(db: WriteDb, key: string): void {
  db.run(sql`DELETE FROM meta WHERE key = ${key}`);
}

/** Makes the vault's Ed25519 key (RFC 8032) unless it has one; it never leaves the encrypted store. */
export function ensureIdentity(db: WriteDb): void {
  if (db.get(sql`SELECT 1 FROM meta WHERE key = ${IDENTITY}`)) return;
  const { privateKey } = generateKeyPairSync('ed25519');
  setMeta(db, IDENTITY, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
}
