import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { EXHIBIT_KINDS, isExhibitKind, PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import { isAllRead, ownText, textToIndex } from '../datasets/index-content.ts';
import { frozenRowsSearched } from '../db/migrations/0004-frozen-rows-searched.ts';
import { cellsSearched } from '../db/migrations/0008-cells-searched.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { indexedPieces } from '../search/index-text.ts';

/** What `search_docs` must hold of the rows that it mirrors, by the triggers of the migrations. */
const MIRRORED = sql`
  SELECT id AS case_id, id AS subject_id, 'case' AS kind, 'title' AS field, 0 AS weight, title AS text FROM cases
  UNION ALL SELECT id, id, 'case', 'codename', 0, codename FROM cases
  UNION ALL SELECT id, id, 'case', 'requester', 1, requester FROM cases
  UNION ALL SELECT id, id, 'case', 'team', 1, team FROM cases
  UNION ALL SELECT id, id, 'case', 'background', 1, background FROM cases
  UNION ALL SELECT case_id, id, iif(kind = 'query', 'query', 'exhibit'), 'title', 0, title FROM exhibits
  UNION ALL SELECT case_id, id, iif(kind = 'query', 'query', 'exhibit'), 'file name', 0, original_name FROM exhibits
  UNION ALL SELECT case_id, id, iif(kind = 'query', 'query', 'exhibit'), 'source', 1, source FROM exhibits
  UNION ALL SELECT case_id, id, iif(kind = 'query', 'query', 'exhibit'), 'note', 1, note FROM exhibits
  UNION ALL SELECT case_id, id, iif(kind = 'query', 'query', 'exhibit'), 'tag', 0, tag FROM tags JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'exhibit', 'title when acquired again', 0, acquisitions.title FROM acquisitions JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'exhibit', 'file name when acquired again', 0, acquisitions.original_name FROM acquisitions JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'exhibit', 'source when acquired again', 1, acquisitions.source FROM acquisitions JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'exhibit', 'note when acquired again', 1, acquisitions.note FROM acquisitions JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'exhibit', 'tags when acquired again', 0,
    (SELECT coalesce(group_concat(value, ', '), '') FROM json_each(acquisitions.tags)) FROM acquisitions JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, exhibit_id, 'exhibit', 'query of its origin', 1,
    concat_ws(char(10), origin ->> 'query', origin ->> 'engine', origin ->> 'job', origin ->> 'ranBy') FROM datasets WHERE origin <> '{}'
  UNION ALL SELECT case_id, id, 'query', 'SQL', 1, sql FROM queries JOIN exhibits ON id = exhibit_id
  UNION ALL SELECT case_id, id, 'saved query', 'name', 0, name FROM saved_queries WHERE deleted_at IS NULL
  UNION ALL SELECT case_id, id, 'saved query', 'description', 1, description FROM saved_queries WHERE deleted_at IS NULL
  UNION ALL SELECT case_id, id, 'saved query', 'SQL', 1, sql FROM saved_queries WHERE deleted_at IS NULL
  UNION ALL SELECT case_id, id, 'entity', 'label', 0, label FROM entities
  UNION ALL SELECT case_id, id, 'entity', 'note', 1, note FROM entities
  UNION ALL SELECT case_id, id, 'note', 'text', 1, text FROM notes
  UNION ALL SELECT case_id, id, 'finding', 'claim', 0, claim FROM findings
  UNION ALL SELECT case_id, id, 'finding', 'explanation', 1, explanation FROM findings
  UNION ALL SELECT case_id, id, 'case', 'checklist', 1, text || char(10) || note FROM checklist_items
  UNION ALL SELECT case_id, id, 'case', 'request', 1, subject || char(10) || asked || char(10) || why FROM requests
  UNION ALL SELECT case_id, id, 'case', 'question', 1, text || char(10) || answer FROM questions`;
const HELD = sql`SELECT case_id, subject_id, kind, field, weight, text FROM search_docs WHERE field <> 'content'`;

/** What a fault is about where no exhibit is; told only where the records themselves are sound, which it follows. */
export const INDEX = 'search index';

/** Whether a search looks through what is there, and through nothing else: the texts are made again and compared. */
export async function checkSearch(
  context: JobContext,
  wrong: (subject: string, problem: string) => void,
  tell: (notice: string) => void,
): Promise<void> {
  const { db, breathe } = context;
  const differing = db.all<{ subject: string; kind: string; field: string }>(sql`
    SELECT iif(exhibits.id IS NULL, ${INDEX}, printf('E-%04d of C-%04d', exhibits.number, cases.number)) AS subject, texts.kind, field
    FROM (
      SELECT * FROM (SELECT * FROM (${MIRRORED}) EXCEPT ${HELD}) UNION ALL SELECT * FROM (${HELD} EXCEPT SELECT * FROM (${MIRRORED}))
    ) AS texts LEFT JOIN exhibits ON exhibits.id = subject_id LEFT JOIN cases ON cases.id = exhibits.case_id
    GROUP BY subject_id, field`);
  for (const { subject, kind, field } of differing)
    wrong(subject, `what is searched as the ${field} of this ${kind} is not what it says`);
  const count = (texts: typeof HELD) => db.one<{ n: number }>(sql`SELECT count(*) AS n FROM (${texts})`, '').n;
  if (differing.length === 0 && count(HELD) !== count(MIRRORED)) wrong(INDEX, 'holds a text twice');
  const { readOnly } = context.session;
  if (readOnly !== null) tell(`The search index was not held against its texts, because ${readOnly}.`);
  else if (!indexFits(context.session.writer)) wrong(INDEX, 'does not fit the texts that it is made of');
  for (const exhibit of listExhibits(db)) {
    const problem = await contentProblem(db, exhibit, tell).catch(unreadable);
    if (problem) wrong(exhibit.label, problem);
    await breathe();
  }
  const stray = db.get(
    sql`SELECT 1 FROM search_docs WHERE field = 'content' AND subject_id NOT IN (SELECT id FROM exhibits)`,
  );
  if (stray) wrong(INDEX, 'holds the text of something that is not there');
}

/** Whether the full-text index is that of `search_docs`: FTS5's own check, which reads every text and writes nothing. */
function indexFits(db: WriteDb): boolean {
  try {
    db.run(sql`INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)`);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'damaged') return false;
    throw error;
  }
}

function unreadable(error: unknown): string {
  if (!(error instanceof Fault) || error.code === 'cancelled') throw error;
  return 'its text cannot be read, and so not be compared with what is searched';
}

interface Indexed extends Pick<Exhibit, 'id' | 'preview'> {
  /** "E-0003 of C-0001" */
  readonly label: string;
  readonly caseId: string;
  readonly kind: string;
  readonly held: number;
  readonly waiting: number;
  readonly derived: Uint8Array | null;
  readonly characters: number | null;
  readonly whole: number | null;
}
const listExhibits = (db: ReadDb): Indexed[] =>
  db.all<Indexed>(sql`
    SELECT exhibits.id, preview, printf('E-%04d of C-%04d', exhibits.number, cases.number) AS label, exhibits.case_id AS caseId,
      kind, removed_at IS NULL AS held, EXISTS (SELECT 1 FROM arrivals WHERE exhibit_id = exhibits.id) AS waiting,
      (SELECT bytes FROM derivatives WHERE exhibit_id = exhibits.id AND derivatives.kind = 'text') AS derived,
      indexed_texts.characters, indexed_texts.whole
    FROM exhibits JOIN cases ON cases.id = exhibits.case_id LEFT JOIN indexed_texts ON exhibit_id = exhibits.id
    ORDER BY cases.number, exhibits.number`);

async function contentProblem(db: ReadDb, exhibit: Indexed, tell: (notice: string) => void): Promise<string | null> {
  const held = db.all<{ caseId: string; kind: string; weight: number; text: string }>(sql`
    SELECT case_id AS caseId, kind, weight, text FROM search_docs WHERE subject_id = ${exhibit.id} AND field = 'content' ORDER BY id`);
  const text = exhibit.held === 0 ? null : await expected(db, exhibit);
  if (text === null)
    return held.length > 0 || exhibit.characters !== null ? 'a text is searched that it does not have' : null;
  if (exhibit.waiting && exhibit.characters === null && held.length === 0) {
    if (!isAwaited(db, exhibit))
      return 'its text cannot be found by searching, and no custody entry tells that it is still to be read';
    tell(`The content of ${exhibit.label} cannot be found by searching: it is still to be read.`);
    return null;
  }
  if (exhibit.characters === null)
    return 'its text cannot be found by searching: it was never indexed, or taken out of the index';
  const isSearched = (wanted: string, wholly: (whole: boolean) => boolean): boolean => {
    const { pieces, characters, whole } = indexedPieces(wanted, exhibit.derived !== null || isAllRead(db, exhibit));
    return (
      characters === exhibit.characters &&
      wholly(whole) === (exhibit.whole === 1) &&
      pieces.length === held.length &&
      held.every(
        (doc, at) =>
          doc.text === pieces[at] &&
          doc.weight === 2 &&
          doc.caseId === exhibit.caseId &&
          doc.kind === (isExhibitKind(exhibit.kind) ? EXHIBIT_KINDS[exhibit.kind].found : 'exhibit'),
      )
    );
  };
  if (isSearched(text, (whole) => whole)) return null;
  const { cells, text: isText } = PREVIEWS[exhibit.preview];
  if (
    exhibit.waiting &&
    cells &&
    isText &&
    isAwaited(db, exhibit) &&
    isSearched(await ownText(db, exhibit), () => false)
  ) {
    tell(`Only the bytes of ${exhibit.label} are searched: its decoded content is still to be read.`);
    return null;
  }
  return 'what is searched of it is not its text';
}

/** Whether the log tells why its text is still to be read: a bundle brought it, or a program that searched less of its kind. */
const isAwaited = (db: ReadDb, { caseId, kind, preview }: Indexed): boolean =>
  db.get(sql`
    SELECT 1 FROM custody JOIN custody_details USING (seq) WHERE action = 'bundle.import' AND case_id = ${caseId}
      OR ${Number(kind === 'query' || preview === 'records')} AND case_id IS NULL AND json_valid(detail) AND EXISTS
        (SELECT 1 FROM json_each(detail, '$.migratedTo') WHERE value = ${(kind === 'query' ? frozenRowsSearched : cellsSearched).version})`) !==
  undefined;

/** What was read off a picture, or the text itself. */
async function expected(db: ReadDb, exhibit: Indexed): Promise<string | null> {
  if (exhibit.derived) return Buffer.from(exhibit.derived).toString('utf8');
  return textToIndex(db, exhibit);
}
