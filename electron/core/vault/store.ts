import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export function setMeta(db: WriteDb, key: string, value: string): void {
  db.run(sql`INSERT INTO meta VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

export function removeMeta(db: WriteDb, key: string): void {
  db.run(sql`DELETE FROM meta WHERE key = ${key}`);
}
