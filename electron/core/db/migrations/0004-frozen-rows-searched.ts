import type { Migration } from '../migration.ts';

/** Rows of queries that were frozen before they were searched: noted as still to be read, as what a bundle brought is. */
export const frozenRowsSearched: Migration = {
  version: 4,
  name: 'frozen rows searched',
  apply: (db) =>
    db.script(`
      INSERT OR IGNORE INTO arrivals (exhibit_id, tables)
      SELECT id, '[]' FROM exhibits WHERE kind = 'query' AND removed_at IS NULL`),
};
