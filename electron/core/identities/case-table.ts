import type { CaseId } from '../../../shared/contract/values.ts';
import type { CaseTable } from '../case-table.ts';
import { type Sql, sql } from '../db/sql.ts';
import { entitiesInOrder, nameOfEntity, typeOfEntity } from '../entities/case-table.ts';
import { labelOfExhibit } from '../evidence/case-table.ts';
import { canonSql } from './store.ts';

/** For `WITH RECURSIVE`: `canon (id, canonical)` of every entity that is held to be another too. */
export const canonOf = (caseId: CaseId): Sql => canonSql(caseId, entitiesInOrder(caseId));

export const identitiesTable: CaseTable = {
  description:
    'Entities that are held to be one, with the canonical entity of each; an entity that stands alone is not here.',
  columns: [
    ['canonical_id', 'TEXT'],
    ['canonical_label', 'TEXT'],
    ['entity_id', 'TEXT'],
    ['type', 'TEXT'],
    ['label', 'TEXT'],
    ['reason', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['decided_by', 'TEXT'],
    ['decided_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    WITH RECURSIVE ${canonOf(caseId)},
    basis AS (SELECT e.* FROM main.identity_entries AS e JOIN latest USING (number) WHERE e.case_id = ${caseId} AND e.verdict = 'same')
    SELECT canonical, ${nameOfEntity(sql`canonical`)}, id, ${typeOfEntity(sql`id`)}, ${nameOfEntity(sql`id`)},
      (SELECT group_concat(reason, '; ' ORDER BY number) FROM basis WHERE canon.id IN (a_id, b_id)),
      (SELECT group_concat(${labelOfExhibit(sql`exhibit_id`)}, ', ' ORDER BY number) FROM basis
        WHERE canon.id IN (a_id, b_id) AND exhibit_id IS NOT NULL),
      (SELECT decided_by FROM basis WHERE canon.id IN (a_id, b_id) ORDER BY number DESC LIMIT 1),
      (SELECT decided_at FROM basis WHERE canon.id IN (a_id, b_id) ORDER BY number DESC LIMIT 1)
    FROM canon ORDER BY canonical, id = canonical DESC, id`,
};
