import type { ReadDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Named = { label: string; title: string };

/** How a person names an entity: by what it is called. */
export function entityNaming(db: ReadDb, id: string): Named | null {
  const row = db.get<{ title: string }>(sql`SELECT label AS title FROM entities WHERE id = ${id}`);
  return row ? { label: row.title, title: row.title } : null;
}

/** How a person names a note: by how it begins. */
export function noteNaming(db: ReadDb, id: string): Named | null {
  const row = db.get<{ title: string }>(sql`SELECT substr(text, 1, 80) AS title FROM notes WHERE id = ${id}`);
  return row ? { label: 'Note', title: row.title } : null;
}
