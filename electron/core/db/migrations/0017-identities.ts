import type { Migration } from '../migration.ts';

/** What somebody decided about two entities: entries that are only added, of which the latest of a pair counts. */
export const identities: Migration = {
  version: 17,
  name: 'identities',
  apply: (db) =>
    db.script(`
      CREATE TABLE identity_entries (
        case_id TEXT NOT NULL REFERENCES cases (id),
        number INTEGER NOT NULL, -- within the case, from 1
        a_id TEXT NOT NULL, b_id TEXT NOT NULL, -- entities, that may be gone since
        a_type TEXT NOT NULL, b_type TEXT NOT NULL, a_label TEXT NOT NULL, b_label TEXT NOT NULL, -- as they were then
        verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'undecided', 'withdrawn')),
        reason TEXT NOT NULL,
        exhibit_id TEXT REFERENCES exhibits (id),
        undoes INTEGER, -- the entry that this one took back
        decided_at TEXT NOT NULL, decided_by TEXT NOT NULL,
        PRIMARY KEY (case_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER identity_entries_stay BEFORE UPDATE ON identity_entries BEGIN SELECT raise(ABORT, 'entries are only added'); END;
      CREATE TRIGGER identity_entries_remain BEFORE DELETE ON identity_entries BEGIN SELECT raise(ABORT, 'entries are only added'); END`),
};
