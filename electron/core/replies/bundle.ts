import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Reply } from '../../../shared/contract/requests.ts';
import { requestLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { requestById } from '../requests/reads.ts';
import { insertReply, listReplies } from './store.ts';

const REPLIES = 'case/replies.json';
const BundledReplies = z.array(Reply.omit({ caseId: true }).strict()).max(10_000);

/** What went out, with the requests of a whole case. Bundles of an older version hold none. */
export const repliesPart: BundlePart = {
  tables: ['replies'],
  documents: () => [{ name: REPLIES, required: false, schema: BundledReplies }],
  gather: ({ db, caseId, scope }) => {
    const replies = scope === 'case' ? listReplies(db, caseId) : [];
    if (replies.length === 0) return [];
    return [{ name: REPLIES, value: BundledReplies.parse(replies.map(({ caseId: _case, ...reply }) => reply)) }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    for (const { requestId, answers, ...reply } of document(REPLIES, BundledReplies) ?? []) {
      const request = requestById(write.db, references.find('request', requestId));
      insertReply(write.db, {
        ...reply,
        id: randomUUID(),
        caseId,
        requestId: request.id,
        answers: answers.map((each) => ({
          ...each,
          questionId: references.has(each.questionId) ? references.find('question', each.questionId) : each.questionId,
        })),
      });
      write.record({
        caseId,
        action: 'reply.deliver',
        subject: requestLabel(request.number),
        detail: {
          kind: reply.kind,
          recipient: reply.recipient,
          sha256: reply.sha256,
          deliveredAt: reply.at,
          by: reply.by,
        },
      });
    }
    return {};
  },
};
