import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export interface Picture {
  readonly id: ExhibitId;
  readonly number: number;
}

/** Pictures that can be shown, are still held, and were not read yet. */
const isUnread = (caseId: CaseId) => sql`
  case_id = ${caseId} AND preview = 'image' AND preview_problem IS NULL AND removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM derivatives WHERE exhibit_id = exhibits.id AND kind = 'text')`;

export const unread = (db: ReadDb, caseId: CaseId): Picture[] =>
  db.all<Picture>(sql`SELECT id, number FROM exhibits WHERE ${isUnread(caseId)} ORDER BY number`);

export const countUnread = (db: ReadDb, caseId: CaseId): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM exhibits WHERE ${isUnread(caseId)}`, '').n;

export const textOf = (db: ReadDb, exhibitId: ExhibitId): { bytes: Uint8Array; method: string } | undefined =>
  db.get(sql`SELECT bytes, method FROM derivatives WHERE exhibit_id = ${exhibitId} AND kind = 'text'`);

export function keepText(db: WriteDb, exhibitId: ExhibitId, text: string, method: string, at: string): void {
  db.run(sql`
    INSERT INTO derivatives (exhibit_id, kind, method, media_type, bytes, created_at)
    VALUES (${exhibitId}, 'text', ${method}, 'text/plain; charset=utf-8', ${Buffer.from(text, 'utf8')}, ${at})
    ON CONFLICT (exhibit_id, kind) DO UPDATE SET method = excluded.method, bytes = excluded.bytes, created_at = excluded.created_at`);
}
