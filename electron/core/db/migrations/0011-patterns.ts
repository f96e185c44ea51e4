import type { Migration } from '../migration.ts';

/** Which columns of a dataset a person bound to which role of the patterns. */
export const patterns: Migration = {
  version: 11,
  name: 'patterns',
  apply: (db) =>
    db.script(`
      CREATE TABLE column_roles (
        dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
        role TEXT NOT NULL, -- Role of shared/domain/patterns/roles.ts
        column_name TEXT NOT NULL, -- '' when a person said that no column has it
        PRIMARY KEY (dataset_id, role)
      ) STRICT, WITHOUT ROWID`),
};
