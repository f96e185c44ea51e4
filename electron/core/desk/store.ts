import type { EditCommand } from '../../../shared/contract/desk.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export const stateOf = (db: ReadDb, scope: string): Record<string, string> =>
  Object.fromEntries(
    db
      .all<{ key: string; value: string }>(sql`SELECT key, value FROM working_state WHERE scope = ${scope}`)
      .map(({ key, value }) => [key, value]),
  );

export const keepState = (db: WriteDb, scope: string, key: string, value: string): unknown =>
  db.run(sql`INSERT INTO working_state VALUES (${scope}, ${key}, ${value})
    ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`);

/** A call that is not made yet. */
export interface OpenEdit {
  readonly subject: string;
  readonly command: EditCommand;
  /** JSON. */
  readonly input: string;
}

export const openEdits = (db: ReadDb | WriteDb): OpenEdit[] =>
  db.all<OpenEdit>(sql`SELECT subject, command, input FROM open_edits ORDER BY subject`);

export const holdEdit = (db: WriteDb, { subject, command, input }: OpenEdit): unknown =>
  db.run(sql`INSERT INTO open_edits VALUES (${subject}, ${command}, ${input})
    ON CONFLICT (subject) DO UPDATE SET command = excluded.command, input = excluded.input`);

export const dropEdit = (db: WriteDb, subject: string): unknown =>
  db.run(sql`DELETE FROM open_edits WHERE subject = ${subject}`);
