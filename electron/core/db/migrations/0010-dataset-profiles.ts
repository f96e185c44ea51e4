import type { Migration } from '../migration.ts';

/** What was found out about the columns of a dataset; computed from its cells, so that it can be made again at any time. */
export const datasetProfiles: Migration = {
  version: 10,
  name: 'dataset profiles',
  apply: (db) =>
    db.script(`
      CREATE TABLE dataset_profiles (
        dataset_id TEXT PRIMARY KEY REFERENCES datasets(id) ON DELETE CASCADE,
        read_as TEXT NOT NULL, -- digest of the table and the readings that it rests on
        profile TEXT NOT NULL, -- JSON: DatasetProfile of shared/contract/analysis.ts
        made_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`),
};
