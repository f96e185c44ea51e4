import type { Migration } from '../migration.ts';

/** Events that a person enters; a time stays as it was written, with the zone of the clocks that it is told by. */
export const events: Migration = {
  version: 18,
  name: 'events',
  apply: (db) =>
    db.script(`
      CREATE TABLE events (
        id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL REFERENCES cases (id),
        title TEXT NOT NULL, note TEXT NOT NULL,
        starts TEXT NOT NULL, until TEXT NOT NULL, zone TEXT NOT NULL, discovered TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX events_by_case ON events (case_id);
      CREATE TABLE event_exhibits (
        event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
        exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
        position INTEGER NOT NULL,
        PRIMARY KEY (event_id, exhibit_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX event_exhibits_by_exhibit ON event_exhibits (exhibit_id)`),
};
