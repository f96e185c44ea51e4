import type { CaseId, EntityId, ExhibitId } from '../../../shared/contract/values.ts';
import type { Verdict } from '../../../shared/domain/identities.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

/** An entry as it is kept, with how its two entities were called. */
export interface LedgerRow {
  readonly number: number;
  readonly a: EntityId;
  readonly b: EntityId;
  readonly aType: string;
  readonly bType: string;
  readonly aLabel: string;
  readonly bLabel: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly exhibitId: ExhibitId | null;
  readonly undoes: number | null;
  readonly at: string;
  readonly by: string;
}

/** In the order of their numbers. */
export const ledgerOf = (db: ReadDb | WriteDb, caseId: CaseId): LedgerRow[] =>
  db.all(sql`SELECT number, a_id AS a, b_id AS b, a_type AS aType, b_type AS bType, a_label AS aLabel, b_label AS bLabel,
    verdict, reason, exhibit_id AS exhibitId, undoes, decided_at AS at, decided_by AS by
    FROM identity_entries WHERE case_id = ${caseId} ORDER BY number`);

export const insertEntry = (db: WriteDb, caseId: CaseId, row: LedgerRow): void =>
  void db.run(sql`INSERT INTO identity_entries (case_id, number, a_id, b_id, a_type, b_type, a_label, b_label, verdict, reason,
      exhibit_id, undoes, decided_at, decided_by)
    VALUES (${caseId}, ${row.number}, ${row.a}, ${row.b}, ${row.aType}, ${row.bType}, ${row.aLabel}, ${row.bLabel},
      ${row.verdict}, ${row.reason}, ${row.exhibitId}, ${row.undoes}, ${row.at}, ${row.by})`);

/** Pairs that count as the same, each in both directions. @param there the ids of entities that exist */
const edges = (caseId: CaseId, there: Sql): Sql => sql`
  latest AS (SELECT a_id, b_id, max(number) AS number, verdict FROM main.identity_entries WHERE case_id = ${caseId}
    GROUP BY min(a_id, b_id), max(a_id, b_id)),
  joined AS (SELECT a_id, b_id FROM latest WHERE verdict = 'same' AND a_id IN (${there}) AND b_id IN (${there})),
  edge (one, other) AS (SELECT a_id, b_id FROM joined UNION SELECT b_id, a_id FROM joined)`;

/**
 * Every entity that is held to be another too, with the canonical one of its identity, for `WITH RECURSIVE`: `canon (id, canonical)`.
 * @param entities columns `id` and `place` of the entities of the case, in which order they were made
 */
export const canonSql = (caseId: CaseId, entities: Sql): Sql => sql`
  made (id, place) AS MATERIALIZED (${entities}),
  ${edges(caseId, sql`SELECT id FROM made`)},
  reach (id, other) AS (SELECT one, one FROM edge UNION SELECT reach.id, edge.other FROM reach JOIN edge ON edge.one = reach.other),
  canon (id, canonical) AS MATERIALIZED (
    SELECT id, (SELECT made.id FROM made JOIN reach AS r ON r.other = made.id WHERE r.id = reach.id ORDER BY place LIMIT 1)
    FROM reach GROUP BY id)`;
