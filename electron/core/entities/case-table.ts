import type { CaseTable, Contributed } from '../case-table.ts';
import { kindOfSubject } from '../cases/reads.ts';
import { type Sql, sql } from '../db/sql.ts';
import { exhibitLabels, labelOfExhibit } from '../evidence/case-table.ts';

export const entitiesTable: CaseTable = {
  description: 'Every account, device, address or person of the case, with the exhibits it was seen in.',
  columns: [
    ['id', 'TEXT'],
    ['type', 'TEXT'],
    ['label', 'TEXT'],
    ['note', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT id, type, label, note,
      ${exhibitLabels(sql`SELECT exhibit_id FROM main.entity_exhibits WHERE entity_id = n.id`)}, created_at
    FROM main.entities AS n WHERE case_id = ${caseId} ORDER BY type, label, id`,
};

/** What the rows behind a link say of it; NULL where nothing is known. */
const fact = (path: string): Sql => sql`json_extract(nullif(l.facts, ''), ${`$.${path}`})`;

/** The table `links`. @param note the text of a note that a link joins */
export const linksTable = (note: Contributed): CaseTable => {
  const labelOf = (id: Sql): Sql =>
    sql`coalesce((SELECT label FROM main.entities WHERE id = ${id}), ${labelOfExhibit(id)}, ${note(id)})`;
  const [from, to] = [sql`l.from_id`, sql`l.to_id`];
  return {
    description: 'Every link between two entities: what it says, how sure, and what it rests on.',
    columns: [
      ['id', 'TEXT'],
      ['from_kind', 'TEXT'],
      ['from_id', 'TEXT'],
      ['from_label', 'TEXT'],
      ['to_kind', 'TEXT'],
      ['to_id', 'TEXT'],
      ['to_label', 'TEXT'],
      ['type', 'TEXT'],
      ['label', 'TEXT'],
      ['direction', 'TEXT'],
      ['note', 'TEXT'],
      ['exhibits', 'TEXT'],
      ['count', 'INTEGER'],
      ['amount', 'TEXT'],
      ['unit', 'TEXT'],
      ['first', 'TEXT'],
      ['last', 'TEXT'],
      ['created_at', 'TEXT'],
    ],
    rows: (caseId) => sql`
      SELECT id, ${kindOfSubject(from)}, from_id, ${labelOf(from)}, ${kindOfSubject(to)}, to_id, ${labelOf(to)},
        type, label, direction, note, ${exhibitLabels(sql`SELECT exhibit_id FROM main.link_exhibits WHERE link_id = l.id`)},
        ${fact('count')}, ${fact('amount.sum')}, ${fact('amount.unit')}, ${fact('first')}, ${fact('last')}, created_at
      FROM main.links AS l WHERE case_id = ${caseId} ORDER BY created_at, id`,
  };
};
