import type { Migration } from '../migration.ts';

const INDEXED = `
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    SELECT new.case_id, new.id, 'saved query', field, weight, text FROM (
      SELECT 'name' AS field, 0 AS weight, new.name AS text
      UNION ALL SELECT 'description', 1, new.description
      UNION ALL SELECT 'SQL', 1, new.sql
    ) WHERE new.deleted_at IS NULL;`;

/** Statements of a case that are kept under a name, found by their name, their description and their SQL. */
export const savedQueries: Migration = {
  version: 15,
  name: 'saved queries',
  apply: (db) =>
    db.script(`
      CREATE TABLE saved_queries (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        name TEXT NOT NULL COLLATE NOCASE, description TEXT NOT NULL, sql TEXT NOT NULL,
        parameters TEXT NOT NULL, -- JSON: Parameter of shared/domain/sql-parameters.ts, each with the value that is offered first
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT -- kept apart, so that the deletion can be undone
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX saved_queries_by_name ON saved_queries (case_id, name) WHERE deleted_at IS NULL;
      CREATE TRIGGER saved_queries_to_search AFTER INSERT ON saved_queries WHEN new.deleted_at IS NULL BEGIN ${INDEXED} END;
      CREATE TRIGGER saved_queries_in_search AFTER UPDATE ON saved_queries BEGIN
        DELETE FROM search_docs WHERE subject_id = old.id;
        ${INDEXED}
      END;
      CREATE TRIGGER saved_queries_from_search AFTER DELETE ON saved_queries BEGIN
        DELETE FROM search_docs WHERE subject_id = old.id;
      END`),
};
