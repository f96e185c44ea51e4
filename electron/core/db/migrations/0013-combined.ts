import type { Migration } from '../migration.ts';

/**
 * Datasets of one shape that SQL sees as one, each still a dataset of its own exhibit. Reading a member anew puts another row of
 * its id in the place of its own within one transaction, so the reference is checked at its end.
 */
export const combined: Migration = {
  version: 13,
  name: 'combined',
  apply: (db) =>
    db.script(`
      CREATE TABLE combined_datasets (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        view TEXT NOT NULL COLLATE NOCASE, created_at TEXT NOT NULL,
        UNIQUE (case_id, view)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE combined_members (
        dataset_id TEXT PRIMARY KEY REFERENCES datasets (id) DEFERRABLE INITIALLY DEFERRED,
        combined_id TEXT NOT NULL REFERENCES combined_datasets (id) DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        lines TEXT NOT NULL -- JSON: [[row, line less row], …] from each row on; null where the lines are not known
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX combined_members_by_combined ON combined_members (combined_id, position)`),
};
