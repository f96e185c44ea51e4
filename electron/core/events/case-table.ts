import type { CaseTable } from '../case-table.ts';
import { sql } from '../db/sql.ts';
import { exhibitLabels } from '../evidence/case-table.ts';

export const eventsTable: CaseTable = {
  description:
    'Every event that a person entered on the timeline, as exactly as its time is known, with the zone of the clocks it is told by.',
  columns: [
    ['id', 'TEXT'],
    ['title', 'TEXT'],
    ['note', 'TEXT'],
    ['starts', 'TEXT'],
    ['until', 'TEXT'],
    ['zone', 'TEXT'],
    ['discovered', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT id, title, note, starts, nullif(until, ''), zone, nullif(discovered, ''),
      ${exhibitLabels(sql`SELECT exhibit_id FROM main.event_exhibits WHERE event_id = e.id`)}, created_at
    FROM main.events AS e WHERE case_id = ${caseId} ORDER BY starts, id`,
};
