import type { Migration } from '../migration.ts';

/** Which exhibits came with which messages. `made`: the exhibit came into being by this; 0: the case had its bytes already. */
export const attachments: Migration = {
  version: 20,
  name: 'attachments',
  apply: (db) =>
    db.script(`
      CREATE TABLE attachments (
        mail_id TEXT NOT NULL REFERENCES exhibits (id),
        message INTEGER NOT NULL, part INTEGER NOT NULL,
        exhibit_id TEXT NOT NULL REFERENCES exhibits (id),
        message_id TEXT NOT NULL,
        made INTEGER NOT NULL CHECK (made IN (0, 1)),
        PRIMARY KEY (mail_id, message, part)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX attachments_by_exhibit ON attachments (exhibit_id);
      CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments BEGIN SELECT raise(ABORT, 'where an attachment came from is never changed'); END;
      CREATE TRIGGER attachments_no_delete BEFORE DELETE ON attachments BEGIN SELECT raise(ABORT, 'where an attachment came from is never forgotten'); END`),
};
