import type { Migration } from '../migration.ts';

/**
 * The same bytes brought in again: how, from where and by whom they came that time. The exhibit's own row tells of the
 * first time. Fields are searched under names of their own, so that a change of the exhibit leaves them alone.
 */
export const acquisitions: Migration = {
  version: 2,
  name: 'acquisitions',
  apply: (db) => db.script(SCHEMA),
};

const SCHEMA = `
CREATE TABLE acquisitions (
  exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
  position INTEGER NOT NULL CHECK (position >= 2), -- the exhibit's own row is the first
  acquired_at TEXT NOT NULL, acquired_zone TEXT NOT NULL, acquired_by TEXT NOT NULL, acquired_how TEXT NOT NULL,
  title TEXT NOT NULL, -- '' where none was given
  original_name TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
  tags TEXT NOT NULL, -- a JSON array of texts
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('normal', 'personal', 'graphic')),
  PRIMARY KEY (exhibit_id, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER acquisitions_no_update BEFORE UPDATE ON acquisitions BEGIN SELECT raise(ABORT, 'what was acquired is never changed'); END;
CREATE TRIGGER acquisitions_no_delete BEFORE DELETE ON acquisitions BEGIN SELECT raise(ABORT, 'an exhibit keeps its record'); END;

CREATE TRIGGER acquisitions_to_search AFTER INSERT ON acquisitions BEGIN
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    SELECT exhibits.case_id, exhibits.id, 'exhibit', of.value ->> 0, of.value ->> 1, of.value ->> 2
    FROM exhibits, json_each(json_array(
      json_array('title when acquired again', 0, new.title),
      json_array('file name when acquired again', 0, new.original_name),
      json_array('source when acquired again', 1, new.source),
      json_array('note when acquired again', 1, new.note),
      json_array('tags when acquired again', 0, (SELECT coalesce(group_concat(value, ', '), '') FROM json_each(new.tags)))
    )) AS of WHERE exhibits.id = new.exhibit_id;
END;
`;
