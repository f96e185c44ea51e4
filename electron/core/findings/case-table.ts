import type { CaseTable } from '../case-table.ts';
import { sql } from '../db/sql.ts';
import { exhibitLabels, exhibitsNamedIn } from '../evidence/case-table.ts';

export const findingsTable: CaseTable = {
  description: 'Every finding with its claim, likelihood, confidence and the exhibits it cites.',
  columns: [
    ['number', 'INTEGER'],
    ['label', 'TEXT'],
    ['claim', 'TEXT'],
    ['explanation', 'TEXT'],
    ['likelihood', 'TEXT'],
    ['confidence', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
    ['updated_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT number, 'F-' || number, claim, explanation, likelihood, confidence,
      ${exhibitLabels(sql`
        SELECT exhibit_id FROM main.finding_exhibits WHERE finding_id = f.id
        UNION ${exhibitsNamedIn(caseId, sql`f.claim || ' ' || f.explanation`)}`)}, created_at, updated_at
    FROM main.findings AS f WHERE case_id = ${caseId} ORDER BY position, number`,
};
