import type { Migration } from '../migration.ts';

/**
 * What stands where in an explanation: ranges beside the text, as JSON. The text itself is not touched, so that one that was
 * typed before there were any reads as it did, and all that searches, compares or quotes it goes on to read plain text.
 */
export const findingFormat: Migration = {
  version: 34,
  name: 'finding format',
  apply: (db) =>
    db.script(`
      ALTER TABLE findings ADD COLUMN format TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE finding_versions ADD COLUMN format TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE deleted_findings ADD COLUMN format TEXT NOT NULL DEFAULT '[]';`),
};
