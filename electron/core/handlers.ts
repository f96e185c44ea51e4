import { analysisHandlers } from './analysis/commands.ts';
import { attachmentHandlers } from './attachments/commands.ts';
import { beginBoard, boardHandlers } from './board/commands.ts';
import { clearPlaces } from './board/operations.ts';
import { firstBoard, noteNaming } from './board/reads.ts';
import { bundleHandlers } from './bundles/commands.ts';
import { caseHandlers } from './cases/commands.ts';
import { caseNaming } from './cases/reads.ts';
import { retentionHandlers } from './cases/retention.ts';
import { chartHandlers } from './charts/commands.ts';
import { readableContent } from './charts/words.ts';
import type { HandlerTable, WriteContext } from './context.ts';
import { copyHandlers } from './copies/commands.ts';
import { countryHandlers } from './countries/commands.ts';
import { custodyHandlers } from './custody/commands.ts';
import { datasetHandlers, profileHandlers } from './datasets/commands.ts';
import { datasetsHeld } from './datasets/reads.ts';
import { deskHandlers } from './desk/commands.ts';
import { entityHandlers } from './entities/commands.ts';
import { entitiesHeld, linksHeld } from './entities/reads.ts';
import { erasureHandlers } from './erasure/commands.ts';
import { eventHandlers } from './events/commands.ts';
import { evidenceHandlers } from './evidence/commands.ts';
import { exhibitNaming, exhibitsHeld, exhibitsWithText } from './evidence/reads.ts';
import { findingHandlers } from './findings/commands.ts';
import { findingNaming, findingsHeld } from './findings/reads.ts';
import { graphHandlers } from './graph/commands.ts';
import { identityHandlers } from './identities/commands.ts';
import { identityNaming, requireTypeOfIdentity } from './identities/reads.ts';
import { intakeHandlers } from './intake/commands.ts';
import { jobHandlers } from './jobs/commands.ts';
import { mappingHandlers } from './mapping/commands.ts';
import { ocrHandlers } from './ocr/commands.ts';
import { pageHandlers } from './pages/commands.ts';
import { patternHandlers } from './patterns/commands.ts';
import { proofreadingHandlers } from './proofreading/commands.ts';
import { queryHandlers } from './query/commands.ts';
import { savedNaming } from './query/saved.ts';
import { replyHandlers } from './replies/commands.ts';
import { reportHandlers } from './reports/commands.ts';
import { calendarHandlers } from './requests/calendars.ts';
import { requestHandlers } from './requests/commands.ts';
import { questionHandlers } from './requests/questions.ts';
import { answeredAt, requestNaming } from './requests/reads.ts';
import { sampleHandlers } from './samples/commands.ts';
import { screeningHandlers } from './screening/commands.ts';
import { searchHandlers } from './search/commands.ts';
import { selectionHandlers } from './selections/commands.ts';
import { snapshotHandlers } from './snapshots/commands.ts';
import { timelineHandlers } from './timeline/commands.ts';
import { traceHandlers } from './traces/commands.ts';
import { transferHandlers } from './transfers/commands.ts';
import { trendHandlers } from './trends/commands.ts';
import { beginChecklist } from './typologies/checklist.ts';
import { typologyHandlers } from './typologies/commands.ts';
import { checkNaming } from './typologies/reads.ts';
import { variantHandlers } from './variants/commands.ts';
import { backupPlan } from './vault/backups.ts';
import { vaultHandlers } from './vault/commands.ts';
import { workHandlers } from './work/commands.ts';
import { retentionRuleHandlers } from './work/retention-rules.ts';

export const handlers: HandlerTable = {
  ...vaultHandlers,
  ...caseHandlers(
    {
      exhibits: exhibitsHeld,
      datasets: datasetsHeld,
      entities: entitiesHeld,
      links: linksHeld,
      findings: findingsHeld,
      boardId: firstBoard,
      answeredAt,
    },
    beginBoard,
    beginChecklist,
  ),
  ...evidenceHandlers,
  ...intakeHandlers,
  ...datasetHandlers,
  ...profileHandlers,
  ...copyHandlers,
  ...attachmentHandlers,
  ...queryHandlers,
  ...variantHandlers,
  ...mappingHandlers,
  ...pageHandlers,
  ...analysisHandlers,
  ...patternHandlers,
  ...typologyHandlers,
  ...chartHandlers,
  ...entityHandlers((db, subjectId) => clearPlaces(db, subjectId).length, requireTypeOfIdentity),
  ...identityHandlers,
  ...boardHandlers,
  ...snapshotHandlers,
  ...graphHandlers,
  ...findingHandlers,
  ...proofreadingHandlers,
  ...eventHandlers,
  ...timelineHandlers,
  ...transferHandlers,
  ...traceHandlers,
  ...calendarHandlers,
  ...requestHandlers((context, given) => handlers['case.create'](context, given).id),
  ...questionHandlers,
  ...replyHandlers,
  ...trendHandlers,
  ...workHandlers(
    (context, caseId, despiteHold) => void handlers['case.update'](context, { caseId, status: 'closed', despiteHold }),
  ),
  ...retentionHandlers,
  ...retentionRuleHandlers,
  ...erasureHandlers(({ core, session }) => backupPlan(core, session)),
  ...selectionHandlers,
  ...screeningHandlers,
  ...countryHandlers,
  ...reportHandlers,
  ...custodyHandlers,
  ...searchHandlers(
    {
      case: (db, id) => caseNaming(db, id) ?? checkNaming(db, id) ?? requestNaming(db, id),
      exhibit: exhibitNaming,
      query: exhibitNaming,
      'saved query': savedNaming,
      entity: identityNaming,
      finding: findingNaming,
      note: noteNaming,
    },
    exhibitsWithText,
    readableContent,
  ),
  ...ocrHandlers,
  ...bundleHandlers((context, name, input) => {
    const write = handlers[name] as (context: WriteContext, input: unknown) => unknown;
    write(context, input);
  }),
  ...sampleHandlers(() => handlers),
  ...deskHandlers(() => handlers),
  ...jobHandlers,
};
