import type { Migration } from '../migration.ts';

/** The ways in which a value is written, each with where it was seen so; and the types of entity that users add. */
export const entityForms: Migration = {
  version: 16,
  name: 'entity-forms',
  apply: (db) =>
    db.script(`
      CREATE TABLE entity_forms (
        entity_id TEXT NOT NULL REFERENCES entities (id),
        form TEXT NOT NULL,
        exhibit_id TEXT NOT NULL, -- empty for one that no exhibit shows
        place TEXT NOT NULL, -- within the exhibit: a page, a part; empty for its rows
        rows TEXT NOT NULL, -- as of entity_exhibits
        PRIMARY KEY (entity_id, form, exhibit_id, place)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE own_types (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL, colour TEXT NOT NULL, icon TEXT NOT NULL,
        created_at TEXT NOT NULL, created_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`),
};
