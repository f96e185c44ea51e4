import type { Migration } from '../migration.ts';

/** What figures and tables of the report are captioned with, by exhibit. */
export const captions: Migration = {
  version: 31,
  name: 'captions',
  apply: (db) => db.script(`ALTER TABLE report_settings ADD COLUMN captions TEXT NOT NULL DEFAULT '[]';`),
};
