import type { Migration } from '../migration.ts';

/** What was delivered beside a PDF, and of which finding alone it was. */
export const deliveredFiles: Migration = {
  version: 38,
  name: 'delivered files',
  apply: (db) =>
    db.script(`
      ALTER TABLE printed_reports ADD COLUMN finding TEXT NOT NULL DEFAULT ''; -- F-3, where it was printed alone
      ALTER TABLE printed_reports ADD COLUMN files TEXT NOT NULL DEFAULT '[]'; -- JSON: name, what, bytes, sha256`),
};
