import type { Migration } from '../migration.ts';

/**
 * The store as first shipped. Never edited: a test holds its digest, and vaults in use were made by it. Dataset tables
 * (`ds_1` …) are made by imports, beside these.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  apply: (db) => db.script(SCHEMA),
};

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The chain hashes digests (custody/chain.ts): of the detail, so that a detail can one day be destroyed and the chain
-- still walks, and of the rows that were written with the entry.
CREATE TABLE custody (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, zone TEXT NOT NULL, actor TEXT NOT NULL, program TEXT NOT NULL,
  case_id TEXT, action TEXT NOT NULL, subject TEXT NOT NULL,
  detail_sha256 TEXT NOT NULL,
  rows_sha256 TEXT, -- NULL: no row was written with it
  previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE custody_details (seq INTEGER PRIMARY KEY REFERENCES custody (seq), detail TEXT NOT NULL) STRICT;
-- Every row as it was written with an entry, by a digest of its columns (custody/rows.ts); NULL: it was deleted.
CREATE TABLE custody_rows (
  seq INTEGER NOT NULL REFERENCES custody (seq), tbl TEXT NOT NULL, key TEXT NOT NULL,
  digest BLOB CHECK (length(digest) = 32),
  PRIMARY KEY (seq, tbl, key)
) STRICT, WITHOUT ROWID;
-- How far the log goes: entries cut off at its end leave a chain that is sound in itself.
CREATE TABLE custody_end (one INTEGER PRIMARY KEY CHECK (one = 1), hash TEXT NOT NULL) STRICT;
CREATE INDEX custody_by_case ON custody (case_id, seq);
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody BEGIN SELECT raise(ABORT, 'custody entries are never changed'); END;
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody BEGIN SELECT raise(ABORT, 'custody entries are never deleted'); END;
CREATE TRIGGER custody_details_no_update BEFORE UPDATE ON custody_details BEGIN SELECT raise(ABORT, 'custody entries are never changed'); END;
CREATE TRIGGER custody_details_no_delete BEFORE DELETE ON custody_details BEGIN SELECT raise(ABORT, 'custody entries are never deleted'); END;
CREATE TRIGGER custody_rows_no_update BEFORE UPDATE ON custody_rows BEGIN SELECT raise(ABORT, 'custody entries are never changed'); END;
CREATE TRIGGER custody_rows_no_delete BEFORE DELETE ON custody_rows BEGIN SELECT raise(ABORT, 'custody entries are never deleted'); END;

CREATE TABLE cases (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, title TEXT NOT NULL, codename TEXT NOT NULL,
  tlp TEXT NOT NULL CHECK (tlp IN ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')),
  requester TEXT NOT NULL, team TEXT NOT NULL,
  priority TEXT NOT NULL CHECK (priority IN ('critical', 'high', 'normal', 'low')),
  due_at TEXT, due_zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'on-hold', 'closed')),
  background TEXT NOT NULL, next_exhibit INTEGER NOT NULL DEFAULT 1, next_finding INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;

-- Whatever a link may join and a board may show: one id space, so that both can refer to it.
CREATE TABLE subjects (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL -- 'exhibit', 'entity', 'note'; what kinds there are, here and below, the contract says
) STRICT;

CREATE TABLE contents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, chunk_bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE chunks (
  content_id INTEGER NOT NULL, -- a row of contents, or of incoming while the bytes still arrive
  seq INTEGER NOT NULL, bytes BLOB NOT NULL,
  UNIQUE (content_id, seq)
) STRICT;

-- Jobs that write, for as long as they run: what is here at opening was cut off.
CREATE TABLE running_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  command TEXT NOT NULL, label TEXT NOT NULL, started_at TEXT NOT NULL
) STRICT;

-- Work that is under way. Its rows count for nothing until the transaction that takes the entry out again;
-- what a crash left here is swept when the vault is opened.
CREATE TABLE incoming (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, -- 'content', 'dataset'
  started_at TEXT NOT NULL
) STRICT;

CREATE TABLE exhibits (
  id TEXT PRIMARY KEY REFERENCES subjects (id),
  case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
  original_name TEXT NOT NULL, media_type TEXT NOT NULL, type_warning TEXT, preview TEXT NOT NULL,
  preview_problem TEXT, width INTEGER, height INTEGER, bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content_id INTEGER REFERENCES contents (id), acquired_at TEXT NOT NULL, acquired_zone TEXT NOT NULL,
  acquired_by TEXT NOT NULL, acquired_how TEXT NOT NULL, source TEXT NOT NULL,
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('normal', 'personal', 'graphic')),
  reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility TEXT CHECK (credibility IN ('1', '2', '3', '4', '5', '6')),
  note TEXT NOT NULL, removed_at TEXT, removed_reason TEXT,
  UNIQUE (case_id, number)
) STRICT;
CREATE INDEX exhibits_by_hash ON exhibits (case_id, sha256);

-- Originals: never changed. Bytes go only with a recorded removal of the last exhibit that rests on them.
CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents BEGIN SELECT raise(ABORT, 'originals are never changed'); END;
CREATE TRIGGER chunks_no_update BEFORE UPDATE ON chunks BEGIN SELECT raise(ABORT, 'originals are never changed'); END;
CREATE TRIGGER contents_no_delete BEFORE DELETE ON contents
  WHEN EXISTS (SELECT 1 FROM exhibits WHERE content_id = old.id)
  BEGIN SELECT raise(ABORT, 'an exhibit rests on these bytes'); END;
CREATE TRIGGER chunks_no_delete BEFORE DELETE ON chunks
  WHEN EXISTS (SELECT 1 FROM exhibits WHERE content_id = old.content_id)
  BEGIN SELECT raise(ABORT, 'an exhibit rests on these bytes'); END;
CREATE TRIGGER exhibits_no_delete BEFORE DELETE ON exhibits BEGIN SELECT raise(ABORT, 'an exhibit keeps its record'); END;
CREATE TRIGGER exhibits_fixed BEFORE UPDATE OF id, case_id, number, kind, original_name, media_type, bytes, sha256,
  acquired_at, acquired_zone, acquired_by, acquired_how ON exhibits
  BEGIN SELECT raise(ABORT, 'what was acquired is never changed'); END;
CREATE TRIGGER exhibits_content BEFORE UPDATE OF content_id ON exhibits
  WHEN NOT (new.content_id IS NULL AND new.removed_at IS NOT NULL)
  BEGIN SELECT raise(ABORT, 'bytes go only with a removal'); END;

CREATE TABLE tags (
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id), tag TEXT NOT NULL,
  PRIMARY KEY (exhibit_id, tag)
) STRICT, WITHOUT ROWID;

-- What was derived from an original, and how: 'thumbnail', 'exif', 'text', …
CREATE TABLE derivatives (
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id), kind TEXT NOT NULL, method TEXT NOT NULL,
  media_type TEXT NOT NULL, bytes BLOB NOT NULL, created_at TEXT NOT NULL,
  PRIMARY KEY (exhibit_id, kind)
) STRICT;

-- A picture made from another by steps (JSON, in pixels of the original); it can be made again from them and compared.
CREATE TABLE working_copies (
  exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id),
  original_id TEXT NOT NULL REFERENCES exhibits (id),
  steps TEXT NOT NULL
) STRICT;
CREATE INDEX working_copies_by_original ON working_copies (original_id);
CREATE TRIGGER working_copies_no_update BEFORE UPDATE ON working_copies BEGIN SELECT raise(ABORT, 'how a working copy was made is never changed'); END;
CREATE TRIGGER working_copies_no_delete BEFORE DELETE ON working_copies BEGIN SELECT raise(ABORT, 'how a working copy was made is never forgotten'); END;

-- What pictures look like, for comparing them; only of pictures in which there is something to see.
CREATE TABLE picture_hashes (
  case_id TEXT NOT NULL REFERENCES cases (id),
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  mirrored BLOB NOT NULL CHECK (length(mirrored) = 32),
  PRIMARY KEY (case_id, exhibit_id)
) STRICT, WITHOUT ROWID;

-- A table read from an exhibit; an exhibit may hold many (sheets, entries of an archive, arrays, a second reading of one file).
-- Its rows are in the table ds_<number> (a number from incoming): row INTEGER PRIMARY KEY, c1 … cN TEXT. Types are a matter of the view.
CREATE TABLE datasets (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
  case_id TEXT NOT NULL REFERENCES cases (id),
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  part TEXT NOT NULL, -- what of the exhibit it was read from: a sheet, an entry; '' for the whole
  position INTEGER NOT NULL, -- its place among the exhibit's
  view TEXT NOT NULL COLLATE NOCASE, rows INTEGER NOT NULL,
  cells_sha256 TEXT NOT NULL, -- of all cells as they are stored (datasets/cells-digest.ts)
  certificate TEXT NOT NULL, created_at TEXT NOT NULL,
  UNIQUE (case_id, view)
) STRICT;
CREATE INDEX datasets_by_exhibit ON datasets (exhibit_id, position);
CREATE TABLE dataset_columns (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE, header TEXT NOT NULL, type TEXT NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)), -- 1: REAL, but some values are written without a point
  nulls INTEGER NOT NULL, empties INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, position),
  UNIQUE (dataset_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE rejected_rows (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE, record INTEGER NOT NULL, line INTEGER NOT NULL,
  reason TEXT NOT NULL, raw TEXT NOT NULL,
  PRIMARY KEY (dataset_id, record)
) STRICT;

-- A frozen query; its canonical result rows are the exhibit's content.
CREATE TABLE queries (
  exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id), sql TEXT NOT NULL, columns TEXT NOT NULL,
  row_count INTEGER NOT NULL, limited_by TEXT, row_limit INTEGER NOT NULL, inputs TEXT NOT NULL,
  ran_at TEXT NOT NULL, elapsed_ms REAL NOT NULL
) STRICT;
CREATE TRIGGER queries_no_update BEFORE UPDATE ON queries BEGIN SELECT raise(ABORT, 'a frozen query is never changed'); END;
CREATE TABLE query_runs (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), sql TEXT NOT NULL, ran_at TEXT NOT NULL, elapsed_ms REAL NOT NULL,
  row_count INTEGER, error TEXT
) STRICT;
CREATE INDEX query_runs_by_case ON query_runs (case_id, id);

CREATE TABLE entities (
  id TEXT PRIMARY KEY REFERENCES subjects (id),
  case_id TEXT NOT NULL REFERENCES cases (id), type TEXT NOT NULL, label TEXT NOT NULL, note TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX entities_by_case ON entities (case_id, type, label);
CREATE TABLE entity_exhibits (
  entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  PRIMARY KEY (entity_id, exhibit_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
  id TEXT PRIMARY KEY REFERENCES subjects (id),
  case_id TEXT NOT NULL REFERENCES cases (id),
  text TEXT NOT NULL
) STRICT;
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  from_id TEXT NOT NULL REFERENCES subjects (id),
  to_id TEXT NOT NULL REFERENCES subjects (id), type TEXT NOT NULL, label TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('none', 'forward', 'both')),
  note TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX links_from ON links (from_id);
CREATE INDEX links_to ON links (to_id);
CREATE INDEX links_by_case ON links (case_id);
CREATE TABLE link_exhibits (
  link_id TEXT NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  PRIMARY KEY (link_id, exhibit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE boards (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), title TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE board_items (
  id TEXT PRIMARY KEY,
  board_id TEXT NOT NULL REFERENCES boards (id),
  subject_id TEXT NOT NULL REFERENCES subjects (id),
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  UNIQUE (board_id, subject_id)
) STRICT;
-- Undo and redo survive a restart: each step keeps what it did and what takes it back, as JSON arrays of operations.
CREATE TABLE board_steps (
  id INTEGER PRIMARY KEY,
  board_id TEXT NOT NULL REFERENCES boards (id), name TEXT NOT NULL, forward TEXT NOT NULL, backward TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX board_steps_by_board ON board_steps (board_id, id);

CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL, position INTEGER NOT NULL,
  claim TEXT NOT NULL, explanation TEXT NOT NULL, likelihood TEXT NOT NULL, confidence TEXT NOT NULL,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  UNIQUE (case_id, number)
) STRICT;
CREATE TABLE finding_exhibits (
  finding_id TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id), position INTEGER NOT NULL,
  PRIMARY KEY (finding_id, exhibit_id)
) STRICT, WITHOUT ROWID;

-- Whoever signed a bundle that came in, by the fingerprint of the key; the name is what the user calls them.
CREATE TABLE signers (
  fingerprint TEXT PRIMARY KEY, public_key TEXT NOT NULL, name TEXT NOT NULL, bundles INTEGER NOT NULL,
  first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Exhibits of a bundle that are kept but not read yet: text to be made findable, a table (as the sender had it) to be parsed.
CREATE TABLE arrivals (
  exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id),
  tables TEXT NOT NULL -- how it is read as tables, in JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE report_settings (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  summary TEXT NOT NULL, caveat TEXT NOT NULL, method TEXT NOT NULL, recipient TEXT NOT NULL,
  board_id TEXT REFERENCES boards (id),
  excluded_exhibits TEXT NOT NULL, excluded_findings TEXT NOT NULL
) STRICT;
CREATE TABLE printed_reports (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), printed_at TEXT NOT NULL, edition TEXT NOT NULL,
  pages INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, encrypted INTEGER NOT NULL
) STRICT;

-- What the search box looks through, kept by triggers in the same transaction as what it mirrors. search_docs holds the texts,
-- search_index the trigrams in them. detail=none keeps no positions: the index stays small, and what a removed exhibit leaves
-- in it until the next merge cannot be put together again.
CREATE TABLE search_docs (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id), subject_id TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL,
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
  exhibit_id TEXT PRIMARY KEY REFERENCES exhibits (id), characters INTEGER NOT NULL,
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
