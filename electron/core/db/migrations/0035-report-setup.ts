import type { Migration } from '../migration.ts';

/** How the editions of a report are put together, its marks, what its annexes say, and the use of AI: see `ReportSetup`. */
export const reportSetup: Migration = {
  version: 35,
  name: 'report-setup',
  apply: (db) => db.script(`ALTER TABLE report_settings ADD COLUMN setup TEXT NOT NULL DEFAULT '{}';`),
};
