import type { z } from 'zod';
import type { PrintedReport, ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { NOTHING_STATED } from '../../../shared/domain/brief.ts';
import { listBoards } from '../board/reads.ts';
import { caseFacts } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

type Lists = 'excludedExhibits' | 'excludedFindings' | 'keyNumbers' | 'redactions' | 'captions' | 'accepted' | 'setup';
type SettingsRow = Omit<ReportSettings, 'caseId' | Lists> & Record<Lists, string>;

/** @returns null until something was set */
function readSettings(db: Db, caseId: CaseId): ReportSettings | null {
  const row = db.get<SettingsRow>(sql`
    SELECT summary, caveat, method, recipient, board_id AS boardId,
      excluded_exhibits AS excludedExhibits, excluded_findings AS excludedFindings,
      bottom_line AS bottomLine, confidence, unknowns, decision, decision_by AS decisionBy, decision_due AS decisionDue,
      next_step AS nextStep, key_numbers AS keyNumbers, figure_id AS figureId, figure_caption AS figureCaption, captions, redactions, accepted, setup
    FROM report_settings WHERE case_id = ${caseId}`);
  return (
    (row && {
      ...row,
      caseId,
      excludedExhibits: JSON.parse(row.excludedExhibits),
      excludedFindings: JSON.parse(row.excludedFindings),
      keyNumbers: JSON.parse(row.keyNumbers),
      captions: JSON.parse(row.captions),
      redactions: JSON.parse(row.redactions),
      accepted: JSON.parse(row.accepted),
      setup: { ...NOTHING_STATED.setup, ...JSON.parse(row.setup) },
    }) ??
    null
  );
}

/** What was set for the case, or how a report starts out: everything in it, with the oldest board of the case. @throws Fault `not-found` */
export function settingsOf(db: Db, caseId: CaseId): ReportSettings {
  const { requester } = caseFacts(db, caseId);
  return (
    readSettings(db, caseId) ?? {
      caseId,
      summary: '',
      caveat: '',
      method: '',
      recipient: requester,
      boardId: listBoards(db, caseId)[0]?.id ?? null,
      excludedExhibits: [],
      excludedFindings: [],
      ...NOTHING_STATED,
    }
  );
}

export function writeSettings(db: WriteDb, settings: ReportSettings): void {
  const { caseId, summary, caveat, method, recipient, boardId, excludedExhibits, excludedFindings } = settings;
  const { bottomLine, confidence, unknowns, decision, decisionBy, decisionDue, nextStep } = settings;
  db.run(sql`
    INSERT INTO report_settings (case_id, summary, caveat, method, recipient, board_id, excluded_exhibits, excluded_findings,
      bottom_line, confidence, unknowns, decision, decision_by, decision_due, next_step, key_numbers, figure_id, figure_caption, captions, redactions, accepted, setup)
    VALUES (${caseId}, ${summary}, ${caveat}, ${method}, ${recipient}, ${boardId},
      ${JSON.stringify(excludedExhibits)}, ${JSON.stringify(excludedFindings)},
      ${bottomLine}, ${confidence}, ${unknowns}, ${decision}, ${decisionBy}, ${decisionDue}, ${nextStep},
      ${JSON.stringify(settings.keyNumbers)}, ${settings.figureId}, ${settings.figureCaption}, ${JSON.stringify(settings.captions)}, ${JSON.stringify(settings.redactions)}, ${JSON.stringify(settings.accepted)}, ${JSON.stringify(settings.setup)})
    ON CONFLICT (case_id) DO UPDATE SET summary = excluded.summary, caveat = excluded.caveat, method = excluded.method,
      recipient = excluded.recipient, board_id = excluded.board_id,
      excluded_exhibits = excluded.excluded_exhibits, excluded_findings = excluded.excluded_findings,
      bottom_line = excluded.bottom_line, confidence = excluded.confidence, unknowns = excluded.unknowns,
      decision = excluded.decision, decision_by = excluded.decision_by, decision_due = excluded.decision_due,
      next_step = excluded.next_step, key_numbers = excluded.key_numbers, figure_id = excluded.figure_id,
      figure_caption = excluded.figure_caption, captions = excluded.captions, redactions = excluded.redactions,
      accepted = excluded.accepted, setup = excluded.setup`);
}

export type Printed = z.infer<typeof PrintedReport>;

export function insertPrinted(db: WriteDb, caseId: CaseId, printed: Printed): void {
  const { printedAt, edition, pages, bytes, sha256, encrypted } = printed;
  db.run(sql`
    INSERT INTO printed_reports (case_id, printed_at, edition, pages, bytes, sha256, encrypted,
      recipient, copy_number, printed_by, paper, open_points, accepted, finding, files)
    VALUES (${caseId}, ${printedAt}, ${edition}, ${pages}, ${bytes}, ${sha256}, ${encrypted},
      ${printed.recipient}, ${printed.copyNumber}, ${printed.printedBy}, ${printed.paper ? 1 : 0}, ${printed.openPoints}, ${JSON.stringify(printed.accepted)},
      ${printed.finding ?? ''}, ${JSON.stringify(printed.files)})`);
}

/** Newest first. */
export const listPrinted = (db: Db, caseId: CaseId): Printed[] =>
  db
    .all<
      Omit<Printed, 'encrypted' | 'paper' | 'accepted' | 'files'> & {
        encrypted: number;
        paper: number;
        accepted: string;
        files: string;
      }
    >(sql`
      SELECT printed_at AS printedAt, edition, pages, bytes, sha256, encrypted, recipient, copy_number AS copyNumber,
        printed_by AS printedBy, paper, open_points AS openPoints, accepted, finding, files
      FROM printed_reports WHERE case_id = ${caseId} ORDER BY id DESC`)
    .map((row) => ({
      ...row,
      encrypted: row.encrypted === 1,
      paper: row.paper === 1,
      accepted: JSON.parse(row.accepted),
      finding: row.finding || null,
      files: JSON.parse(row.files),
    }));

/** The number that the next print of the case gets. */
export const nextCopy = (db: Db, caseId: CaseId): number =>
  (db.get<{ last: number | null }>(sql`SELECT max(copy_number) AS last FROM printed_reports WHERE case_id = ${caseId}`)
    ?.last ?? 0) + 1;
