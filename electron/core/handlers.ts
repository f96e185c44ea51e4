import type { CommandName } from '../../shared/contract/commands.ts';
import { beginBoard, boardHandlers } from './board/commands.ts';
import { clearPlaces } from './board/operations.ts';
import { noteNaming } from './board/reads.ts';
import { bundleHandlers } from './bundles/commands.ts';
import { caseHandlers } from './cases/commands.ts';
import { caseNaming } from './cases/reads.ts';
import type { Handler } from './context.ts';
import { copyHandlers } from './copies/commands.ts';
import { custodyHandlers } from './custody/commands.ts';
import { datasetHandlers } from './datasets/commands.ts';
import { entityHandlers } from './entities/commands.ts';
import { entityNaming } from './entities/reads.ts';
import { evidenceHandlers } from './evidence/commands.ts';
import { exhibitNaming } from './evidence/reads.ts';
import { findingHandlers } from './findings/commands.ts';
import { findingNaming } from './findings/reads.ts';
import { intakeHandlers } from './intake/commands.ts';
import { jobHandlers } from './jobs/commands.ts';
import { ocrHandlers } from './ocr/commands.ts';
import { queryHandlers } from './query/commands.ts';
import { reportHandlers } from './reports/commands.ts';
import { sampleHandlers } from './samples/commands.ts';
import { searchHandlers } from './search/commands.ts';
import { vaultHandlers } from './vault/commands.ts';

/** A command without a handler, or with one of the wrong shape, does not compile. */
export const handlers: { readonly [N in CommandName]: Handler<N> } = {
  ...vaultHandlers,
  ...caseHandlers(beginBoard),
  ...evidenceHandlers,
  ...intakeHandlers,
  ...datasetHandlers,
  ...copyHandlers,
  ...queryHandlers,
  ...entityHandlers((db, subjectId) => clearPlaces(db, subjectId).length),
  ...boardHandlers,
  ...findingHandlers,
  ...reportHandlers,
  ...custodyHandlers,
  ...searchHandlers({
    case: caseNaming,
    exhibit: exhibitNaming,
    query: exhibitNaming,
    entity: entityNaming,
    finding: findingNaming,
    note: noteNaming,
  }),
  ...ocrHandlers,
  ...bundleHandlers,
  ...sampleHandlers,
  ...jobHandlers,
};
