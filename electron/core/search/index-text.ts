import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';

/**
 * How much of an exhibit's text can be found by searching, in UTF-16 units: 8 million took about a second to index
 * on two 2020s cores and added 2.5 MB of index and the text itself to the store.
 */
export const INDEXED_CHARACTERS = 8_000_000;
/** Text is kept in pieces so that a hit reads little, each overlapping the next by the longest search text. */
const PIECE = 60_000;
const OVERLAP = 200;
/**
 * Makes the text of a text-like exhibit findable, in the caller's transaction; replaces what was indexed before.
 * Of a text longer than `INDEXED_CHARACTERS` only that much is taken and searches say so: pass at least one
 * character more than that of a longer text.
 */
export function indexExhibitText(
  db: WriteDb,
  { id: exhibitId, caseId, kind }: Pick<Exhibit, 'id' | 'caseId' | 'kind'>,
  text: string,
): void {
  for (const statement of indexing({ id: exhibitId, caseId, kind }, text)) db.run(statement);
}

/**
 * The same as statements, in order, each of some thousandths of a second, for a transaction of its own; with the last it counts.
 * Measured in processor time, 8 million characters: a piece a transaction 1.15 s, three 1.23 s.
 */
export function* indexing(
  { id: exhibitId, caseId, kind }: Pick<Exhibit, 'id' | 'caseId' | 'kind'>,
  text: string,
  isAll = true,
): IterableIterator<Sql> {
  const { pieces, characters, whole } = indexedPieces(text, isAll);
  yield* unindexing(exhibitId);
  for (const piece of pieces)
    yield sql`
      INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
      VALUES (${caseId}, ${exhibitId}, ${EXHIBIT_KINDS[kind].found}, 'content', 2, ${piece})`;
  yield sql`INSERT OR REPLACE INTO indexed_texts (exhibit_id, characters, whole) VALUES (${exhibitId}, ${characters}, ${whole})`;
}

/** What is searched of the exhibit is not what it holds any more: it is to be indexed anew, at the latest at the next opening. */
export function unindex(db: WriteDb, exhibitId: string): void {
  for (const statement of unindexing(exhibitId)) db.run(statement);
}
const unindexing = (exhibitId: string): readonly Sql[] => [
  sql`DELETE FROM indexed_texts WHERE exhibit_id = ${exhibitId}`,
  sql`DELETE FROM search_docs WHERE subject_id = ${exhibitId} AND field = 'content'`,
];

/** Exhibits with a text that is not looked through. @param texts id and `case_id` of every exhibit that has a text */
export const notIndexed = (db: ReadDb, caseId: CaseId | undefined, texts: Sql): string[] =>
  db
    .all<{ id: string }>(sql`
      SELECT id FROM (${texts}) WHERE ${caseId ? sql`case_id = ${caseId}` : sql`TRUE`} AND NOT EXISTS (
        SELECT 1 FROM indexed_texts WHERE exhibit_id = id AND (characters = 0 OR EXISTS
          (SELECT 1 FROM search_docs WHERE subject_id = exhibit_id AND field = 'content')))`)
    .map(({ id }) => id);

/** What is indexed of a text: its pieces, how much of it they are, and whether that is all. @param isAll the text is all there is */
export function indexedPieces(text: string, isAll = true): { pieces: string[]; characters: number; whole: boolean } {
  const fits = text.length <= INDEXED_CHARACTERS;
  const taken = fits ? text : text.slice(0, INDEXED_CHARACTERS);
  const pieces: string[] = [];
  for (let at = 0; at < taken.length; at += PIECE) pieces.push(taken.slice(at, at + PIECE + OVERLAP).toWellFormed()); // a cut may split a surrogate pair
  return { pieces, characters: taken.length, whole: fits && isAll };
}
