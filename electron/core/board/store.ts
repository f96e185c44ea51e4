import type { Subject } from '../../../shared/contract/board.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { EntityFields, EntityRow, ItemRow, LinkFields, LinkRow, NoteRow } from './rows.ts';

type Db = ReadDb | WriteDb;
type Packed<T> = Omit<T, 'exhibits'> & { exhibits: string };

const unpack = <T extends { exhibits: unknown }>(row: Packed<T>): T =>
  ({ ...row, exhibits: JSON.parse(row.exhibits) }) as unknown as T;

const ENTITY = sql`
  SELECT id, type, label, note, created_at AS createdAt,
    (SELECT json_group_array(exhibit_id ORDER BY number) FROM entity_exhibits JOIN exhibits ON exhibits.id = exhibit_id
      WHERE entity_id = entities.id) AS exhibits
  FROM entities`;
const LINK = sql`
  SELECT links.id, from_id AS fromId, to_id AS toId, type, label, direction, note, created_at AS createdAt,
    (SELECT json_group_array(exhibit_id ORDER BY number) FROM link_exhibits JOIN exhibits ON exhibits.id = exhibit_id
      WHERE link_id = links.id) AS exhibits
  FROM links`;
const ITEM = sql`SELECT id, board_id AS boardId, subject_id AS subjectId, x, y, width, height FROM board_items`;

const entities = (db: Db, where: Sql): EntityRow[] =>
  db.all<Packed<EntityRow>>(sql`${ENTITY} WHERE ${where}`).map(unpack<EntityRow>);
const links = (db: Db, where: Sql): LinkRow[] =>
  db.all<Packed<LinkRow>>(sql`${LINK} WHERE ${where}`).map(unpack<LinkRow>);

export const entitiesOfCase = (db: Db, caseId: string): EntityRow[] =>
  entities(db, sql`case_id = ${caseId} ORDER BY type, label, id`);
export const entitiesOnBoard = (db: Db, boardId: string): EntityRow[] =>
  entities(db, sql`id IN (SELECT subject_id FROM board_items WHERE board_id = ${boardId}) ORDER BY created_at, rowid`);
export const entityRow = (db: Db, caseId: string, id: string): EntityRow | undefined =>
  entities(db, sql`id = ${id} AND case_id = ${caseId}`)[0];

export const linksOfCase = (db: Db, caseId: string): LinkRow[] =>
  links(db, sql`case_id = ${caseId} ORDER BY created_at, rowid`);
export const linksOnBoard = (db: Db, boardId: string): LinkRow[] =>
  links(
    db,
    sql`from_id IN (SELECT subject_id FROM board_items WHERE board_id = ${boardId})
      AND to_id IN (SELECT subject_id FROM board_items WHERE board_id = ${boardId}) ORDER BY created_at, rowid`,
  );
export const linksOf = (db: Db, subjectId: string): LinkRow[] =>
  links(db, sql`from_id = ${subjectId} OR to_id = ${subjectId}`);
export const linkRow = (db: Db, caseId: string, id: string): LinkRow | undefined =>
  links(db, sql`id = ${id} AND case_id = ${caseId}`)[0];

export const notesOnBoard = (db: Db, boardId: string): NoteRow[] =>
  db.all<NoteRow>(
    sql`SELECT id, text FROM notes WHERE id IN (SELECT subject_id FROM board_items WHERE board_id = ${boardId}) ORDER BY rowid`,
  );
export const noteRow = (db: Db, caseId: string, id: string): NoteRow | undefined =>
  db.get<NoteRow>(sql`SELECT id, text FROM notes WHERE id = ${id} AND case_id = ${caseId}`);

export const itemsOnBoard = (db: Db, boardId: string): ItemRow[] =>
  db.all<ItemRow>(sql`${ITEM} WHERE board_id = ${boardId} ORDER BY rowid`);
export const itemsOf = (db: Db, subjectId: string): ItemRow[] =>
  db.all<ItemRow>(sql`${ITEM} WHERE subject_id = ${subjectId}`);
export const itemRow = (db: Db, id: string): ItemRow | undefined => db.get<ItemRow>(sql`${ITEM} WHERE id = ${id}`);

export const subjectRow = (db: Db, id: string): { caseId: string; kind: Subject['kind'] } | undefined =>
  db.get(sql`SELECT case_id AS caseId, kind FROM subjects WHERE id = ${id}`);
export const subjectKinds = (db: Db, caseId: string): Map<string, Subject['kind']> =>
  new Map(
    db
      .all<{ id: string; kind: Subject['kind'] }>(sql`SELECT id, kind FROM subjects WHERE case_id = ${caseId}`)
      .map(({ id, kind }) => [id, kind]),
  );
export const linkExists = (db: Db, id: string): boolean =>
  db.get(sql`SELECT 1 FROM links WHERE id = ${id}`) !== undefined;

export function insertEntity(db: WriteDb, caseId: string, entity: EntityRow): void {
  db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${entity.id}, ${caseId}, 'entity')`);
  db.run(sql`INSERT INTO entities (id, case_id, type, label, note, created_at)
    VALUES (${entity.id}, ${caseId}, ${entity.type}, ${entity.label}, ${entity.note}, ${entity.createdAt})`);
  for (const exhibit of entity.exhibits)
    db.run(sql`INSERT INTO entity_exhibits (entity_id, exhibit_id) VALUES (${entity.id}, ${exhibit})`);
}
export function updateEntity(db: WriteDb, id: string, { type, label, note, exhibits }: EntityFields): void {
  db.run(sql`UPDATE entities SET type = coalesce(${type ?? null}, type), label = coalesce(${label ?? null}, label),
    note = coalesce(${note ?? null}, note) WHERE id = ${id}`);
  if (!exhibits) return;
  db.run(sql`DELETE FROM entity_exhibits WHERE entity_id = ${id}`);
  for (const exhibit of exhibits)
    db.run(sql`INSERT INTO entity_exhibits (entity_id, exhibit_id) VALUES (${id}, ${exhibit})`);
}
export function deleteEntity(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM entities WHERE id = ${id}`);
  db.run(sql`DELETE FROM subjects WHERE id = ${id}`);
}

export function insertNote(db: WriteDb, caseId: string, note: NoteRow): void {
  db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${note.id}, ${caseId}, 'note')`);
  db.run(sql`INSERT INTO notes (id, case_id, text) VALUES (${note.id}, ${caseId}, ${note.text})`);
}
export function updateNote(db: WriteDb, id: string, text: string): void {
  db.run(sql`UPDATE notes SET text = ${text} WHERE id = ${id}`);
}
export function deleteNote(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM notes WHERE id = ${id}`);
  db.run(sql`DELETE FROM subjects WHERE id = ${id}`);
}

export function insertItem(db: WriteDb, item: ItemRow): void {
  db.run(sql`INSERT INTO board_items (id, board_id, subject_id, x, y, width, height)
    VALUES (${item.id}, ${item.boardId}, ${item.subjectId}, ${item.x}, ${item.y}, ${item.width}, ${item.height})`);
}
export function updateItem(db: WriteDb, { id, x, y, width, height }: ItemRow): void {
  db.run(sql`UPDATE board_items SET x = ${x}, y = ${y}, width = ${width}, height = ${height} WHERE id = ${id}`);
}
export function deleteItem(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM board_items WHERE id = ${id}`);
}

export function insertLink(db: WriteDb, caseId: string, link: LinkRow): void {
  db.run(sql`INSERT INTO links (id, case_id, from_id, to_id, type, label, direction, note, created_at)
    VALUES (${link.id}, ${caseId}, ${link.fromId}, ${link.toId}, ${link.type}, ${link.label}, ${link.direction},
      ${link.note}, ${link.createdAt})`);
  for (const exhibit of link.exhibits)
    db.run(sql`INSERT INTO link_exhibits (link_id, exhibit_id) VALUES (${link.id}, ${exhibit})`);
}
export function updateLink(db: WriteDb, id: string, { type, label, direction, note, exhibits }: LinkFields): void {
  db.run(sql`UPDATE links SET type = coalesce(${type ?? null}, type), label = coalesce(${label ?? null}, label),
    direction = coalesce(${direction ?? null}, direction), note = coalesce(${note ?? null}, note) WHERE id = ${id}`);
  if (!exhibits) return;
  db.run(sql`DELETE FROM link_exhibits WHERE link_id = ${id}`);
  for (const exhibit of exhibits)
    db.run(sql`INSERT INTO link_exhibits (link_id, exhibit_id) VALUES (${id}, ${exhibit})`);
}
export function deleteLink(db: WriteDb, id: string): void {
  db.run(sql`DELETE FROM links WHERE id = ${id}`);
}
