import type { Migration } from '../migration.ts';

/** What keeps its place on a board, what is not drawn, and what is drawn together, as a badge where it is folded. */
export const boardMarks: Migration = {
  version: 19,
  name: 'board marks',
  apply: (db) =>
    db.script(`
      ALTER TABLE board_items ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
      ALTER TABLE board_items ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
      ALTER TABLE board_items ADD COLUMN group_name TEXT;
      ALTER TABLE board_items ADD COLUMN folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1));`),
};
