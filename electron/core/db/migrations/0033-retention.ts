import type { Migration } from '../migration.ts';
import { sql } from '../sql.ts';

/** How long a case is kept, what forbids that anything of it goes, and what is left of one that was destroyed. */
export const retention: Migration = {
  version: 33,
  name: 'retention',
  apply: (db) => {
    // What refuses every delete lets a case go that is being destroyed, and nothing else.
    const refusing = db.all<{ name: string; text: string }>(sql`
      SELECT name, sql AS text FROM sqlite_schema WHERE type = 'trigger' AND tbl_name <> 'custody'
        AND sql LIKE '%BEFORE DELETE ON%' AND sql NOT LIKE '% WHEN %' ORDER BY name`);
    for (const { name, text } of refusing) {
      const made = text.replace(/BEFORE DELETE ON (\w+)\s+BEGIN/, `BEFORE DELETE ON $1 WHEN ${NOTHING_GOES} BEGIN`);
      db.script(`DROP TRIGGER ${name}; ${made};`);
    }
    db.script(SCHEMA);
    db.script(`
      DROP TRIGGER custody_no_update;
      CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody
        WHEN ${NOTHING_GOES} OR new.subject <> '' OR (new.seq, new.at, new.zone, new.actor, new.program, new.case_id, new.action,
          new.detail_sha256, new.rows_sha256, new.previous, new.hash) IS NOT (old.seq, old.at, old.zone, old.actor, old.program,
          old.case_id, old.action, old.detail_sha256, old.rows_sha256, old.previous, old.hash)
        BEGIN SELECT raise(ABORT, 'custody entries are never changed'); END;`);
  },
};

const NOTHING_GOES = 'NOT EXISTS (SELECT 1 FROM erasing)';

const SCHEMA = `
CREATE TABLE retention (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  until TEXT, -- a day; NULL: none is set
  basis TEXT NOT NULL, set_at TEXT NOT NULL, set_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- For as long as one of a case is not released, nothing of the case is removed.
CREATE TABLE legal_holds (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  matter TEXT NOT NULL, reason TEXT NOT NULL, placed_at TEXT NOT NULL, placed_by TEXT NOT NULL,
  released_at TEXT, released_by TEXT, release_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_case ON legal_holds (case_id, placed_at);
CREATE TRIGGER holds_remain BEFORE DELETE ON legal_holds WHEN ${NOTHING_GOES}
  BEGIN SELECT raise(ABORT, 'a hold is released, never forgotten'); END;

-- What is left of a case beside its number: who destroyed it, when and why, and the hashes of what it held, as JSON.
CREATE TABLE destructions (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  at TEXT NOT NULL, by_whom TEXT NOT NULL, reason TEXT NOT NULL, certificate TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER destructions_no_update BEFORE UPDATE ON destructions BEGIN SELECT raise(ABORT, 'a certificate is never changed'); END;
CREATE TRIGGER destructions_no_delete BEFORE DELETE ON destructions BEGIN SELECT raise(ABORT, 'a certificate is never forgotten'); END;

-- The case that goes, within the transaction in which it goes; empty otherwise.
CREATE TABLE erasing (case_id TEXT PRIMARY KEY REFERENCES cases (id)) STRICT, WITHOUT ROWID;
`;
