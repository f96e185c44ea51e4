import type { Certificate, DatasetSummary } from '../../../shared/contract/evidence.ts';
import { DatasetSummary as Schema } from '../../../shared/contract/evidence.ts';
import type { CaseId, DatasetId, ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { StoredColumn } from './columns.ts';
import type { Rejected } from './reading.ts';

/** Reads of datasets for every area. */
type Db = ReadDb | WriteDb;

const MISSING = 'That dataset is not in this vault.';

interface Row {
  readonly id: string;
  readonly number: number;
  readonly caseId: string;
  readonly exhibitId: string;
  readonly exhibitNumber: number;
  readonly sha256: string;
  readonly view: string;
  readonly rows: number;
  readonly warnings: number;
  readonly columns: string;
}

const SELECT = sql`
  SELECT datasets.id, datasets.number, datasets.case_id AS caseId, exhibit_id AS exhibitId, exhibits.number AS exhibitNumber,
    exhibits.sha256, view, rows, json_array_length(certificate, '$.warnings') AS warnings,
    (SELECT json_group_array(json_object('name', name, 'header', header, 'type', type, 'whole', whole, 'nulls', nulls,
      'empties', empties) ORDER BY position) FROM dataset_columns WHERE dataset_id = datasets.id) AS columns
  FROM datasets JOIN exhibits ON exhibits.id = exhibit_id`;

const columnsOf = (row: Row): (Omit<StoredColumn, 'whole'> & { whole: number })[] => JSON.parse(row.columns);

const summary = (row: Row): DatasetSummary =>
  Schema.parse({
    ...row,
    exhibitLabel: exhibitLabel(row.exhibitNumber),
    columns: columnsOf(row).map(({ whole: _, ...column }) => column),
  });

/** The datasets of a case in the order of their exhibits. */
export const listDatasets = (db: Db, caseId: CaseId): DatasetSummary[] => rowsOf(db, caseId).map(summary);

/** @throws Fault `not-found` */
export const datasetById = (db: Db, id: DatasetId): DatasetSummary & { caseId: CaseId } => {
  const row = db.one<Row>(sql`${SELECT} WHERE datasets.id = ${id}`, MISSING);
  return { ...summary(row), caseId: row.caseId as CaseId };
};

export function datasetOfExhibit(db: Db, exhibitId: ExhibitId): DatasetSummary | null {
  const row = db.get<Row>(sql`${SELECT} WHERE exhibit_id = ${exhibitId}`);
  return row ? summary(row) : null;
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
  readonly columns: readonly Pick<StoredColumn, 'name' | 'type' | 'whole'>[];
}

export const datasetTables = (db: Db, caseId: CaseId): DatasetTable[] =>
  rowsOf(db, caseId).map((row) => ({
    datasetId: row.id as DatasetId,
    number: row.number,
    view: row.view,
    exhibitLabel: exhibitLabel(row.exhibitNumber),
    sha256: row.sha256,
    rows: row.rows,
    columns: columnsOf(row).map(({ name, type, whole }) => ({ name, type, whole: whole === 1 })),
  }));

function rowsOf(db: Db, caseId: CaseId): Row[] {
  const query: Sql = sql`${SELECT} WHERE datasets.case_id = ${caseId} ORDER BY exhibits.number`;
  return db.all<Row>(query);
}

export function listRejected(db: Db, id: DatasetId, offset: number, limit: number): Rejected[] {
  return db.all(sql`
    SELECT record, line, reason, raw FROM rejected_rows WHERE dataset_id = ${id} ORDER BY record LIMIT ${limit} OFFSET ${offset}`);
}
export const countRejected = (db: Db, id: DatasetId): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM rejected_rows WHERE dataset_id = ${id}`, '').n;

export function certificateOf(db: Db, id: DatasetId): Certificate {
  const row = db.one<{ certificate: string }>(sql`SELECT certificate FROM datasets WHERE id = ${id}`, MISSING);
  return JSON.parse(row.certificate) as Certificate;
}
