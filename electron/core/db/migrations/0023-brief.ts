import type { Migration } from '../migration.ts';

/** What the first page of the executive edition says beside the summary, the numbers that it shows, and its one figure. */
export const brief: Migration = {
  version: 23,
  name: 'brief',
  apply: (db) =>
    db.script(`
      ALTER TABLE report_settings ADD COLUMN bottom_line TEXT NOT NULL DEFAULT '';
      ALTER TABLE report_settings ADD COLUMN confidence TEXT NOT NULL DEFAULT 'not-judged';
      ALTER TABLE report_settings ADD COLUMN unknowns TEXT NOT NULL DEFAULT '';
      ALTER TABLE report_settings ADD COLUMN decision TEXT NOT NULL DEFAULT '';
      ALTER TABLE report_settings ADD COLUMN decision_by TEXT NOT NULL DEFAULT '';
      ALTER TABLE report_settings ADD COLUMN decision_due TEXT;
      ALTER TABLE report_settings ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
      ALTER TABLE report_settings ADD COLUMN key_numbers TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE report_settings ADD COLUMN figure_id TEXT REFERENCES exhibits (id);
      ALTER TABLE report_settings ADD COLUMN figure_caption TEXT NOT NULL DEFAULT '';`),
};
