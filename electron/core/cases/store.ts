import { type Case, Case as CaseSchema } from '../../../shared/contract/cases.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
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
export type Holdings = Readonly<Record<keyof Case['counts'] | 'boardId', Contributed>>;
const select = ({ exhibits, datasets, entities, links, findings, boardId }: Holdings): Sql => {
  const id = sql`cases.id`;
  return sql`
    SELECT ${FACTS}, ${exhibits(id)} AS exhibits, ${datasets(id)} AS datasets, ${entities(id)} AS entities, ${links(id)} AS links,
      ${findings(id)} AS findings, ${boardId(id)} AS boardId FROM cases`;
};

type Row = Omit<Case, 'counts'> & Case['counts'];

const fromRow = ({ exhibits, datasets, entities, links, findings, ...row }: Row): Case =>
  CaseSchema.parse({ ...row, counts: { exhibits, datasets, entities, links, findings } });

/** @throws Fault `not-found` */
export const factsOf = (db: ReadDb | WriteDb, id: CaseId): Omit<Case, 'counts' | 'boardId'> =>
  db.one(sql`SELECT ${FACTS} FROM cases WHERE id = ${id}`, 'That case is not in this vault.');

export const listCases = (db: ReadDb | WriteDb, holdings: Holdings): Case[] =>
  db.all<Row>(sql`${select(holdings)} ORDER BY status = 'closed', updatedAt DESC, number DESC`).map(fromRow);

/** @throws Fault `not-found` */
export const getCase = (db: ReadDb | WriteDb, holdings: Holdings, id: CaseId): Case =>
  fromRow(db.one<Row>(sql`${select(holdings)} WHERE id = ${id}`, 'That case is not in this vault.'));

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
  db.runOne(change, 'That case is not in this vault.');
}
