import { Reply } from '../../../shared/contract/requests.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Row = Omit<Reply, 'answers' | 'accepted'> & Record<'answers' | 'accepted', string>;

/** What went out in a case, the last first. */
export const listReplies = (db: ReadDb | WriteDb, caseId: CaseId): Reply[] =>
  db
    .all<Row>(sql`
      SELECT id, case_id AS caseId, request_id AS requestId, kind, audience, recipient, how, text, sha256, answers, accepted, reason, at,
        by_whom AS "by" FROM replies WHERE case_id = ${caseId} ORDER BY at DESC, id`)
    .map(({ answers, accepted, ...row }) =>
      Reply.parse({ ...row, answers: JSON.parse(answers), accepted: JSON.parse(accepted) }),
    );

export function insertReply(db: WriteDb, reply: Reply): void {
  const { id, caseId, requestId, kind, audience, recipient, how, text, sha256, answers, accepted, reason, at, by } =
    reply;
  db.run(sql`
    INSERT INTO replies (id, case_id, request_id, kind, audience, recipient, how, text, sha256, answers, accepted, reason, at, by_whom)
    VALUES (${id}, ${caseId}, ${requestId}, ${kind}, ${audience}, ${recipient}, ${how}, ${text}, ${sha256},
      ${JSON.stringify(answers)}, ${JSON.stringify(accepted)}, ${reason}, ${at}, ${by})`);
}
