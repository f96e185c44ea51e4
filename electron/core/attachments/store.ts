import type { WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { SavedAttachment } from './reads.ts';

export function insertAttachment(db: WriteDb, of: SavedAttachment): void {
  const { mailId, message, part, exhibitId, messageId, made } = of;
  db.run(sql`
    INSERT INTO attachments (mail_id, message, part, exhibit_id, message_id, made)
    VALUES (${mailId}, ${message}, ${part}, ${exhibitId}, ${messageId}, ${made ? 1 : 0})`);
}
