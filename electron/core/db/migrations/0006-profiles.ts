import type { Migration } from '../migration.ts';

/** Shapes of exports that somebody saved in this vault, beside those that the program knows. */
export const profiles: Migration = {
  version: 6,
  name: 'profiles',
  apply: (db) =>
    db.script(`
      CREATE TABLE profiles (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        profile TEXT NOT NULL, -- JSON: Profile of shared/domain/profiles.ts
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`),
};
