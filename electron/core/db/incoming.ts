import type { ReadDb, WriteDb } from './open.ts';
import { sql } from './sql.ts';

/** What is written in many transactions before anything counts on it: bytes of an exhibit, or the table of a dataset. */
type Kind = 'content' | 'dataset';

/** Takes a number that no other content or dataset has; what is stored under it is swept after a crash until it is closed. */
export const openIncoming = (db: WriteDb, kind: Kind, at: string): number =>
  db.insertId(sql`INSERT INTO incoming (kind, started_at) VALUES (${kind}, ${at})`);

/** Has what counted until now swept when the program ends before it is gone. */
export const reopenIncoming = (db: WriteDb, id: number, kind: Kind, at: string): void =>
  void db.run(sql`INSERT INTO incoming (id, kind, started_at) VALUES (${id}, ${kind}, ${at})`);

/** Whether it counts for nothing yet. */
export const isIncoming = (db: ReadDb | WriteDb, id: number, kind: Kind): boolean =>
  db.get(sql`SELECT 1 FROM incoming WHERE id = ${id} AND kind = ${kind}`) !== undefined;

/** What was stored counts from here on, or is gone. @throws Fault `not-found` with the words given, when it was closed before */
export const closeIncoming = (db: WriteDb, id: number, kind: Kind, closed: string): void =>
  db.runOne(sql`DELETE FROM incoming WHERE id = ${id} AND kind = ${kind}`, closed);
