import type { Migration } from '../migration.ts';

/** Runs of names against lists, each an exhibit, and what persons decided on their hits. */
export const screening: Migration = {
  version: 27,
  name: 'screening',
  apply: (db) =>
    db.script(`
      CREATE TABLE screening_runs (
        exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id),
        case_id TEXT NOT NULL REFERENCES cases (id),
        threshold INTEGER NOT NULL, subjects INTEGER NOT NULL, hits INTEGER NOT NULL,
        lists TEXT NOT NULL -- JSON: the formats of its lists
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX screening_runs_by_case ON screening_runs (case_id);
      CREATE TABLE screening_decisions (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        run_id TEXT NOT NULL REFERENCES exhibits (id),
        subject TEXT NOT NULL, list TEXT NOT NULL, entry TEXT NOT NULL,
        verdict TEXT NOT NULL, reason TEXT NOT NULL,
        at TEXT NOT NULL, by_whom TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX screening_decisions_by_case ON screening_decisions (case_id, at)`),
};
