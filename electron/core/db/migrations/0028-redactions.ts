import type { Migration } from '../migration.ts';

/** What an edition of the report says by a label instead: the labels' key, which leaves the vault with no print. */
export const redactions: Migration = {
  version: 28,
  name: 'redactions',
  apply: (db) => db.script(`ALTER TABLE report_settings ADD COLUMN redactions TEXT NOT NULL DEFAULT '[]';`),
};
