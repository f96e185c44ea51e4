import type { CaseTable } from '../case-table.ts';
import { sql } from '../db/sql.ts';

/** With the entries of the vault itself, which concern every case. */
export const custodyTable: CaseTable = {
  description: 'The custody log of the case: who did what, when; each entry names the one before by its hash.',
  columns: [
    ['seq', 'INTEGER'],
    ['at', 'TEXT'],
    ['zone', 'TEXT'],
    ['actor', 'TEXT'],
    ['program', 'TEXT'],
    ['action', 'TEXT'],
    ['subject', 'TEXT'],
    ['detail', 'TEXT'],
    ['previous', 'TEXT'],
    ['hash', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT seq, at, zone, actor, program, action, subject, detail, previous, hash
    FROM main.custody JOIN main.custody_details USING (seq) WHERE case_id = ${caseId} OR case_id IS NULL ORDER BY seq`,
};
