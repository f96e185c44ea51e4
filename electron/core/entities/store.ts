import type { Entity, EntityOp, Link, Subject } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { OwnKind } from '../../../shared/domain/own-types.ts';
import type { Contributed } from '../case-table.ts';
import { addSubject, dropSubject, kindOfSubject } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

/** A link as it is kept. */
export type LinkRow = Link & { readonly createdAt: string };
type Fields<Op extends EntityOp['op']> = Omit<Extract<EntityOp, { op: Op }>, 'op' | 'id'>;
export type EntityFields = Fields<'entity.update'>;
export type LinkFields = Fields<'link.update'>;

type Packed<T> = Omit<T, 'exhibits' | 'rows' | 'forms'> & { exhibits: string; rows: string; forms?: string };
type PackedLink = Packed<Omit<LinkRow, 'from' | 'to' | 'facts'>> &
  Record<'fromId' | 'toId' | 'fromKind' | 'toKind' | 'facts', string>;

const ENTITY = sql`
  SELECT id, case_id AS caseId, type, label, note, created_at AS createdAt,
    (SELECT json_group_array(exhibit_id) FROM entity_exhibits WHERE entity_id = entities.id) AS exhibits,
    (SELECT json_group_object(exhibit_id, rows) FROM entity_exhibits WHERE entity_id = entities.id AND rows <> '') AS rows,
    (SELECT json_group_array(json_object('text', form, 'exhibit', nullif(exhibit_id, ''), 'place', place, 'rows', rows))
      FROM entity_forms WHERE entity_id = entities.id) AS forms
  FROM entities`;
const LINK = sql`
  SELECT id, from_id AS fromId, ${kindOfSubject(sql`from_id`)} AS fromKind, to_id AS toId,
    ${kindOfSubject(sql`to_id`)} AS toKind, type, label, direction, note,
    created_at AS createdAt, facts,
    (SELECT json_group_array(exhibit_id) FROM link_exhibits WHERE link_id = links.id) AS exhibits,
    (SELECT json_group_object(exhibit_id, rows) FROM link_exhibits WHERE link_id = links.id AND rows <> '') AS rows
  FROM links`;

/** Of a list of any length: one bound value, read as a table. */
const among = (ids: Iterable<string>): Sql => sql`(SELECT value FROM json_each(${JSON.stringify([...ids])}))`;

const entities = (db: Db, where: Sql): Entity[] =>
  db.all<Packed<Entity>>(sql`${ENTITY} WHERE ${where}`).map(({ exhibits, rows, forms = '[]', ...row }) => ({
    ...row,
    exhibits: JSON.parse(exhibits),
    rows: JSON.parse(rows),
    ...(forms !== '[]' && { forms: JSON.parse(forms) }),
  }));

const links = (db: Db, where: Sql): LinkRow[] =>
  db
    .all<PackedLink>(sql`${LINK} WHERE ${where}`)
    .map(({ fromId, fromKind, toId, toKind, exhibits, rows, facts, ...row }) => ({
      ...row,
      from: { kind: fromKind, id: fromId } as Subject,
      to: { kind: toKind, id: toId } as Subject,
      exhibits: JSON.parse(exhibits),
      rows: JSON.parse(rows),
      facts: facts === '' ? null : JSON.parse(facts),
    }));

export const entitiesOfCase = (db: Db, caseId: CaseId): Entity[] =>
  entities(db, sql`case_id = ${caseId} ORDER BY type, label, id`);
export const namesOfCase = (db: Db, caseId: CaseId): Pick<Entity, 'id' | 'type' | 'label'>[] =>
  db.all(sql`SELECT id, type, label FROM entities WHERE case_id = ${caseId} ORDER BY created_at, id`);
export const entitiesOfType = (db: Db, type: Entity['type']): Pick<Entity, 'caseId' | 'type' | 'label'>[] =>
  db.all(sql`SELECT case_id AS caseId, type, label FROM entities WHERE type = ${type}`);
export type NameOfCase = Pick<Entity, 'id' | 'caseId' | 'type' | 'label'>;
const NAME = sql`SELECT id, case_id AS caseId, type, label FROM entities`;
/** Of every case, those of the ids. */
export const namesOfVault = (db: Db, ids: Iterable<string>): NameOfCase[] =>
  db.all(sql`${NAME} WHERE id IN ${among(ids)}`);
/** Of every case, the next of the table after a row, with the last row that was read. Rows keep their numbers within a session. */
export const namesAfter = (db: Db, row: number, most: number): (NameOfCase & { readonly row: number })[] =>
  db.all(
    sql`SELECT rowid AS row, id, case_id AS caseId, type, label FROM entities WHERE rowid > ${row} ORDER BY rowid LIMIT ${most}`,
  );
/** Of every case, what may be meant of all after a row: types and labels are read as fast as they can be, and the rest of the few that may. */
export function namesAmong(db: Db, row: number, mayBe: (type: Entity['type'], label: string) => boolean): NameOfCase[] {
  const rows: number[] = [];
  for (const [at, type, label] of db.eachArray<[number, Entity['type'], string]>(
    sql`SELECT rowid, type, label FROM entities WHERE rowid > ${row}`,
  ))
    if (mayBe(type, label)) rows.push(at);
  return db.all(sql`${NAME} WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(rows)}))`);
}
/** How many exhibits each of them rests on; none of those that rest on nothing. */
export const exhibitsBehind = (db: Db, ids: Iterable<string>): { id: string; exhibits: number }[] =>
  db.all(
    sql`SELECT entity_id AS id, count(*) AS exhibits FROM entity_exhibits WHERE entity_id IN ${among(ids)} GROUP BY entity_id`,
  );
/** Those of the ids that are entities, in the order in which they were made. */
export const entitiesAmong = (db: Db, ids: Iterable<string>): Entity[] =>
  entities(db, sql`id IN ${among(ids)} ORDER BY created_at, rowid`);
export const entityRow = (db: Db, id: string): Entity | undefined => entities(db, sql`id = ${id}`)[0];

export const linksOfCase = (db: Db, caseId: CaseId): LinkRow[] =>
  links(db, sql`case_id = ${caseId} ORDER BY created_at, rowid`);
export const linksAmong = (db: Db, ids: Iterable<string>): LinkRow[] =>
  links(db, sql`id IN ${among(ids)} ORDER BY created_at, rowid`);
/** Links both of whose ends are among the ids. */
export const linksWithin = (db: Db, subjects: Iterable<string>): LinkRow[] => {
  const all = among(subjects);
  return links(db, sql`from_id IN ${all} AND to_id IN ${all} ORDER BY created_at, rowid`);
};
/** Links one of whose ends at least is among the ids. */
export const linksAt = (db: Db, subjects: Iterable<string>): LinkRow[] => {
  const some = among(subjects);
  return links(db, sql`from_id IN ${some} OR to_id IN ${some} ORDER BY created_at, rowid`);
};
/** One bound id reads two indexes, where a list would read every link. */
export const linksOf = (db: Db, subject: string): LinkRow[] =>
  links(db, sql`from_id = ${subject} OR to_id = ${subject} ORDER BY created_at, rowid`);
export const linkRow = (db: Db, id: string): LinkRow | undefined => links(db, sql`id = ${id}`)[0];

export const entitiesHeld: Contributed = (caseId) => sql`(SELECT count(*) FROM entities WHERE case_id = ${caseId})`;
export const linksHeld: Contributed = (caseId) => sql`(SELECT count(*) FROM links WHERE case_id = ${caseId})`;

export function insertEntity(
  db: WriteDb,
  { id, caseId, type, label, note, createdAt, forms, ...support }: Entity,
): void {
  addSubject(db, caseId, { kind: 'entity', id });
  db.run(sql`INSERT INTO entities (id, case_id, type, label, note, created_at)
    VALUES (${id}, ${caseId}, ${type}, ${label}, ${note}, ${createdAt})`);
  supportEntity(db, id, support);
  writeForms(db, id, forms ?? []);
}
function writeForms(db: WriteDb, id: string, forms: NonNullable<Entity['forms']>): void {
  for (const { text, exhibit, place, rows } of forms)
    db.run(sql`INSERT INTO entity_forms (entity_id, form, exhibit_id, place, rows)
      VALUES (${id}, ${text}, ${exhibit ?? ''}, ${place}, ${rows}) ON CONFLICT DO UPDATE SET rows = excluded.rows`);
}
function supportEntity(db: WriteDb, id: string, { exhibits, rows = {} }: Pick<Entity, 'exhibits' | 'rows'>): void {
  for (const exhibit of exhibits)
    db.run(
      sql`INSERT INTO entity_exhibits (entity_id, exhibit_id, rows) VALUES (${id}, ${exhibit}, ${rows[exhibit] ?? ''})`,
    );
}
export function updateEntity(db: WriteDb, id: string, fields: EntityFields): void {
  const { type, label, note, exhibits, rows, forms } = fields;
  db.run(sql`UPDATE entities SET type = coalesce(${type ?? null}, type), label = coalesce(${label ?? null}, label),
    note = coalesce(${note ?? null}, note) WHERE id = ${id}`);
  if ('forms' in fields) {
    db.run(sql`DELETE FROM entity_forms WHERE entity_id = ${id}`);
    writeForms(db, id, forms ?? []);
  }
  if (!exhibits) return;
  db.run(sql`DELETE FROM entity_exhibits WHERE entity_id = ${id}`);
  supportEntity(db, id, { exhibits, rows });
}
export function deleteEntity(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM entity_forms WHERE entity_id = ${id}`);
  db.run(sql`DELETE FROM entities WHERE id = ${id}`);
  dropSubject(db, id);
}

export function insertLink(db: WriteDb, caseId: CaseId, link: LinkRow): void {
  db.run(sql`INSERT INTO links (id, case_id, from_id, to_id, type, label, direction, note, created_at, facts)
    VALUES (${link.id}, ${caseId}, ${link.from.id}, ${link.to.id}, ${link.type}, ${link.label}, ${link.direction},
      ${link.note}, ${link.createdAt}, ${packed(link.facts)})`);
  supportLink(db, link.id, link);
}
const packed = (facts: Link['facts']): string => (facts ? JSON.stringify(facts) : '');
function supportLink(db: WriteDb, id: string, { exhibits, rows = {} }: Pick<Link, 'exhibits' | 'rows'>): void {
  for (const exhibit of exhibits)
    db.run(
      sql`INSERT INTO link_exhibits (link_id, exhibit_id, rows) VALUES (${id}, ${exhibit}, ${rows[exhibit] ?? ''})`,
    );
}
export function updateLink(db: WriteDb, id: string, fields: LinkFields): void {
  const { type, label, direction, note, exhibits, rows, facts } = fields;
  db.run(sql`UPDATE links SET type = coalesce(${type ?? null}, type), label = coalesce(${label ?? null}, label),
    direction = coalesce(${direction ?? null}, direction), note = coalesce(${note ?? null}, note),
    facts = coalesce(${facts === undefined ? null : packed(facts)}, facts) WHERE id = ${id}`);
  if (!exhibits) return;
  db.run(sql`DELETE FROM link_exhibits WHERE link_id = ${id}`);
  supportLink(db, id, { exhibits, rows });
}
export function deleteLink(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM links WHERE id = ${id}`);
}

export const ownTypeRows = (db: Db): Record<string, unknown>[] =>
  db.all(sql`SELECT id, name, colour, icon FROM own_types ORDER BY name`);
export const putOwnType = (db: WriteDb, { id, name, colour, icon }: OwnKind, at: string, by: string): void =>
  void db.run(sql`INSERT INTO own_types (id, name, colour, icon, created_at, created_by)
    VALUES (${id}, ${name}, ${colour}, ${icon}, ${at}, ${by})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, colour = excluded.colour, icon = excluded.icon`);
export const deleteOwnType = (db: WriteDb, id: string): void =>
  void db.run(sql`DELETE FROM own_types WHERE id = ${id}`);
