import { type Certificate, type DatasetSummary, DatasetSummary as Schema } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId, CombinedId, DatasetId, ExhibitId } from '../../../shared/contract/values.ts';
import { Profile } from '../../../shared/domain/profiles.ts';
import type { ColumnReading } from '../../../shared/domain/readings.ts';
import { CASE_TABLES, type Contributed } from '../case-table.ts';
import { detailsOf } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { type ExhibitHead, exhibitHead, listExhibitHeads } from '../evidence/reads.ts';
import { INDEXED_CHARACTERS } from '../search/index-text.ts';
import { asColumn, folded, type StoredColumn } from './columns.ts';
import type { LineRuns } from './combined/view.ts';
import { cellText } from './forms.ts';
import type { LeftOut } from './reading.ts';
import { mergedMoments } from './readings/moments.ts';
import { rawCell, typedCell } from './readings/view.ts';

// Words that SQLite does not take as a name without quotes, and those of joins, which read badly as one.
const RESERVED = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create cross default deferrable delete
  distinct drop else escape except exists foreign from full group having in index inner insert intersect into is isnull
  join left limit natural not nothing notnull null on or order outer primary references returning right row rows select
  set table then to transaction union unique update using values when where`.split(/\s+/),
);
const LONGEST = 63; // as `dataset.rename` allows

export const isReserved = (name: string): boolean => {
  const lower = folded(name);
  return (CASE_TABLES as readonly string[]).includes(lower) || /^(?:sqlite|pragma|json|jsonb)_/.test(lower);
};

/** Under its name with this behind it, a dataset shows the text of its cells. */
export const RAW = '_raw';

/**
 * Whether a name would be that of another dataset of the case, or that of the text of one, either way.
 * @param taken names of the others, folded
 */
export function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  const own = folded(name);
  return taken.has(own) || taken.has(`${own}${RAW}`) || (own.endsWith(RAW) && taken.has(own.slice(0, -RAW.length)));
}

/** A name to type: "Logins (May).csv" becomes logins_may. @param taken names of the case, folded @param part of the file */
export function viewName(fileName: string, taken: ReadonlySet<string>, part = ''): string {
  const stem = fileName.replace(
    /(?:\.(?:csv|tsv|tab|txt|psv|log|gz|xlsx|xlsm|xlsb|xls|ods|json|ndjson|jsonl|parquet|zip|eml|mbox|ics|body|bodyfile|graphml|gexf|mtgx|ftm))+$/i,
    '',
  );
  const plain = `${stem} ${part}`
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  let base = /^[\p{L}_]/u.test(plain) ? plain : `t_${plain}`;
  if (plain === '') base = 'dataset';
  base = [...base].slice(0, LONGEST - 5).join('');
  if (RESERVED.has(base)) base = `${base}_`;
  if (isReserved(base)) base = `file_${base}`;
  let name = base;
  for (let copy = 2; isTaken(name, taken); copy++) name = `${base.replace(/_$/, '')}_${copy}`;
  return name;
}

/** Reads of datasets for every area. */
type Db = ReadDb | WriteDb;

const MISSING = 'That dataset is not in this vault.';

interface Row {
  readonly id: DatasetId;
  readonly number: number;
  readonly caseId: CaseId;
  readonly exhibitId: ExhibitId;
  readonly part: string;
  readonly view: string;
  readonly rows: number;
  readonly warnings: number;
  readonly rejected: number;
  readonly columns: string;
  readonly origin: string;
  readonly profile: string;
}

const SELECT = sql`
  SELECT id, number, case_id AS caseId, exhibit_id AS exhibitId, part, view, rows, origin, profile,
    (SELECT count(*) FROM json_each(certificate, '$.warnings') WHERE value ->> 'code' <> 'open-question') AS warnings,
    json_extract(certificate, '$.rejected') AS rejected,
    (SELECT json_group_array(json_object('name', name, 'header', header, 'type', type, 'whole', whole, 'nulls', nulls,
      'empties', empties, 'form', form, 'reading', json(reading)) ORDER BY position) FROM dataset_columns WHERE dataset_id = datasets.id) AS columns
  FROM datasets`;

type Kept = Omit<StoredColumn, 'whole' | 'reading'> & { whole: number; reading: ColumnReading | Record<string, never> };
const columnsOf = (row: Row): StoredColumn[] =>
  (JSON.parse(row.columns) as Kept[]).map(({ whole, reading, ...column }) => ({
    ...column,
    whole: whole === 1,
    reading: 'reading' in reading ? (reading as ColumnReading) : null,
  }));

const summary = (row: Row, { label }: ExhibitHead): DatasetSummary =>
  Schema.parse({
    ...row,
    exhibitLabel: label,
    columns: columnsOf(row).map(asColumn),
    origin: row.origin === '{}' ? null : JSON.parse(row.origin),
  });

/** The datasets of a case in the order of their exhibits. */
export const listDatasets = (db: Db, caseId: CaseId): DatasetSummary[] =>
  rowsOf(db, caseId).map(({ row, exhibit }) => summary(row, exhibit));

/** How many datasets a case holds, as an expression over the case's id. */
export const datasetsHeld: Contributed = (caseId) => sql`(SELECT count(*) FROM datasets WHERE case_id = ${caseId})`;

/** @throws Fault `not-found` */
export const datasetById = (db: Db, id: DatasetId): DatasetSummary & { caseId: CaseId } => {
  const row = db.one<Row>(sql`${SELECT} WHERE id = ${id}`, MISSING);
  return { ...summary(row, exhibitHead(db, row.exhibitId)), caseId: row.caseId };
};

/** @throws Fault `not-found` */
export function tableOf(db: Db, id: DatasetId) {
  const row = db.one<Row>(sql`${SELECT} WHERE id = ${id}`, MISSING);
  return { number: row.number, rows: row.rows, columns: columnsOf(row) };
}

/** The text of a dataset's cells, in the order of its rows. */
/** Whether the rows of a dataset are there still, or were removed with their exhibit. */
export const isStored = (db: Db, { number }: Pick<DatasetTable, 'number'>): boolean =>
  db.get(sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${`ds_${number}`}`) !== undefined;

export function cellsOf(
  db: Db,
  { number, columns }: Pick<DatasetTable, 'number' | 'columns'>,
  offset: number,
  limit: number,
): (string | null)[][] {
  const cells = columns.map(({ form }, at) => cellText(`c${at + 1}`, form));
  return [
    ...db.eachArray<(string | null)[]>(
      sql`SELECT ${join(cells, ', ')} FROM ${identifier(`ds_${number}`)} WHERE row > ${offset} ORDER BY row LIMIT ${limit}`,
    ),
  ];
}

/** Every text that a column shows: its cells as they came, and what they are read as. Empty where the rows are gone. */
export function* columnTexts(
  db: Db,
  table: Pick<DatasetTable, 'number' | 'columns'>,
  at: number,
): IterableIterator<string> {
  const column = table.columns[at];
  if (!column || !isStored(db, table)) return;
  for (const cell of [rawCell(column, at), typedCell(column, at)])
    for (const [text] of db.eachArray<[string | null]>(
      sql`SELECT DISTINCT CAST(${cell} AS TEXT) FROM ${identifier(`ds_${table.number}`)}`,
    ))
      if (text !== null && text !== '') yield text;
}

/** What was read from an exhibit, in its order. */
export function datasetsOfExhibit(db: Db, exhibitId: ExhibitId): DatasetSummary[] {
  const rows = db.all<Row>(sql`${SELECT} WHERE exhibit_id = ${exhibitId} ORDER BY position`);
  if (rows.length === 0) return [];
  const exhibit = exhibitHead(db, exhibitId);
  return rows.map((row) => summary(row, exhibit));
}

/** What a statement needs to read a dataset: its table and how the view over it is made. */
export interface DatasetTable {
  readonly datasetId: DatasetId;
  /** Its rows lie in the table `ds_<number>`; a number is never used again. */
  readonly number: number;
  readonly view: string;
  readonly exhibitLabel: string;
  readonly sha256: string;
  readonly rows: number;
  /** Records that became no row. */
  readonly rejected: number;
  readonly columns: readonly StoredColumn[];
}

export const datasetTables = (db: Db, caseId: CaseId): DatasetTable[] =>
  rowsOf(db, caseId).map(({ row, exhibit }) => ({
    datasetId: row.id,
    number: row.number,
    view: row.view,
    exhibitLabel: exhibit.label,
    sha256: exhibit.sha256,
    rows: row.rows,
    rejected: row.rejected,
    columns: columnsOf(row),
  }));

/** Datasets of one shape that SQL sees as one. */
export interface Combined {
  readonly id: CombinedId;
  readonly view: string;
  readonly members: readonly { readonly datasetId: DatasetId; readonly lines: LineRuns | null }[];
}

/** The combined datasets of a case by name, each with at least one member. */
export function listCombined(db: Db, caseId: CaseId): Combined[] {
  const rows = db.all<{ id: CombinedId; view: string; datasetId: DatasetId; lines: string }>(sql`
    SELECT combined_datasets.id, view, dataset_id AS datasetId, lines
    FROM combined_datasets JOIN combined_members ON combined_id = combined_datasets.id
    WHERE case_id = ${caseId} ORDER BY view, combined_datasets.id, position`);
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((members) => ({
    id: members[0]?.id as CombinedId,
    view: members[0]?.view ?? '',
    members: members.map(({ datasetId, lines }) => ({ datasetId, lines: JSON.parse(lines) as LineRuns | null })),
  }));
}

/** @throws Fault `not-found` */
export function combinedById(db: Db, id: CombinedId): Combined & { readonly caseId: CaseId } {
  const missing = 'That combined dataset is not in this vault.';
  const { caseId } = db.one<{ caseId: CaseId }>(
    sql`SELECT case_id AS caseId FROM combined_datasets WHERE id = ${id}`,
    missing,
  );
  const found = listCombined(db, caseId).find((each) => each.id === id);
  if (!found) throw new Fault('not-found', missing);
  return { ...found, caseId };
}

/** The combined dataset that a dataset belongs to. */
export const combinedOf = (db: Db, caseId: CaseId, datasetId: DatasetId): Combined | null =>
  listCombined(db, caseId).find(({ members }) => members.some((each) => each.datasetId === datasetId)) ?? null;

/** Names in SQL that datasets of a case have, combined ones too, folded. */
export const takenNames = (db: Db, caseId: CaseId): Set<string> =>
  new Set([...listDatasets(db, caseId), ...listCombined(db, caseId)].map(({ view }) => folded(view)));

/** What a dataset is called now that had a name before, or its text; null where none had, or it is gone. */
export function renamedTo(db: ReadDb, caseId: CaseId, name: string): string | null {
  const behind = name.toLowerCase().endsWith(RAW) ? name.slice(-RAW.length) : '';
  const before = name.slice(0, name.length - behind.length);
  let now: string | null = null;
  for (const { from, to } of detailsOf(db, caseId, 'dataset.rename')) {
    if (folded(String(from)) === folded(before) || (now !== null && folded(String(from)) === folded(now)))
      now = String(to);
  }
  return now !== null && takenNames(db, caseId).has(folded(now)) ? `${now}${behind}` : null;
}

/** What a statement needs to read a combined dataset. */
export interface CombinedTable {
  readonly view: string;
  readonly members: readonly (DatasetTable & { readonly lines: LineRuns | null })[];
}

export function combinedTables(db: Db, caseId: CaseId, tables: readonly DatasetTable[]): CombinedTable[] {
  const byId = new Map(tables.map((table) => [table.datasetId, table]));
  return listCombined(db, caseId).map(({ view, members }) => ({
    view,
    members: members.flatMap(({ datasetId, lines }) => {
      const table = byId.get(datasetId);
      return table ? [{ ...table, lines }] : [];
    }),
  }));
}

/** Moments that the views of one or of several datasets show beside the columns of their files, with the columns that each is told by. */
export const shownMoments = (
  members: readonly { readonly columns: readonly StoredColumn[] }[],
): { readonly name: string; readonly of: readonly string[] }[] =>
  mergedMoments(members).told.map(({ name, of }) => ({
    name,
    of: of.flatMap(({ parts }, at) => parts.map((part) => members[at]?.columns[part]?.name ?? '')),
  }));

/** The datasets of a case with their exhibits, two queries however many there are. */
function rowsOf(db: Db, caseId: CaseId): { row: Row; exhibit: ExhibitHead }[] {
  const of = Map.groupBy(
    db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY position`),
    ({ exhibitId }) => exhibitId,
  );
  if (of.size === 0) return [];
  return listExhibitHeads(db, caseId).flatMap((exhibit) => (of.get(exhibit.id) ?? []).map((row) => ({ row, exhibit })));
}

/** Profiles that were saved in this vault, by name. */
export const listProfiles = (db: Db): { profile: Profile; at: string; by: string }[] =>
  db
    .all<{ profile: string; at: string; by: string }>(
      sql`SELECT profile, saved_at AS at, saved_by AS by FROM profiles ORDER BY name`,
    )
    .map(({ profile, ...saved }) => ({ profile: Profile.parse(JSON.parse(profile)), ...saved }));

/** The cells of an exhibit's datasets as a text to be searched: headers and rows, at least as much of it as search takes. */
export function tablesText(db: Db, exhibitId: ExhibitId): string {
  let text = '';
  for (const { id } of datasetsOfExhibit(db, exhibitId)) {
    const table = tableOf(db, id);
    text += `${table.columns.map(({ header }) => header).join('\t')}\n`;
    for (let offset = 0; text.length <= INDEXED_CHARACTERS; offset += ROWS_A_READ) {
      const rows = cellsOf(db, table, offset, ROWS_A_READ);
      text += rows.map((cells) => `${cells.map((cell) => cell ?? '').join('\t')}\n`).join('');
      if (rows.length < ROWS_A_READ) break;
    }
  }
  return text;
}
const ROWS_A_READ = 2000;

const leftOut = (table: 'rejected_rows' | 'skipped_rows') => ({
  count: (db: Db, id: DatasetId): number =>
    db.one<{ n: number }>(sql`SELECT count(*) AS n FROM ${identifier(table)} WHERE dataset_id = ${id}`, '').n,
  list: (db: Db, id: DatasetId, offset: number, limit: number): LeftOut[] =>
    db.all(sql`
      SELECT record, line, reason, raw FROM ${identifier(table)} WHERE dataset_id = ${id}
      ORDER BY record LIMIT ${limit} OFFSET ${offset}`),
});
/** Records that became no row because something is wrong with them. */
export const { count: countRejected, list: listRejected } = leftOut('rejected_rows');
/** Preamble, footer and blank records. */
export const { count: countSkipped, list: listSkipped } = leftOut('skipped_rows');

export function certificateOf(db: Db, id: DatasetId): Certificate {
  const row = db.one<{ certificate: string }>(sql`SELECT certificate FROM datasets WHERE id = ${id}`, MISSING);
  return JSON.parse(row.certificate) as Certificate;
}
