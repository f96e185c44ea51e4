import type { Migration } from '../migration.ts';

/** Schemes that were written down in this vault, and what a case has to ask and to do because of one; the entries are searched. */
export const typologies: Migration = {
  version: 14,
  name: 'typologies',
  apply: (db) =>
    db.script(`
      CREATE TABLE typologies (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        draft TEXT NOT NULL, -- JSON: TypologyDraft of shared/domain/typologies/typology.ts
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE checklist_items (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        position INTEGER NOT NULL,
        kind TEXT NOT NULL, text TEXT NOT NULL, target TEXT NOT NULL,
        typology TEXT NOT NULL, -- its name when it was taken from there
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'not-applicable')),
        note TEXT NOT NULL, marked_by TEXT NOT NULL, marked_at TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX checklist_items_by_case ON checklist_items (case_id, position);
      CREATE TRIGGER checklist_items_to_search AFTER INSERT ON checklist_items BEGIN ${FILL} END;
      CREATE TRIGGER checklist_items_changed AFTER UPDATE OF text, note ON checklist_items BEGIN ${CLEAR} ${FILL} END;
      CREATE TRIGGER checklist_items_from_search AFTER DELETE ON checklist_items BEGIN ${CLEAR} END;`),
};

const FILL = `
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    VALUES (new.case_id, new.id, 'case', 'checklist', 1, new.text || char(10) || new.note);`;
const CLEAR = `
  DELETE FROM search_docs WHERE subject_id = old.id AND field = 'checklist';`;
