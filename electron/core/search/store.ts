import type { SearchHit } from '../../../shared/contract/search.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { join, type Sql, sql } from '../db/sql.ts';

/** One text that is searched; what it says is read apart, because it may be long. */
export interface Doc {
  readonly id: number;
  readonly caseId: CaseId;
  readonly subjectId: string;
  readonly kind: SearchHit['kind'];
  readonly field: string;
}

const inCase = (caseId: CaseId | undefined): Sql => (caseId ? sql`case_id = ${caseId}` : sql`TRUE`);
const DOC = sql`SELECT id, case_id AS caseId, subject_id AS subjectId, kind, field FROM search_docs`;

/**
 * Texts that may hold `wanted`, those that name a thing first; the caller verifies each. Trigrams find any text of
 * three characters or more; a shorter one is looked for in the texts themselves, in each of its cases.
 */
export function candidates(db: ReadDb, wanted: string, caseId: CaseId | undefined): IterableIterator<Doc> {
  const forms = formsOf(wanted);
  if (forms.every(({ length }) => length >= 3) && !wanted.includes('\0')) {
    // Of names the shortest comes first: it is the one that was meant in full.
    return db.each<Doc>(sql`${DOC}
      WHERE id IN (SELECT rowid FROM search_index WHERE search_index MATCH ${forms.map(trigrams).join(' OR ')}) AND ${inCase(caseId)}
      ORDER BY weight, CASE weight WHEN 0 THEN length(text) END, id`);
  }
  // A NUL ends a text for the index, hence such a search goes here too. Walking the index by weight spares a sort
  // that would have to read every text before the first hit.
  const held = join(
    forms.flatMap(variants).map((text) => sql`instr(text, ${text}) > 0`),
    ' OR ',
  );
  return db.each<Doc>(
    sql`${DOC} INDEXED BY search_docs_by_weight WHERE ${inCase(caseId)} AND (${held}) ORDER BY weight, id`,
  );
}

/** Texts that may hold a number in one piece or with blanks or signs between its marks; the caller verifies each. @param marks 5 or more */
export function parted(db: ReadDb, marks: string): IterableIterator<Doc> {
  const characters = [...marks];
  const pairs = characters
    .slice(1)
    .flatMap((next, at) => [' ', '-', '.', '/', '\u00a0', ')', '('].map((sign) => [characters[at] ?? '', sign, next]));
  // In one piece to its end, or parted somewhere by one sign; behind a 0 in brackets there may be no further sign.
  const asked = [characters, characters.slice(1), characters.slice(2), characters.slice(3), ...pairs];
  return db.each<Doc>(sql`${DOC}
    WHERE id IN (SELECT rowid FROM search_index WHERE search_index MATCH ${asked.map(trigrams).join(' OR ')}) ORDER BY weight, id`);
}

export const textOf = (db: ReadDb, { id }: Doc): string =>
  db.one<{ text: string }>(sql`SELECT text FROM search_docs WHERE id = ${id}`, '').text;

/** The characters of a text as it was typed, composed and decomposed: as any of these it may be stored (NFC, NFD). */
const formsOf = (wanted: string): string[][] =>
  [...new Set([wanted, wanted.normalize('NFC'), wanted.normalize('NFD')])].map((form) => [...form]);

/** All that follow one another in the text, each quoted, as the index asks for them. */
function trigrams(characters: readonly string[]): string {
  const all = characters.slice(0, -2).map((_, at) => characters.slice(at, at + 3).join(''));
  return `(${[...new Set(all)].map((three) => `"${three.replaceAll('"', '""')}"`).join(' AND ')})`;
}

/** A short text in every combination of upper and lower case: sixteen at most, since a mark has none. */
function variants(characters: readonly string[]): string[] {
  if (characters.length > 4) return [characters.join('')];
  return characters.reduce<string[]>(
    (starts, character) => {
      const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
      return starts.flatMap((start) => [...cases].map((one) => start + one));
    },
    [''],
  );
}

/** Exhibits of which only a part is indexed, or nothing where nothing could be read. */
export const partlyIndexed = (db: ReadDb, caseId: CaseId | undefined, texts: Sql): string[] =>
  db
    .all<{ id: string }>(sql`
      SELECT exhibit_id AS id FROM indexed_texts WHERE NOT whole AND (
        EXISTS (SELECT 1 FROM search_docs WHERE subject_id = exhibit_id AND field = 'content' AND ${inCase(caseId)})
        OR characters = 0 AND exhibit_id IN (SELECT id FROM (${texts}) WHERE ${inCase(caseId)}))`)
    .map(({ id }) => id);
