import type { CaseId } from '../../../shared/contract/values.ts';
import type { CaseTable, Contributed } from '../case-table.ts';
import { kindOfSubject } from '../cases/reads.ts';
import { type Sql, sql } from '../db/sql.ts';
import { exhibitLabels, labelOfExhibit } from '../evidence/case-table.ts';

export const entitiesInOrder = (caseId: CaseId): Sql =>
  sql`SELECT id, row_number() OVER (ORDER BY created_at, id) FROM main.entities WHERE case_id = ${caseId}`;
export const nameOfEntity = (id: Sql): Sql => sql`(SELECT label FROM main.entities WHERE entities.id = canon.${id})`;
export const typeOfEntity = (id: Sql): Sql =>
  sql`(SELECT ${typeWord} FROM main.entities WHERE entities.id = canon.${id})`;
const typeWord = sql`coalesce((SELECT name FROM main.own_types WHERE own_types.id = type), type)`;

/** What of another area tells which entities are one: `canon (id, canonical)`, for `WITH RECURSIVE`. */
type Canon = (caseId: CaseId) => Sql;

export const entitiesTable = (canon: Canon): CaseTable => ({
  description: 'Every account, device, address or person of the case, with the exhibits it was seen in.',
  columns: [
    ['id', 'TEXT'],
    ['type', 'TEXT'],
    ['label', 'TEXT'],
    ['note', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['canonical_id', 'TEXT'],
    ['created_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    WITH RECURSIVE ${canon(caseId)}
    SELECT id, ${typeWord}, label, note,
      ${exhibitLabels(sql`SELECT exhibit_id FROM main.entity_exhibits WHERE entity_id = n.id`)},
      coalesce((SELECT canonical FROM canon WHERE canon.id = n.id), n.id), created_at
    FROM main.entities AS n WHERE case_id = ${caseId} ORDER BY type, label, id`,
});

/** What the rows behind a link say of it; NULL where nothing is known. */
const fact = (path: string): Sql => sql`json_extract(nullif(l.facts, ''), ${`$.${path}`})`;

/** The table `links`. @param note the text of a note that a link joins */
export const linksTable = (note: Contributed, canon: Canon): CaseTable => {
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
      ['from_canonical_id', 'TEXT'],
      ['to_canonical_id', 'TEXT'],
      ['created_at', 'TEXT'],
    ],
    rows: (caseId) => sql`
      WITH RECURSIVE ${canon(caseId)}
      SELECT id, ${kindOfSubject(from)}, from_id, ${labelOf(from)}, ${kindOfSubject(to)}, to_id, ${labelOf(to)},
        type, label, direction, note, ${exhibitLabels(sql`SELECT exhibit_id FROM main.link_exhibits WHERE link_id = l.id`)},
        ${fact('count')}, ${fact('amount.sum')}, ${fact('amount.unit')}, ${fact('first')}, ${fact('last')},
        coalesce((SELECT canonical FROM canon WHERE canon.id = from_id), from_id),
        coalesce((SELECT canonical FROM canon WHERE canon.id = to_id), to_id), created_at
      FROM main.links AS l WHERE case_id = ${caseId} ORDER BY created_at, id`,
  };
};
