import type { Migration } from '../migration.ts';

/** What a case is judged by: competing hypotheses, assumptions, gaps, indicators, actions; and why a finding's confidence is what it is. */
export const judgements: Migration = {
  version: 36,
  name: 'judgements',
  apply: (db) =>
    db.script(`
      CREATE TABLE judgements (
        case_id TEXT PRIMARY KEY REFERENCES cases (id),
        judgement TEXT NOT NULL -- JSON, as shared/contract/judgements.ts describes it
      ) STRICT, WITHOUT ROWID;
      ALTER TABLE findings ADD COLUMN reasons TEXT NOT NULL DEFAULT '';
      ALTER TABLE finding_versions ADD COLUMN reasons TEXT NOT NULL DEFAULT '';
      ALTER TABLE deleted_findings ADD COLUMN reasons TEXT NOT NULL DEFAULT '';`),
};
