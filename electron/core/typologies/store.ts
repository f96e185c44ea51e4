import type { CheckItem, CheckState } from '../../../shared/contract/typologies.ts';
import type { CaseId, CheckId } from '../../../shared/contract/values.ts';
import { TypologyDraft } from '../../../shared/domain/typologies/typology.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
export interface SavedTypology {
  readonly id: string;
  readonly draft: TypologyDraft;
  readonly at: string;
  readonly by: string;
}
interface Row extends Omit<SavedTypology, 'draft'> {
  readonly draft: string;
}
export const savedTypologies = (db: Db): SavedTypology[] =>
  db
    .all<Row>(sql`SELECT id, draft, saved_at AS at, saved_by AS "by" FROM typologies ORDER BY name, id`)
    .map((row) => ({ ...row, draft: TypologyDraft.parse(JSON.parse(row.draft)) }));

export function putTypology(db: WriteDb, { id, draft, at, by }: SavedTypology): void {
  db.run(sql`
    INSERT INTO typologies (id, name, draft, saved_at, saved_by) VALUES (${id}, ${draft.name}, ${JSON.stringify(draft)}, ${at}, ${by})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, draft = excluded.draft, saved_at = excluded.saved_at, saved_by = excluded.saved_by`);
}
export const deleteTypology = (db: WriteDb, id: string): void =>
  db.runOne(sql`DELETE FROM typologies WHERE id = ${id}`, 'That typology is not among those of this vault.');

const ITEM = sql`
  SELECT id, case_id AS caseId, position, kind, text, target, typology, state, note, marked_by AS "by", marked_at AS at
  FROM checklist_items`;
export const itemsOfCase = (db: Db, caseId: CaseId): CheckItem[] =>
  db.all<CheckItem>(sql`${ITEM} WHERE case_id = ${caseId} ORDER BY position, id`);

/** @throws Fault `not-found` */
export const itemById = (db: Db, id: CheckId): CheckItem =>
  db.one<CheckItem>(
    sql`${ITEM} WHERE id = ${id}`,
    'That entry of the checklist is not there. It may have been removed.',
  );

export const labelled = (db: Db, id: string): { caseId: CaseId; text: string } | undefined =>
  db.get(sql`SELECT case_id AS caseId, text FROM checklist_items WHERE id = ${id}`);

export function insertItem(db: WriteDb, { id, caseId, position, kind, text, target, ...rest }: CheckItem): void {
  const { typology, state, note, by, at } = rest;
  db.run(sql`
    INSERT INTO checklist_items (id, case_id, position, kind, text, target, typology, state, note, marked_by, marked_at)
    VALUES (${id}, ${caseId}, ${position}, ${kind}, ${text}, ${target}, ${typology}, ${state}, ${note}, ${by}, ${at})`);
}
export const markItem = (
  db: WriteDb,
  { id, state, note, by, at }: { id: CheckId; state: CheckState; note: string; by: string; at: string },
): void =>
  db.runOne(
    sql`UPDATE checklist_items SET state = ${state}, note = ${note}, marked_by = ${by}, marked_at = ${at} WHERE id = ${id}`,
    'That entry of the checklist is not there. It may have been removed.',
  );
export const deleteItem = (db: WriteDb, id: CheckId): void =>
  db.runOne(sql`DELETE FROM checklist_items WHERE id = ${id}`, 'That entry of the checklist is not there.');
