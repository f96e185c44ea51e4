import type { Migration } from '../migration.ts';

/**
 * Where it is known in which rows of an exhibit an entity or a link stands, and what those rows say of a link; how columns of a
 * result become entities and links, kept for the next result of its shape.
 */
export const rowsBehindLinks: Migration = {
  version: 9,
  name: 'rows behind links',
  apply: (db) =>
    db.script(`
      ALTER TABLE entity_exhibits ADD COLUMN rows TEXT NOT NULL DEFAULT ''; -- "1-124,130"; empty for the exhibit as a whole
      ALTER TABLE link_exhibits ADD COLUMN rows TEXT NOT NULL DEFAULT '';
      ALTER TABLE links ADD COLUMN facts TEXT NOT NULL DEFAULT ''; -- JSON: LinkFacts of contract/entities.ts; empty for none
      CREATE TABLE mappings (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        mapping TEXT NOT NULL, -- JSON: Mapping of contract/mapping.ts
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;`),
};
