import type { Migration } from '../migration.ts';

/**
 * What colleagues who work on copies of one case exchanged: under which ids others know a record, which versions both had, and
 * what numbers in words and bytes that came in mean here.
 */
export const exchanges: Migration = {
  version: 39,
  name: 'exchanges',
  apply: (db) =>
    db.script(`
      CREATE TABLE exchanges (
        case_id TEXT NOT NULL REFERENCES cases (id),
        number INTEGER NOT NULL CHECK (number > 0), -- in the order in which they were made
        manifest_sha256 TEXT NOT NULL,
        way TEXT NOT NULL CHECK (way IN ('exported', 'imported', 'merged')),
        scope TEXT NOT NULL CHECK (scope IN ('case', 'exhibits')),
        fingerprint TEXT NOT NULL, -- of the key that signed the bundle
        at TEXT NOT NULL,
        known TEXT NOT NULL, -- JSON: manifests of earlier bundles of the case that the sender of one that came knew
        digests TEXT NOT NULL, -- JSON: each record of the bundle, by the ids of this vault, and 16 hex digits of its SHA-256
        PRIMARY KEY (case_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE exchanged_ids (
        case_id TEXT NOT NULL REFERENCES cases (id),
        there TEXT NOT NULL,
        here TEXT NOT NULL,
        PRIMARY KEY (case_id, there)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE renumbered (
        exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
        was INTEGER NOT NULL, -- "E-0012" in the words and bytes that came with the exhibit
        becomes INTEGER NOT NULL, -- is this number here; that of the exhibit itself tells how it was numbered
        PRIMARY KEY (exhibit_id, was)
      ) STRICT, WITHOUT ROWID;`),
};
