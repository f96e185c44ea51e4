import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ExhibitKind } from '../../../shared/domain/exhibit-kinds.ts';
import { attachmentsPart } from '../attachments/bundle.ts';
import { boardPart } from '../board/bundle.ts';
import type { Arrived, BundlePart, Contents, Counts, Document, Expected, Going } from '../bundle-part.ts';
import { casePart, retentionPart } from '../cases/bundle.ts';
import { chartPart } from '../charts/bundle.ts';
import { CHART_SHOWN } from '../charts/reads.ts';
import type { JobContext } from '../context.ts';
import { copiesPart } from '../copies/bundle.ts';
import { countriesPart } from '../countries/bundle.ts';
import { datasetsPart } from '../datasets/bundle.ts';
import type { ReadDb } from '../db/open.ts';
import { entitiesPart, linksPart } from '../entities/bundle.ts';
import { eventsPart } from '../events/bundle.ts';
import { evidencePart } from '../evidence/bundle.ts';
import { listExhibits } from '../evidence/reads.ts';
import type { Staged } from '../evidence/staging.ts';
import { findingsPart } from '../findings/bundle.ts';
import { identitiesPart } from '../identities/bundle.ts';
import { recognise } from '../intake/recognise.ts';
import { patternsPart } from '../patterns/bundle.ts';
import { queryPart, savedPart } from '../query/bundle.ts';
import { ROWS_SHOWN } from '../query/freeze.ts';
import { repliesPart } from '../replies/bundle.ts';
import { redactionsOf, reportPart } from '../reports/bundle.ts';
import { requestsPart } from '../requests/bundle.ts';
import { screeningPart } from '../screening/bundle.ts';
import { snapshotsPart } from '../snapshots/bundle.ts';
import { tracePart } from '../traces/bundle.ts';
import { TRACE_SHOWN } from '../traces/reads.ts';
import { transfersPart } from '../transfers/bundle.ts';
import { checklistPart } from '../typologies/bundle.ts';
import { reviewsPart } from '../variants/bundle.ts';
import { workPart } from '../work/bundle.ts';
import { computedPart } from './computed-part.ts';
import { exchangePart } from './exchange-part.ts';

/** Every part refers only to what stands before it. */
export const PARTS: readonly BundlePart[] = [
  casePart,
  retentionPart,
  evidencePart,
  datasetsPart,
  patternsPart,
  transfersPart,
  copiesPart,
  attachmentsPart,
  queryPart,
  savedPart,
  chartPart,
  entitiesPart,
  identitiesPart,
  boardPart,
  linksPart,
  snapshotsPart,
  findingsPart,
  checklistPart,
  eventsPart,
  requestsPart,
  screeningPart,
  countriesPart,
  reportPart,
  repliesPart,
  workPart,
  exchangePart,
];

/** What a bundle does otherwise for an exhibit of one kind than for one of another. */
interface KindInBundle {
  /** The parts that say more of it than its record and its bytes do. */
  readonly parts: readonly BundlePart[];
  /** What its bytes are where they arrive. */
  readonly recognise: (context: JobContext, staged: Staged, name: string) => Promise<Arrived['shown']>;
}
export const OF_KIND: Readonly<Record<ExhibitKind, KindInBundle>> = {
  file: { parts: [datasetsPart, copiesPart, attachmentsPart, reviewsPart, computedPart], recognise },
  query: { parts: [queryPart], recognise: async () => ROWS_SHOWN },
  chart: { parts: [chartPart], recognise: async () => CHART_SHOWN },
  trace: { parts: [tracePart], recognise: async () => TRACE_SHOWN },
};
const OF_EXHIBITS = new Set(Object.values(OF_KIND).flatMap(({ parts }) => parts));

/** The contents as one part is asked about them: one of single exhibits sees those of its kinds that were not removed. */
function concerning<C extends Contents>(part: BundlePart, contents: C): C {
  if (!OF_EXHIBITS.has(part)) return contents;
  const concerned = ({ kind, removedAt }: Contents['exhibits'][number]) =>
    removedAt === null && OF_KIND[kind].parts.includes(part);
  return { ...contents, exhibits: contents.exhibits.filter(concerned) };
}

export const expectedParts = (contents: Contents): Expected[] =>
  PARTS.flatMap((part) => part.documents(concerning(part, contents)));

/** An exhibit that goes although nobody chose it, and why: "E-0004 was computed from it". */
export interface Brought {
  readonly exhibit: Exhibit;
  readonly because: string;
}

/**
 * What leaves with a bundle, exhibits by number: all of the case, or the chosen ones with everything that they were made from.
 * @throws Fault `not-found` when a chosen one is not of this case
 */
export function goingOf(
  db: ReadDb,
  caseId: CaseId,
  chosen: readonly ExhibitId[] | undefined,
): Going & { readonly brought: readonly Brought[] } {
  const all = listExhibits(db, caseId);
  const rest = { db, caseId, subjects: new Set<string>() };
  if (!chosen) return { ...rest, scope: 'case', exhibits: all, brought: [] };
  const wanted = new Set(chosen);
  const queue = all.filter(({ id }) => wanted.has(id));
  if (queue.length !== wanted.size)
    throw new Fault('not-found', 'An exhibit chosen for the bundle is not in this case.');
  const going = new Set(queue);
  const brought: Brought[] = [];
  for (const made of queue) {
    for (const { label, because } of OF_KIND[made.kind].parts.flatMap((part) => part.sources?.(db, made) ?? [])) {
      const exhibit = all.find((each) => each.label === label);
      if (!exhibit || going.has(exhibit)) continue;
      going.add(exhibit);
      brought.push({ exhibit, because });
      queue.push(exhibit); // what it was made from goes too
    }
  }
  const byNumber = (a: Exhibit, b: Exhibit) => a.number - b.number;
  brought.sort((a, b) => byNumber(a.exhibit, b.exhibit));
  return { ...rest, scope: 'exhibits', exhibits: [...going].sort(byNumber), brought };
}

export const gatherParts = (going: Going): Document[] => PARTS.flatMap((part) => part.gather(concerning(part, going)));

export const sumOf = (counts: readonly (Counts | undefined)[], of: keyof Counts): number =>
  counts.reduce((sum, each) => sum + (each?.[of] ?? 0), 0);

/** Redactions of the report that a bundle of the whole case leaves in this vault, though the text of the report goes. */
export const redactionsLeft = ({ db, caseId, scope }: Going): number =>
  scope === 'case' ? redactionsOf(db, caseId) : 0;
