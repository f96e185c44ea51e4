/**
 * What the search box looks through, kept by triggers in the same transaction as what it mirrors.
 * `search_docs` holds the texts, `search_index` the trigrams in them. detail=none keeps no positions: the index
 * stays small, and what a removed exhibit leaves in it until the next merge cannot be put together again.
 */
export const SEARCH_SCHEMA = `
CREATE TABLE search_docs (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  subject_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('case', 'exhibit', 'query', 'entity', 'finding', 'note')),
  field TEXT NOT NULL,
  weight INTEGER NOT NULL, -- 0 names a thing, 1 describes it, 2 is what it holds
  text TEXT NOT NULL
) STRICT;
CREATE INDEX search_docs_by_subject ON search_docs (subject_id, field);
CREATE INDEX search_docs_by_weight ON search_docs (weight, id);
CREATE VIRTUAL TABLE search_index USING fts5 (
  text, content = 'search_docs', content_rowid = 'id', tokenize = 'trigram', detail = 'none'
);
CREATE TRIGGER search_docs_added AFTER INSERT ON search_docs BEGIN
  INSERT INTO search_index (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER search_docs_gone AFTER DELETE ON search_docs BEGIN
  INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER search_docs_changed AFTER UPDATE OF text ON search_docs BEGIN
  INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO search_index (rowid, text) VALUES (new.id, new.text);
END;

-- Of a longer text only the first part is indexed; a search says so.
CREATE TABLE indexed_texts (
  exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id),
  characters INTEGER NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;

${mirror('cases', 'id', "'case'", [
  ['title', 'title', 0],
  ['codename', 'codename', 0],
  ['requester', 'requester', 1],
  ['team', 'team', 1],
  ['background', 'background', 1],
])}
${mirror('exhibits', 'case_id', "CASE new.kind WHEN 'query' THEN 'query' ELSE 'exhibit' END", [
  ['title', 'title', 0],
  ['original_name', 'file name', 0],
  ['source', 'source', 1],
  ['note', 'note', 1],
])}
${mirror('entities', 'case_id', "'entity'", [
  ['label', 'label', 0],
  ['note', 'note', 1],
])}
${mirror('notes', 'case_id', "'note'", [['text', 'text', 1]])}
${mirror('findings', 'case_id', "'finding'", [
  ['claim', 'claim', 0],
  ['explanation', 'explanation', 1],
])}

CREATE TRIGGER queries_to_search AFTER INSERT ON queries BEGIN
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    SELECT case_id, id, 'query', 'SQL', 1, new.sql FROM exhibits WHERE id = new.exhibit_id;
END;
CREATE TRIGGER tags_to_search AFTER INSERT ON tags BEGIN
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    SELECT case_id, id, CASE kind WHEN 'query' THEN 'query' ELSE 'exhibit' END, 'tag', 0, new.tag
    FROM exhibits WHERE id = new.exhibit_id;
END;
CREATE TRIGGER tags_from_search AFTER DELETE ON tags BEGIN
  DELETE FROM search_docs WHERE subject_id = old.exhibit_id AND field = 'tag' AND text = old.tag;
END;

-- With the bytes of an exhibit goes what was indexed of them; 'optimize' rewrites the index without them.
CREATE TRIGGER exhibits_removed_from_search AFTER UPDATE OF removed_at ON exhibits WHEN new.removed_at IS NOT NULL BEGIN
  DELETE FROM search_docs WHERE subject_id = new.id AND field = 'content';
  DELETE FROM indexed_texts WHERE exhibit_id = new.id;
  INSERT INTO search_index (search_index) VALUES ('optimize');
END;
`;

/** Triggers that keep some columns of a table in `search_docs`. */
function mirror(
  table: string,
  caseColumn: string,
  kind: string,
  columns: readonly (readonly [column: string, field: string, weight: 0 | 1])[],
): string {
  const rows = columns.map(
    ([column, field, weight]) => `(new.${caseColumn}, new.id, ${kind}, '${field}', ${weight}, new.${column})`,
  );
  const updates = columns.map(
    ([column, field]) => `
CREATE TRIGGER ${table}_${column}_in_search AFTER UPDATE OF ${column} ON ${table} WHEN old.${column} IS NOT new.${column} BEGIN
  UPDATE search_docs SET text = new.${column} WHERE subject_id = new.id AND field = '${field}';
END;`,
  );
  return `
CREATE TRIGGER ${table}_to_search AFTER INSERT ON ${table} BEGIN
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text) VALUES
    ${rows.join(',\n    ')};
END;${updates.join('')}
CREATE TRIGGER ${table}_from_search AFTER DELETE ON ${table} BEGIN
  DELETE FROM search_docs WHERE subject_id = old.id;
END;`;
}
