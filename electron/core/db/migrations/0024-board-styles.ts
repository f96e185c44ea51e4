import type { Migration } from '../migration.ts';

/** By which measures the items of a board are sized and coloured, with what each measured. */
export const boardStyles: Migration = {
  version: 24,
  name: 'board styles',
  apply: (db) =>
    db.script(`
      CREATE TABLE board_styles (
        board_id TEXT PRIMARY KEY REFERENCES boards (id),
        style TEXT NOT NULL -- in JSON
      ) STRICT, WITHOUT ROWID`),
};
