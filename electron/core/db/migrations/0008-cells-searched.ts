import type { Migration } from '../migration.ts';

/**
 * The cells of mail, JSON and chats, which were searched as their bytes alone: noted as still to be read, as what a bundle
 * brought is, and until then as searched in part. So are archives of which nothing was read.
 */
export const cellsSearched: Migration = {
  version: 8,
  name: 'cells searched',
  apply: (db) =>
    db.script(`
      INSERT OR IGNORE INTO arrivals (exhibit_id, tables)
      SELECT id, '[]' FROM exhibits WHERE preview = 'records' AND removed_at IS NULL;
      UPDATE indexed_texts SET whole = 0 WHERE exhibit_id IN (SELECT id FROM exhibits WHERE preview = 'records'
        OR preview = 'tables' AND NOT EXISTS (SELECT 1 FROM datasets WHERE exhibit_id = exhibits.id))`),
};
