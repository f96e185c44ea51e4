import type { z } from 'zod';
import type { QueryInput, ResultColumn } from '../../../shared/contract/query.ts';
import type { PrintedReport, ReportSettings } from '../../../shared/contract/reports.ts';
import type { BoardId, CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { GENESIS } from '../custody/chain.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { ReportCustody, ReportModel } from './model.ts';

/** What was set for the case, or how a report starts out: everything in it, with the board made with the case. @throws Fault `not-found` */
export function settingsOf(db: ReadDb | WriteDb, caseId: CaseId): ReportSettings {
  const { requester } = caseRow(db, caseId);
  return (
    readSettings(db, caseId) ?? {
      caseId,
      summary: '',
      caveat: '',
      method: '',
      recipient: requester,
      boardId: firstBoard(db, caseId),
      excludedExhibits: [],
      excludedFindings: [],
    }
  );
}

type Db = ReadDb | WriteDb;

type SettingsRow = Omit<ReportSettings, 'caseId' | 'excludedExhibits' | 'excludedFindings'> & {
  excludedExhibits: string;
  excludedFindings: string;
};

/** @returns null until something was set */
export function readSettings(db: Db, caseId: CaseId): ReportSettings | null {
  const row = db.get<SettingsRow>(sql`
    SELECT summary, caveat, method, recipient, board_id AS boardId,
      excluded_exhibits AS excludedExhibits, excluded_findings AS excludedFindings
    FROM report_settings WHERE case_id = ${caseId}`);
  return (
    (row && {
      ...row,
      caseId,
      excludedExhibits: JSON.parse(row.excludedExhibits),
      excludedFindings: JSON.parse(row.excludedFindings),
    }) ??
    null
  );
}

export function writeSettings(db: WriteDb, settings: ReportSettings): void {
  const { caseId, summary, caveat, method, recipient, boardId, excludedExhibits, excludedFindings } = settings;
  db.run(sql`
    INSERT INTO report_settings (case_id, summary, caveat, method, recipient, board_id, excluded_exhibits, excluded_findings)
    VALUES (${caseId}, ${summary}, ${caveat}, ${method}, ${recipient}, ${boardId},
      ${JSON.stringify(excludedExhibits)}, ${JSON.stringify(excludedFindings)})
    ON CONFLICT (case_id) DO UPDATE SET summary = excluded.summary, caveat = excluded.caveat, method = excluded.method,
      recipient = excluded.recipient, board_id = excluded.board_id,
      excluded_exhibits = excluded.excluded_exhibits, excluded_findings = excluded.excluded_findings`);
}

export const boardOfCase = (db: Db, caseId: CaseId, boardId: BoardId): boolean =>
  db.get(sql`SELECT 1 FROM boards WHERE id = ${boardId} AND case_id = ${caseId}`) !== undefined;

export type Printed = z.infer<typeof PrintedReport>;

export function insertPrinted(db: WriteDb, caseId: CaseId, printed: Printed): void {
  const { printedAt, edition, pages, bytes, sha256, encrypted } = printed;
  db.run(sql`
    INSERT INTO printed_reports (case_id, printed_at, edition, pages, bytes, sha256, encrypted)
    VALUES (${caseId}, ${printedAt}, ${edition}, ${pages}, ${bytes}, ${sha256}, ${encrypted})`);
}

/** Newest first. */
export const listPrinted = (db: Db, caseId: CaseId): Printed[] =>
  db
    .all<Omit<Printed, 'encrypted'> & { encrypted: number }>(sql`
      SELECT printed_at AS printedAt, edition, pages, bytes, sha256, encrypted
      FROM printed_reports WHERE case_id = ${caseId} ORDER BY id DESC`)
    .map((row) => ({ ...row, encrypted: row.encrypted === 1 }));

export interface FindingRow {
  readonly id: string;
  readonly number: number;
  readonly claim: string;
  readonly explanation: string;
  readonly likelihood: string;
  readonly confidence: string;
  /** Numbers of the exhibits behind it, as a JSON array. */
  readonly exhibits: string;
}
export const findingRows = (db: Db, caseId: CaseId): FindingRow[] =>
  db.all<FindingRow>(sql`
    SELECT id, number, claim, explanation, likelihood, confidence,
      (SELECT json_group_array(exhibits.number ORDER BY finding_exhibits.position)
        FROM finding_exhibits JOIN exhibits ON exhibits.id = exhibit_id WHERE finding_id = findings.id) AS exhibits
    FROM findings WHERE case_id = ${caseId} ORDER BY position, number`);

export interface DatasetRow {
  readonly view: string;
  readonly rows: number;
  readonly certificate: string;
  /** [{ name, type }] as JSON, in order. */
  readonly columns: string;
}
export const datasetOf = (db: Db, exhibitId: ExhibitId): DatasetRow | undefined =>
  db.get<DatasetRow>(sql`
    SELECT view, rows, certificate,
      (SELECT json_group_array(json_object('name', name, 'type', type) ORDER BY position)
        FROM dataset_columns WHERE dataset_id = datasets.id) AS columns
    FROM datasets WHERE exhibit_id = ${exhibitId}`);

export interface QueryRow {
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  readonly limitedBy: 'rows' | 'bytes' | null;
  readonly inputs: readonly QueryInput[];
  readonly ranAt: string;
}
export function queryOf(db: Db, exhibitId: ExhibitId): QueryRow | null {
  const row = db.get<Omit<QueryRow, 'columns' | 'inputs'> & { columns: string; inputs: string }>(sql`
    SELECT sql, columns, row_count AS rowCount, limited_by AS limitedBy, inputs, ran_at AS ranAt
    FROM queries WHERE exhibit_id = ${exhibitId}`);
  return row ? { ...row, columns: JSON.parse(row.columns), inputs: JSON.parse(row.inputs) } : null;
}

/** Entries of a case and of the vault as a whole up to and including entry `last`: the newest `most` of them, oldest first. */
export const custodyUpTo = (db: Db, caseId: CaseId, last: number, most: number): ReportCustody[] =>
  db
    .all<ReportCustody>(sql`
      SELECT seq, at, actor, program, action, subject, detail, hash
      FROM custody JOIN custody_details USING (seq) WHERE (case_id = ${caseId} OR case_id IS NULL) AND seq <= ${last} ORDER BY seq DESC LIMIT ${most}`)
    .reverse();

export const countCustodyUpTo = (db: Db, caseId: CaseId, last: number): number =>
  db.one<{ n: number }>(
    sql`SELECT count(*) AS n FROM custody WHERE (case_id = ${caseId} OR case_id IS NULL) AND seq <= ${last}`,
    '',
  ).n;

export type CaseRow = ReportModel['case'] & { number: number };
/** @throws Fault `not-found` */
export const caseRow = (db: Db, caseId: CaseId): Omit<CaseRow, 'label'> =>
  db.one(
    sql`
      SELECT number, title, codename, tlp, requester, team, priority, status, due_at AS dueAt, due_zone AS dueZone, background
      FROM cases WHERE id = ${caseId}`,
    'That case is not in this vault.',
  );

/** The board made with the case, or the oldest that is left. */
export const firstBoard = (db: Db, caseId: CaseId): BoardId | null =>
  db.get<{ id: BoardId }>(sql`SELECT id FROM boards WHERE case_id = ${caseId} ORDER BY created_at, rowid LIMIT 1`)
    ?.id ?? null;

/** The newest entry of the custody log that is no print of a report: so the same state prints the same, however often. */
export const headBeforePrints = (db: Db): ReportModel['chain'] =>
  db.get(sql`SELECT seq, hash FROM custody WHERE action <> 'report.print' ORDER BY seq DESC LIMIT 1`) ?? {
    seq: 0,
    hash: GENESIS,
  };
