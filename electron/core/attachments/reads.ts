import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

/** What other areas may ask of the attachments that were saved as exhibits. */
type Db = ReadDb | WriteDb;

export interface SavedAttachment {
  /** The exhibit that holds the message. */
  readonly mailId: ExhibitId;
  /** 1 is the first message of it, and the first attachment of the message. */
  readonly message: number;
  readonly part: number;
  readonly exhibitId: ExhibitId;
  /** As the message has it; '' for none. */
  readonly messageId: string;
  /** The exhibit came into being by this; else the case had its bytes already. */
  readonly made: boolean;
}
type Row = Omit<SavedAttachment, 'made'> & { made: number };

const list = (db: Db, where: Sql): SavedAttachment[] =>
  db
    .all<Row>(sql`
      SELECT mail_id AS mailId, message, part, exhibit_id AS exhibitId, message_id AS messageId, made
      FROM attachments WHERE ${where} ORDER BY mail_id, message, part`)
    .map((row) => ({ ...row, made: row.made === 1 }));

/** Of one file of mail, in its order. */
export const savedFrom = (db: Db, mailId: ExhibitId): SavedAttachment[] => list(db, sql`mail_id = ${mailId}`);

/** The messages that brought an exhibit. */
export const broughtBy = (db: Db, exhibitId: ExhibitId): SavedAttachment[] => list(db, sql`exhibit_id = ${exhibitId}`);

/** By what each attachment of the vault came into being. */
export const madeFromMail = (db: Db): SavedAttachment[] => list(db, sql`made = 1`);

/** Files of mail from which something was saved. */
export const mailsSavedFrom = (db: Db): ExhibitId[] =>
  db.all<{ id: ExhibitId }>(sql`SELECT DISTINCT mail_id AS id FROM attachments ORDER BY mail_id`).map(({ id }) => id);
