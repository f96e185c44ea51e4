import type { ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { caseRow, firstBoard, readSettings } from './store.ts';

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
