import type { Migration } from '../migration.ts';

/** Requests with their questions, what happened to each, the hours by which they wait, and the replies that went out. */
export const requests: Migration = {
  version: 22,
  name: 'requests',
  apply: (db) =>
    db.script(`
      CREATE TABLE calendars (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        zone TEXT NOT NULL,
        week TEXT NOT NULL, holidays TEXT NOT NULL, goals TEXT NOT NULL, -- JSON, as the contract has them
        source TEXT NOT NULL,
        saved_at TEXT NOT NULL, saved_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE requests (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL,
        requester TEXT NOT NULL, team TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
        asked TEXT NOT NULL, why TEXT NOT NULL, legal_basis TEXT NOT NULL, sensitivity TEXT NOT NULL,
        priority TEXT NOT NULL, priority_reason TEXT NOT NULL,
        needed_by TEXT, zone TEXT NOT NULL, received_at TEXT NOT NULL,
        owner TEXT NOT NULL, tags TEXT NOT NULL, -- JSON: a list of words
        calendar_id TEXT REFERENCES calendars (id), -- NULL: office hours
        joined TEXT NOT NULL, exhibit_id TEXT REFERENCES exhibits (id),
        created_at TEXT NOT NULL,
        UNIQUE (case_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE request_log (
        id TEXT PRIMARY KEY,
        request_id TEXT NOT NULL REFERENCES requests (id),
        kind TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, by_whom TEXT NOT NULL, recorded_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX request_log_by_request ON request_log (request_id, at);
      CREATE TABLE questions (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        request_id TEXT NOT NULL REFERENCES requests (id), number INTEGER NOT NULL,
        text TEXT NOT NULL, owner TEXT NOT NULL, due_at TEXT,
        answer TEXT NOT NULL, likelihood TEXT NOT NULL, confidence TEXT NOT NULL, ready INTEGER NOT NULL,
        delivered_at TEXT, delivered_to TEXT NOT NULL, delivered_answer TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (case_id, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX questions_by_request ON questions (request_id);
      CREATE TABLE question_support (
        question_id TEXT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('finding', 'exhibit')),
        subject_id TEXT NOT NULL, -- a finding may be deleted, and be restored
        position INTEGER NOT NULL,
        PRIMARY KEY (question_id, kind, subject_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE replies (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        request_id TEXT NOT NULL REFERENCES requests (id),
        kind TEXT NOT NULL, audience TEXT NOT NULL, recipient TEXT NOT NULL, how TEXT NOT NULL,
        text TEXT NOT NULL, sha256 TEXT NOT NULL,
        answers TEXT NOT NULL, accepted TEXT NOT NULL, reason TEXT NOT NULL, -- JSON lists, as the contract has them; words
        at TEXT NOT NULL, by_whom TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX replies_by_case ON replies (case_id, at);
      CREATE TRIGGER replies_no_update BEFORE UPDATE ON replies BEGIN SELECT raise(ABORT, 'what went out is never changed'); END;
      CREATE TRIGGER replies_no_delete BEFORE DELETE ON replies BEGIN SELECT raise(ABORT, 'what went out is never forgotten'); END;
      ${searched('requests', 'request', 'new.subject || char(10) || new.asked || char(10) || new.why', 'subject, asked, why')}
      ${searched('questions', 'question', 'new.text || char(10) || new.answer', 'text, answer')}`),
};

const searched = (table: string, field: string, text: string, of: string): string => `
  CREATE TRIGGER ${table}_to_search AFTER INSERT ON ${table} BEGIN ${fill(field, text)} END;
  CREATE TRIGGER ${table}_changed AFTER UPDATE OF ${of} ON ${table} BEGIN ${clear(field)} ${fill(field, text)} END;
  CREATE TRIGGER ${table}_from_search AFTER DELETE ON ${table} BEGIN ${clear(field)} END;`;
const fill = (field: string, text: string): string => `
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text) VALUES (new.case_id, new.id, 'case', '${field}', 1, ${text});`;
const clear = (field: string): string => `DELETE FROM search_docs WHERE subject_id = old.id AND field = '${field}';`;
