import type { Migration } from '../migration.ts';

/** Pieces of originals that get smaller by it lie as a Zstandard frame; those that are there already stay as they are. */
export const chunksPacked: Migration = {
  version: 12,
  name: 'chunks packed',
  apply: (db) => db.script('ALTER TABLE chunks ADD COLUMN packed INTEGER NOT NULL DEFAULT 0 CHECK (packed IN (0, 1))'),
};
