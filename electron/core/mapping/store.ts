import { Mapping } from '../../../shared/contract/mapping.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** The mappings that the vault keeps, by name. */
export const savedMappings = (db: ReadDb | WriteDb) =>
  db
    .all<{ name: string; mapping: string; at: string; by: string }>(
      sql`SELECT name, mapping, saved_at AS at, saved_by AS by FROM mappings ORDER BY name`,
    )
    .map((row) => ({ ...row, mapping: Mapping.parse(JSON.parse(row.mapping)) }));
