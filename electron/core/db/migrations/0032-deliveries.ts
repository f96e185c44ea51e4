import type { Migration } from '../migration.ts';

/** For whom each print of a report was made, as which copy and by whom, and with what the report check had left. */
export const deliveries: Migration = {
  version: 32,
  name: 'deliveries',
  apply: (db) =>
    db.script(`
      ALTER TABLE printed_reports ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
      ALTER TABLE printed_reports ADD COLUMN copy_number INTEGER; -- NULL for prints of before
      ALTER TABLE printed_reports ADD COLUMN printed_by TEXT NOT NULL DEFAULT '';
      ALTER TABLE printed_reports ADD COLUMN paper INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE printed_reports ADD COLUMN open_points INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE printed_reports ADD COLUMN accepted TEXT NOT NULL DEFAULT '[]'; -- points, with who accepted them and why`),
};
