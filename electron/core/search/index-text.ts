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
 * Pieces that are indexed in one transaction where others are to get their turn. Measured in processor time, 8 million characters: one
 * a step 1.15 s, 8 ms a step and 22 at most; three 1.23 s, 26 and 50.
 */
const PIECES_A_STEP = 1;

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
  for (const step of indexingSteps({ id: exhibitId, caseId, kind }, text)) step(db);
}

/** The same in steps of some hundredths of a second, in order, each for a transaction of its own; with the last it counts. */
export function* indexingSteps(
  { id: exhibitId, caseId, kind }: Pick<Exhibit, 'id' | 'caseId' | 'kind'>,
  text: string,
  isAll = true,
): IterableIterator<(db: WriteDb) => void> {
  const { pieces, characters, whole } = indexedPieces(text, isAll);
  for (let at = 0; at === 0 || at < pieces.length; at += PIECES_A_STEP)
    yield (db) => {
      if (at === 0) unindex(db, exhibitId);
      for (const piece of pieces.slice(at, at + PIECES_A_STEP))
        db.run(sql`
          INSERT INTO search_docs (case_id, subject_id, kind, field, weight, text)
          VALUES (${caseId}, ${exhibitId}, ${EXHIBIT_KINDS[kind].found}, 'content', 2, ${piece})`);
      if (at + PIECES_A_STEP >= pieces.length)
        db.run(sql`INSERT OR REPLACE INTO indexed_texts (exhibit_id, characters, whole)
          VALUES (${exhibitId}, ${characters}, ${whole})`);
    };
}

/** What is searched of the exhibit is not what it holds any more: it is to be indexed anew, at the latest at the next opening. */
export function unindex(db: WriteDb, exhibitId: string): void {
  db.run(sql`DELETE FROM search_docs WHERE subject_id = ${exhibitId} AND field = 'content'`);
  db.run(sql`DELETE FROM indexed_texts WHERE exhibit_id = ${exhibitId}`);
}

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
