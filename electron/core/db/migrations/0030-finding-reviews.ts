import type { Migration } from '../migration.ts';

/**
 * What findings stated before, how they are reviewed, and comments on their texts. No reference to `findings`: a finding that
 * is deleted is set aside with all of this, so that it comes back whole.
 */
export const findingReviews: Migration = {
  version: 30,
  name: 'finding reviews',
  apply: (db) =>
    db.script(`
      CREATE TABLE finding_versions (
        finding_id TEXT NOT NULL, number INTEGER NOT NULL,
        claim TEXT NOT NULL, explanation TEXT NOT NULL, likelihood TEXT NOT NULL, confidence TEXT NOT NULL,
        exhibits TEXT NOT NULL, -- JSON array of exhibit ids in the order they are cited
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL,
        restored INTEGER, -- the version that it brought back
        PRIMARY KEY (finding_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER finding_versions_no_update BEFORE UPDATE ON finding_versions
        BEGIN SELECT raise(ABORT, 'a version is never changed'); END;
      CREATE TRIGGER finding_versions_no_delete BEFORE DELETE ON finding_versions
        BEGIN SELECT raise(ABORT, 'a version is never forgotten'); END;
      CREATE TABLE finding_reviews (
        finding_id TEXT NOT NULL, step INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'in-review', 'changes-asked', 'final')),
        by_whom TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (finding_id, step)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE finding_comments (
        id TEXT PRIMARY KEY,
        finding_id TEXT NOT NULL,
        field TEXT NOT NULL CHECK (field IN ('claim', 'explanation')),
        quote TEXT NOT NULL, position INTEGER NOT NULL, text_before TEXT NOT NULL, text_after TEXT NOT NULL,
        text TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL,
        resolved_by TEXT, resolved_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX finding_comments_by_finding ON finding_comments (finding_id, at);`),
};
