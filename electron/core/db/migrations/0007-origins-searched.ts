import type { Migration } from '../migration.ts';

/** The query that a dataset came from is found by searching, under the exhibit that its rows were read from. */
export const originsSearched: Migration = {
  version: 7,
  name: 'origins searched',
  apply: (db) => db.script(SCHEMA),
};

const FILL = (of: string): string => `
  INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
    SELECT case_id, exhibit_id, 'exhibit', 'query of its origin', 1,
      concat_ws(char(10), origin ->> 'query', origin ->> 'engine', origin ->> 'job', origin ->> 'ranBy')
    FROM datasets WHERE ${of} AND origin <> '{}'`;
const CLEAR = (of: 'new' | 'old'): string => `
  DELETE FROM search_docs WHERE subject_id = ${of}.exhibit_id AND field = 'query of its origin'`;

const SCHEMA = `
CREATE TRIGGER origins_to_search AFTER INSERT ON datasets WHEN new.origin <> '{}' BEGIN
  ${FILL('id = new.id')};
END;
CREATE TRIGGER origins_changed AFTER UPDATE OF origin ON datasets BEGIN
  ${CLEAR('new')};
  ${FILL('exhibit_id = new.exhibit_id')};
END;
CREATE TRIGGER origins_gone AFTER DELETE ON datasets WHEN old.origin <> '{}' BEGIN
  ${CLEAR('old')};
  ${FILL('exhibit_id = old.exhibit_id')};
END;
${FILL('true')};
`;
