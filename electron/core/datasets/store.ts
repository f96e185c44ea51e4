import type { Certificate, Origin } from '../../../shared/contract/evidence.ts';
import type { CaseId, DatasetId, ExhibitId } from '../../../shared/contract/values.ts';
import { closeIncoming, openIncoming } from '../db/incoming.ts';
import type { WriteDb } from '../db/open.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';
import { type StoredColumn, tableDefinition } from './columns.ts';
import type { Rejected } from './reading.ts';

const table = (number: number) => identifier(`ds_${number}`);

const NOT_UNDER_WAY = 'The import is no longer under way.';

/** Takes a number and makes its table; both are swept after a crash until `closeTable`. */
export function openTable(db: WriteDb, at: string): number {
  return openIncoming(db, 'dataset', at);
}

/** Creates the table. @returns the statement that inserts one row: its number, then its cells */
export function makeTable(db: WriteDb, number: number, width: number): Sql {
  db.run(
    tableDefinition(
      number,
      Array.from({ length: width }, () => ({ form: 'text', reading: null })),
    ),
  );
  const places = join(
    Array.from({ length: width + 1 }, () => ({ text: '?', values: [] })),
    ', ',
  );
  return sql`INSERT INTO ${table(number)} VALUES (${places})`;
}

export function insertRow(db: WriteDb, insert: Sql, row: number, cells: readonly (string | null)[]): void {
  db.run({ text: insert.text, values: [row, ...cells] });
}

/** The table counts from here on. */
export function closeTable(db: WriteDb, number: number): void {
  closeIncoming(db, number, 'dataset', NOT_UNDER_WAY);
}

export function abandonTable(db: WriteDb, number: number): void {
  db.run(sql`DROP TABLE IF EXISTS ${table(number)}`);
  closeIncoming(db, number, 'dataset', NOT_UNDER_WAY);
}

export interface NewDataset {
  readonly id: DatasetId;
  readonly number: number;
  readonly caseId: CaseId;
  readonly exhibitId: ExhibitId;
  readonly part: string;
  /** Its place among those of the exhibit. */
  readonly position: number;
  readonly view: string;
  readonly rows: number;
  /** As `CellsDigest` gives it. */
  readonly cells: string;
  readonly columns: readonly StoredColumn[];
  readonly certificate: Certificate;
  readonly origin: Origin | null;
}

export function insertDataset(db: WriteDb, dataset: NewDataset, at: string): void {
  const { id, number, caseId, exhibitId, part, position, view, rows, cells, columns, certificate, origin } = dataset;
  db.run(sql`
    INSERT INTO datasets (id, number, case_id, exhibit_id, part, position, view, rows, cells_sha256, certificate, origin, created_at)
    VALUES (${id}, ${number}, ${caseId}, ${exhibitId}, ${part}, ${position}, ${view}, ${rows}, ${cells},
      ${JSON.stringify(certificate)}, ${originText(origin)}, ${at})`);
  for (const [place, column] of columns.entries()) {
    const { name, header, type, whole, nulls, empties, form, reading } = column;
    db.run(sql`
      INSERT INTO dataset_columns (dataset_id, position, name, header, type, whole, nulls, empties, form, reading)
      VALUES (${id}, ${place}, ${name}, ${header}, ${type}, ${whole}, ${nulls}, ${empties}, ${form}, ${JSON.stringify(reading ?? {})})`);
  }
}

const originText = (origin: Origin | null): string => JSON.stringify(origin ?? {});

export function setOrigin(db: WriteDb, id: DatasetId, origin: Origin | null): void {
  db.runOne(sql`UPDATE datasets SET origin = ${originText(origin)} WHERE id = ${id}`, MISSING);
}

export function insertRejected(db: WriteDb, id: DatasetId, { record, line, reason, raw }: Rejected): void {
  db.run(
    sql`INSERT INTO rejected_rows (dataset_id, record, line, reason, raw) VALUES (${id}, ${record}, ${line}, ${reason}, ${raw})`,
  );
}

export function renameView(db: WriteDb, id: DatasetId, view: string): void {
  db.runOne(sql`UPDATE datasets SET view = ${view} WHERE id = ${id}`, MISSING);
}

const MISSING = 'That dataset is not in this vault.';

/** Drops a dataset with its table and rejected rows. */
export function deleteDataset(db: WriteDb, id: DatasetId): void {
  const { number } = db.one<{ number: number }>(sql`SELECT number FROM datasets WHERE id = ${id}`, MISSING);
  db.run(sql`DELETE FROM datasets WHERE id = ${id}`);
  db.run(sql`DROP TABLE ${table(number)}`);
}
