import { LoadedList } from '../../../shared/contract/countries.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { exhibitById } from '../evidence/reads.ts';

type Db = ReadDb | WriteDb;
export interface Fact {
  readonly country: string;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
  /** null: of many lines. */
  readonly line: number | null;
}
export type ListFacts = Pick<LoadedList, 'kind' | 'format' | 'listDate' | 'dateBy' | 'rows' | 'left' | 'leftFirst'>;

/** Of a list that was loaded before, everything is put anew. */
export function putList(
  db: WriteDb,
  { exhibitId, caseId }: { readonly exhibitId: ExhibitId; readonly caseId: CaseId },
  of: ListFacts & Pick<LoadedList, 'loadedAt' | 'loadedBy'>,
  facts: readonly Fact[],
): void {
  dropList(db, exhibitId);
  db.run(sql`
    INSERT INTO country_lists (exhibit_id, case_id, kind, format, list_date, date_by, rows_read, left_out, left_first, loaded_at, loaded_by)
    VALUES (${exhibitId}, ${caseId}, ${of.kind}, ${of.format}, ${of.listDate}, ${of.dateBy}, ${of.rows}, ${of.left},
      ${JSON.stringify(of.leftFirst)}, ${of.loadedAt}, ${of.loadedBy})`);
  for (const [position, { country, text, from, to, line }] of facts.entries())
    db.run(sql`
      INSERT INTO country_facts (exhibit_id, position, country, text, valid_from, valid_to, line)
      VALUES (${exhibitId}, ${position}, ${country}, ${text}, ${from}, ${to}, ${line})`);
}

export function dropList(db: WriteDb, exhibitId: ExhibitId): void {
  db.run(sql`DELETE FROM country_facts WHERE exhibit_id = ${exhibitId}`);
  db.run(sql`DELETE FROM country_lists WHERE exhibit_id = ${exhibitId}`);
}

type Row = Omit<LoadedList, 'exhibit' | 'title' | 'sha256' | 'leftFirst'> & { readonly leftFirst: string };
/** By number; those whose exhibit was removed are no longer among them. */
function listsWhere(db: Db, where: Sql): (LoadedList & { readonly caseId: CaseId })[] {
  return db
    .all<Row & { caseId: CaseId }>(sql`
      SELECT exhibit_id AS exhibitId, case_id AS caseId, kind, format, list_date AS listDate, date_by AS dateBy, rows_read AS rows,
        (SELECT count(DISTINCT country) FROM country_facts AS f WHERE f.exhibit_id = country_lists.exhibit_id) AS countries,
        left_out AS left, left_first AS leftFirst, loaded_at AS loadedAt, loaded_by AS loadedBy
      FROM country_lists WHERE ${where}`)
    .flatMap(({ caseId, ...row }) => {
      const { label, title, sha256, removedAt } = exhibitById(db, row.exhibitId);
      if (removedAt !== null) return [];
      const list = { ...row, leftFirst: JSON.parse(row.leftFirst) as string[], exhibit: label, title, sha256 };
      return [{ ...LoadedList.parse(list), caseId }];
    })
    .toSorted((a, b) => a.exhibit.localeCompare(b.exhibit));
}
export const listsOf = (db: Db, caseId: CaseId): LoadedList[] =>
  listsWhere(db, sql`case_id = ${caseId}`).map(({ caseId: _case, ...list }) => list);
export const listsOfVault = (db: Db) => listsWhere(db, sql`TRUE`);
export const caseOfList = (db: Db, exhibitId: ExhibitId): CaseId | undefined =>
  db.get<{ caseId: CaseId }>(sql`SELECT case_id AS caseId FROM country_lists WHERE exhibit_id = ${exhibitId}`)?.caseId;

export const factsOf = (db: Db, exhibitId: ExhibitId, country?: string): Fact[] =>
  db.all<Fact>(sql`
    SELECT country, text, valid_from AS "from", valid_to AS "to", line FROM country_facts
    WHERE exhibit_id = ${exhibitId} AND (${country ?? null} IS NULL OR country = ${country ?? null}) ORDER BY position`);

export interface CountryNote {
  readonly country: string;
  readonly text: string;
  readonly at: string;
  readonly by: string;
}
export const notesOf = (db: Db, caseId: CaseId): CountryNote[] =>
  db.all<CountryNote>(
    sql`SELECT country, text, saved_at AS at, saved_by AS "by" FROM country_notes WHERE case_id = ${caseId} ORDER BY country`,
  );

export function putNote(db: WriteDb, caseId: CaseId, { country, text, at, by }: CountryNote): void {
  db.run(sql`DELETE FROM country_notes WHERE case_id = ${caseId} AND country = ${country}`);
  if (text !== '')
    db.run(sql`
      INSERT INTO country_notes (case_id, country, text, saved_at, saved_by) VALUES (${caseId}, ${country}, ${text}, ${at}, ${by})`);
}

/** How many lines lists of a case have of each country. */
export const linesByCountry = (lists: readonly { readonly exhibitId: ExhibitId }[], db: Db): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { exhibitId } of lists)
    for (const { country } of factsOf(db, exhibitId)) counts.set(country, (counts.get(country) ?? 0) + 1);
  return counts;
};
