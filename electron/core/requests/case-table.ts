import type { CaseTable } from '../case-table.ts';
import { sql } from '../db/sql.ts';

const step = (kind: string) => sql`(SELECT min(at) FROM main.request_log WHERE request_id = r.id AND kind = ${kind})`;
const questions = (where: string) =>
  sql`(SELECT count(*) FROM main.questions WHERE request_id = r.id ${{ text: where, values: [] }})`;

export const requestsTable: CaseTable = {
  description:
    'Every request of the case: who asks, how urgent, when it was received, acknowledged and answered, and its questions.',
  columns: [
    ['number', 'INTEGER'],
    ['label', 'TEXT'],
    ['requester', 'TEXT'],
    ['team', 'TEXT'],
    ['channel', 'TEXT'],
    ['subject', 'TEXT'],
    ['priority', 'TEXT'],
    ['legal_basis', 'TEXT'],
    ['sensitivity', 'TEXT'],
    ['owner', 'TEXT'],
    ['received_at', 'TEXT'],
    ['needed_by', 'TEXT'],
    ['acknowledged_at', 'TEXT'],
    ['first_answer_at', 'TEXT'],
    ['final_answer_at', 'TEXT'],
    ['questions', 'INTEGER'],
    ['answered', 'INTEGER'],
    ['delivered', 'INTEGER'],
  ],
  rows: (caseId) => sql`
    SELECT number, 'R-' || number, requester, team, channel, subject, priority, legal_basis, sensitivity, owner, received_at, needed_by,
      ${step('acknowledged')}, ${step('first answer')}, ${step('final answer')}, ${questions('')}, ${questions('AND ready = 1')},
      ${questions('AND delivered_at IS NOT NULL')}
    FROM main.requests AS r WHERE case_id = ${caseId} ORDER BY number`,
};
