import type { Migration } from '../migration.ts';

/** Tasks of a case with the time that went into them, how a case ended, and the case that it is a part of. */
export const work: Migration = {
  version: 29,
  name: 'work',
  apply: (db) =>
    db.script(`
      CREATE TABLE tasks (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL,
        text TEXT NOT NULL, owner TEXT NOT NULL, due_at TEXT,
        after TEXT NOT NULL, -- JSON: ids of tasks that come before it
        state TEXT NOT NULL, typology TEXT NOT NULL,
        created_at TEXT NOT NULL, done_at TEXT,
        UNIQUE (case_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE work_log (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id), task_id TEXT REFERENCES tasks (id),
        at TEXT NOT NULL, minutes INTEGER NOT NULL, text TEXT NOT NULL,
        by_whom TEXT NOT NULL, recorded_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX work_log_by_case ON work_log (case_id, at);
      CREATE TABLE case_ends (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        outcome TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX case_ends_by_case ON case_ends (case_id, at);
      CREATE TABLE case_parents (
        case_id TEXT PRIMARY KEY REFERENCES cases (id),
        parent_id TEXT NOT NULL REFERENCES cases (id),
        reason TEXT NOT NULL, at TEXT NOT NULL, by_whom TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;`),
};
