import type { Migration } from '../migration.ts';

/** By which rules cases are kept, and what lists that a case has loaded say of countries. */
export const deskContext: Migration = {
  version: 37,
  name: 'desk-context',
  apply: (db) =>
    db.script(`
      -- Of the vault. Empty: any typology, any team.
      CREATE TABLE retention_rules (
        id TEXT PRIMARY KEY,
        typology TEXT NOT NULL COLLATE NOCASE, team TEXT NOT NULL COLLATE NOCASE,
        months INTEGER NOT NULL CHECK (months > 0), counted_from TEXT NOT NULL CHECK (counted_from IN ('opened', 'closed')),
        basis TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL,
        UNIQUE (typology, team)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE country_lists (
        exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id),
        case_id TEXT NOT NULL REFERENCES cases (id),
        kind TEXT NOT NULL CHECK (kind IN ('programme', 'fatf', 'risk')),
        format TEXT NOT NULL, list_date TEXT NOT NULL, date_by TEXT NOT NULL CHECK (date_by IN ('file', 'person', 'nobody')),
        rows_read INTEGER NOT NULL, left_out INTEGER NOT NULL, left_first TEXT NOT NULL, -- JSON: texts
        loaded_at TEXT NOT NULL, loaded_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX country_lists_by_case ON country_lists (case_id);
      -- Derived from the bytes of the exhibit.
      CREATE TABLE country_facts (
        exhibit_id TEXT NOT NULL REFERENCES country_lists (exhibit_id),
        position INTEGER NOT NULL,
        country TEXT NOT NULL, text TEXT NOT NULL, valid_from TEXT, valid_to TEXT,
        line INTEGER, -- NULL: of many lines
        PRIMARY KEY (exhibit_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX country_facts_by_country ON country_facts (country);
      CREATE TABLE country_notes (
        case_id TEXT NOT NULL REFERENCES cases (id), country TEXT NOT NULL,
        text TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL,
        PRIMARY KEY (case_id, country)
      ) STRICT, WITHOUT ROWID;`),
};
