import { commands, type JobName } from '../../../shared/contract/commands.ts';
import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** A job's line in the store, there for as long as it runs. */
export interface Entry {
  label(text: string): void;
  end(): void;
}

interface Writing {
  readonly readOnly: string | null;
  readonly writer: WriteDb;
  /** @throws Fault */
  mustBeWritable(): void;
}
const NO_LINE: Entry = { label: () => {}, end: () => {} };

/** Notes that a job runs, so that the next opening can tell what was interrupted. @throws Fault where it could not write what it is to */
export function enterJob(session: Writing, command: JobName, at: string): Entry {
  if (commands[command].effect === 'reads') return NO_LINE;
  if (command === 'report.print' && session.readOnly !== null) return NO_LINE; // its pages say that it is unrecorded
  session.mustBeWritable();
  // A copy of the vault would hold the line of the job that makes it, and tell of it when it is opened.
  if (command === 'vault.backup') return NO_LINE;
  const db = session.writer;
  const id = db.insertId(
    sql`INSERT INTO running_jobs (command, label, started_at) VALUES (${command}, ${command}, ${at})`,
  );
  return {
    label: (text) => void db.run(sql`UPDATE running_jobs SET label = ${text} WHERE id = ${id}`),
    end: () => void db.run(sql`DELETE FROM running_jobs WHERE id = ${id}`),
  };
}

/** What ran when the program last ended without locking, oldest first; asked once, at opening. */
export function takeInterrupted(db: WriteDb): string[] {
  return db.transaction(() => {
    const labels = db.all<{ label: string }>(sql`SELECT label FROM running_jobs ORDER BY id`).map(({ label }) => label);
    if (labels.length > 0) db.run(sql`DELETE FROM running_jobs`);
    return labels;
  });
}
