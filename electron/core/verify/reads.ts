import { ColumnReading } from '../../../shared/domain/readings.ts';
import type { Linked } from '../custody/chain.ts';
import { type StoredColumn, tableDefinition } from '../datasets/columns.ts';
import { valueIndexes } from '../datasets/value-index.ts';
import type { ReadDb } from '../db/open.ts';
import { identifier, type Sql, sql } from '../db/sql.ts';

/** An entry as it lies in the store: its detail may be anything by now, and null where there is none. */
export type RawEntry = Omit<Linked, 'detail'> & { readonly detail: string | null };
export const ENTRIES_A_PAGE = 500;
export const entriesAfter = (db: ReadDb, seq: number): RawEntry[] =>
  db.all<RawEntry>(sql`
    SELECT seq, at, zone, actor, program, case_id AS caseId, action, subject, detail,
      detail_sha256 AS detailSha256, rows_sha256 AS rowsSha256, previous, hash
    FROM custody LEFT JOIN custody_details USING (seq) WHERE seq > ${seq} ORDER BY seq LIMIT ${ENTRIES_A_PAGE}`);

export interface Original {
  readonly contentId: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly chunkBytes: number;
  /** As the store has it, which may be damaged. */
  readonly kind: string | null;
  /** The exhibits that rest on it: "E-0003 of C-0001"; null when none does. */
  readonly exhibits: string | null;
}
export const listOriginals = (db: ReadDb): Original[] =>
  db.all<Original>(sql`
    SELECT contents.id AS contentId, contents.sha256, contents.bytes, contents.chunk_bytes AS chunkBytes, max(exhibits.kind) AS kind,
      group_concat(CASE WHEN cases.id IS NOT NULL THEN printf('E-%04d of C-%04d', exhibits.number, cases.number) END, ', ') AS exhibits
    FROM contents LEFT JOIN exhibits ON exhibits.content_id = contents.id LEFT JOIN cases ON cases.id = exhibits.case_id
    GROUP BY contents.id ORDER BY contents.id`);

export const isHeld = (db: ReadDb, contentId: number): boolean =>
  db.get(sql`SELECT 1 FROM contents WHERE id = ${contentId}`) !== undefined;

export const countChunks = (db: ReadDb, contentId: number): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM chunks WHERE content_id = ${contentId}`, '').n;

/** Whether the counter that numbers contents and datasets would give out one that is in use: no list attests it. */
export const counterIsBehind = (db: ReadDb): boolean =>
  db.one<{ behind: number }>(
    sql`
      SELECT coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'incoming'), 0) <
        max(coalesce((SELECT max(id) FROM contents), 0), coalesce((SELECT max(number) FROM datasets), 0)) AS behind`,
    '',
  ).behind === 1;

/** Contents of which there are bytes but no record, and which are not on their way in or out either. */
export const strayContents = (db: ReadDb): number[] =>
  db
    .all<{ id: number }>(sql`
      SELECT DISTINCT content_id AS id FROM chunks
      WHERE content_id NOT IN (SELECT id FROM contents) AND content_id NOT IN (SELECT id FROM incoming)`)
    .map(({ id }) => id);

export interface RecordedExhibit {
  readonly id: string;
  readonly caseId: string;
  /** As the store has it, which may be damaged. */
  readonly kind: string;
  /** "E-0003" */
  readonly number: string;
  /** "E-0003 of C-0001" */
  readonly label: string;
  readonly name: string;
  readonly mediaType: string;
  readonly how: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly held: number;
  readonly contentSha256: string | null;
}
export const listRecorded = (db: ReadDb): RecordedExhibit[] =>
  db.all<RecordedExhibit>(sql`
    SELECT exhibits.id, exhibits.case_id AS caseId, exhibits.kind, printf('E-%04d', exhibits.number) AS number,
      printf('E-%04d of C-%04d', exhibits.number, cases.number) AS label,
      original_name AS name, media_type AS mediaType, acquired_how AS how, exhibits.sha256, exhibits.bytes,
      removed_at IS NULL AS held, contents.sha256 AS contentSha256
    FROM exhibits JOIN cases ON cases.id = exhibits.case_id LEFT JOIN contents ON contents.id = exhibits.content_id
    ORDER BY cases.number, exhibits.number`);

/**
 * What a copy or a query is said to be made from although it has no lower number: exhibits are numbered as they come, so that
 * no honest one is, and what is made from itself, in a circle, has no origin. @returns "E-0004", or null
 */
export const madeFromLater = (db: ReadDb, exhibitId: string): string | null =>
  db.get<{ label: string }>(sql`
    SELECT printf('E-%04d', origin) AS label FROM (
      SELECT original.number AS origin, copy.number FROM working_copies
        JOIN exhibits AS copy ON copy.id = exhibit_id JOIN exhibits AS original ON original.id = original_id
        WHERE exhibit_id = ${exhibitId}
      UNION ALL
      SELECT mail.number, part.number FROM attachments
        JOIN exhibits AS part ON part.id = exhibit_id JOIN exhibits AS mail ON mail.id = mail_id
        WHERE exhibit_id = ${exhibitId} AND made = 1
      UNION ALL
      SELECT CAST(substr(input.value ->> 'exhibitLabel', 3) AS INTEGER), exhibits.number FROM queries
        JOIN exhibits ON exhibits.id = exhibit_id,
        json_each(CASE WHEN json_valid(inputs) THEN inputs ELSE '[]' END) AS input
        WHERE exhibit_id = ${exhibitId} AND input.type = 'object'
    ) WHERE origin >= number LIMIT 1`)?.label ?? null;

export interface RecordedQuery {
  readonly sql: string;
  readonly rows: number;
  readonly rowLimit: number;
  readonly limitedBy: string | null;
  readonly inputs: string;
}
export const queryOf = (db: ReadDb, exhibitId: string): RecordedQuery | undefined =>
  db.get<RecordedQuery>(sql`
    SELECT sql, row_count AS rows, row_limit AS rowLimit, limited_by AS limitedBy, inputs
    FROM queries WHERE exhibit_id = ${exhibitId}`);

export interface RecordedDataset {
  readonly number: number;
  readonly label: string;
  readonly rows: number;
  readonly cellsSha256: string;
  readonly fileSha256: string | null;
  readonly sha256: string;
}
export const listDatasets = (db: ReadDb): RecordedDataset[] =>
  db.all<RecordedDataset>(sql`
    SELECT datasets.number, printf('E-%04d of C-%04d', exhibits.number, cases.number) AS label, datasets.rows, cells_sha256 AS cellsSha256,
      CASE WHEN json_valid(certificate) THEN certificate ->> 'fileSha256' END AS fileSha256, exhibits.sha256
    FROM datasets JOIN exhibits ON exhibits.id = datasets.exhibit_id JOIN cases ON cases.id = exhibits.case_id
    ORDER BY cases.number, exhibits.number`);

/** How the tables of the datasets must be made, and those of imports under way, whose columns nothing else tells. */
/** With the indexes over their identifying columns, where those are there. */
export const datasetDefinitions = (db: ReadDb): Sql[] => [
  ...db
    .all<{ number: number }>(
      sql`SELECT number FROM datasets WHERE EXISTS (SELECT 1 FROM dataset_columns WHERE dataset_id = datasets.id)`,
    )
    .flatMap(({ number }) => {
      const columns = columnsOfTable(db, number);
      return [tableDefinition(number, columns), ...valueIndexes(db, { number, columns })];
    }),
  ...db
    .all<{ number: number; text: string }>(sql`
      SELECT incoming.id AS number, sql AS text FROM incoming JOIN sqlite_schema ON type = 'table' AND name = 'ds_' || incoming.id
      WHERE kind = 'dataset' AND incoming.id NOT IN (SELECT number FROM datasets)`)
    .map(({ text }) => ({ text, values: [] })),
];

/** Columns of a dataset as they are kept; a reading that cannot be read is none. */
export const columnsOfTable = (db: ReadDb, number: number): StoredColumn[] =>
  db
    .all<Omit<StoredColumn, 'reading' | 'whole'> & { whole: number; reading: string }>(sql`
      SELECT dataset_columns.* FROM dataset_columns JOIN datasets ON datasets.id = dataset_id
      WHERE number = ${number} ORDER BY dataset_columns.position`)
    .map(({ whole, reading, ...column }) => ({ ...column, whole: whole === 1, reading: readingOf(reading) }));

function readingOf(json: string): StoredColumn['reading'] {
  try {
    return ColumnReading.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

export const isDataset = (db: ReadDb, number: number): boolean =>
  db.get(sql`SELECT 1 FROM datasets WHERE number = ${number}`) !== undefined;

/** Rows of a dataset's table; null when the table is not there. */
export function tableRows(db: ReadDb, number: number): number | null {
  const name = `ds_${number}`;
  if (!db.get(sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${name}`)) return null;
  return db.one<{ n: number }>(sql`SELECT count(*) AS n FROM ${identifier(name)}`, '').n;
}
