import type { SearchHit } from '../../../shared/contract/search.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel, findingLabel } from '../../../shared/domain/labels.ts';
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
  const characters = [...wanted];
  if (characters.length >= 3 && !wanted.includes('\0')) {
    // Of names the shortest comes first: it is the one that was meant in full.
    return db.each<Doc>(sql`${DOC}
      WHERE id IN (SELECT rowid FROM search_index WHERE search_index MATCH ${trigrams(characters)}) AND ${inCase(caseId)}
      ORDER BY weight, CASE weight WHEN 0 THEN length(text) END, id`);
  }
  // A NUL ends a text for the index, hence such a search goes here too. Walking the index by weight spares a sort
  // that would have to read every text before the first hit.
  const held = join(
    variants(characters).map((text) => sql`instr(text, ${text}) > 0`),
    ' OR ',
  );
  return db.each<Doc>(
    sql`${DOC} INDEXED BY search_docs_by_weight WHERE ${inCase(caseId)} AND (${held}) ORDER BY weight, id`,
  );
}

export const textOf = (db: ReadDb, { id }: Doc): string =>
  db.one<{ text: string }>(sql`SELECT text FROM search_docs WHERE id = ${id}`, '').text;

/** All that follow one another in the text, each quoted, as the index asks for them. */
function trigrams(characters: readonly string[]): string {
  const all = characters.slice(0, -2).map((_, at) => characters.slice(at, at + 3).join(''));
  return [...new Set(all)].map((three) => `"${three.replaceAll('"', '""')}"`).join(' AND ');
}

/** A short text in every combination of upper and lower case: four at most for two characters. */
function variants(characters: readonly string[]): string[] {
  if (characters.length > 2) return [characters.join('')];
  return characters.reduce<string[]>(
    (starts, character) => {
      const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
      return starts.flatMap((start) => [...cases].map((one) => start + one));
    },
    [''],
  );
}

/** How a person names the thing that a text belongs to, as it is called now. */
export function naming(db: ReadDb, { kind, subjectId }: Doc): { label: string; title: string } {
  const row = db.get<{ number: number; title: string }>(TITLES[kind](subjectId));
  const { number = 0, title = '' } = row ?? {};
  if (kind === 'case') return { label: caseLabel(number), title };
  if (kind === 'exhibit' || kind === 'query') return { label: exhibitLabel(number), title };
  if (kind === 'finding') return { label: findingLabel(number), title };
  return { label: kind === 'note' ? 'Note' : title, title };
}

const exhibit = (id: string): Sql => sql`SELECT number, title FROM exhibits WHERE id = ${id}`;
const TITLES: Record<SearchHit['kind'], (id: string) => Sql> = {
  case: (id) => sql`SELECT number, title FROM cases WHERE id = ${id}`,
  exhibit,
  query: exhibit,
  entity: (id) => sql`SELECT 0 AS number, label AS title FROM entities WHERE id = ${id}`,
  finding: (id) => sql`SELECT number, claim AS title FROM findings WHERE id = ${id}`,
  note: (id) => sql`SELECT 0 AS number, substr(text, 1, 80) AS title FROM notes WHERE id = ${id}`,
};

export const partlyIndexed = (db: ReadDb, caseId: CaseId | undefined): string[] =>
  db
    .all<{ number: number }>(sql`
      SELECT number FROM indexed_texts JOIN exhibits ON id = exhibit_id WHERE NOT whole AND ${inCase(caseId)} ORDER BY number`)
    .map(({ number }) => exhibitLabel(number));
