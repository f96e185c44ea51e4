import type { Certificate, Origin } from '../../../shared/contract/datasets.ts';
import type { CaseId, CombinedId, DatasetId, ExhibitId } from '../../../shared/contract/values.ts';
import type { Profile } from '../../../shared/domain/profiles.ts';
import { type ColumnReading, sqlType } from '../../../shared/domain/readings.ts';
import { closeIncoming, openIncoming } from '../db/incoming.ts';
import { copyRows, type WriteDb } from '../db/open.ts';
import { identifier, type Sql, sql } from '../db/sql.ts';
import { type StoredColumn, tableDefinition } from './columns.ts';
import type { LineRuns } from './combined/view.ts';
import type { LeftOut } from './reading.ts';
import type { RowBlock } from './row-blocks.ts';

const table = (number: number) => identifier(`ds_${number}`);

const NOT_UNDER_WAY = 'The import is no longer under way.';

/** Takes a number and makes its table; both are swept after a crash until `closeTable`. */
export function openTable(db: WriteDb, at: string): number {
  return openIncoming(db, 'dataset', at);
}

/** Creates the table. @param forms of its columns */
export function makeTable(db: WriteDb, number: number, forms: readonly string[]): void {
  db.run(
    tableDefinition(
      number,
      forms.map((form) => ({ form, reading: null })),
    ),
  );
}

/** Adds rows that were put together elsewhere, over a connection of its own to the store. */
export function insertBlock(
  { storeFile, key, writer }: { readonly storeFile: string; readonly key: Uint8Array; readonly writer: WriteDb },
  number: number,
  { image }: RowBlock,
): void {
  copyRows(image, storeFile, key, copyOfBlock(number), (write) => writer.turns.first(write));
}
/** The statement that `copyRows` does this by. */
export const copyOfBlock = (number: number): Sql => sql`INSERT INTO store.${table(number)} SELECT * FROM main.t`;

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
  /** '' for none. */
  readonly profile: string;
}

export function insertDataset(db: WriteDb, dataset: NewDataset, at: string): void {
  const { id, number, caseId, exhibitId, part, position, view, rows, cells, columns, certificate, origin, profile } =
    dataset;
  db.run(sql`
    INSERT INTO datasets (id, number, case_id, exhibit_id, part, position, view, rows, cells_sha256, certificate, origin, profile, created_at)
    VALUES (${id}, ${number}, ${caseId}, ${exhibitId}, ${part}, ${position}, ${view}, ${rows}, ${cells},
      ${JSON.stringify(certificate)}, ${originText(origin)}, ${profile}, ${at})`);
  for (const [place, column] of columns.entries()) {
    const { name, header, type, whole, nulls, empties, form, reading } = column;
    db.run(sql`
      INSERT INTO dataset_columns (dataset_id, position, name, header, type, whole, nulls, empties, form, reading)
      VALUES (${id}, ${place}, ${name}, ${header}, ${type}, ${whole}, ${nulls}, ${empties}, ${form}, ${JSON.stringify(reading ?? {})})`);
  }
}

/** @param at the column's place, from 0 */
export function setReading(db: WriteDb, id: DatasetId, at: number, reading: ColumnReading): void {
  db.runOne(
    sql`
      UPDATE dataset_columns SET reading = ${JSON.stringify(reading)}, type = ${sqlType(reading.reading)}
      WHERE dataset_id = ${id} AND position = ${at}`,
    MISSING,
  );
}

export const setCertificate = (db: WriteDb, id: DatasetId, certificate: Certificate): void =>
  db.runOne(sql`UPDATE datasets SET certificate = ${JSON.stringify(certificate)} WHERE id = ${id}`, MISSING);

/** The rows of a dataset lie in another table from here on; the one they lay in is dropped. */
export function replaceTable(db: WriteDb, id: DatasetId, from: number, to: number): void {
  db.runOne(sql`UPDATE datasets SET number = ${to} WHERE id = ${id} AND number = ${from}`, MISSING);
  db.run(sql`DROP TABLE ${table(from)}`);
}

const originText = (origin: Origin | null): string => JSON.stringify(origin ?? {});

export function setOrigin(db: WriteDb, id: DatasetId, origin: Origin | null): void {
  db.runOne(sql`UPDATE datasets SET origin = ${originText(origin)} WHERE id = ${id}`, MISSING);
}

/** Keeps the records of a file that became no row. */
export function insertLeftOut(
  db: WriteDb,
  id: DatasetId,
  into: 'rejected_rows' | 'skipped_rows',
  records: readonly LeftOut[],
): void {
  for (const { record, line, reason, raw } of records)
    db.run(sql`
      INSERT INTO ${identifier(into)} (dataset_id, record, line, reason, raw)
      VALUES (${id}, ${record}, ${line}, ${reason}, ${raw})`);
}

export function putProfile(db: WriteDb, profile: Profile, at: string, by: string): void {
  db.run(sql`
    INSERT INTO profiles (name, profile, saved_at, saved_by) VALUES (${profile.name}, ${JSON.stringify(profile)}, ${at}, ${by})
    ON CONFLICT (name) DO UPDATE SET profile = excluded.profile, saved_at = excluded.saved_at, saved_by = excluded.saved_by`);
}
export function deleteProfile(db: WriteDb, name: string): void {
  db.runOne(sql`DELETE FROM profiles WHERE name = ${name}`, 'No profile of that name is saved in this vault.');
}

export function renameView(db: WriteDb, id: DatasetId, view: string): void {
  db.runOne(sql`UPDATE datasets SET view = ${view} WHERE id = ${id}`, MISSING);
}

export function setCombinedView(db: WriteDb, id: CombinedId, view: string): void {
  db.runOne(
    sql`UPDATE combined_datasets SET view = ${view} WHERE id = ${id}`,
    'That combined dataset is not in this vault.',
  );
}

const MISSING = 'That dataset is not in this vault.';

/** Drops a dataset with its table and rejected rows. */
export function deleteDataset(db: WriteDb, id: DatasetId): void {
  const { number } = db.one<{ number: number }>(sql`SELECT number FROM datasets WHERE id = ${id}`, MISSING);
  db.run(sql`DELETE FROM datasets WHERE id = ${id}`);
  db.run(sql`DROP TABLE ${table(number)}`);
}

export const insertCombined = (db: WriteDb, id: CombinedId, caseId: CaseId, view: string, at: string): number =>
  db.run(sql`INSERT INTO combined_datasets (id, case_id, view, created_at) VALUES (${id}, ${caseId}, ${view}, ${at})`);

/** Puts a dataset below the others of a combined one. */
export function addMember(db: WriteDb, id: CombinedId, datasetId: DatasetId, lines: LineRuns | null): void {
  db.run(sql`
    INSERT INTO combined_members (dataset_id, combined_id, position, lines)
    VALUES (${datasetId}, ${id}, (SELECT coalesce(max(position) + 1, 0) FROM combined_members WHERE combined_id = ${id}), ${JSON.stringify(lines)})`);
}

export const setLines = (db: WriteDb, datasetId: DatasetId, lines: LineRuns | null): number =>
  db.run(sql`UPDATE combined_members SET lines = ${JSON.stringify(lines)} WHERE dataset_id = ${datasetId}`);

export const dropMember = (db: WriteDb, datasetId: DatasetId): number =>
  db.run(sql`DELETE FROM combined_members WHERE dataset_id = ${datasetId}`);

/** Its members are datasets of their own from here on. */
export function deleteCombined(db: WriteDb, id: CombinedId): void {
  db.run(sql`DELETE FROM combined_members WHERE combined_id = ${id}`);
  db.run(sql`DELETE FROM combined_datasets WHERE id = ${id}`);
}
