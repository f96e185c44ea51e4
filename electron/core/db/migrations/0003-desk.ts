import type { Migration } from '../migration.ts';

/** Deleted findings that can be brought back, and what lies on the desk: where one was, and edits that are not recorded yet. */
export const desk: Migration = {
  version: 3,
  name: 'desk',
  apply: (db) => db.script(SCHEMA),
};

const SCHEMA = `
-- A deleted finding as it was, so that the deletion can be undone; its number is not used again meanwhile.
CREATE TABLE deleted_findings (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL, position INTEGER NOT NULL,
  claim TEXT NOT NULL, explanation TEXT NOT NULL, likelihood TEXT NOT NULL, confidence TEXT NOT NULL,
  exhibits TEXT NOT NULL, -- JSON array of exhibit ids in the order they are cited
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT NOT NULL,
  UNIQUE (case_id, number)
) STRICT;

-- Where somebody was and what they were at: open statements, screen, scroll. No evidence and no statement of anyone.
CREATE TABLE working_state (
  scope TEXT NOT NULL, -- the id of a case, or 'vault'
  key TEXT NOT NULL, value TEXT NOT NULL, -- JSON
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

-- What somebody is typing, as the call that will record it: one custody entry when the edit ends, nothing lost in a crash.
CREATE TABLE open_edits (
  subject TEXT PRIMARY KEY,
  command TEXT NOT NULL, input TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
`;
