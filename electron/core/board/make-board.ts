import { randomUUID } from 'node:crypto';
import { BoardId, type CaseId } from '../../../shared/contract/values.ts';
import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** An empty board; every case has one from the start. */
export function insertBoard(db: WriteDb, caseId: CaseId, title: string, at: string): BoardId {
  const id = BoardId.parse(randomUUID());
  db.run(sql`INSERT INTO boards (id, case_id, title, created_at) VALUES (${id}, ${caseId}, ${title}, ${at})`);
  return id;
}
