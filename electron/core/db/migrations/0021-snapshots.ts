import type { Migration } from '../migration.ts';

/** Views of a board as it was at a time; what each shows is kept with it, so that no later change reaches it. */
export const snapshots: Migration = {
  version: 21,
  name: 'snapshots',
  apply: (db) =>
    db.script(`
      CREATE TABLE snapshots (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        board_id TEXT NOT NULL REFERENCES boards (id),
        position INTEGER NOT NULL,
        title TEXT NOT NULL, caption TEXT NOT NULL,
        in_report INTEGER NOT NULL CHECK (in_report IN (0, 1)),
        frozen TEXT NOT NULL, -- what it shows, in JSON
        items INTEGER NOT NULL, item_total INTEGER NOT NULL, links INTEGER NOT NULL,
        taken_at TEXT NOT NULL,
        deleted_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX snapshots_by_case ON snapshots (case_id, position)`),
};
