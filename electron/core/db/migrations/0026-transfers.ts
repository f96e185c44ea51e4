import type { Migration } from '../migration.ts';

/** Which columns of a dataset say what of a transfer, and what was counted of its rows then. */
export const transfers: Migration = {
  version: 26,
  name: 'transfers',
  apply: (db) =>
    db.script(`
      CREATE TABLE transfer_maps (
        dataset_id TEXT PRIMARY KEY REFERENCES datasets (id) ON DELETE CASCADE,
        mapping TEXT NOT NULL, -- TransferMapping of shared/domain/tracing/transfer-mapping.ts
        profile TEXT NOT NULL, -- the known export that it was taken from; '' for one that a person made
        counts TEXT NOT NULL -- TransferCounts of shared/contract/transfers.ts
      ) STRICT, WITHOUT ROWID`),
};
