import { type Case, Case as CaseSchema } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Contributed } from '../case-table.ts';
import { lastChangeOf } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

type Fields = Pick<
  Case,
  'title' | 'codename' | 'tlp' | 'requester' | 'team' | 'priority' | 'dueAt' | 'dueZone' | 'status' | 'background'
>;

const FACTS = sql`cases.id, number, title, codename, tlp, requester, team, priority, due_at AS dueAt, due_zone AS dueZone, status, background,
    created_at AS createdAt, max(cases.updated_at, coalesce(${lastChangeOf(sql`cases.id`)}, '')) AS updatedAt`;
/**
 * What the areas that rest on cases hold of each, as expressions over a case's id: so all cases are listed with their counts in
 * one statement, and each area still reads its own tables alone.
 */
export type Holdings = Readonly<Record<keyof Case['counts'] | 'boardId' | 'answeredAt', Contributed>>;
const select = ({ exhibits, datasets, entities, links, findings, boardId, answeredAt }: Holdings): Sql => {
  const id = sql`cases.id`;
  return sql`
    SELECT ${FACTS}, ${exhibits(id)} AS exhibits, ${datasets(id)} AS datasets, ${entities(id)} AS entities, ${links(id)} AS links,
      ${findings(id)} AS findings, ${boardId(id)} AS boardId, ${answeredAt(id)} AS answeredAt FROM cases`;
};

type Row = Omit<Case, 'counts'> & Case['counts'];

const fromRow = ({ exhibits, datasets, entities, links, findings, ...row }: Row): Case =>
  CaseSchema.parse({ ...row, counts: { exhibits, datasets, entities, links, findings } });

/** Of one that was destroyed the number and the certificate are left; it is no case any more. */
export const NOT_DESTROYED = sql`NOT EXISTS (SELECT 1 FROM destructions WHERE case_id = cases.id)`;

/** @throws Fault `not-found` */
export function factsOf(db: ReadDb | WriteDb, id: CaseId): Omit<Case, 'counts' | 'boardId' | 'answeredAt'> {
  requireKept(db, id);
  return db.one(sql`SELECT ${FACTS} FROM cases WHERE id = ${id}`, MISSING);
}

/** @throws Fault `not-found` for a case that is not there, or not any more */
export function requireKept(db: ReadDb | WriteDb, id: CaseId): void {
  const found = db.get<{ number: number; at: string | null; by: string | null }>(sql`
    SELECT number, at, by_whom AS "by" FROM cases LEFT JOIN destructions ON case_id = id WHERE id = ${id}`);
  if (!found) throw new Fault('not-found', MISSING);
  if (found.at !== null)
    throw new Fault(
      'not-found',
      `${caseLabel(found.number)} was destroyed on ${found.at.slice(0, 10)} by ${found.by}. Its certificate is in the queue under Retention.`,
    );
}
const MISSING = 'That case is not in this vault.';

export const listCases = (db: ReadDb | WriteDb, holdings: Holdings): Case[] =>
  db
    .all<Row>(sql`${select(holdings)} WHERE ${NOT_DESTROYED} ORDER BY status = 'closed', updatedAt DESC, number DESC`)
    .map(fromRow);

/** @throws Fault `not-found` */
export function getCase(db: ReadDb | WriteDb, holdings: Holdings, id: CaseId): Case {
  requireKept(db, id);
  return fromRow(db.one<Row>(sql`${select(holdings)} WHERE id = ${id}`, MISSING));
}

export function insertCase(db: WriteDb, id: CaseId, fields: Fields, at: string): void {
  db.run(sql`
    INSERT INTO cases (id, number, title, codename, tlp, requester, team, priority, due_at, due_zone, status, background, created_at, updated_at)
    SELECT ${id}, coalesce(max(number), 0) + 1, ${fields.title}, ${fields.codename}, ${fields.tlp}, ${fields.requester}, ${fields.team},
      ${fields.priority}, ${fields.dueAt}, ${fields.dueZone}, ${fields.status}, ${fields.background}, ${at}, ${at} FROM cases`);
}

export function updateCase(db: WriteDb, id: CaseId, fields: Fields, at: string): void {
  const change: Sql = sql`
    UPDATE cases SET title = ${fields.title}, codename = ${fields.codename}, tlp = ${fields.tlp}, requester = ${fields.requester},
      team = ${fields.team}, priority = ${fields.priority}, due_at = ${fields.dueAt}, due_zone = ${fields.dueZone},
      status = ${fields.status}, background = ${fields.background}, updated_at = ${at}
    WHERE id = ${id}`;
  db.runOne(change, MISSING);
}
