import type { Migration } from '../migration.ts';

/** Points of the report check that somebody accepted, each with the reason, who and when. */
export const acceptedPoints: Migration = {
  version: 25,
  name: 'accepted points',
  apply: (db) => db.script(`ALTER TABLE report_settings ADD COLUMN accepted TEXT NOT NULL DEFAULT '[]';`),
};
