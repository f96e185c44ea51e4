import type { z } from 'zod';
import { analysisCommands } from './analysis.ts';
import { attachmentCommands } from './attachments.ts';
import { boardCommands } from './board.ts';
import { bundleCommands } from './bundles.ts';
import { caseCommands } from './cases.ts';
import { chartCommands } from './charts.ts';
import { Area, type CommandKind } from './command.ts';
import { copyCommands } from './copies.ts';
import { countryCommands } from './countries.ts';
import { custodyCommands } from './custody.ts';
import { datasetCommands } from './datasets.ts';
import { deliveryCommands } from './deliveries.ts';
import { deskCommands } from './desk.ts';
import { entityCommands } from './entities.ts';
import { evidenceCommands } from './evidence.ts';
import { findingCommands } from './findings.ts';
import { graphCommands } from './graph.ts';
import { graphAnalysisCommands } from './graph-analysis.ts';
import { identityCommands } from './identities.ts';
import { jobCommands } from './jobs.ts';
import { mappingCommands } from './mapping.ts';
import { ocrCommands } from './ocr.ts';
import { pageCommands } from './pages.ts';
import { patternCommands } from './patterns.ts';
import { profileCommands } from './profiles.ts';
import { proofreadingCommands } from './proofreading.ts';
import { queryCommands } from './query.ts';
import { reportCommands } from './reports.ts';
import { calendarCommands, questionCommands, replyCommands, requestCommands } from './requests.ts';
import { retentionCommands } from './retention.ts';
import { screeningCommands } from './screening.ts';
import { searchCommands } from './search.ts';
import { selectionCommands } from './selections.ts';
import { snapshotCommands } from './snapshots.ts';
import { eventCommands, timelineCommands } from './timeline.ts';
import { traceCommands } from './traces.ts';
import { transferCommands } from './transfers.ts';
import { trendCommands } from './trends.ts';
import { checklistCommands, typologyCommands } from './typologies.ts';
import type { JobId } from './values.ts';
import { variantCommands } from './variants.ts';
import { vaultCommands } from './vault.ts';
import { workCommands } from './work.ts';

/** Every command that exists. A host relays these names and nothing else. */
export const commands = {
  ...vaultCommands,
  ...caseCommands,
  ...evidenceCommands,
  ...datasetCommands,
  ...profileCommands,
  ...copyCommands,
  ...attachmentCommands,
  ...queryCommands,
  ...variantCommands,
  ...mappingCommands,
  ...pageCommands,
  ...analysisCommands,
  ...patternCommands,
  ...typologyCommands,
  ...checklistCommands,
  ...chartCommands,
  ...entityCommands,
  ...identityCommands,
  ...boardCommands,
  ...snapshotCommands,
  ...graphCommands,
  ...graphAnalysisCommands,
  ...findingCommands,
  ...eventCommands,
  ...calendarCommands,
  ...requestCommands,
  ...questionCommands,
  ...replyCommands,
  ...workCommands,
  ...retentionCommands,
  ...trendCommands,
  ...screeningCommands,
  ...countryCommands,
  ...timelineCommands,
  ...selectionCommands,
  ...transferCommands,
  ...traceCommands,
  ...reportCommands,
  ...deliveryCommands,
  ...custodyCommands,
  ...searchCommands,
  ...ocrCommands,
  ...proofreadingCommands,
  ...bundleCommands,
  ...deskCommands,
  ...jobCommands,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type NamesOf<K extends CommandKind> = {
  [N in CommandName]: Commands[N]['kind'] extends K ? N : never;
}[CommandName];
export type JobName = NamesOf<'job'>;

/** What a caller sends. */
export type Input<N extends CommandName> = z.input<Commands[N]['input']>;
/** What a handler receives: parsed, defaults filled in. */
export type Parsed<N extends CommandName> = z.output<Commands[N]['input']>;
export type Output<N extends CommandName> = z.output<Commands[N]['output']>;
/** What the call itself replies with: a job replies with its id, its output comes as the job's result. */
export type Answer<N extends CommandName> = N extends JobName ? { jobId: JobId } : Output<N>;

/** What a write or job changes; also of a step that the core takes by itself in one area. */
export function changesOf(name: CommandName | Area): readonly Area[] {
  const own = Area.safeParse(name.split('.')[0]);
  const command = name in commands ? commands[name as CommandName] : null;
  const also = command && 'alsoChanges' in command ? command.alsoChanges : [];
  if (also === 'everything' || !own.success) return Area.options;
  return [own.data, ...also];
}

/** Whether `name` may answer otherwise than before, now that something of `areas` changed. */
export function isStaleAfter(name: CommandName, areas: readonly Area[]): boolean {
  const command = commands[name];
  if (!('restsOn' in command) || command.restsOn === 'immutable') return false;
  return command.restsOn === 'everything' || command.restsOn.some((area) => areas.includes(area));
}
